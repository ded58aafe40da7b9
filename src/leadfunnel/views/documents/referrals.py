"""Referrals as JSON."""

from __future__ import annotations

from collections.abc import Sequence

from leadfunnel.domain.money import Money
from leadfunnel.services.results.buyers import ReferralReport, ReferralTree, Referrer
from leadfunnel.views.documents.seen import seen_document
from leadfunnel.views.setting import Setting

Document = dict[str, object]


def referrals(report: ReferralReport, setting: Setting) -> Document:
    """Return everyone who brought customers, with what these came to."""
    return {
        "schema": "leadfunnel.referrals/1",
        **seen_document(report.seen, setting),
        "referred": report.referred,
        "count": len(report.items),
        "more": report.more,
        "items": [_referrer(one) for one in report.items],
    }


def tree(report: ReferralTree, setting: Setting) -> Document:
    """Return everybody below one customer, each after who brought them."""
    return {
        "schema": "leadfunnel.referral-tree/1",
        **seen_document(report.seen, setting),
        "root": _referrer(report.root) if report.root else None,
        "brought_by": report.referrer,
        "count": len(report.branches),
        "more": report.more,
        "items": [
            {
                "customer": {"id": one.customer.id, "name": one.customer.label},
                "brought_by": one.customer.referrer_id,
                "depth": one.depth,
                "revenue": _sums(one.revenue),
                "brought": one.brought,
                "revenue_below": _sums(one.below),
                "thank_since": one.thank_since.isoformat() if one.thank_since else None,
                "not_drawn": one.hidden,
            }
            for one in report.branches
        ],
    }


def _referrer(one: Referrer) -> Document:
    return {
        "customer": {"id": one.customer.id, "name": one.customer.label},
        "brought": one.direct,
        "bought": one.bought,
        "all_below": one.below,
        "revenue": _sums(one.revenue),
        "thank_since": one.thank_since.isoformat() if one.thank_since else None,
    }


def _sums(found: Sequence[Money]) -> list[dict[str, str]]:
    return [{"currency": one.currency, "amount": one.decimal} for one in found]
