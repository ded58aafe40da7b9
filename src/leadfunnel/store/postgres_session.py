"""Running named statements on PostgreSQL: every value is written into the text by the client.

So nothing is prepared on the server, and a pooler may give each transaction another connection.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import count, islice

from psycopg import Connection, IntegrityError

from leadfunnel.store.compiled.catalogue import COLUMNS
from leadfunnel.store.postgres_exchange import Exchange, plain
from leadfunnel.store.postgres_rows import placed
from leadfunnel.store.session import Session

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any

    from leadfunnel.store.session import Asked, Params

FETCHED = 2000
"""Rows of a long answer that are in memory at a time."""
FILLED = 500
"""Rows inserted by one statement."""
MUCH = 10_000
"""After so many rows put in in bulk the server counts anew what there is, and plans by that."""
BESIDE = (
    *("operation", "change", "users", "tag"),
    *("customer_search", "customer_index", "interaction_index"),
)
INSERT = "facts.insert_"


class PostgresSession(Session):
    """One connection to a server inside one transaction.

    A `patient` one says its changes together with its next question; it has to be ended.
    """

    engine = "postgresql"
    together = True
    clash: type[Exception] = IntegrityError

    def __init__(self, server: Connection[Any], *, patient: bool = False) -> None:
        self.exchange = Exchange(server, patient=patient)
        self.member: int | None = None
        self.saved = False
        self.filled = 0
        self._cursors = count(1)

    @property
    def connection(self) -> sqlite3.Connection:  # type: ignore[override]
        """There is no connection of SQLite here."""
        raise AttributeError("this store is on PostgreSQL")

    @property
    def server(self) -> Connection[Any]:
        """The connection, with nothing that waits to be said, to say what has no name."""
        self.exchange.flush()
        self.exchange.forget()
        return self.exchange.server

    def ahead(self, *asked: Asked) -> None:
        """Say which queries come next, to be asked together."""
        self.exchange.expect(asked)

    def nothing(self, *asked: Asked) -> None:
        """Say which queries have no answer yet."""
        self.exchange.expect_nothing(asked)

    def flush(self) -> None:
        """Say what waits to be said."""
        self.exchange.flush()

    def rows(self, name: str, /, **params: Any) -> list[Any]:
        """Run a query and return all its rows."""
        return list(self.exchange.ask(name, params))

    def row(self, name: str, /, **params: Any) -> Any:
        """Run a query and return its first row, if any."""
        return next(iter(self.exchange.ask(name, params)), None)

    def each(self, name: str, /, **params: Any) -> Iterable[Any]:
        """Run a query and yield its rows, some at a time in memory."""
        return self._fetched(f"rows_{next(self._cursors)}", self.exchange.bound(name, params))

    def tuples(self, name: str, /, **params: Any) -> Iterable[tuple[Any, ...]]:
        """Run a query and yield its rows, which are tuples with names."""
        return self.each(name, **params)

    def _fetched(self, cursor: str, sql: str) -> Iterator[Any]:
        self.exchange.do(f"DECLARE {cursor} NO SCROLL CURSOR FOR {sql}")
        while found := self.exchange.do(f"FETCH {FETCHED} FROM {cursor}").fetchall():
            yield from found
            if len(found) < FETCHED:
                break
        self.exchange.do(f"CLOSE {cursor}")

    def run(self, name: str, /, **params: Any) -> int:
        """Run a change and return the id of the row it inserted, if it did."""
        if not name.startswith(INSERT):
            self.exchange.tell(name, [params])
            return 0
        if params["id"] is None:
            number = self.exchange.number(name.removeprefix(INSERT))
            if number is not None:
                row = {**params, "id": number}
                self.exchange.tell(name, [row])
                self.exchange.make(name.removeprefix(INSERT), row)
                return number
        return self._inserted(name, params)

    def _inserted(self, name: str, params: Params) -> int:
        """Insert a row that the server numbers."""
        number = int(self.exchange.do(plain(name), params).fetchall()[0][0])
        self.exchange.learn(name.removeprefix(INSERT), number)
        return number

    def many(self, name: str, rows: Sequence[Params]) -> None:
        """Run a change once for each row."""
        self.exchange.tell(name, [self._numbered(name, row) for row in rows])

    def _numbered(self, name: str, row: Params) -> Params:
        if name.startswith(INSERT) and row["id"] is None:
            return {**row, "id": self.exchange.number(name.removeprefix(INSERT))}
        return row

    def count(self, name: str, /, **params: Any) -> int:
        """Run a change and return how many rows it touched."""
        return self.exchange.do(plain(name), params).rowcount

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

    def tally(self, table: str, first: int, last: int, sign: int = 1) -> None:
        """Do nothing: the server keeps sums of its pages, and one row a block would queue up."""

    def resum(self, table: str) -> None:
        """Do nothing: there are no sums."""

    def expect_much(self) -> None:
        """The server decides on its memory."""

    def survey(self) -> None:
        """Let the server count what is in the tables; it passes over those of another owner."""
        names = ", ".join(f'"{name}"' for name in (*COLUMNS, *BESIDE))
        self.server.execute(f"ANALYZE {names}".encode())
        self.filled = 0

    def composed(self, sql: str, params: Params) -> list[Any]:
        """Run a query composed of rendered fragments."""
        return self.exchange.do(placed(sql), params).fetchall()

    def fill(
        self,
        table: str,
        columns: Sequence[str],
        rows: Sequence[Sequence[Any]],
        same: Mapping[str, int | str | None],
    ) -> None:
        """Insert many rows with values for these columns; `same` is what all have in common."""
        self.filled += len(rows)
        names = ", ".join(f'"{name}"' for name in (*columns, *same))
        shared = tuple(same.values())
        places = f"({', '.join(['%s'] * (len(columns) + len(same)))})"
        waiting = iter(rows)
        while some := list(islice(waiting, FILLED)):
            values = ", ".join([places] * len(some))
            sql = f'INSERT INTO "{table}" ({names}) VALUES {values}'  # noqa: S608 - names of our own
            flat = [value for row in some for value in (*row, *shared)]
            self.exchange.do(sql, flat)

    @contextmanager
    def loading(self) -> Iterator[None]:
        """Take very many rows into empty tables, in any order."""
        from leadfunnel.store.postgres_loading import bare

        with bare(self.server):
            yield
            self.flush()

    def pour(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        """Insert whole rows; only whoever owns the tables may, from whom nothing is withheld."""
        self.filled += len(rows)
        names = ", ".join(f'"{name}"' for name in columns)
        sql = f'COPY "{table}" ({names}) FROM STDIN'
        with self.server.cursor() as cursor, cursor.copy(sql.encode()) as copy:
            for row in rows:
                copy.write_row(row)

    def defer_references(self) -> None:
        """Let rows refer to what is inserted later in the transaction."""
        self.server.execute("SET CONSTRAINTS ALL DEFERRED")

    def loose(self) -> tuple[str, int] | None:
        """Return nothing: the server refuses a row that refers to nothing, and says which."""
        self.server.execute("SET CONSTRAINTS ALL IMMEDIATE")
        return None

    def scratch(self) -> sqlite3.Connection:
        """Open a temporary database for a copy."""
        return sqlite3.connect("", isolation_level=None)

    def copy_into(self, connection: sqlite3.Connection) -> None:
        """Write all there is to see into an empty database of SQLite."""
        from leadfunnel.store.moving import copy_rows, create_tables

        create_tables(connection)
        copy_rows(self, connection)
