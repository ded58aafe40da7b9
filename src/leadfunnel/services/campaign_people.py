"""Whom a campaign of this name reached, as far as sources, tags and call grades tell."""

from __future__ import annotations

import json
from collections.abc import Iterable

from leadfunnel.domain.fold import fold
from leadfunnel.domain.record import dataclass
from leadfunnel.services import campaigns
from leadfunnel.services.book import Page

INTENT = ("A", "B")


@dataclass(frozen=True)
class Reached:
    """The customers of one campaign, and which of them showed intent."""

    people: frozenset[int]
    intent: frozenset[int]


def reached(page: Page, names: Iterable[str], begin: int, end: int) -> dict[str, Reached]:
    """Return whom each campaign reached: whom it invited, and whose source or a tag is its name.

    Those of intent have A or B as the latest call grade given in [begin, end), where a call that
    reached nobody changes no grade (domain.md, 3).
    """
    found = {name: _linked(page, fold(name)) for name in names}
    ids = json.dumps(sorted({number for linked in found.values() for number in linked}))
    grades = {
        row["customer_id"]: row["grade"]
        for row in page.session.rows("costs.grades", ids=ids, begin=begin, end=end)
    }
    keen = {number for number, grade in grades.items() if grade in INTENT}
    return {name: Reached(linked, linked & keen) for name, linked in found.items()}


def _linked(page: Page, name: str) -> frozenset[int]:
    session = page.session
    sources = [word for word in session.values("customers.source_names") if fold(word) == name]
    tags = [row["id"] for row in session.rows("customers.tag_all") if fold(row["value"]) == name]
    ids = [
        *session.values("customers.with_sources", words=json.dumps(sources)),
        *(row["customer_id"] for row in session.rows("customers.with_tags", ids=json.dumps(tags))),
    ]
    events = [one for one in campaigns.every(page) if fold(one.name) == name]
    ids += [
        one.customer_id
        for event in events
        for one in campaigns.people(page, event)
        if one.junk is None
    ]
    return frozenset(session.values("costs.leads", ids=json.dumps(ids)))
