"""SQLCipher's connections with the manners of the standard library's: its errors and its rows.

Whoever reads or writes a store sees no difference. Within one process a file is opened by one of
the two libraries at a time: each would drop the other's locks.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from functools import wraps

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


def _ours(method: Callable[..., Any]) -> Callable[..., Any]:
    """Return a method whose errors are the standard library's."""

    @wraps(method)
    def call(*given: Any, **named: Any) -> Any:
        try:
            return method(*given, **named)
        except sealed.Error as error:
            _say(error)

    return call


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

    executemany = _ours(sealed.Cursor.executemany)
    fetchone = _ours(sealed.Cursor.fetchone)
    fetchmany = _ours(sealed.Cursor.fetchmany)
    fetchall = _ours(sealed.Cursor.fetchall)

    def __iter__(self) -> Iterator[Any]:
        while rows := self.fetchmany(AT_ONCE):
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

    backup = _ours(sealed.Connection.backup)
    commit = _ours(sealed.Connection.commit)


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
