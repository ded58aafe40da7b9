"""Who is kept longer than the rules say, and the bin, as JSON."""

from __future__ import annotations

from leadfunnel.services.results.retained import BinView, RetentionReport
from leadfunnel.views.documents.people import person
from leadfunnel.views.setting import Setting

Document = dict[str, object]


def retention(result: RetentionReport, setting: Setting) -> Document:
    """Return whom the rules are about, and how many there are of each."""
    return {
        "schema": "leadfunnel.retention/1",
        "rules": [
            {"rule": rule, "months": months, "count": result.counts[rule]}
            for rule, months in result.months.items()
        ],
        "count": len(result.items),
        "more": result.more,
        "items": [
            {"customer": person(one.customer, setting), "rule": one.rule,
             "last": one.last.isoformat()}
            for one in result.items
        ],
    }  # fmt: skip


def binned(result: BinView, setting: Setting) -> Document:
    """Return the bin."""
    return {
        "schema": "leadfunnel.bin/1",
        "days": result.days,
        "due": result.due,
        "count": len(result.items),
        "items": [
            {
                "customer": person(one.customer, setting),
                "deleted_at": setting.calendar.iso(one.deleted_at),
                "until": one.until.isoformat(),
            }
            for one in result.items
        ],
    }
