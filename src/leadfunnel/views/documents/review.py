"""The review as JSON."""

from __future__ import annotations

from leadfunnel.services.results.report import Report
from leadfunnel.services.results.review import Ahead, Review, ReviewStep
from leadfunnel.services.results.review_notes import Notes
from leadfunnel.views.documents import document
from leadfunnel.views.documents.activity import outlook
from leadfunnel.views.documents.review_notes import period_notes
from leadfunnel.views.documents.targets import progress
from leadfunnel.views.reports.booklet import drafted
from leadfunnel.views.setting import Setting

Document = dict[str, object]


def review(result: Review, setting: Setting) -> Document:
    """Return all steps."""
    return {
        "schema": "leadfunnel.review/1",
        "from": result.period.first.isoformat(),
        "to": result.period.last.isoformat(),
        "label": result.period.label,
        "steps": [_step(one, setting) for one in result.steps],
    }


def step(result: ReviewStep, setting: Setting) -> Document:
    """Return one step by itself."""
    return {"schema": "leadfunnel.review_step/1", **_step(result, setting)}


def _step(result: ReviewStep, setting: Setting) -> Document:
    acts = [{"command": f"leadfunnel {act.command}", "count": act.count} for act in result.acts]
    return {
        "step": result.key,
        "found": [_found(one, setting) for one in result.found],
        "commands": acts,
        "hints": [f"leadfunnel {hint}" for hint in result.hints],
    }


def _found(found: object, setting: Setting) -> Document:
    if isinstance(found, Notes):
        return period_notes(found)
    if isinstance(found, Report):
        return {"drafts": list(drafted(found, setting))}
    return _ahead(found) if isinstance(found, Ahead) else document(found, setting)


def _ahead(found: Ahead) -> Document:
    day, count = found.busiest or (None, 0)
    return {
        "from": found.period.first.isoformat(),
        "to": found.period.last.isoformat(),
        "promises": found.booked,
        "busiest": None if day is None else {"date": day.isoformat(), "count": count},
        "targets": [progress(one) for one in found.targets.progress] if found.targets else [],
        "outlook": outlook(found.outlook),
    }
