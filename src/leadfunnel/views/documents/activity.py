"""What was done, as JSON: counts, amounts as decimal strings, shares as fractions."""

from __future__ import annotations

from dataclasses import asdict

from leadfunnel.services.promise_record import PromiseRecord
from leadfunnel.services.results.activity import (
    METRICS,
    ActivityReport,
    Effort,
    Leader,
    Outlook,
    Work,
)
from leadfunnel.views.documents.people import instant
from leadfunnel.views.money import decimal_string
from leadfunnel.views.setting import Setting

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from collections.abc import Mapping

    from leadfunnel.domain.outlook import Estimate

Document = dict[str, object]


def activity(report: ActivityReport, setting: Setting) -> Document:
    """Return what everybody did on each day, and what it may lead to."""
    return {
        "schema": "leadfunnel.activity/1",
        "period": {
            "from": report.first.isoformat(),
            "to": report.last.isoformat(),
            "label": report.label,
        },
        "as_of": setting.calendar.iso(report.as_of),
        "known_at": instant(report.known_at, setting),
        "recorded_since": report.recorded_since,
        "owner": report.owner,
        "days": [day.isoformat() for day in report.days],
        "total": work(report.total),
        "imported": report.imported,
        "by_day": [work(one) for one in report.by_day],
        "by_owner": [
            {
                "id": person.id,
                "name": person.name,
                "total": work(person.total),
                "by_day": [work(one) for one in person.days],
            }
            for person in report.people
        ],
        "effort": effort(report.effort),
        "dependence": [leader(one) for one in report.leaders],
        "outlook": outlook(report.outlook),
    }


def work(done: Work) -> Document:
    """Return what was done: each metric, promises, and money by currency."""
    calls, won = done["calls"], done["won"]
    return {
        **{metric: done[metric] for metric in METRICS},
        "calls_per_won": calls / won if won else None,
        "promises": promises(done.kept),
        "bought": _amounts(done.bought),
        "returned": _amounts(done.returned),
        "net": _amounts(done.net),
    }


def promises(kept: PromiseRecord) -> Document:
    """Return how promises were kept; the share on time is null where none was due."""
    share = kept.on_time / kept.count if kept.count else None
    return {**asdict(kept), "due": kept.count, "share": share}


def _amounts(sums: Mapping[str, int]) -> dict[str, str]:
    return {code: decimal_string(amount, code) for code, amount in sorted(sums.items())}


def effort(found: Effort) -> Document:
    """Return where touches went and purchases came from, by stage, and touches by grade."""
    return {
        "pipeline": found.pipeline.name,
        "touches": _counts("stage", found.touches),
        "purchases": _counts("stage", found.purchases),
        "grades": _counts("grade", found.grades),
    }


def _counts(name: str, counts: Mapping[str | None, int]) -> list[Document]:
    whole = sum(counts.values())
    ordered = sorted(counts.items(), key=lambda one: (one[0] is None, one[0] or ""))
    return [{name: key, "count": count, "share": count / whole} for key, count in ordered]


def leader(found: Leader) -> Document:
    """Return who sold most, and how much of the whole that was."""
    return {
        "currency": found.currency,
        "name": found.name,
        "revenue": decimal_string(found.part, found.currency),
        "of": decimal_string(found.whole, found.currency),
        "share": found.share,
        "sellers": found.sellers,
    }


def outlook(found: Outlook) -> Document:
    """Return the rates of the last weeks and what they say; `needed` is null where they cannot."""
    return {
        "from": found.first.isoformat(),
        "to": found.last.isoformat(),
        "weeks": found.weeks,
        "people": found.people,
        "still_open": found.still_open,
        "least": found.least,
        "too_few": found.too_few,
        "new": found.newcomers,
        "stages": [
            {
                "code": step.stage.code,
                "name": step.stage.name("en"),
                "reached": step.rate.successes,
                "rate": step.rate.rate,
                "rate_low": step.rate.low,
                "rate_high": step.rate.high,
                "expected": _estimate(step.expected),
            }
            for step in found.steps
        ],
        "goal": found.goal,
        "goal_from_target": found.goal_set,
        "needed": _estimate(found.needed) if found.needed else None,
    }


def _estimate(found: Estimate) -> Document:
    return {"likely": found.likely, "low": found.low, "high": found.high}
