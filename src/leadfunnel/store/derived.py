"""Columns computed from facts: refreshed in the transaction that changes the facts."""

from __future__ import annotations

from collections.abc import Iterable

from leadfunnel.domain import search
from leadfunnel.domain.fold import fold
from leadfunnel.store.ledger import ranges
from leadfunnel.store.session import Session

CHUNK = 10_000


def refresh(session: Session, customer_ids: Iterable[int], main_pipeline: str) -> None:
    """Recompute stages, clocks, name keys and search tokens of these customers."""
    for first, last in ranges(customer_ids):
        session.run("derived.journeys", first=first, last=last)
        session.run("derived.customers", first=first, last=last, main=main_pipeline)
        _reindex(session, first, last)


def reindex(session: Session) -> None:
    """Make all search tokens anew, as a change of `search.TOKEN_VERSION` asks for."""
    for first in range(1, int(session.value("facts.next_customer")), CHUNK):
        _retoken(session, first, first + CHUNK - 1)
    session.run("derived.rebuild_index")
    ends = range(1, int(session.value("facts.next_interaction")), CHUNK)
    index_texts(session, ((first, first + CHUNK - 1) for first in ends))


def index_texts(session: Session, spans: Iterable[tuple[int, int]]) -> None:
    """Make what these newly written interactions say findable."""
    for first, last in spans:
        rows = session.rows("derived.texts", first=first, last=last)
        found = [{"row_id": row["id"], "tokens": search.said_tokens(row["text"])} for row in rows]
        session.many("derived.index_text", [row for row in found if row["tokens"]])


def _reindex(session: Session, first: int, last: int) -> None:
    session.run("derived.unindex_tokens", first=first, last=last)
    _retoken(session, first, last)
    session.run("derived.index_tokens", first=first, last=last)


def _retoken(session: Session, first: int, last: int) -> None:
    names, texts, phones = _words(session, first, last)
    customers = session.rows("derived.names", first=first, last=last)
    session.many(
        "derived.set_name_key",
        [{"row_id": row["id"], "value": fold(row["name"])} for row in customers],
    )
    session.run("derived.drop_tokens", first=first, last=last)
    session.many(
        "derived.insert_tokens",
        [
            {
                "customer_id": row["id"],
                "tokens": search.index_tokens(
                    names.get(row["id"], ()), texts.get(row["id"], ()), phones.get(row["id"], ())
                ),
            }
            for row in customers
            if row["present"]
        ],
    )


Words = dict[int, list[str]]


def _words(session: Session, first: int, last: int) -> tuple[Words, Words, Words]:
    names: Words = {}
    texts: Words = {}
    phones: Words = {}
    for row in session.rows("derived.words", first=first, last=last):
        target = {"name": names, "phone": phones}.get(row["role"], texts)
        target.setdefault(row["customer_id"], []).append(row["word"])
    return names, texts, phones
