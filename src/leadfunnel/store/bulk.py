"""Rows inserted by the thousand: what differs from row to row is a tuple, the rest is constant."""

from __future__ import annotations

from leadfunnel.store.compiled.catalogue import COLUMNS, DERIVED
from leadfunnel.store.session import Session

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any


class Rows:
    """New rows of one table, waiting to be written; each takes the next id.

    `columns` are given for each row, after the id; `same` is what all of them have in common.
    Columns in neither have their defaults.
    """

    def __init__(
        self, session: Session, table: str, columns: tuple[str, ...], **same: int | str | None
    ) -> None:
        self.session = session
        self.table = table
        self.waiting: list[tuple[Any, ...]] = []
        self.next: int = session.value(f"facts.next_{table}")
        constant = {**COLUMNS[table], **DERIVED.get(table, {}), **same}
        self._sql = _insert(table, ("id", *columns), constant)

    def add(self, *values: Any) -> int:
        """Take one row and return its id."""
        number = self.next
        self.next += 1
        self.waiting.append((number, *values))
        return number

    def write(self) -> None:
        """Insert the rows that wait."""
        self.session.connection.executemany(self._sql, self.waiting)
        self.waiting.clear()


def _insert(table: str, given: tuple[str, ...], constant: dict[str, int | str | None]) -> str:
    rest = {name: value for name, value in constant.items() if name not in given}
    names = ", ".join(f'"{name}"' for name in (*given, *rest))
    values = ", ".join([*("?" for _ in given), *map(_literal, rest.values())])
    return f'INSERT INTO "{table}" ({names}) VALUES ({values})'  # noqa: S608 - names of our own


def _literal(value: int | str | None) -> str:
    if value is None:
        return "NULL"
    return str(value) if isinstance(value, int) else "'" + value.replace("'", "''") + "'"
