"""A logical dump: every live fact with what is derived from it, without the log's own numbers."""

from __future__ import annotations

import json
import sqlite3
from binascii import crc32
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlmodel import SQLModel

from leadfunnel.store import moving
from leadfunnel.store.queries.facts import base_columns
from leadfunnel.store.sums import summed

LOG = ("op_id", "void_op")


def dump(path: Path) -> str:
    """Return the live facts of a store as text; two stores that say the same dump the same."""
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    try:
        tables = [
            row[0]
            for row in connection.execute(
                "SELECT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c "
                "WHERE m.type = 'table' AND c.name = 'void_op' ORDER BY m.name"
            )
        ]
        lines = [line for table in tables for line in _rows(connection, table)]
        lines += [
            json.dumps(["search", *row])
            for row in connection.execute("SELECT * FROM customer_search ORDER BY customer_id")
        ]
    finally:
        connection.close()
    return "\n".join(lines)


def _rows(connection: sqlite3.Connection, table: str) -> list[str]:
    rows = connection.execute(f"SELECT * FROM {table} WHERE void_op IS NULL ORDER BY id")
    return [
        json.dumps(
            [table, {key: row[key] for key in row.keys() if key not in LOG}],  # noqa: SIM118
            ensure_ascii=False,
        )
        for row in rows
    ]


def live_facts(store: Any) -> str:
    """Return the live facts of a store of either kind, in the same words for both."""
    with store.read() as session:
        return "\n".join(_live(session))


def _live(session: Any) -> Iterator[str]:
    for table, columns, rows in moving.batches(session):
        if "void_op" not in columns:
            continue
        for values in rows:
            row = dict(zip(columns, values, strict=True))
            if row["void_op"] is None:
                said = {key: value for key, value in row.items() if key not in LOG}
                yield json.dumps([table, said], ensure_ascii=False)


def sums(connection: sqlite3.Connection, *, kept: bool) -> list[tuple[str, int, int]]:
    """Return the sums of blocks of rows: as the store has them, or made anew in an own way."""
    if kept:
        rows = connection.execute("SELECT table_name, block, total FROM row_sum WHERE total <> 0")
        return sorted(tuple(row) for row in rows)
    found: dict[tuple[str, int], int] = {}
    for table in summed():
        names = ["id", *(name for name in base_columns(SQLModel.metadata.tables[table]))]
        quoted = ", ".join(f'"{name}"' for name in names)
        for row in connection.execute(f"SELECT {quoted} FROM {table}"):
            text = ",".join(_as_sql(value) for value in row)
            place = (table, row[0] // 1024)
            found[place] = found.get(place, 0) + crc32(text.encode())
    return sorted((*place, total) for place, total in found.items())


def _as_sql(value: object) -> str:
    return "NULL" if value is None else "'" + str(value).replace("'", "''") + "'"


def check(path: Path) -> None:
    """Assert what must hold of every store: integrity, references, the search index."""
    connection = sqlite3.connect(path)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        connection.execute(
            "INSERT INTO customer_index(customer_index, rank) VALUES ('integrity-check', 1)"
        )
        kept, true = sums(connection, kept=True), sums(connection, kept=False)
        assert set(kept) ^ set(true) == set()
    finally:
        connection.rollback()
        connection.close()
