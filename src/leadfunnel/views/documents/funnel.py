"""A funnel as JSON; the figures keep their names, and only days are rounded."""

from __future__ import annotations

from dataclasses import asdict

from leadfunnel.domain.figures import Cohort, Flow, Snapshot, SnapshotStage
from leadfunnel.domain.pipeline import Pipeline
from leadfunnel.services.results.weekly import FunnelReport
from leadfunnel.views.documents.people import instant
from leadfunnel.views.money import decimal_string
from leadfunnel.views.setting import Setting

Document = dict[str, object]
SEGMENTS_ONLY = ("taken_over", "handed_over")


def funnel(report: FunnelReport, setting: Setting) -> Document:
    """Return the views asked for; of a single one the stages stand at the top too."""
    views = _views(report)
    found: Document = {
        "schema": "leadfunnel.funnel/1",
        "pipeline": report.pipeline.name,
        "unit": report.pipeline.unit,
        "period": {
            "from": report.first.isoformat(),
            "to": report.last.isoformat(),
            "label": report.label,
        },
        "as_of": setting.calendar.iso(report.as_of),
        "known_at": instant(report.known_at, setting),
        "recorded_since": report.recorded_since,
        "identity_holds": report.identity_holds,
        "views": views,
        "left_out": report.flow.left_out if report.flow else None,
        "times": [_stage(report.pipeline, asdict(row)) for row in report.times],
    }
    if report.view in views:
        found["stages"] = views[report.view]["stages"]
    return {**found, **_beside(report, setting)}


def _beside(report: FunnelReport, setting: Setting) -> Document:
    """Return what stands beside the views: why people left, and what else was asked for."""
    found: Document = {
        "leavings": [asdict(row) for row in report.leavings],
        "jumps": [asdict(row) for row in report.jumps],
    }
    if report.compared or report.parts or report.explained:
        from leadfunnel.views.documents import funnel_parts

        found |= funnel_parts.asked_for(report, setting)
    return found


def _views(report: FunnelReport) -> dict[str, Document]:
    views: dict[str, Document] = {}
    if report.cohort:
        views["cohort"] = cohort(report.pipeline, report.cohort)
    if report.flow:
        views["flow"] = flow(report.pipeline, report.flow)
    if report.snapshot:
        views["snapshot"] = snapshot(report.pipeline, report.snapshot)
    return views


def cohort(pipeline: Pipeline, figures: Cohort) -> Document:
    """Return how far those got who came in."""
    return {
        "population": figures.population,
        "entered_above": figures.entered_above,
        "off_ladder": figures.off_ladder,
        "stages": [
            {**_stage(pipeline, asdict(row)), "goal": _goal(pipeline, row.code)}
            for row in figures.stages
        ],
    }


def _goal(pipeline: Pipeline, code: str) -> float | None:
    """Return the rate aimed at of the rung below, as a fraction."""
    goal = pipeline.stage(code).goal
    return None if goal is None else goal / 10_000


def flow(pipeline: Pipeline, figures: Flow) -> Document:
    """Return the visits; only segments take them over and hand them over."""
    rows = [_stage(pipeline, asdict(row)) for row in figures.stages]
    return {"stages": [{key: row[key] for key in row if key not in SEGMENTS_ONLY} for row in rows]}


def snapshot(pipeline: Pipeline, figures: Snapshot) -> Document:
    """Return where all stand."""
    rows = [_stage(pipeline, {**asdict(row), "totals": _totals(row)}) for row in figures.stages]
    return {"stages": rows}


def _stage(pipeline: Pipeline, figures: Document) -> Document:
    stage = pipeline.stage(str(figures["code"]))
    plain = {key: _thousandth(key, value) for key, value in figures.items()}
    return {"code": stage.code, "name": stage.name("en"), "type": stage.kind, **plain}


def _thousandth(key: str, value: object) -> object:
    """Return days to a thousandth, which is a minute and a half; everything else as it is."""
    return round(value, 3) if key.endswith("_days") and isinstance(value, float) else value


def _totals(row: SnapshotStage) -> list[dict[str, str]]:
    return [
        {
            "currency": total.currency,
            "amount": decimal_string(total.amount, total.currency),
            "weighted": decimal_string(total.weighted, total.currency),
        }
        for total in row.totals
    ]
