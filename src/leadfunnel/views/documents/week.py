"""A week's review as JSON: the same figures as `funnel` and `activity`, side by side."""

from __future__ import annotations

from dataclasses import asdict

from leadfunnel.domain.figures import Cohort
from leadfunnel.domain.pipeline import Pipeline
from leadfunnel.domain.review_note import ReviewNote
from leadfunnel.services.results.week import Ahead, Waiting, WeekReport, WeekRow
from leadfunnel.views.documents import activity, leak
from leadfunnel.views.documents.people import instant
from leadfunnel.views.setting import Setting

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from collections.abc import Mapping

    from leadfunnel.domain.aged import Difference

Document = dict[str, object]


def week(report: WeekReport, setting: Setting) -> Document:
    """Return everything the review knows; `age_days` is that of both weeks."""
    return {
        "schema": "leadfunnel.week/1",
        "pipeline": report.pipeline.name,
        "period": {
            "from": report.first.isoformat(),
            "to": report.last.isoformat(),
            "label": report.label,
        },
        "as_of": setting.calendar.iso(report.as_of),
        "known_at": instant(report.known_at, setting),
        "recorded_since": report.recorded_since,
        "identity_holds": True,
        "owner": report.who,
        "by": report.by,
        "age_days": round(report.age / 86_400, 3),
        "total": _row(report.pipeline, report.total),
        "before": _row(report.pipeline, report.before),
        "groups": [_row(report.pipeline, row) for row in report.rows],
        "steps": [_step(one) for one in report.steps],
        "judged_from": report.least,
        "moved": [
            {**asdict(row), "standing": report.standing.get(row.code, 0)}
            for row in report.flow.stages
        ],
        "skipped": [asdict(one) for one in report.jumps],
        "left": [asdict(one) for one in report.leavings],
        "won": {"came_this_week": report.won_new, "came_before": report.won_old},
        "buyers": report.buyers,
        "effort": activity.effort(report.effort),
        "dependence": [activity.leader(one) for one in report.leaders],
        "waiting": _waiting(report.waiting),
        "outlook": activity.outlook(report.outlook),
        "leak": leak.leak(report.leak, setting) if report.leak else None,
        "ahead": _ahead(report.ahead),
        "workdays": [day.isoformat() for day in report.workdays],
        "written": [_note(one) for one in report.notes],
        "written_last_week": [_note(one) for one in report.promised],
    }


def _row(pipeline: Pipeline, row: WeekRow) -> Document:
    return {
        "name": row.name,
        "cohort": _cohort(pipeline, row.cohort),
        "work": activity.work(row.work) if row.work else None,
        "without_next": row.without_next,
        "lost_track": row.lost_track,
    }


def _cohort(pipeline: Pipeline, figures: Cohort) -> Document:
    return {
        "population": figures.population,
        "entered_above": figures.entered_above,
        "stages": [
            {"name": pipeline.stage(row.code).name("en"), **asdict(row)} for row in figures.stages
        ],
    }


def _step(found: Difference) -> Document:
    low, high = found.interval or (None, None)
    return {
        "code": found.code,
        "whole": found.whole,
        "now": {"part": found.now.part, "of": found.now.n, "rate": found.now.rate},
        "then": {"part": found.then.part, "of": found.then.n, "rate": found.then.rate},
        "difference": found.difference,
        "difference_low": low,
        "difference_high": high,
        "judged": found.judged,
    }


def _waiting(found: Waiting) -> Document:
    return {
        "days": found.days,
        "lost_track": _counts(found.lost_track),
        "without_next": _counts(found.without_next),
        "late_days": found.late_days,
        "recorded_late": _counts(found.late),
    }


def _counts(counts: Mapping[str | None, int]) -> Document:
    ordered = sorted(counts.items(), key=lambda one: (one[0] is None, one[0] or ""))
    return {
        "count": sum(counts.values()),
        "by_owner": [{"owner": name, "count": count} for name, count in ordered],
    }


def _ahead(found: Ahead) -> Document:
    return {
        "from": found.first.isoformat(),
        "to": found.last.isoformat(),
        "promises": [
            {"day": day.isoformat(), "count": count}
            for day, count in sorted(found.promises.items())
        ],
        "count": sum(found.promises.values()),
        "new_a_day": found.new_a_day,
    }


def _note(found: ReviewNote) -> Document:
    told = {"head": found.head, "text": found.text, "outcome": found.outcome}
    return {**told, "user": found.by}
