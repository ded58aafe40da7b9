"""Finding customers by a part: of a name, pinyin, a company, a phone, a tag, or what was said."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import lru_cache

from leadfunnel.domain import search, spelled
from leadfunnel.domain.customer import Customer
from leadfunnel.domain.fold import fold
from leadfunnel.services.book import Page
from leadfunnel.services.who_refusals import QueryTooLong

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.store.session import Asked

SCANNED = 300
LAST = "\U0010ffff"
LONGEST = 500


def ranked(page: Page, text: str) -> list[tuple[int, int]]:
    """Return (rank, id) of everyone found by a part of name, pinyin, company, phone, text.

    The best rank first, then whose whole name was typed, was in touch last, was added last.
    """
    check_length(text)
    query, tokens = _query(text)
    if not tokens:
        return []
    hits = json.dumps(_hits(page, query, tokens))
    rows = page.session.rows("customers.answering", ids=hits)
    called = {row["id"]: [name for name in (row["name"], row["company"]) if name] for row in rows}
    ranks = {number: search.match_rank(query, names, (), ()) for number, names in called.items()}
    others = [number for number, rank in ranks.items() if rank is None]
    ranks |= {customer.id: _rank(query, customer) for customer in page.customers(others)}
    found = [
        (spelled.closeness(query, rank, row["name"]), -(row["last_contact_at"] or 0), -row["id"])
        for row in rows
        if (rank := ranks[row["id"]]) is not None
    ]
    return [(rank, -number) for (rank, _), _, number in sorted(found)]


def asked(text: str) -> tuple[Asked, ...]:
    """Return what `ranked` and `saying` ask first."""
    if len(text) > LONGEST:
        return ()
    matching = [search.fts_match([way]) for way in _query(text)[1]]
    said = search.asked_tokens(text)
    saying = [search.fts_match(said)] if said else []
    return (
        *(("customers.matching", {"match": one, "limit": SCANNED}) for one in matching),
        *(("customers.saying", {"match": one, "limit": SCANNED}) for one in saying),
    )


@lru_cache(maxsize=4)  # asked before the store is open, and used when it is
def _query(text: str) -> tuple[str, Sequence[search.Tokens]]:
    """Return a text as it is searched for, with its tokens; digits at the end stand alone."""
    query = re.sub(r"(?<=[^\d\s])(?=\d{4,}$)", " ", text.strip())
    return query, search.query_tokens(query)


def saying(page: Page, text: str) -> list[int]:
    """Return whom something was said with that has the text in it, the latest first."""
    tokens = search.asked_tokens(text)
    if not tokens:
        return []
    match = search.fts_match(tokens)
    rows = page.session.rows("customers.saying", match=match, limit=SCANNED)
    return list(
        dict.fromkeys(row["customer_id"] for row in rows if search.is_said(text, row["text"]))
    )


def _hits(page: Page, query: str, tokens: Sequence[search.Tokens]) -> list[int]:
    """Return whom the index proposes, in no order: everybody, or of very many a part.

    A query that hits more than `SCANNED` is answered from those added last, those whose name
    begins with it and those in touch most recently, so a common one costs no more than a rare.
    """
    session = page.session
    start = fold(query)
    bounds = {"first": start, "last": start + LAST, "limit": SCANNED}
    starting = ("customers.name_starts", bounds)
    found: dict[int, None] = {}
    for way in tokens:
        match = search.fts_match([way])
        hits = session.values("customers.matching", match=match, limit=SCANNED)
        found.update(dict.fromkeys(hits))
        if len(hits) == SCANNED:
            session.ahead(starting)
            found.update(dict.fromkeys(_recent(page, set(way))))
    if len(found) >= SCANNED:
        name, params = starting
        found.update(dict.fromkeys(session.values(name, **params)))
    return list(found)


def _recent(page: Page, tokens: set[str]) -> list[int]:
    """Return those of the customers in touch most recently who have all these tokens."""
    rows = page.session.rows("customers.recent_tokens", limit=SCANNED)
    return [row["id"] for row in rows if tokens <= set(row["tokens"].split())]


def _rank(query: str, customer: Customer) -> search.Tier | None:
    names = [customer.name, *([customer.company] if customer.company else [])]
    texts = [
        *customer.wechat,
        *customer.emails,
        *customer.external_ids,
        *(tag.value for tag in customer.tags),
        *([customer.source] if customer.source else []),
    ]
    return search.match_rank(query, names, texts, [phone.number for phone in customer.phones])


def check_length(text: str) -> None:
    """Raise QueryTooLong for a text that is nobody's name."""
    if len(text) > LONGEST:
        raise QueryTooLong(length=len(text), limit=LONGEST)
