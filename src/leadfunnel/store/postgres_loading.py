"""Filling a store on a server that has nothing in it: its indexes and references come last.

An index made of all rows at once takes a fraction of what it takes to keep it row by row, and so
does the check that no row refers to nothing, which the server would remember for every row.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from psycopg import Connection

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any

_OURS = "CAST(quote_ident(current_schema()) AS regnamespace)"
_REFERENCES = f"""
    SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', CAST(conrelid AS regclass), conname),
        format('ALTER TABLE %s ADD CONSTRAINT %I %s', CAST(conrelid AS regclass), conname,
               pg_get_constraintdef(oid))
    FROM pg_constraint WHERE contype = 'f' AND connamespace = {_OURS} ORDER BY oid
"""  # noqa: S608 - names of our own
_INDEXES = f"""
    SELECT format('DROP INDEX %s', CAST(indexrelid AS regclass)), pg_get_indexdef(indexrelid)
    FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid WHERE relnamespace = {_OURS}
        AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid) ORDER BY indexrelid
"""  # noqa: S608 - names of our own
"""Those of keys stay: they go by their constraints."""


@contextmanager
def bare(server: Connection[Any]) -> Iterator[None]:
    """Do without indexes and references for a while, which takes the tables for oneself."""
    parts = [row for asked in (_REFERENCES, _INDEXES) for row in server.execute(asked.encode())]
    for drop, _ in parts:
        server.execute(drop.encode())
    yield
    for _, create in reversed(parts):
        server.execute(create.encode())
