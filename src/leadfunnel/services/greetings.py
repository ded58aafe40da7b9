"""`greet`: one person at a time, each with words of their own; nothing is ever sent to all."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from leadfunnel.domain.capture import check_note
from leadfunnel.domain.contact_cap import GREETING, GreetingDay
from leadfunnel.domain.customer import Customer
from leadfunnel.domain.fold import fold
from leadfunnel.domain.greeting import Known, Words, words
from leadfunnel.domain.record import dataclass
from leadfunnel.domain.sentence import said
from leadfunnel.errors import N_
from leadfunnel.i18n import language
from leadfunnel.services import touches
from leadfunnel.services.book import Book, Page
from leadfunnel.services.contacting import clearance
from leadfunnel.services.greeting_days import (
    BIRTHDAY,
    NoneNear,
    birthday_between,
    concerns,
    days_of,
    festival,
    greeting_days,
    weight,
)
from leadfunnel.services.results.changed import Changed
from leadfunnel.services.results.greetings import Greeting, GreetingRound
from leadfunnel.store import service

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any

FOLDER = Path(__file__).parent.parent / "data" / "greetings"
LOOKED_AT = 300
NEAR_DAYS = 3
YEAR = 400
OTHER = "other.toml"
SECONDS = 86400


@dataclass(frozen=True)
class _Day:
    """The greeting day of a round, with the words for it."""

    asked: GreetingDay
    words: Words


class Greetings:
    """`greet`."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def round(self, name: str | None = None, owner: str | None = None) -> GreetingRound:
        """Return whom to greet for a day: the nearest one unless it is named."""
        with self.book.read() as page:
            from leadfunnel.services.due import owner_id

            mine = page.user_id if owner is None else owner_id(page, owner)
            chosen = _named(page, name) if name else _nearest(page)
            people = _candidates(page, chosen.asked, mine)
            return _round(page, chosen, people)

    def sent(self, number: int, code: str, text: str) -> Changed:
        """Record that a greeting went out, with its words."""
        check_note(text)
        with self.book.record("greet", code) as page:
            touches.write(page, number, touches.Entry(GREETING, text.strip(), outcome="sent"))
            page.settle()
            customer = page.customer(number)
            spoken = said(N_("Greeted: {customer}."), customer=customer)
            return Changed(page.ledger.recorded, (customer,), (spoken,))


def _round(page: Page, chosen: _Day, people: Sequence[Customer]) -> GreetingRound:
    cleared = clearance(page, people, GREETING, chosen.asked)
    today = page.calendar.day(page.now)
    sent = 0
    if page.user_id is not None:
        start = page.calendar.start_of(today)
        sent = page.session.value("contacts.greeted_by", since=start, user_id=page.user_id)
    room = max(0, page.rules("caps")["greetings_a_day"] - sent)
    shown = cleared.free[:room]
    waiting = tuple(one for one in people if one.id in cleared.held)
    birthdays = chosen.asked.code == BIRTHDAY
    return GreetingRound(
        code=chosen.asked.code,
        title=chosen.words.title,
        day=None if birthdays else chosen.asked.day,
        items=_greetings(page, chosen, shown),
        held=cleared.held,
        waiting=waiting,
        barred=len(cleared.barred),
        left_over=len(cleared.free) - len(shown),
        sent=sent,
    )


def _greetings(page: Page, chosen: _Day, people: Sequence[Customer]) -> tuple[Greeting, ...]:
    ids = json.dumps([one.id for one in people])
    talks = dict(map(tuple, page.session.rows("contacts.last_talks", ids=ids)))
    products = dict(map(tuple, page.session.rows("contacts.last_products", ids=ids)))
    complaining = {case.customer_id for case in service.open_among(page.session, json.loads(ids))}
    today = page.calendar.day(page.now)
    found = []
    for place, one in enumerate(people, 1):
        known = Known(one.name, products.get(one.id, ""), talks.get(one.id, ""))
        if one.id in complaining:  # a wish, and not a word of what they bought
            known = Known(one.name)
        day = chosen.asked.day
        if chosen.asked.code == BIRTHDAY:
            day = birthday_between(page, one, today, today + timedelta(days=YEAR)) or day
        found.append(Greeting(one, day, chosen.words.filled(known), place, len(people)))
    return tuple(found)


# --- whom


def _candidates(page: Page, asked: GreetingDay, mine: int | None) -> list[Customer]:
    """Return whom to think of, those in contact lately and buyers first."""
    if asked.code == BIRTHDAY:
        return _born(page, mine)
    since = page.now - page.rules("greetings")["recent_days"] * SECONDS
    span = {"owner_id": mine, "limit": LOOKED_AT}
    ids = page.session.values("contacts.recent", since=since, **span)
    ids += page.session.values("contacts.buyers", **span)
    ids += page.session.values("contacts.earlier", since=since, **span)
    people = page.customers(list(dict.fromkeys(ids)))
    theirs = [one for one in people if concerns(page, one, asked.code)]
    return sorted(theirs, key=lambda one: _rank(one, since))


def _rank(customer: Customer, since: int) -> tuple[int, int, int]:
    """Order by contact lately and purchases: both, one of them, neither; then the latest."""
    last = customer.last_contact or 0
    first = -(last >= since) - bool(customer.purchases)
    return (first, -last, customer.id)


def _born(page: Page, mine: int | None) -> list[Customer]:
    from leadfunnel.domain.birthday import keys_of

    rules = page.rules("reminders")["birthday"]
    ahead = max(0, *rules["days"])
    today = page.calendar.day(page.now)
    days = [today + timedelta(days=step) for step in range(ahead + 1)]
    keys = sorted({key for day in days for key in keys_of(day, page.almanac.moon)})
    ids = page.session.values(
        "contacts.born", keys=json.dumps(keys), owner_id=mine, limit=LOOKED_AT
    )
    due: list[tuple[date, Customer]] = []
    for one in page.customers(ids):
        day = birthday_between(page, one, today, days[-1])
        if day is not None:
            due.append((day, one))
    return [one for _, one in sorted(due, key=lambda pair: (pair[0], pair[1].id))]


# --- which day


def _named(page: Page, text: str) -> _Day:
    """Return the day that is named, next time it comes."""
    today = page.calendar.day(page.now)
    template = _template(text)
    if template is not None and template["names"][0] == BIRTHDAY:
        asked = GreetingDay(BIRTHDAY, today, weight(page, BIRTHDAY))
        return _Day(asked, _words(template, BIRTHDAY))
    found = festival(template["names"][0] if template else text)
    days = days_of(page, found, today, today + timedelta(days=YEAR))
    code = str(template["names"][0]) if template else found.names[0]
    asked = GreetingDay(code, min(days, default=today), weight(page, code))
    title = found.names[0]
    if not language().startswith("zh"):
        title = next((one for one in found.names if one.isascii()), title).title()
    return _Day(asked, _words(template or _read(OTHER), title))


def _nearest(page: Page) -> _Day:
    """Return the nearest festival, as long as it is near."""
    today = page.calendar.day(page.now)
    days = greeting_days(page, today, today + timedelta(days=YEAR))
    if days and (days[0].day - today).days <= NEAR_DAYS:
        near = [one for one in days if one.day == days[0].day]
        return _named(page, max(near, key=lambda one: one.weight).code)
    name = days[0].code if days else BIRTHDAY
    raise NoneNear(name=name, day=(days[0].day if days else today).isoformat())


def _template(text: str) -> dict[str, Any] | None:
    """Return the shipped words for a day, by any of its names."""
    wanted = fold(text.replace("'", "").replace("’", "").strip())
    for path in sorted(FOLDER.glob("*.toml")):
        template = _read(path.name)
        if wanted in map(fold, template.get("names", ())) and path.name != OTHER:
            return template
    return None


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


def _words(template: dict[str, Any], title: str) -> Words:
    spoken = language()
    return words(template[spoken], _read("parts.toml")[spoken], title, spoken)
