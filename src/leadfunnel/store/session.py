"""Running named statements: the rendered SQL is read once and executed as it stands."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any

    Params = Mapping[str, Any]
    Asked = tuple[str, Params]

Row = sqlite3.Row

HIGHEST = 2**63 - 1
COMPILED = os.path.join(os.path.dirname(__file__), "compiled")
CACHE_KIB = 131_072
"""Pages in memory while very much is written; SQLite keeps 2,000 KiB otherwise."""


MARK = "-- name: "


@cache
def text(name: str, engine: str = "sqlite") -> str:
    """Return all rendered SQL of one family, or the schema of an engine."""
    with open(os.path.join(COMPILED, engine, f"{name}.sql"), encoding="utf-8") as file:
        return file.read()


def family(name: str, engine: str = "sqlite") -> dict[str, str]:
    """Return the statements of one family by name, as rendered for an engine."""
    blocks = text(name, engine).split(MARK)[1:]
    keys = (block.partition("\n")[0] for block in blocks)
    return {key: statement(f"{name}.{key}", engine) for key in keys}


@cache
def statement(name: str, engine: str = "sqlite") -> str:
    """Return one statement by `family.name`; raise KeyError where there is none."""
    group, _, key = name.partition(".")
    _, found, rest = text(group, engine).partition(f"{MARK}{key}\n")
    if not found:
        raise KeyError(name)
    return rest.partition(MARK)[0].rstrip().removesuffix(";")


class Session:
    """One connection inside one transaction."""

    engine = "sqlite"
    together = False
    """Whether several queries are asked in one go, so that one more costs little."""
    clash: type[Exception] = sqlite3.IntegrityError
    """What is raised when rows say what only one may, or refer to nothing."""
    member: int | None = None
    """The user whom the login stands for; None where anybody may say who they are."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.saved = False

    def sql(self, name: str) -> str:
        """Return a statement, or a fragment of one, as this engine reads it."""
        return statement(name, self.engine)

    def rows(self, name: str, /, **params: Any) -> list[Row]:
        """Run a query and return all its rows."""
        return self.connection.execute(statement(name), params).fetchall()

    def each(self, name: str, /, **params: Any) -> Iterable[Row]:
        """Run a query and yield its rows as they are read."""
        return self.connection.execute(statement(name), params)

    def tuples(self, name: str, /, **params: Any) -> Iterable[tuple[Any, ...]]:
        """Run a query and yield its very many rows by place alone, which is faster."""
        cursor = self.connection.cursor()
        cursor.row_factory = None
        return cursor.execute(statement(name), params)

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

    def left_out(self, table: str, first: int, last: int, by: int, voided: int | None) -> int:
        """Count the rows of a range that were withheld from a change; a file withholds none."""
        del table, first, last, by, voided
        return 0

    def hidden_changes(self, operation: int) -> int:
        """Count the changes of an operation that are withheld; a file withholds none."""
        del operation
        return 0

    def ahead(self, *asked: Asked) -> None:
        """Say which queries come next; a server is asked them together, a file one by one."""

    def nothing(self, *asked: Asked) -> None:
        """Say which queries have no answer yet; a server is not asked them, a file is."""

    def flush(self) -> None:
        """Say what waits to be said to a server, so that what it refuses is known."""

    def tally(self, table: str, first: int, last: int, sign: int = 1) -> None:
        """Add the rows of a range to the sums of their blocks; a sign of -1 takes them off.

        Taken off before they change and added after, so that what else changes them shows.
        """
        self.run(f"sums.{table}", first=first, last=last, sign=sign)

    @contextmanager
    def changing(self, table: str, first: int, last: int) -> Iterator[None]:
        """Keep the sums right while rows of a range change, or go."""
        self.tally(table, first, last, -1)
        yield
        self.tally(table, first, last)

    def resum(self, table: str) -> None:
        """Make the sums of a table anew, as after its rows got other numbers."""
        self.run("sums.clear", table_name=table)
        self.tally(table, 0, HIGHEST)

    def expect_much(self) -> None:
        """Make room for the pages of a transaction that writes very much."""
        self.connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")

    def survey(self) -> None:
        """Let a server count what there is, by which it plans; a file is read as it is."""

    def composed(self, sql: str, params: Params) -> list[Row]:
        """Run a query composed of rendered fragments."""
        return self.connection.execute(sql, params).fetchall()

    def fill(
        self,
        table: str,
        columns: Sequence[str],
        rows: Sequence[Sequence[Any]],
        same: Mapping[str, int | str | None],
    ) -> None:
        """Insert many rows with values for these columns; `same` is what all have in common."""
        names = ", ".join(f'"{name}"' for name in (*columns, *same))
        values = ", ".join([*("?" for _ in columns), *map(_literal, same.values())])
        sql = f'INSERT INTO "{table}" ({names}) VALUES ({values})'  # noqa: S608 - names of our own
        self.connection.executemany(sql, rows)

    @contextmanager
    def loading(self) -> Iterator[None]:
        """Take very many rows into empty tables, in any order."""
        self.defer_references()
        yield

    def pour(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        """Insert whole rows into a store that is being made."""
        self.fill(table, columns, rows, {})

    def defer_references(self) -> None:
        """Let rows refer to what is inserted later in the transaction."""
        self.connection.execute("PRAGMA defer_foreign_keys = ON")

    def loose(self) -> tuple[str, int] | None:
        """Return the table and number of a row that refers to nothing."""
        row = self.connection.execute("PRAGMA foreign_key_check").fetchone()
        return (row[0], row[1]) if row else None

    @contextmanager
    def copied(self) -> Iterator[Session]:
        """Open a copy of all there is to see, in a temporary file that nobody else sees."""
        from leadfunnel.store.sqlite import prepare

        connection = prepare(self.scratch())
        try:
            self.copy_into(connection)
            connection.execute("PRAGMA foreign_keys = OFF")
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute("BEGIN")
            yield Session(connection)
        finally:
            connection.close()

    def scratch(self) -> sqlite3.Connection:
        """Open a temporary database, encrypted where this one is."""
        if type(self.connection) is sqlite3.Connection:
            return sqlite3.connect("", isolation_level=None)
        from leadfunnel.store import encrypted_files

        return encrypted_files.scratch()

    def copy_into(self, connection: sqlite3.Connection) -> None:
        """Write all there is to see into an empty database of SQLite."""
        self.connection.backup(connection)
        connection.text_factory = self.connection.text_factory


def _literal(value: int | str | None) -> str:
    if value is None:
        return "NULL"
    return str(value) if isinstance(value, int) else "'" + value.replace("'", "''") + "'"
