"""Dated notes on the trend as JSON."""

from __future__ import annotations

from leadfunnel.domain.review_mark import ReviewMark
from leadfunnel.services.results.marks import MarkList
from leadfunnel.views.setting import Setting

Document = dict[str, object]


def marks(result: MarkList, _setting: Setting) -> Document:
    """Return the marks by day."""
    return {
        "schema": "leadfunnel.marks/1",
        "count": len(result.marks),
        "items": [mark(one) for one in result.marks],
    }


def mark(one: ReviewMark) -> Document:
    """Return one mark."""
    return {"id": one.id, "date": one.day.isoformat(), "text": one.text, "by": one.by}
