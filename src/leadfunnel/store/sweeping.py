"""Leaving nothing of what was erased in the file, and finding the copies that still hold it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing

from leadfunnel.errors import LeadfunnelError
from leadfunnel.store import encrypted_files, encrypted_lines
from leadfunnel.store.copies import Copy
from leadfunnel.store.session import Session
from leadfunnel.store.sqlite import SqliteStore

INDEXES = ("customer_index", "interaction_index")


def overwrite(session: Session) -> None:
    """Overwrite with zeros what is deleted from here on; a server does as it is set up."""
    if session.engine == "sqlite":
        session.connection.execute("PRAGMA secure_delete = ON")


def sweep(store: SqliteStore) -> bool:
    """Write the file anew without its free space; return whether that could be done."""
    try:
        with closing(store.connect()) as connection:
            connection.execute("PRAGMA secure_delete = ON")
            for name in INDEXES:
                sql = f"INSERT INTO {name} ({name}) VALUES ('optimize')"  # noqa: S608 - our own
                store.patiently(connection, sql)
            store.patiently(connection, "VACUUM")
    except (sqlite3.Error, LeadfunnelError):
        return False
    return True


def holds(store: SqliteStore, copy: Copy, customers: Sequence[int]) -> bool:
    """Tell whether a copy holds any of these customers of its store."""
    try:
        return (
            _in_store(store, copy, customers) if copy.whole else _in_lines(store, copy, customers)
        )
    except (sqlite3.Error, LeadfunnelError, OSError, ValueError):
        return True  # what cannot be read may hold anything


def _in_store(store: SqliteStore, copy: Copy, customers: Sequence[int]) -> bool:
    places = ", ".join("?" * len(customers))
    sql = f"SELECT 1 FROM customer WHERE id IN ({places})"  # noqa: S608 - question marks
    with closing(encrypted_files.open_copy(store, copy.path)) as connection:
        return connection.execute(sql, list(customers)).fetchone() is not None


def _in_lines(store: SqliteStore, copy: Copy, customers: Sequence[int]) -> bool:
    begins = tuple(f'{{"table":"customer","row":{{"id":{number},' for number in customers)
    key = encrypted_files.key_of(store, copy.path)
    if key is not None:
        return any(line.startswith(begins) for line in encrypted_lines.read(copy.path, key))
    with copy.path.open(encoding="utf-8") as lines:
        return any(line.startswith(begins) for line in lines)
