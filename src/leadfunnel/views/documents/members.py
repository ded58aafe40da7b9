"""The people of an account as JSON."""

from __future__ import annotations

from leadfunnel.domain.account import Member, unmet
from leadfunnel.services.results.members import MemberList
from leadfunnel.views.documents.people import instant, person
from leadfunnel.views.setting import Setting

Document = dict[str, object]


def members(result: MemberList, setting: Setting) -> Document:
    """Return the people of a firm."""
    return {
        "schema": "leadfunnel.contacts/1",
        "firm": person(result.firm, setting),
        "items": [member(one, setting) for one in result.members],
        "decision_maker_never_met": [one.person.id for one in unmet(result.members)],
    }


def member(one: Member, setting: Setting) -> Document:
    """Return one person of a firm."""
    return {
        "id": one.person.id,
        "name": one.person.name,
        "role": one.role or None,
        "stance": one.stance or None,
        "phones": [phone.number for phone in one.person.phones],
        "last_contact": instant(one.person.last_contact, setting),
    }
