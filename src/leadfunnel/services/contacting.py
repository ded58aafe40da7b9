"""Whom one may write to now, and who must wait: the contact cap over pushes and greetings."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, timedelta

from leadfunnel.domain.contact_cap import (
    PUSH,
    Caps,
    GreetingDay,
    Held,
    Sent,
    greeting_held,
    push_held,
)
from leadfunnel.domain.customer import Customer
from leadfunnel.domain.record import dataclass, field
from leadfunnel.services.book import Page
from leadfunnel.services.forbidding import forbade
from leadfunnel.services.greeting_days import BIRTHDAY, greeting_days, of_person
from leadfunnel.services.rests import resting


@dataclass
class Clearance:
    """Who may be written to now, who must wait until when, and who is left alone altogether."""

    free: list[Customer] = field(default_factory=list)
    held: dict[int, Held] = field(default_factory=dict)
    barred: dict[int, str] = field(default_factory=dict)


def clearance(
    page: Page, customers: Sequence[Customer], kind: str, asked: GreetingDay | None = None
) -> Clearance:
    """Return who of some customers may get a push, or a greeting for the day that is asked.

    Left alone is whoever is not to be contacted, left the ladder, forbade the channel or is muted
    for it; a push, unlike a greeting, goes to nobody whose complaint waits.
    """
    found = Clearance(barred=_barred(page, customers, kind, asked))
    open_to = [one for one in customers if one.id not in found.barred]
    holds = held(page, open_to, kind, asked)
    for customer in open_to:
        if customer.id in holds:
            found.held[customer.id] = holds[customer.id]
        else:
            found.free.append(customer)
    return found


def held(
    page: Page, customers: Sequence[Customer], kind: str, asked: GreetingDay | None = None
) -> dict[int, Held]:
    """Return until when the contact cap holds a push or greeting back; the others are free."""
    caps = caps_of(page)
    today = page.calendar.day(page.now)
    last = max(today, asked.day if asked else today) + timedelta(days=caps.wait_days + caps.days)
    festivals = greeting_days(page, today, last)
    sent = sent_to(page, [one.id for one in customers], caps)
    found: dict[int, Held] = {}
    for customer in customers:
        ahead = of_person(page, customer, festivals, today, last)
        before = sent.get(customer.id, ())
        if kind == PUSH or asked is None:
            hold = push_held(today, before, ahead, caps)
        else:
            mine = next((one for one in ahead if one.code == asked.code), asked)
            hold = greeting_held(today, mine, before, ahead, caps)
        if hold is not None:
            found[customer.id] = hold
    return found


def caps_of(page: Page) -> Caps:
    """Return the store's contact cap."""
    rules = page.rules("caps")
    return Caps(**{name: rules[name] for name in ("days", "pushes", "push_days", "wait_days")})


def sent_to(page: Page, ids: Sequence[int], caps: Caps) -> dict[int, list[Sent]]:
    """Return the pushes and greetings that customers had, as far back as the cap looks."""
    today = page.calendar.day(page.now)
    first = today - timedelta(days=max(caps.days, caps.push_days) + 1)
    rows = page.session.rows(
        "contacts.sent", ids=json.dumps(list(ids)), since=page.calendar.start_of(first)
    )
    found: dict[int, list[Sent]] = {}
    for row in rows:
        sent = Sent(row["kind"], page.calendar.day(row["at"]))
        found.setdefault(row["customer_id"], []).append(sent)
    return found


def _barred(
    page: Page, customers: Sequence[Customer], kind: str, asked: GreetingDay | None
) -> dict[int, str]:
    ids = [one.id for one in customers]
    today: date = page.calendar.day(page.now)
    reason = "content_push"
    if kind != PUSH:
        reason = BIRTHDAY if asked is not None and asked.code == BIRTHDAY else "holiday"
    rests = resting(page, ids, today)
    waiting = _complaining(page, ids) if kind == PUSH else set()
    forbidden = forbade(page, ids, kind)
    found: dict[int, str] = {}
    for one in customers:
        why = (
            ("do_not_contact", one.do_not_contact),
            ("left", one.has_left),
            ("consent", one.id in forbidden),
            ("muted", reason in rests.get(one.id, {})),
            ("case_open", one.id in waiting),
        )
        word = next((word for word, holds in why if holds), None)
        if word is not None:
            found[one.id] = word
    return found


def _complaining(page: Page, ids: Sequence[int]) -> set[int]:
    from leadfunnel.services.cases import open_cases

    return set(open_cases(page, ids))
