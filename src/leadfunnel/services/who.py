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
from leadfunnel.services.by_part import LONGEST, SCANNED, check_length, ranked
from leadfunnel.services.firms import without_members
from leadfunnel.services.phones import comparable, is_meant, whole
from leadfunnel.services.who_refusals import (
    EmptyWho,
    NoCustomer,
    NoLastCustomer,
    NotNamedInFull,
    SeveralCustomers,
)
from leadfunnel.store.session import Row

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.store.session import Asked

CANDIDATES = 20
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
    check_length(text)
    page.session.ahead(*_asked(text, comparable(text, page.settings.region)))
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


def asked(text: str) -> tuple[Asked, ...]:
    """Return what `one` asks first, as far as it is known before the store is open."""
    text = text.strip()
    if text in ("", ".") or len(text) > LONGEST:
        return ()
    number = _number(text)
    by_number = () if number is None else (("customers.by_id", {"id": number}),)
    return *by_number, *_asked(text, whole(text))


def _number(text: str) -> int | None:
    """Return the number of a customer that a text is, None where it is none."""
    plain = text.removeprefix("#")
    return int(plain) if re.fullmatch("[0-9]{1,18}", plain) else None


def _asked(text: str, values: Sequence[str]) -> tuple[Asked, ...]:
    return (
        *(("customers.by_identity", {"value": value}) for value in values),
        ("customers.by_name", {"key": fold(text), "limit": SCANNED}),
    )


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


def _by_number(page: Page, text: str) -> list[int]:
    number = _number(text)
    row = None if number is None else survivor(page, number)
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


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
