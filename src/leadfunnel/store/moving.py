"""A whole store from one engine to the other: every row of every table, with its number."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from functools import cache
from itertools import zip_longest

from leadfunnel.store import derived, sums
from leadfunnel.store.session import Session
from leadfunnel.store.sqlite import create

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any

BATCH = 2000


def create_tables(connection: sqlite3.Connection) -> None:
    """Create the tables of a store, with nothing in them."""
    create(connection, lambda _: None)


def tables(connection: sqlite3.Connection) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the tables of a store with their columns, those referred to first."""
    found = connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%\\_index%' "
        "ESCAPE '\\' AND name != 'row_sum' ORDER BY rowid"
    ).fetchall()
    for (name,) in found:
        columns = connection.execute(f'PRAGMA table_info("{name}")').fetchall()
        yield name, tuple(column[1] for column in columns)


@cache
def shape() -> list[tuple[str, tuple[str, ...]]]:
    """Return the tables of a store with their columns, those referred to first."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        create_tables(connection)
        return list(tables(connection))
    finally:
        connection.close()


def _select(table: str, columns: tuple[str, ...]) -> str:
    names = ", ".join(f'"{name}"' for name in columns)
    key = f'"{columns[0]}"'
    return (
        f'SELECT {names} FROM "{table}" WHERE {key} > :after '  # noqa: S608 - names of our own
        f"ORDER BY {key} LIMIT :limit"
    )


def batches(session: Session) -> Iterator[tuple[str, tuple[str, ...], list[Any]]]:
    """Yield every row of a store, some at a time, with their table and its columns."""
    for table, columns in shape():
        after = 0
        while rows := session.composed(_select(table, columns), {"after": after, "limit": BATCH}):
            yield table, columns, [tuple(row) for row in rows]
            after = rows[-1][0]


def same(one: Session, other: Session) -> bool:
    """Tell whether two stores hold the same rows, the history and what is derived with them."""
    return all(mine == theirs for mine, theirs in zip_longest(batches(one), batches(other)))


def copy_rows(source: Session, connection: sqlite3.Connection) -> None:
    """Write every row into the empty tables of a database of SQLite."""
    connection.execute("PRAGMA foreign_keys = OFF")
    put_rows(source, Session(connection))


def put_rows(source: Session, target: Session) -> None:
    """Write every row of one store into another one that is empty."""
    with target.loading():
        for table, columns, rows in batches(source):
            target.pour(table, columns, rows)
        target.run("derived.rebuild_index")
        derived.index_texts(target, 1, int(target.value("facts.next_interaction")) - 1)
    if target.engine == "sqlite":
        sums.remake(target)
    target.survey()
