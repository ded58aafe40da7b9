"""Columns computed from facts: refreshed in the transaction that changes the facts."""

from __future__ import annotations

from collections.abc import Iterable

from leadfunnel.domain import search
from leadfunnel.domain.fold import fold
from leadfunnel.store.ledger import ranges
from leadfunnel.store.session import Session


def refresh(session: Session, customer_ids: Iterable[int], main_pipeline: str) -> None:
    """Recompute stages, clocks, name keys and search tokens of these customers."""
    for first, last in ranges(customer_ids):
        session.run("derived.journeys", first=first, last=last)
        session.run("derived.customers", first=first, last=last, main=main_pipeline)
        _reindex(session, first, last)


def _reindex(session: Session, first: int, last: int) -> None:
    names, texts, phones = _words(session, first, last)
    customers = session.rows("derived.names", first=first, last=last)
    session.many(
        "derived.set_name_key",
        [{"row_id": row["id"], "value": fold(row["name"])} for row in customers],
    )
    session.run("derived.unindex_tokens", first=first, last=last)
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
    session.run("derived.index_tokens", first=first, last=last)


Words = dict[int, list[str]]


def _words(session: Session, first: int, last: int) -> tuple[Words, Words, Words]:
    names: Words = {}
    texts: Words = {}
    phones: Words = {}
    for row in session.rows("derived.words", first=first, last=last):
        target = {"name": names, "phone": phones}.get(row["role"], texts)
        target.setdefault(row["customer_id"], []).append(row["word"])
    return names, texts, phones
