"""Buyers, who makes the revenue, channels and what is used up, as JSON."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from leadfunnel.services.results.buyers import (
    BuyerSegment,
    ParetoReport,
    RfmReport,
    UsedUp,
)
from leadfunnel.views.documents.products import product
from leadfunnel.views.documents.sales import plain
from leadfunnel.views.documents.seen import seen_document
from leadfunnel.views.money import decimal_string
from leadfunnel.views.setting import Setting

Document = dict[str, object]


def rfm(report: RfmReport, setting: Setting) -> Document:
    """Return the segments, the scale they were told by, and how buyers come back."""
    back, currency = report.returning, report.currency
    return {
        "schema": "leadfunnel.rfm/1",
        **seen_document(report.seen, setting),
        "currency": currency,
        "buyers": back.buyers,
        "method": "quintiles" if report.scale.quintiles else "thresholds",
        "scale": {
            "recency_days": list(report.scale.recency),
            "occasions": list(report.scale.occasions),
            "spent": [decimal_string(step, currency) for step in report.scale.spent],
        },
        "segments": [_segment(one, report) for one in report.segments],
        "repeat_rate": plain(back.repeat_rate),
        "repeat_buyers": back.repeat,
        "churn_days": report.churn_days,
        "churn_rate": plain(back.churn),
        "churn_of": back.active,
        "churned": back.gone,
        "mean_days_between": _days(back.mean_days),
        "lifetime_value": None
        if back.value is None
        else decimal_string(round(back.value), currency),
    }


def _days(value: Fraction | None) -> float | None:
    return None if value is None else float(round(value, 3))


def _segment(one: BuyerSegment, report: RfmReport) -> Document:
    total = sum(other.spent for other in report.segments)
    return {
        "segment": one.segment.code,
        "name": one.segment.names["en"],
        "buyers": one.buyers,
        "spent": decimal_string(one.spent, report.currency),
        "share": plain(Fraction(one.spent, total)) if total else None,
        "action": one.segment.action["en"],
    }


def pareto(report: ParetoReport, setting: Setting) -> Document:
    """Return who makes 80 % in each currency, the largest first."""
    return {
        "schema": "leadfunnel.pareto/1",
        "by": report.by,
        "period": period(report.first, report.last),
        **seen_document(report.seen, setting),
        "currencies": [
            {
                "currency": one.currency,
                "revenue": decimal_string(one.total, one.currency),
                "count": one.count,
                "makers": len(one.makers),
                "share_of_all": plain(Fraction(len(one.makers), one.count)) if one.count else None,
                "more": len(one.makers) - len(one.makers[: report.limit]),
                "items": [
                    {
                        **({"id": maker.key} if report.by == "customer" else {}),
                        "name": report.names.get(maker.key),
                        "revenue": decimal_string(maker.revenue, one.currency),
                        "share": plain(Fraction(maker.revenue, one.total)),
                        "running_share": plain(Fraction(maker.running, one.total)),
                    }
                    for maker in one.makers[: report.limit]
                ],
            }
            for one in report.found
        ],
    }


def period(first: date | None, last: date | None) -> Document:
    """Return the days of a period, null where it is open."""
    return {
        "from": first.isoformat() if first else None,
        "to": last.isoformat() if last else None,
    }


def used_up(report: UsedUp, _setting: Setting) -> Document:
    """Return whose product runs out when, the earliest first."""
    return {
        "schema": "leadfunnel.used-up/1",
        "count": len(report.items),
        "more": report.more,
        "items": [
            {
                "customer": {"id": customer.id, "name": customer.label},
                "product": product(one.product),
                "used_up_on": one.day.isoformat(),
                "days": (one.day - report.today).days,
            }
            for one, customer in report.items
        ],
    }
