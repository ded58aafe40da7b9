"""What was written in reviews as JSON."""

from __future__ import annotations

from leadfunnel.domain.review_note import ReviewNote
from leadfunnel.services.results.review_notes import Notes, Written
from leadfunnel.views.setting import Setting

Document = dict[str, object]


def written(result: Written, _setting: Setting) -> Document:
    """Return what is written about a period, and what was before."""
    return {
        "schema": "leadfunnel.review_notes/1",
        "now": period_notes(result.now),
        "before": None if result.before is None else period_notes(result.before),
    }


def period_notes(found: Notes) -> Document:
    """Return the notes of a period."""
    return {
        "from": found.period.first.isoformat(),
        "to": found.period.last.isoformat(),
        "items": [note(one) for one in found.notes],
    }


def note(one: ReviewNote) -> Document:
    """Return one note."""
    return {
        "id": one.id,
        "head": one.head,
        "text": one.text,
        "outcome": one.outcome,
        "by": one.by,
    }
