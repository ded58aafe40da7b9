"""WHO: finding the customer that a few key presses mean (cli.md)."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from leadfunnel.domain import search
from leadfunnel.domain.customer import Customer
from leadfunnel.domain.fold import fold
from leadfunnel.domain.phone import digits, mask
from leadfunnel.i18n import named
from leadfunnel.services import ahead
from leadfunnel.services.book import Page
from leadfunnel.services.firms import without_members
from leadfunnel.services.phones import comparable, is_meant
from leadfunnel.services.who_refusals import (
    EmptyWho,
    NoCustomer,
    NoLastCustomer,
    NotNamedInFull,
    QueryTooLong,
    SeveralCustomers,
)
from leadfunnel.store.session import Row

CANDIDATES = 20
SCANNED = 300
LAST = "\U0010ffff"
LONGEST = 500
LAST_FOR_SECONDS = 30 * 60

_SHORT_NUMBERS = r"[#\s]*[0-9]{1,3}(?:[\s,;，；、#]+[0-9]{1,3})*"
"""Numbers of customers; parts of names they never are."""


def one(page: Page, text: str, *, exact: bool = False) -> int:
    """Return the id of the one customer meant; raise NoCustomer or SeveralCustomers.

    With `exact` only numbers, whole identities and exact names count.
    """
    ids = without_members(page, candidates(page, text, exact=exact))
    if not ids:
        none = NotNamedInFull if exact and candidates(page, text) else NoCustomer
        raise none(text=_short(text), candidates=_near(page, text))
    if len(ids) > 1:
        raise several(page, text, ids)
    ahead.about(page, ids[0])
    return ids[0]


def each(page: Page, texts: Sequence[str], *, exact: bool = False) -> list[int]:
    """Return the ids meant, each once; one that cannot be told fails them all."""
    return list(dict.fromkeys(one(page, text, exact=exact) for text in texts))


def several(page: Page, text: str, ids: Sequence[int]) -> SeveralCustomers:
    """Return the error that offers the candidates."""
    shown = page.customers(ids[:CANDIDATES])
    first = shown[0]
    tail = digits(first.phones[0].number)[-4:] if first.phones else f"#{first.id}"
    example = f"{first.name}{tail}" if first.phones and first.name else f"#{first.id}"
    return SeveralCustomers(
        text=_short(text),
        who=text.strip(),
        count=len(ids),
        example=example,
        candidates=[candidate(page, customer) for customer in shown],
    )


def candidate(page: Page, customer: Customer) -> dict[str, object]:
    """Return what may be shown of a customer in an error: no whole phone, no note."""
    phone = mask(customer.phones[0].number, page.settings.region) if customer.phones else ""
    stage = named(customer.stage.names) if customer.stage else ""
    parts = [f"#{customer.id}", customer.name, customer.company or "", stage, phone]
    return {
        "id": customer.id,
        "name": customer.name,
        "company": customer.company,
        "stage": customer.stage.code if customer.stage else None,
        "phone": phone or None,
        "text": "  ".join(part for part in parts if part),
    }


def candidates(page: Page, text: str, *, exact: bool = False) -> list[int]:
    """Return everyone of the first tier with a hit: identity, exact name, part or pinyin."""
    text = text.strip()
    if not text:
        raise EmptyWho()
    if text == ".":
        return [_last(page)]
    if text in page.acting.picked:
        return [page.acting.picked[text]]
    _check_length(text)
    values = comparable(text, page.settings.region)
    page.session.ahead(
        *(("customers.by_identity", {"value": value}) for value in values),
        ("customers.by_name", {"key": fold(text), "limit": SCANNED}),
    )
    found = _by_number(page, text)
    if not found:
        found = _by_identity(page, text)
    elif text.isdigit():
        tails = [] if exact else _by_tail(page, text)
        found = list(dict.fromkeys([*found, *_by_identity(page, text), *tails]))
    if not found:
        found = page.session.values("customers.by_name", key=fold(text), limit=SCANNED)
    if not found and not exact and not re.fullmatch(_SHORT_NUMBERS, text):
        found = _ending(page, text, _called(page, text))
    return found


def _called(page: Page, text: str) -> list[int]:
    """Return those found by a name or phone; a source or tag alone is nobody's name."""
    alone = len(text.split()) == 1
    return [
        number for rank, number in ranked(page, text) if not (alone and rank == search.Tier.TEXT)
    ]


def _ending(page: Page, text: str, found: list[int]) -> list[int]:
    """Return those whose phone ends as the text does, if there are: 9001 is in 13900139000 too."""
    tail = re.search("[0-9]{4,}$", text)
    if not tail or len(found) < 2:
        return found
    customers = page.customers(found)
    ends = [one.id for one in customers if any(p.number.endswith(tail[0]) for p in one.phones)]
    return ends or found


def ranked(page: Page, text: str) -> list[tuple[int, int]]:
    """Return (rank, id) of everyone found by a part of name, pinyin, company, phone, text.

    The best rank first, then whoever was in touch most recently, then whoever was added last.
    """
    _check_length(text)
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
        (rank, -(row["last_contact_at"] or 0), -row["id"])
        for row in rows
        if (rank := ranks[row["id"]]) is not None
    ]
    return [(rank, -number) for rank, _, number in sorted(found)]


def ask_ahead(page: Page, text: str) -> None:
    """Say that `ranked` and `saying` come next."""
    ways = [search.fts_match([way]) for way in _query(text)[1]]
    said = search.asked_tokens(text)
    page.session.ahead(
        *(("customers.matching", {"match": match, "limit": SCANNED}) for match in ways),
        *(
            [("customers.saying", {"match": search.fts_match(said), "limit": SCANNED})]
            if said
            else []
        ),
    )


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
    found: dict[int, None] = {}
    for way in tokens:
        match = search.fts_match([way])
        hits = session.values("customers.matching", match=match, limit=SCANNED)
        found.update(dict.fromkeys(hits))
        if len(hits) == SCANNED:
            found.update(dict.fromkeys(_recent(page, set(way))))
    if len(found) >= SCANNED:
        start = fold(query)
        last = start + LAST
        hits = session.values("customers.name_starts", first=start, last=last, limit=SCANNED)
        found.update(dict.fromkeys(hits))
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


def _by_number(page: Page, text: str) -> list[int]:
    plain = text.removeprefix("#")
    row = survivor(page, int(plain)) if re.fullmatch("[0-9]{1,18}", plain) else None
    return [row["id"]] if row is not None and row["present"] else []


def survivor(page: Page, number: int) -> Row | None:
    """Return the customer of this number, or whom it was merged into; None for no such number."""
    row = page.session.row("customers.by_id", id=number)
    while row is not None and row["merged_into"] is not None:
        row = page.session.row("customers.by_id", id=row["merged_into"])
    return row


def with_merged(page: Page, number: int) -> list[int]:
    """Return a customer with everyone merged into it, directly or through another."""
    found = nearest = [number]
    while nearest:
        nearest = page.session.values("merging.members", ids=json.dumps(nearest))
        found = found + nearest
    return found


def _by_identity(page: Page, text: str) -> list[int]:
    found: list[int] = []
    for value in comparable(text, page.settings.region):
        rows = page.session.rows("customers.by_identity", value=value)
        found += [
            row["customer_id"]
            for row in rows
            if row["kind"] != "row" and is_meant(text, row["kind"], row["system"], value)
        ]
    return list(dict.fromkeys(found))


def _by_tail(page: Page, text: str) -> list[int]:
    if len(text) < 4:
        return []
    ids = [number for _, number in ranked(page, text)]
    return [
        customer.id
        for customer in page.customers(ids)
        if any(phone.number.endswith(text) for phone in customer.phones)
    ]


def _last(page: Page) -> int:
    since = page.now - LAST_FOR_SECONDS
    found = page.session.value("operations.last_customer", user_id=page.user_id, since=since)
    row = None if found is None else survivor(page, found)
    if row is None:
        raise NoLastCustomer()
    return int(row["id"])


def _near(page: Page, text: str) -> list[dict[str, object]]:
    """Return a few customers whose name shares its beginning or end with the text."""
    folded = fold(text)
    ids: list[int] = []
    for part in (folded, folded[:-1], folded[1:], folded[:1]):
        if part and len(ids) < 5:
            ids += [number for _, number in ranked(page, part)[:5] if number not in ids]
    return [candidate(page, customer) for customer in page.customers(ids[:5])]


def _check_length(text: str) -> None:
    if len(text) > LONGEST:
        raise QueryTooLong(length=len(text), limit=LONGEST)


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
