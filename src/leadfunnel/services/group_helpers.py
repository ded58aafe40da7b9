"""Who could help in a group chat: loyal customers (seller.md, G29)."""

from __future__ import annotations

from collections.abc import Sequence

from leadfunnel.domain.chat_group import ChatGroup, Member
from leadfunnel.domain.customer import Customer
from leadfunnel.services import groups
from leadfunnel.services.book import Page

SUGGESTED = 3
HELPFUL = ("loyal", "mature")
"""Layers a helper is looked for in, the best first."""


def helpers(page: Page, group: ChatGroup, members: Sequence[Member]) -> tuple[Customer, ...]:
    """Return who could help in a group: loyal customers, those in it and who buy most first."""
    from leadfunnel.services.looking import filter_terms
    from leadfunnel.store import listing

    inside = {one.customer_id for one in members if one.left_at is None and not one.junk}
    found: list[Customer] = []
    for layer in HELPFUL:
        ids = listing.select(page.session, [f"layer={layer}"], filter_terms(page), None)
        junk = groups.junk_of(page, ids)
        free = [
            one
            for one in page.customers(ids)
            if one.id not in junk and one.id != group.helper_id and not one.do_not_contact
        ]
        free.sort(key=lambda one: (one.id not in inside, -one.purchases, one.id))
        found += free[: SUGGESTED - len(found)]
    return tuple(found)
