"""Funnels compared, side by side, explained, opened and as paths, as JSON."""

from __future__ import annotations

from dataclasses import asdict

from leadfunnel.domain.aged import Difference
from leadfunnel.domain.pipeline import Pipeline
from leadfunnel.domain.proportions import Share
from leadfunnel.services.results.funnels import Compared, Earlier, Opened, Part, SideBySide
from leadfunnel.services.results.weekly import FunnelReport
from leadfunnel.views.english import in_english
from leadfunnel.views.setting import Setting
from leadfunnel.views.words import say

DAY = 86_400
Document = dict[str, object]


def asked_for(report: FunnelReport, setting: Setting) -> Document:
    """Return what was asked for beside the views; what was not asked for is left out."""
    found: Document = {}
    if report.compared:
        found["compare"] = _compared(report.pipeline, report.compared)
    if report.parts:
        found["by"] = report.parts.by
        found["segments"] = _segments(report.pipeline, report.parts)
    if report.explained:
        with in_english():
            found["explain"] = [say(sentence, setting) for sentence in report.explained]
    return found


def share(found: Share) -> Document:
    """Return a share as its two counts, the rate and the 95 % interval."""
    low, high = found.interval or (None, None)
    return {
        "part": found.part,
        "base": found.n,
        "rate": found.rate,
        "rate_low": low,
        "rate_high": high,
    }


def _compared(pipeline: Pipeline, found: Compared) -> Document:
    return {
        **_earlier(pipeline, found.earlier),
        "least": found.least,
        "steps": [_step(pipeline, found, row) for row in found.steps],
    }


def _step(pipeline: Pipeline, found: Compared, row: Difference) -> Document:
    low, high = row.interval or (None, None)
    days = found.days.get(row.code)
    return {
        "code": row.code,
        "name": pipeline.stage(row.code).name("en"),
        "whole": row.whole,
        "this": share(row.now),
        "that": share(row.then),
        "difference": row.difference,
        "difference_low": low,
        "difference_high": high,
        "judged": row.judged,
        "median_days": None if days is None else round(days, 3),
        "mature": found.is_mature(row.code),
    }


def _earlier(pipeline: Pipeline, found: Earlier) -> Document:
    from leadfunnel.views.documents.funnel import cohort

    return {
        "which": found.which,
        "period": period(found),
        "age_days": round(found.age / DAY, 3),
        "cohort": cohort(pipeline, found.cohort),
    }


def period(found: Earlier | Opened) -> Document:
    """Return the days of a period, both included, with its label."""
    return {
        "from": found.first.isoformat(),
        "to": found.last.isoformat(),
        "label": found.label,
    }


def _segments(pipeline: Pipeline, found: SideBySide) -> Document:
    return {
        "shown": [{"segment": part.name, **_part(pipeline, part)} for part in found.parts],
        "others": {"segments": found.joined, **_part(pipeline, found.others)}
        if found.others
        else None,
        "total": _part(pipeline, found.total),
        "earlier": _earlier(pipeline, found.earlier) if found.earlier else None,
    }


def _part(pipeline: Pipeline, part: Part) -> Document:
    from leadfunnel.views.documents.funnel import cohort, snapshot

    return {
        "cohort": cohort(pipeline, part.cohort),
        "flow": {"stages": [asdict(row) for row in part.flow.stages]},
        "snapshot": snapshot(pipeline, part.snapshot),
    }


def opened(found: Opened, setting: Setting) -> Document:
    """Return behind which figure people stand; `count` is the figure, `people` the customers."""
    figure = found.figure
    return {
        "pipeline": found.pipeline.name,
        "period": period(found),
        "as_of": setting.calendar.iso(found.as_of),
        "view": figure.view,
        "figure": figure.word,
        "stage": figure.stage,
        "to": figure.to,
        "reason": figure.reason,
        "path": list(figure.path),
        "by": found.segment[0] if found.segment else None,
        "segment": found.segment[1] if found.segment else None,
        "days": found.days,
        "count": found.count,
        "people": found.people,
    }
