"""Columns computed from facts: refreshed in the transaction that changes the facts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from leadfunnel.domain import search
from leadfunnel.domain.fold import fold
from leadfunnel.store.ledger import ranges
from leadfunnel.store.session import Row, Session

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.store.session import Asked

CHUNK = 2000
"""So many customers, or texts, are in memory at a time."""


def refresh(session: Session, customer_ids: Iterable[int], main_pipeline: str) -> None:
    """Recompute stages, clocks, name keys and search tokens of these customers."""
    for first, last in ranges(customer_ids):
        refresh_range(session, first, last, main_pipeline)


def refresh_range(session: Session, first: int, last: int, main_pipeline: str) -> None:
    """Recompute them for neighbouring customers, some at a time."""
    for start in range(first, last + 1, CHUNK):
        end = min(start + CHUNK - 1, last)
        session.run("derived.journeys", first=start, last=end)
        session.run("derived.purchases", first=start, last=end)
        session.run("derived.customers", first=start, last=end, main=main_pipeline)
        span = {"first": start, "last": end}
        session.ahead(*((f"derived.{name}", span) for name in ("supplies", "names", "words")))
        _run_out(session, start, end)
        _reindex(session, start, end)


def _run_out(session: Session, first: int, last: int) -> None:
    """Note with the last purchase of each product the day it is used up."""
    session.run("derived.clear_run_outs", first=first, last=last)
    rows = session.rows("derived.supplies", first=first, last=last)
    if not rows:
        return
    from leadfunnel.store.stock import run_outs

    found = [{"row_id": number, "value": day.isoformat()} for number, day in run_outs(rows)]
    session.many("derived.set_run_out", found)


def index(session: Session, tokens: Sequence[dict[str, int | str]]) -> None:
    """Make customers who are not in the search index found by these tokens."""
    session.many("derived.insert_tokens", tokens)
    session.many("derived.index_one", tokens)


def reindex(session: Session) -> None:
    """Make all search tokens anew, as a change of `search.TOKEN_VERSION` asks for."""
    for first in range(1, int(session.value("facts.next_customer")), CHUNK):
        _retoken(session, first, first + CHUNK - 1)
    session.run("derived.rebuild_index")
    index_texts(session, 1, int(session.value("facts.next_interaction")) - 1)


def index_texts(session: Session, first: int, last: int) -> None:
    """Make what a range of newly written interactions says findable."""
    for start in range(first, last + 1, CHUNK):
        rows = session.rows("derived.texts", first=start, last=min(start + CHUNK - 1, last))
        found = [(row["id"], search.said_tokens(row["text"])) for row in rows]
        index_said(session, [(number, made) for number, made in found if made])


def index_said(session: Session, said: Sequence[tuple[int, str]]) -> None:
    """Make interactions that are not in the index found by these tokens."""
    if said:
        session.run("derived.index_said", said=json.dumps(said, ensure_ascii=False))


def asked_texts(first: int, last: int) -> Asked:
    """Return the first query of `index_texts`."""
    return ("derived.texts", {"first": first, "last": min(first + CHUNK - 1, last)})


def _reindex(session: Session, first: int, last: int) -> None:
    session.run("derived.unindex_tokens", first=first, last=last)
    _retoken(session, first, last)
    session.run("derived.index_tokens", first=first, last=last)


def _retoken(session: Session, first: int, last: int) -> None:
    customers = session.rows("derived.names", first=first, last=last)
    found = _tokens(session, customers, first, last)
    keys = [(row["id"], row["name_key"], fold(row["name"])) for row in customers]
    session.many(
        "derived.set_name_key",
        [{"row_id": number, "value": key} for number, known, key in keys if key != known],
    )
    session.run("derived.drop_tokens", first=first, last=last)
    session.many(
        "derived.insert_tokens",
        [{"customer_id": one, "tokens": made} for one, made in found.items()],
    )


def set_name_key(session: Session, number: int, name: str) -> None:
    """Set by what somebody who is new is found by name, so that no refresh has to change it."""
    session.run("derived.set_name_key", row_id=number, value=fold(name))


def tokens(session: Session, first: int, last: int) -> dict[int, str]:
    """Return the search tokens of the present customers of a range, as their facts make them."""
    customers = session.rows("derived.names", first=first, last=last)
    return _tokens(session, customers, first, last)


def _tokens(session: Session, customers: Sequence[Row], first: int, last: int) -> dict[int, str]:
    names, texts, phones = _words(session, first, last)
    return {
        row["id"]: search.index_tokens(
            names.get(row["id"], ()), texts.get(row["id"], ()), phones.get(row["id"], ())
        )
        for row in customers
        if row["present"]
    }


Words = dict[int, list[str]]


def _words(session: Session, first: int, last: int) -> tuple[Words, Words, Words]:
    names: Words = {}
    texts: Words = {}
    phones: Words = {}
    for row in session.rows("derived.words", first=first, last=last):
        target = {"name": names, "phone": phones}.get(row["role"], texts)
        target.setdefault(row["customer_id"], []).append(row["word"])
    return names, texts, phones
