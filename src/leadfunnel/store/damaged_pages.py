"""Which table, and which rows and customers, the damaged pages of a file belong to."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import suppress

from leadfunnel.domain.finding import RESTORE, Finding
from leadfunnel.domain.sentence import Sentence, said
from leadfunnel.errors import N_

LINE = 120
MOST_CUSTOMERS = 5
Span = tuple[int, int]
NONE_READ = (0, 0)


def findings(connection: sqlite3.Connection, details: Sequence[str]) -> Iterator[Finding]:
    """Yield what SQLite says is broken, by the table it lies in as far as that can be told."""
    hurt = list(_hurt(connection, _tables(connection)))
    for table, detail in hurt:
        yield Finding("integrity", _named(connection, table, detail), RESTORE)
    for detail in details if not hurt else ():
        text = N_("the file is damaged: {detail}")
        yield Finding("integrity", said(text, detail=detail[:LINE]), RESTORE)


def _tables(connection: sqlite3.Connection) -> list[str]:
    """Return the tables that have pages of their own."""
    sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'"
    try:
        return [row[0] for row in connection.execute(sql)]
    except sqlite3.DatabaseError:
        return []


def _hurt(connection: sqlite3.Connection, tables: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the tables that are not whole, and what is said of each."""
    for table in tables:
        try:
            line = connection.execute(f'PRAGMA integrity_check("{table}")').fetchone()[0]
        except sqlite3.DatabaseError as error:
            line = str(error)
        if line != "ok":
            yield table, " ".join(line.split())


def _named(connection: sqlite3.Connection, table: str, detail: str) -> Sentence:
    told = {"table": table, "detail": detail[:LINE]}
    span = unreadable(connection, table)
    if span is None:
        text = N_("{table} is damaged, though its rows can be read: {detail}")
        return said(text, **told)
    if span == NONE_READ:
        text = N_("{table} is damaged: none of its rows can be read ({detail})")
        return said(text, **told)
    first, last = span
    whose = _whose(connection, table, span)
    if whose:
        text = N_("{table} is damaged: of rows {first} to {last}, about {whose}, not all are there")
        return said(text, table=table, first=first, last=last, whose=whose)
    text = N_("{table} is damaged: of rows {first} to {last} not all are there ({detail})")
    return said(text, **told, first=first, last=last)


def unreadable(connection: sqlite3.Connection, table: str) -> Span | None:
    """Return between which rows of a table reading fails; None where all can be read."""
    before = _last_read(connection, table, "ASC")
    if before is None:
        return None
    after = _last_read(connection, table, "DESC")
    if not before and not after:
        return NONE_READ
    return before + 1, max(before + 1, (after or before + 2) - 1)


def _last_read(connection: sqlite3.Connection, table: str, order: str) -> int | None:
    """Return the last row that is read before reading fails, 0 for none; None if it does not."""
    number = 0
    try:
        sql = f'SELECT rowid, * FROM "{table}" ORDER BY rowid {order}'  # noqa: S608 - our own
        for row in connection.execute(sql):
            number = int(row[0])
    except sqlite3.DatabaseError:
        return number
    return None


def _whose(connection: sqlite3.Connection, table: str, span: Span) -> str:
    """Return the customers whose rows these were, as the history of changes knows them."""
    sql = (
        "SELECT DISTINCT coalesce(customer_id, CASE table_name WHEN 'customer' THEN first_id END)"
        " FROM change WHERE table_name = ? AND first_id <= ? AND last_id >= ? LIMIT ?"
    )
    found: list[int] = []
    with suppress(sqlite3.DatabaseError):
        values = (table, span[1], span[0], MOST_CUSTOMERS + 1)
        found = sorted(row[0] for row in connection.execute(sql, values) if row[0] is not None)
    shown = ", ".join(f"#{number}" for number in found[:MOST_CUSTOMERS])
    return shown + (" …" if len(found) > MOST_CUSTOMERS else "")
