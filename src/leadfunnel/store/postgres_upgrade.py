"""Bringing an older store on a server forward: what the present schema has and it lacks.

A released table only gains columns that may be empty, so the difference says all. It happens in
the transaction that holds the lock of writers: of several clients the first does it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from psycopg import Connection

from leadfunnel.store import migrations
from leadfunnel.store.postgres_session import PostgresSession
from leadfunnel.store.session import COMPILED

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any

SCHEMA = Path(COMPILED) / "postgresql" / "schema.sql"
_CREATE = re.compile(r'CREATE (?:UNIQUE )?(TABLE|INDEX|FUNCTION) "?(\w+)"?')
_COLUMN = re.compile(r'\s+"?([a-z_]+)"? ((?:BIGINT|TEXT).*?),?')


def run(connection: Connection[Any]) -> None:
    """Add the tables, columns, indexes and functions that the open transaction's store lacks."""
    version = connection.execute("SELECT max(version) FROM store_version").fetchone()
    wanted: set[str] = set()
    for sql in blocks(SCHEMA.read_text(encoding="utf-8")):
        created = _CREATE.match(sql)
        if created is None:
            _do(connection, sql)
        elif created[1] == "FUNCTION":
            _do(connection, sql.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION", 1))
        elif not _is_there(connection, created[2]):
            _do(connection, sql)
        elif created[1] == "TABLE":
            _add_columns(connection, created[2], sql)
        if created is not None and created[1] == "INDEX":
            wanted.add(created[2])
    _drop_indexes(connection, wanted)
    migrations.complete(PostgresSession(connection), version[0] if version else 0)
    _do(connection, f"UPDATE store_version SET version = {migrations.CURRENT}")  # noqa: S608


def blocks(text: str) -> Iterator[str]:
    """Yield the statements of the schema, which stand apart by empty lines."""
    for block in text.split("\n\n"):
        lines = [line for line in block.splitlines() if not line.startswith("--")]
        if lines:
            yield "\n".join(lines)


def _is_there(connection: Connection[Any], name: str) -> bool:
    row = connection.execute("SELECT to_regclass(%s) IS NOT NULL", [f'"{name}"']).fetchone()
    return bool(row and row[0])


def _add_columns(connection: Connection[Any], table: str, sql: str) -> None:
    rows = connection.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(%s)", [f'"{table}"']
    ).fetchall()
    known = {row[0] for row in rows}
    for line in sql.splitlines()[1:]:
        column = _COLUMN.fullmatch(line)
        if column and column[1] not in known:
            _do(connection, f'ALTER TABLE "{table}" ADD COLUMN "{column[1]}" {column[2]}')


def _drop_indexes(connection: Connection[Any], wanted: set[str]) -> None:
    """Drop the indexes that the schema has no more; those of keys go by their constraints."""
    rows = connection.execute(
        "SELECT relname FROM pg_class JOIN pg_index ON indexrelid = pg_class.oid "
        "WHERE relnamespace = CAST(quote_ident(current_schema()) AS regnamespace) "
        "AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = pg_class.oid)"
    ).fetchall()
    for (name,) in rows:
        if name not in wanted:
            _do(connection, f'DROP INDEX "{name}"')


def _do(connection: Connection[Any], sql: str) -> None:
    connection.execute(sql.encode())
