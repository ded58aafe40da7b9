"""Sale events as JSON."""

from __future__ import annotations

from leadfunnel.domain.campaign import Campaign, Check
from leadfunnel.services.results.campaigns import (
    CampaignCard,
    CampaignList,
)
from leadfunnel.views.setting import Setting

Document = dict[str, object]


def campaigns(result: CampaignList, _setting: Setting) -> Document:
    """Return the campaigns by their days."""
    items = [campaign(one) for one in result.campaigns]
    return {"schema": "leadfunnel.campaigns/1", "count": len(items), "items": items}


def campaign(one: Campaign) -> Document:
    """Return one campaign."""
    return {
        "id": one.id,
        "name": one.name,
        "from": one.first.isoformat(),
        "to": one.last.isoformat(),
        "warm_from": one.warm_from.isoformat() if one.warm_from else None,
        "goal": one.goal or None,
        "organiser": one.organiser,
        "closed_on": one.closed_on.isoformat() if one.closed_on else None,
        "policy": dict(vars(one.policy)),
    }


def card(result: CampaignCard, setting: Setting) -> Document:
    """Return one campaign with its guides and what has to be ready."""
    return {
        "schema": "leadfunnel.campaign/1",
        "campaign": campaign(result.campaign),
        "listed": result.listed,
        "guides": [
            {"name": one.name, "calls": one.calls, "group": one.group} for one in result.guides
        ],
        "checks": [check(one, setting) for one in result.checks],
    }


def check(one: Check, setting: Setting) -> Document:
    """Return something that has to be ready."""
    done = None if one.done_at is None else setting.calendar.local(one.done_at).isoformat()
    return {
        "id": one.id,
        "code": one.code,
        "text": one.text or None,
        "due": one.due.isoformat(),
        "done_at": done,
    }
