"""Running named statements on PostgreSQL: every value is written into the text by the client.

So nothing is prepared on the server, and a pooler may give each transaction another connection.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import count, islice

from psycopg import ClientCursor, Connection, IntegrityError
from psycopg.adapt import AdaptersMap, Dumper, Loader
from psycopg.pq import Format

from leadfunnel.store.compiled.catalogue import COLUMNS
from leadfunnel.store.postgres_faults import NotAllowed
from leadfunnel.store.session import Session, statement

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any

    from leadfunnel.store.session import Params

FETCHED = 2000
"""Rows of a long answer that are in memory at a time."""
FILLED = 500
"""Rows inserted by one statement."""
ON_ONE_ROW = ("facts.set_", "operations.mark_undone")
"""Statements that change a row which is there: one that is not changed was withheld."""
INDEXES = ("customer_search", "customer_index", "interaction_index")
_PARTS = re.compile(r"'(?:[^']|'')*'|::|:(\w+)|%")


class PostgresRow(tuple):  # type: ignore[type-arg]
    """A row whose values are had by place or by name, as those of SQLite are."""

    __slots__ = ()
    names: Mapping[str, int] = {}

    def __getitem__(self, key: Any) -> Any:
        return tuple.__getitem__(self, self.names[key] if isinstance(key, str) else key)

    def keys(self) -> list[str]:
        """Return the names of the columns."""
        return list(self.names)


@cache
def _shape(names: tuple[str, ...]) -> type[PostgresRow]:
    places = {name: place for place, name in reversed(list(enumerate(names)))}
    ordered = {name: places[name] for name in names}
    return type("PostgresRow", (PostgresRow,), {"__slots__": (), "names": ordered})


def rows(cursor: Any) -> Any:
    """Make rows of what a cursor reads."""
    if cursor.description is None:
        return tuple
    return _shape(tuple(column.name for column in cursor.description))


class _Number(Loader):
    """Sums of whole numbers are whole."""

    def load(self, data: Any) -> int | float:
        text = bytes(data)
        return float(text) if b"." in text or b"N" in text else int(text)


class _Truth(Loader):
    """A condition is 1 or 0, as on SQLite."""

    def load(self, data: Any) -> int:
        return int(bytes(data) == b"t")


class _Text(Loader):
    """What is no number comes as text."""

    def load(self, data: Any) -> str:
        return bytes(data).decode("utf-8", errors="replace")


class _TruthDumper(Dumper):
    """True is stored as 1."""

    format = Format.TEXT

    def dump(self, obj: bool) -> bytes:
        return b"1" if obj else b"0"

    def quote(self, obj: bool) -> bytes:
        return self.dump(obj)


def adapt(adapters: AdaptersMap) -> None:
    """Make a connection give and take values as SQLite does."""
    adapters.register_dumper(bool, _TruthDumper)
    adapters.register_loader("numeric", _Number)
    adapters.register_loader("bool", _Truth)
    for name in ("json", "jsonb", "date"):
        adapters.register_loader(name, _Text)


@cache
def _placed(sql: str) -> str:
    """Return a statement with its parameters as psycopg names them."""

    def place(found: re.Match[str]) -> str:
        if found.group(1):
            return f"%({found.group(1)})s"
        return found.group(0).replace("%", "%%")

    return _PARTS.sub(place, sql)


@cache
def _plain(name: str) -> str:
    return _placed(statement(name, "postgresql"))


class PostgresSession(Session):
    """One connection to a server inside one transaction."""

    engine = "postgresql"
    clash: type[Exception] = IntegrityError

    def __init__(self, server: Connection[Any], member: int | None = None) -> None:
        self.server = server
        self.member = member
        self.saved = False
        self.much = False
        self._cursors = count(1)

    @property
    def connection(self) -> sqlite3.Connection:  # type: ignore[override]
        """There is no connection of SQLite here."""
        raise AttributeError("this store is on PostgreSQL")

    def _execute(self, sql: str, params: Params) -> ClientCursor[Any]:
        cursor = ClientCursor(self.server, row_factory=rows)
        cursor.execute(sql.encode(), params)
        return cursor

    def rows(self, name: str, /, **params: Any) -> list[Any]:
        """Run a query and return all its rows."""
        return self._execute(_plain(name), params).fetchall()

    def each(self, name: str, /, **params: Any) -> Iterable[Any]:
        """Run a query and yield its rows, some at a time in memory."""
        cursor = ClientCursor(self.server, row_factory=rows)
        sql = cursor.mogrify(_plain(name).encode(), params)
        return self._fetched(f"rows_{next(self._cursors)}", sql)

    def _fetched(self, cursor: str, sql: str) -> Iterator[Any]:
        self.server.execute(f"DECLARE {cursor} NO SCROLL CURSOR FOR {sql}".encode())
        while found := self._execute(f"FETCH {FETCHED} FROM {cursor}", {}).fetchall():
            yield from found
            if len(found) < FETCHED:
                break
        self.server.execute(f"CLOSE {cursor}".encode())

    def row(self, name: str, /, **params: Any) -> Any:
        """Run a query and return its first row, if any."""
        return self._execute(_plain(name), params).fetchone()

    def run(self, name: str, /, **params: Any) -> int:
        """Run a change and return the id of the row it inserted, if it did."""
        cursor = self._execute(_plain(name), params)
        if cursor.rowcount == 0 and name.startswith(ON_ONE_ROW):
            raise NotAllowed(user=self.server.info.user)
        found = cursor.fetchone() if cursor.description else None
        return int(found[0]) if found else 0

    def left_out(self, table: str, first: int, last: int, by: int, voided: int | None) -> int:
        """Count the rows of a range that an operation inserted and that were not to be changed."""
        told = {"table": table, "first": first, "last": last, "by": by, "voided": voided}
        asked = "SELECT team_left(:table, :first, :last, :by, :voided)"
        return int(self.composed(asked, told)[0][0])

    def hidden_changes(self, operation: int) -> int:
        """Count the changes of one's operation that are about a colleague's customers by now."""
        asked = (
            "SELECT team_changes(:id) - (SELECT count(*) FROM change WHERE operation_id = :id) "
            "WHERE team_standing() NOT IN ('owner', 'open')"
        )
        found = self.composed(asked, {"id": operation})
        return int(found[0][0]) if found else 0

    def count(self, name: str, /, **params: Any) -> int:
        """Run a change and return how many rows it touched."""
        return self._execute(_plain(name), params).rowcount

    def many(self, name: str, rows: Sequence[Params]) -> None:
        """Run a change once for each row."""
        sql = _plain(name).encode()
        cursor = ClientCursor(self.server)
        waiting = iter(rows)
        while some := list(islice(waiting, FILLED)):
            cursor.execute(";\n".join(cursor.mogrify(sql, one) for one in some).encode())

    def tally(self, table: str, first: int, last: int, sign: int = 1) -> None:
        """Do nothing: the server keeps sums of its pages, and one row a block would queue up."""

    def resum(self, table: str) -> None:
        """Do nothing: there are no sums."""

    def expect_much(self) -> None:
        """Have the server count its rows before they are saved: it plans by what there was."""
        self.much = True

    def survey(self) -> None:
        """Let the server count what is in the tables; it passes over those of another owner."""
        names = ", ".join(f'"{name}"' for name in (*COLUMNS, "operation", "change", *INDEXES))
        self.server.execute(f"ANALYZE {names}".encode())

    def composed(self, sql: str, params: Params) -> list[Any]:
        """Run a query composed of rendered fragments."""
        return self._execute(_placed(sql), params).fetchall()

    def fill(
        self,
        table: str,
        columns: Sequence[str],
        rows: Sequence[Sequence[Any]],
        same: Mapping[str, int | str | None],
    ) -> None:
        """Insert many rows with values for these columns; `same` is what all have in common."""
        names = ", ".join(f'"{name}"' for name in (*columns, *same))
        shared = tuple(same.values())
        places = f"({', '.join(['%s'] * (len(columns) + len(same)))})"
        waiting = iter(rows)
        while some := list(islice(waiting, FILLED)):
            values = ", ".join([places] * len(some))
            sql = f'INSERT INTO "{table}" ({names}) VALUES {values}'  # noqa: S608 - names of our own
            flat = [value for row in some for value in (*row, *shared)]
            ClientCursor(self.server).execute(sql.encode(), flat)

    def defer_references(self) -> None:
        """Let rows refer to what is inserted later in the transaction."""
        self.server.execute("SET CONSTRAINTS ALL DEFERRED")

    def loose(self) -> tuple[str, int] | None:
        """Return nothing: the server refuses a row that refers to nothing, and says which."""
        self.server.execute("SET CONSTRAINTS ALL IMMEDIATE")
        return None

    def copy_into(self, connection: sqlite3.Connection) -> None:
        """Write all there is to see into an empty database of SQLite."""
        from leadfunnel.store.moving import copy_rows, create_tables

        create_tables(connection)
        copy_rows(self, connection)
