"""Channels and campaigns as JSON."""

from __future__ import annotations

from fractions import Fraction

from leadfunnel.domain.rate import wilson
from leadfunnel.services.results.buyers import Channel, ChannelReport
from leadfunnel.views.documents.buyers import period
from leadfunnel.views.documents.sales import plain
from leadfunnel.views.documents.seen import seen_document
from leadfunnel.views.money import decimal_string
from leadfunnel.views.setting import Setting

Document = dict[str, object]


def channels(report: ChannelReport, setting: Setting) -> Document:
    """Return every source with its customers, those won, revenue and costs; then campaigns."""
    return {
        "schema": "leadfunnel.channels/1",
        "period": period(report.first, report.last),
        **seen_document(report.seen, setting),
        "items": [{"source": one.source, **_channel(one)} for one in report.items],
        "campaigns": [
            {"campaign": one.source, **_channel(one), "intent": one.intent}
            for one in report.campaigns
        ],
        "totals": [
            {"currency": currency, "cost": decimal_string(minor, currency)}
            for currency, minor in sorted(report.totals.items())
        ],
    }


def _channel(one: Channel) -> Document:
    interval = wilson(one.won, one.leads) or (None, None)
    return {
        "leads": one.leads,
        "won": one.won,
        "conversion": plain(Fraction(one.won, one.leads)) if one.leads else None,
        "conversion_low": interval[0],
        "conversion_high": interval[1],
        "money": [_money(one, currency) for currency in sorted({*one.revenue, *one.cost})],
    }


def _money(one: Channel, currency: str) -> Document:
    cost, revenue = one.cost.get(currency, 0), one.revenue.get(currency, 0)
    return {
        "currency": currency,
        "revenue": decimal_string(revenue, currency),
        "cost": decimal_string(cost, currency),
        "cost_per_lead": each(cost, one.leads, currency),
        "cost_per_customer": each(cost, one.won, currency),
        **({} if one.intent is None else {"cost_per_intent": each(cost, one.intent, currency)}),
        "revenue_per_cost": plain(Fraction(revenue, cost)) if cost > 0 else None,
    }


def each(cost: int, count: int, currency: str) -> str | None:
    """Return what one of several cost, rounded half-even; None where nothing was spent."""
    if not cost or not count:
        return None
    return decimal_string(round(Fraction(cost, count)), currency)
