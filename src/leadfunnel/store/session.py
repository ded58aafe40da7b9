"""Running named statements: the rendered SQL is read once and executed as it stands."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any

    Params = Mapping[str, Any]

Row = sqlite3.Row

FOLDER = Path(__file__).parent / "compiled" / "sqlite"
CACHE_KIB = 131_072
"""Pages in memory while very much is written; SQLite keeps 2,000 KiB otherwise."""


@cache
def family(name: str) -> dict[str, str]:
    """Return the statements of one family by name, as rendered."""
    text = (FOLDER / f"{name}.sql").read_text(encoding="utf-8")
    blocks = (block.split("\n", 1) for block in text.split("-- name: ")[1:])
    return {key: sql.rstrip().removesuffix(";") for key, sql in blocks}


def statement(name: str) -> str:
    """Return one statement by `family.name`."""
    group, _, key = name.partition(".")
    return family(group)[key]


class Session:
    """One connection inside one transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.saved = False

    def rows(self, name: str, /, **params: Any) -> list[Row]:
        """Run a query and return all its rows."""
        return self.connection.execute(statement(name), params).fetchall()

    def each(self, name: str, /, **params: Any) -> Iterable[Row]:
        """Run a query and yield its rows as they are read."""
        return self.connection.execute(statement(name), params)

    def row(self, name: str, /, **params: Any) -> Row | None:
        """Run a query and return its first row, if any."""
        found: Row | None = self.connection.execute(statement(name), params).fetchone()
        return found

    def value(self, name: str, /, **params: Any) -> Any:
        """Run a query and return the first column of its first row, or None."""
        found = self.row(name, **params)
        return found[0] if found else None

    def values(self, name: str, /, **params: Any) -> list[Any]:
        """Run a query and return the first column of every row."""
        return [row[0] for row in self.rows(name, **params)]

    def run(self, name: str, /, **params: Any) -> int:
        """Run a change and return the id of the row it inserted, if it did."""
        return self.connection.execute(statement(name), params).lastrowid or 0

    def count(self, name: str, /, **params: Any) -> int:
        """Run a change and return how many rows it touched."""
        return self.connection.execute(statement(name), params).rowcount

    def many(self, name: str, rows: Sequence[Params]) -> None:
        """Run a change once for each row."""
        self.connection.executemany(statement(name), rows)

    def expect_much(self) -> None:
        """Make room for the pages of a transaction that writes very much."""
        self.connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")

    def composed(self, sql: str, params: Params) -> list[Row]:
        """Run a query composed of rendered fragments."""
        return self.connection.execute(sql, params).fetchall()
