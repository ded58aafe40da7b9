"""Deals as JSON."""

from __future__ import annotations

from leadfunnel.domain.money import decimal_string
from leadfunnel.services.results.deals import DealCard, DealList, DealView, plain
from leadfunnel.views.setting import Setting

Document = dict[str, object]


def deals(result: DealList, setting: Setting) -> Document:
    """Return deals in the order they are expected to close."""
    return {
        "schema": "leadfunnel.deals/1",
        "count": len(result.items),
        "more": result.more,
        "items": [summary(view, setting) for view in result.items],
        "totals": [
            {
                "currency": total.currency,
                "deals": total.deals,
                "amount": decimal_string(total.amount, total.currency),
                "weighted": decimal_string(total.weighted, total.currency),
            }
            for total in result.totals
        ],
    }


def summary(view: DealView, setting: Setting) -> Document:
    """Return one deal with the instant since when it has been in its stage."""
    return {**plain(view), "since": setting.calendar.iso(view.deal.last.at)}


def deal(result: DealCard, setting: Setting) -> Document:
    """Return everything about one deal."""
    iso = setting.calendar.iso
    found = result.view.deal
    return {
        "schema": "leadfunnel.deal/1",
        "deal": summary(result.view, setting),
        "helpers": list(result.helpers),
        "bought": result.bought,
        "costs": [{"currency": one.currency, "amount": one.decimal} for one in result.costs],
        "notes": [{"at": iso(at), "text": text} for at, text in result.notes],
        "terms": [
            {
                "at": iso(terms.at),
                "recorded_at": iso(terms.recorded_at),
                "amount": terms.money.decimal if terms.money else None,
                "currency": terms.currency,
                "probability_points": terms.probability,
                "expected_close": terms.closes_on,
                "product": terms.product,
                "owner": terms.owner,
                "by": terms.by,
            }
            for terms in found.terms
        ],
        "changes": [
            {
                "at": iso(shift.at),
                "recorded_at": iso(shift.recorded_at),
                "to": shift.target,
                "by": shift.by,
                "reason": shift.reason,
                "assumed": shift.assumed,
            }
            for shift in found.shifts
        ],
    }
