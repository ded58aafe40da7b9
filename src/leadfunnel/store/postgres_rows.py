"""Rows and values of a server as SQLite gives them, and statements as psycopg takes them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from psycopg.adapt import AdaptersMap, Dumper, Loader
from psycopg.pq import Format

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any

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
def shape(names: tuple[str, ...]) -> type[PostgresRow]:
    """Return the class of rows with these columns."""
    places = {name: place for place, name in reversed(list(enumerate(names)))}
    ordered = {name: places[name] for name in names}
    return type("PostgresRow", (PostgresRow,), {"__slots__": (), "names": ordered})


def rows(cursor: Any) -> Any:
    """Make rows of what a cursor reads."""
    if cursor.description is None:
        return tuple
    return shape(tuple(column.name for column in cursor.description))


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
def placed(sql: str) -> str:
    """Return a statement with its parameters as psycopg names them."""

    def place(found: re.Match[str]) -> str:
        if found.group(1):
            return f"%({found.group(1)})s"
        return found.group(0).replace("%", "%%")

    return _PARTS.sub(place, sql)
