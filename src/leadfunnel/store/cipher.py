"""SQLCipher's connections with the manners of the standard library's: its errors and its rows.

Whoever reads or writes a store sees no difference. Within one process a file is opened by one of
the two libraries at a time: each would drop the other's locks.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from sqlcipher3 import dbapi2 as sealed

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any, NoReturn

AT_ONCE = 200
UNSURE = "SQLITE_IOERR_COMMIT"
"""What a disk that fails while a change is saved is called here: SQLCipher names no more."""
NEEDED = (3, 38, 0)


def _say(error: sealed.Error) -> NoReturn:
    """Raise the standard library's error of the same name."""
    kind = getattr(sqlite3, type(error).__name__)
    ours = kind(*error.args)
    ours.sqlite_errorname = getattr(error, "sqlite_errorname", "")
    ours.sqlite_errorcode = getattr(error, "sqlite_errorcode", 0)
    raise ours from None


class Cursor(sealed.Cursor):  # type: ignore[misc]
    """A cursor whose errors are the standard library's."""

    def execute(self, sql: str, params: Any = (), /) -> Any:
        """Run a statement."""
        try:
            return super().execute(sql, params)
        except sealed.Error as error:
            if sql == "COMMIT" and getattr(error, "sqlite_errorname", "") == "SQLITE_IOERR":
                error.sqlite_errorname = UNSURE
            _say(error)

    def executemany(self, sql: str, params: Any, /) -> Any:
        """Run a change once for each set of parameters."""
        try:
            return super().executemany(sql, params)
        except sealed.Error as error:
            _say(error)

    def fetchone(self) -> Any:
        """Return the next row, None after the last."""
        try:
            return super().fetchone()
        except sealed.Error as error:
            _say(error)

    def fetchmany(self, size: int = AT_ONCE) -> Any:
        """Return the next rows."""
        try:
            return super().fetchmany(size)
        except sealed.Error as error:
            _say(error)

    def fetchall(self) -> Any:
        """Return all rows that are left."""
        try:
            return super().fetchall()
        except sealed.Error as error:
            _say(error)

    def __iter__(self) -> Iterator[Any]:
        while rows := self.fetchmany():
            yield from rows


class Connection(sealed.Connection):  # type: ignore[misc]
    """A connection whose errors, rows and cursors are the standard library's in manner."""

    def cursor(self, factory: type[Cursor] = Cursor) -> Any:
        """Return a new cursor."""
        return super().cursor(factory)

    @property
    def row_factory(self) -> Any:
        """What a row is made by."""
        return sealed.Connection.row_factory.__get__(self)

    @row_factory.setter
    def row_factory(self, kind: Any) -> None:
        own = sealed.Row if kind is sqlite3.Row else kind
        sealed.Connection.row_factory.__set__(self, own)

    def backup(self, target: Any, **how: Any) -> None:
        """Copy the whole database into another one that has a key, too."""
        try:
            super().backup(target, **how)
        except sealed.Error as error:
            _say(error)

    def commit(self) -> None:
        """Save what is under way."""
        try:
            super().commit()
        except sealed.Error as error:
            _say(error)


def connect(address: str, key: str | None) -> Connection:
    """Open a database by the text of its key; without one it is a plain file."""
    try:
        found: Connection = sealed.connect(
            address, isolation_level=None, timeout=0, factory=Connection, uri=True
        )
    except sealed.Error as error:
        _say(error)
    found.execute("PRAGMA cipher_log_level = NONE")  # it would write to stderr
    if key is not None:
        found.set_key(key)
    return found


def missing() -> str:
    """Return what the installed SQLCipher cannot do and a store needs, nothing when it can all."""
    connection = sealed.connect(":memory:")
    try:
        if connection.execute("PRAGMA cipher_version").fetchone() is None:
            return "encryption"
        if sealed.sqlite_version_info < NEEDED:
            return f"SQLite {'.'.join(map(str, NEEDED))}"
        asked = "SELECT sqlite_compileoption_used('ENABLE_FTS5')"
        return "" if connection.execute(asked).fetchone()[0] else "FTS5"
    finally:
        connection.close()


def version() -> str:
    """Return the versions of SQLCipher and of the SQLite in it."""
    connection = sealed.connect(":memory:")
    try:
        own = connection.execute("PRAGMA cipher_version").fetchone()[0]
        return f"SQLCipher {own.split()[0]}, SQLite {sealed.sqlite_version}"
    finally:
        connection.close()
