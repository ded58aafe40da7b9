"""Complaints and satisfaction as JSON."""

from __future__ import annotations

from leadfunnel.domain.satisfaction import Satisfaction
from leadfunnel.domain.service_case import Case
from leadfunnel.services.results.cases import CaseList
from leadfunnel.views.documents.people import instant, person
from leadfunnel.views.setting import Setting


def cases(result: CaseList, setting: Setting) -> dict[str, object]:
    """Return cases with their customers, and the figures of all cases."""
    figures = result.figures
    return {
        "schema": "leadfunnel.cases/1",
        "count": len(result.items),
        "more": result.more,
        "items": [
            {**case(item.case, setting), "customer": person(item.customer, setting)}
            for item in result.items
        ],
        "figures": {
            "cases": figures.count,
            "open": figures.open,
            "solved": figures.solved,
            "median_days": figures.days,
            "bought_again": figures.bought_again,
        },
    }


def case(item: Case, setting: Setting) -> dict[str, object]:
    """Return one case."""
    return {
        "id": item.id,
        "ref": item.ref,
        "customer_id": item.customer_id,
        "complaint": item.complaint,
        "status": item.status,
        "opened_at": setting.calendar.iso(item.opened_at),
        "solved_at": instant(item.solved_at, setting),
        "resolution": item.resolution,
        "user": item.user,
    }


def satisfaction(item: Satisfaction, setting: Setting) -> dict[str, object]:
    """Return one score."""
    return {
        "score": item.score,
        "at": setting.calendar.iso(item.at),
        "purchase": f"b{item.purchase_id}" if item.purchase_id else None,
    }
