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
        self._given = ("id", *columns)
        self._same = {key: value for key, value in constant.items() if key not in self._given}

    def add(self, *values: Any) -> int:
        """Take one row and return its id."""
        number = self.next
        self.next += 1
        self.waiting.append((number, *values))
        return number

    def write(self) -> None:
        """Insert the rows that wait."""
        self.session.fill(self.table, self._given, self.waiting, self._same)
        self.waiting.clear()
