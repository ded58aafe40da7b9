"""Costs as JSON."""

from __future__ import annotations

from leadfunnel.domain.costing import Cost, Spent
from leadfunnel.domain.money import decimal_string
from leadfunnel.domain.rate import ratio
from leadfunnel.services.results.costs import CostList, CostReport
from leadfunnel.views.documents.seen import seen_document
from leadfunnel.views.setting import Setting

Document = dict[str, object]


def costs(result: CostList, _setting: Setting) -> Document:
    """Return costs in the order of their days."""
    return {
        "schema": "leadfunnel.costs/1",
        "count": len(result.items),
        "more": result.more,
        "items": [_cost(one) for one in result.items],
        "totals": [_spent(total) for total in result.totals],
    }


def _cost(one: Cost) -> Document:
    return {
        "id": one.id,
        "date": one.on_day,
        "to": one.last_on or one.on_day,
        "amount": decimal_string(one.amount, one.currency),
        "currency": one.currency,
        "category": one.category or None,
        "customer_id": one.customer_id,
        "deal": f"d{one.deal_id}" if one.deal_id else None,
        "channel": one.channel,
        "campaign": one.campaign,
        "note": one.note or None,
        "by": one.by,
    }


def report(result: CostReport, setting: Setting) -> Document:
    """Return what each key cost and brought."""
    return {
        "schema": "leadfunnel.cost-report/1",
        "by": result.by,
        "pipeline": result.pipeline.name,
        "period": {
            "from": result.first.isoformat() if result.first else None,
            "to": result.last.isoformat() if result.last else None,
        },
        **seen_document(result.seen, setting),
        "items": [_spent(row) for row in result.rows],
        "totals": [_spent(total) for total in result.totals],
    }


def _spent(row: Spent) -> Document:
    def money(minor: int | None) -> str | None:
        return None if minor is None else decimal_string(minor, row.currency)

    return {
        "key": row.key,
        "currency": row.currency,
        "count": row.count,
        "cost": money(row.amount),
        "leads": row.leads,
        "won": row.won,
        "cost_per_lead": money(row.per_lead),
        "cost_per_won": money(row.per_won),
        "intent": row.intent,
        "cost_per_intent": money(row.per_intent),
        "revenue": money(row.revenue),
        "cost_ratio": ratio(row.amount, row.revenue) if row.revenue and row.revenue > 0 else None,
    }
