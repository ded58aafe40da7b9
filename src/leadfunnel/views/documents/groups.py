"""Group chats as JSON."""

from __future__ import annotations

from leadfunnel.domain.chat_group import ChatGroup, GroupFigures
from leadfunnel.domain.rate import ratio
from leadfunnel.services.results.groups import GroupCard, GroupList
from leadfunnel.views.documents.people import instant, person
from leadfunnel.views.setting import Setting

Document = dict[str, object]


def groups(result: GroupList, _setting: Setting) -> Document:
    """Return the groups with who is in each."""
    items = [{**_group(one), **_figures(found)} for one, found in result.groups]
    return {"schema": "leadfunnel.groups/1", "count": len(items), "items": items}


def _group(one: ChatGroup) -> Document:
    return {
        "id": one.id,
        "name": one.name,
        "purpose": one.purpose or None,
        "benefit": one.benefit or None,
        "campaign": one.campaign,
        "owner": one.owner,
    }


def _figures(found: GroupFigures) -> Document:
    share = ratio(found.intent, found.present)
    return {**vars(found), "intent": found.intent, "intent_share": share}


def card(result: GroupCard, setting: Setting) -> Document:
    """Return one group with everybody who is or was in it."""
    return {
        "schema": "leadfunnel.group/1",
        "group": _group(result.group),
        **_figures(result.figures),
        "silent_days": result.silent_days,
        "helper": person(result.helper, setting) if result.helper else None,
        "suggested_helpers": [person(one, setting) for one in result.suggested],
        "members": [
            {
                "customer": person(customer, setting),
                "entry": one.entry,
                "grade": one.grade,
                "joined_at": instant(one.joined_at, setting),
                "left_at": instant(one.left_at, setting),
                "spoke_at": instant(one.spoke_at, setting),
                "junk": result.junk.get(customer.id) or None,
                "is_junk": one.junk,
            }
            for customer, one in result.members
        ],
    }
