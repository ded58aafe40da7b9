"""Whether a file of SQLite is whole: its pages, its tables, what they refer to, its rows' sums."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from leadfunnel.domain.finding import ACCEPT, MEND, RESTORE, Finding
from leadfunnel.domain.sentence import counted, said
from leadfunnel.errors import N_
from leadfunnel.store import damaged_pages, moving, sqlite, sums
from leadfunnel.store.health_sample import Sample
from leadfunnel.store.session import Session

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.store.sqlite import SqliteStore

SMALL_BYTES = 32_000_000
"""A file up to this size is checked whole even when nothing but a quick look was asked for."""
QUICK_BYTES = 64_000_000
"""The pages of a file up to this size are always checked, though without its indexes."""
MOST = 5
"""So many faults of one kind are named one by one."""
LATEST_ROWS = 20_000
"""So many rows of a table, the last ones, are looked at for odd types in a quick look."""
Objects = dict[tuple[str, str], str]

UNEXPECTED = {
    "trigger": N_("unexpected trigger {name}"),
    "table": N_("unexpected table {name}"),
    "index": N_("unexpected index {name}"),
    "view": N_("unexpected view {name}"),
}


def objects(connection: sqlite3.Connection) -> Objects:
    """Return what a file declares: kind and name, with the statement that made it."""
    rows = connection.execute(
        "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite~_%' ESCAPE '~'"
    )
    return {(row[0], row[1]): row[2] or "" for row in rows}


def expected() -> Objects:
    """Return what a new store declares."""
    connection = sqlite.empty(lambda _: None)
    try:
        return objects(connection)
    finally:
        connection.close()


def loose(connection: sqlite3.Connection, table: str | None = None) -> list[tuple[str, int, str]]:
    """Return the rows that refer to nothing: table, number, what they refer to."""
    sql = f'PRAGMA foreign_key_check("{table}")' if table else "PRAGMA foreign_key_check"
    return [(row[0], row[1], row[2]) for row in connection.execute(sql)]


def _plain(sql: str) -> str:
    return re.sub(r"[\s\"]+", "", sql)


def leave_wal(store: SqliteStore) -> bool:
    """Bring a file that another tool put into WAL mode back to a rollback journal."""
    connection = store.connect()
    sql = "PRAGMA journal_mode = DELETE"
    try:
        mode = store.attempt(lambda: connection.execute(sql).fetchone()[0])
    finally:
        connection.close()
    return bool(mode == "delete")


class FileHealth:
    """The checks of an open file; a small one is looked at whole."""

    def __init__(self, connection: sqlite3.Connection, path: Path, sample: Sample) -> None:
        self.connection = connection
        self.sample = sample
        self.broken = False
        self.whole = sample.full or path.stat().st_size <= SMALL_BYTES

    def findings(self) -> Iterator[Finding]:
        """Yield what is wrong, the worst first; each check stands alone."""
        checks = (
            self._pages,
            self._schema,
            self._orphans,
            self._sums,
            self._types,
            self._index,
        )
        for check in checks:
            try:
                yield from check()
            except sqlite3.DatabaseError as error:
                yield from self._broken([str(error)])

    @property
    def _tables(self) -> list[str]:
        return [name for name, _ in moving.tables(self.connection)]

    # --- what SQLite checks itself

    def _pages(self) -> Iterator[Finding]:
        """Let SQLite check the pages, with the indexes where there is time for it."""
        if self.whole or self._number("page_count") * self._number("page_size") <= QUICK_BYTES:
            yield from self._told("integrity_check" if self.whole else "quick_check")
            return
        for name in self.sample.some(self._tables):
            yield from self._told(f'quick_check("{name}")')

    def _number(self, pragma: str) -> int:
        return int(self.connection.execute(f"PRAGMA {pragma}").fetchone()[0])

    def _told(self, check: str) -> Iterator[Finding]:
        """Yield what SQLite says of the pages, table by table where something is wrong."""
        lines: list[str] = []
        try:
            lines += [row[0] for row in self.connection.execute(f"PRAGMA {check}").fetchmany(MOST)]
        except sqlite3.DatabaseError as error:
            lines.append(str(error))
        yield from self._broken([" ".join(line.split()) for line in lines if line != "ok"])

    def _broken(self, details: list[str]) -> Iterator[Finding]:
        """Yield damage of the pages once, however many checks come upon it."""
        if details and not self.broken:
            self.broken = True
            yield from damaged_pages.findings(self.connection, details)

    def _orphans(self) -> Iterator[Finding]:
        groups: dict[tuple[str, str], set[int]] = {}
        for name in self._tables if self.whole else self.sample.some(self._tables):
            for table, number, parent in loose(self.connection, name):
                groups.setdefault((table, parent), set()).add(number)
        one = N_("{count} orphan in {table}: row {row} refers to a {parent} that does not exist")
        many = N_("{count} orphans in {table}: row {row} refers to a {parent} that does not exist")
        for (table, parent), numbers in groups.items():
            told = counted(one, many, len(numbers), table=table, row=min(numbers), parent=parent)
            yield Finding("orphans", told, MEND, mends=True)

    def _index(self) -> Iterator[Finding]:
        """Let the search index check itself, in a transaction that is taken back."""
        if not self.whole or self.broken:  # in a broken file it would only be blamed for that
            return
        self.connection.execute("SAVEPOINT looking")
        for name, against in (("customer_index", 1), ("interaction_index", 0)):
            sql = f"INSERT INTO {name} ({name}, rank) VALUES ('integrity-check', {against})"  # noqa: S608 - names of our own
            if not self._runs(sql):
                text = N_("the search index {name} is damaged")
                yield Finding("index", said(text, name=name), MEND, mends=True)
        self.connection.execute("ROLLBACK TO looking")
        self.connection.execute("RELEASE looking")

    def _runs(self, sql: str) -> bool:
        """Tell whether the index is whole; where nobody may write it cannot be asked."""
        try:
            self.connection.execute(sql)
        except sqlite3.DatabaseError as error:
            name = str(getattr(error, "sqlite_errorname", ""))
            return name.startswith(("SQLITE_BUSY", "SQLITE_READONLY"))
        return True

    # --- what only this program knows

    def _schema(self) -> Iterator[Finding]:
        """Compare what the file declares with what a new store does."""
        found, wanted = objects(self.connection), expected()
        for kind, name in sorted(found.keys() - wanted.keys()):
            mends = kind != "table"
            step = (
                MEND if mends else said(N_("Whoever made it may still need it: see what it holds."))
            )
            text = UNEXPECTED.get(kind, UNEXPECTED["table"])
            yield Finding("unexpected", said(text, name=name), step, mends=mends)
        for kind, name in sorted(wanted.keys() - found.keys()):
            step = MEND if kind == "index" else RESTORE
            told = said(N_("{name} is missing"), name=name)
            yield Finding("missing", told, step, mends=step is MEND)
        for key in sorted(wanted.keys() & found.keys()):
            if _plain(found[key]) != _plain(wanted[key]):
                yield Finding("altered", said(N_("{name} was altered"), name=key[1]), RESTORE)

    def _sums(self) -> Iterator[Finding]:
        found = sorted(sums.unsound(Session(self.connection), self.sample))
        for table, block in found[:MOST]:
            first, last = sums.span(block)
            text = N_(
                "the checksum of {table} does not fit: a row from {first} to {last} was changed"
            )
            told = said(text, table=table, first=first, last=last)
            yield Finding("checksum", told, ACCEPT)
        if len(found) > MOST:
            text = N_("the checksums of {count} more blocks of rows do not fit")
            yield Finding("checksum", said(text, count=len(found) - MOST), ACCEPT)

    def _types(self) -> Iterator[Finding]:
        session = Session(self.connection)
        names = sums.summed()
        one = N_("{count} row of {table} holds a value of a wrong type: row {row}")
        many = N_("{count} rows of {table} hold values of a wrong type: the first is row {row}")
        for table in names if self.whole else self.sample.some(names):
            last = session.value(f"damage.last_{table}") or 0
            first = 0 if self.sample.full else max(0, last - LATEST_ROWS)
            rows = session.rows(f"damage.odd_{table}", first=first, last=last)
            if rows:
                told = counted(one, many, len(rows), table=table, row=rows[0][0])
                yield Finding("type", told, RESTORE)
