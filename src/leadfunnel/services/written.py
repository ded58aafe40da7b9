"""What would be written to customers: materials that suit them, and what the contact cap holds."""

from __future__ import annotations

from collections.abc import Sequence

from leadfunnel.domain.contact_cap import BIGGER, FESTIVAL, OFTEN, RECENT, GreetingDay
from leadfunnel.domain.contact_cap import Held as Capped
from leadfunnel.domain.customer import Customer
from leadfunnel.domain.remind_facts import Held
from leadfunnel.domain.sentence import said
from leadfunnel.errors import N_
from leadfunnel.services import contacting
from leadfunnel.services.book import Page
from leadfunnel.services.forbidding import forbade
from leadfunnel.services.greeting_days import BIRTHDAY, weight

WHY = {
    RECENT: N_("had a push or a greeting lately"),
    OFTEN: N_("had many pushes lately"),
    FESTIVAL: N_("a greeting day is near"),
    BIGGER: N_("a bigger greeting day is near"),
}


def suggested(page: Page, ids: Sequence[int]) -> dict[int, str]:
    """Return the name of the first material that suits each customer and was not sent yet."""
    from leadfunnel.services.materials import known_materials
    from leadfunnel.services.pushing import suiting

    used = [item for item in known_materials(page) if not item.retired]
    found = suiting(page, used, list(ids))
    forbidden = forbade(page, list(found), "push")
    return {number: item.name for number, item in found.items() if number not in forbidden}


def capped(page: Page, people: Sequence[Customer], kind: str) -> dict[int, Held]:
    """Return until when the contact cap holds a push or a greeting to these people back."""
    if not people:
        return {}
    asked = None
    if kind == "greeting":
        asked = GreetingDay(BIRTHDAY, page.calendar.day(page.now), weight(page, BIRTHDAY))
    held = contacting.held(page, people, kind, asked)
    return {number: _told(one) for number, one in held.items()}


def _told(held: Capped) -> Held:
    return Held("cap", said(WHY[held.reason]), held.until)


def proposed(page: Page, owner: int | None, limit: int) -> list[int]:
    """Return for whom there is something to send now, whom the contact cap lets one write to."""
    from leadfunnel.services.pushing import proposals

    return [found.customer.id for found in proposals(page, owner, limit)]
