"""Quotas as JSON."""

from __future__ import annotations

from leadfunnel.domain.money import decimal_string
from leadfunnel.domain.quota import Attainment, Basis
from leadfunnel.services.results.quotas import BasisReport, QuotaReport
from leadfunnel.views.documents.forecast import rate_document
from leadfunnel.views.documents.seen import seen_document
from leadfunnel.views.money import percent_text
from leadfunnel.views.setting import Setting

Document = dict[str, object]


def basis(report: BasisReport, _setting: Setting) -> Document:
    """Return what was frozen, deal by deal."""
    return {
        "schema": "leadfunnel.quota-basis/1",
        "operation": report.operation,
        "bases": [
            {
                **_basis(one),
                "not_counted": [
                    {"deal": deal.id, "ref": deal.ref, "reason": reason}
                    for deal, reason in weighed.not_counted
                ],
            }
            for one, weighed in zip(report.bases, report.forecasts, strict=True)
        ],
    }


def _basis(one: Basis) -> Document:
    return {
        "id": one.id,
        "who": one.who,
        "territory": one.territory,
        "taken_on": one.taken_on.isoformat(),
        "from": one.first.isoformat(),
        "to": one.last.isoformat(),
        "totals": [
            {"currency": currency, "weighted": decimal_string(one.weighted(currency), currency)}
            for currency in sorted({row.currency for row in one.rows})
        ],
        "rows": [
            {
                "deal": row.deal_id,
                "amount": decimal_string(row.amount, row.currency),
                "currency": row.currency,
                "probability": percent_text(row.probability),
                "weighted": decimal_string(row.weighted, row.currency),
                "expected_close": row.closes_on,
            }
            for row in one.rows
        ],
    }


def quotas(report: QuotaReport, setting: Setting) -> Document:
    """Return how far everyone got."""
    return {
        "schema": "leadfunnel.quotas/1",
        **seen_document(report.seen, setting),
        "items": [_attained(row) for row in report.rows],
    }


def _attained(row: Attainment) -> Document:
    def money(minor: int | None) -> str | None:
        return None if minor is None else decimal_string(minor, row.currency)

    return {
        "who": row.who,
        "territory": row.territory,
        "currency": row.currency,
        "from": row.first.isoformat(),
        "to": row.last.isoformat(),
        "quota": money(row.goal),
        "frozen": money(row.frozen),
        "frozen_on": row.taken_on.isoformat() if row.taken_on else None,
        "sold": money(row.sold),
        "of_quota": row.of_goal,
        "of_frozen": row.of_frozen,
        "gap": money(row.gap),
        "win_rate": rate_document(row.rate),
        "open_amount": money(row.open_amount),
        "needed_amount": money(row.needed),
    }
