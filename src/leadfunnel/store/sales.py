"""Purchases and refunds read in occasions, for figures; so many at a time as memory holds."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import groupby, islice

from leadfunnel.domain.record import dataclass
from leadfunnel.domain.sales import PARTS, Entry, Piece
from leadfunnel.store.session import Row, Session

AT_ONCE = 500
NONE: dict[str, str | None] = {}
Marker = Callable[[Sequence[int]], dict[int, str | None]]
"""What customers are grouped by, by their ids."""


@dataclass(frozen=True)
class Span:
    """Days from `first` to `last`, what had happened before `until`, as known after `op`."""

    first: date
    last: date
    until: int
    op: int | None = None


def occasions(
    session: Session, span: Span, by: Sequence[str], markers: dict[str, Marker]
) -> Iterator[list[Entry]]:
    """Yield whole occasions of which something lies in the days, with what they are grouped by."""
    reader = _Reader(session, span, by, markers)
    rows = groupby(reader.rows(), key=lambda row: (row["customer_id"], row["occasion"]))
    groups = (list(group) for _, group in rows)
    while chunk := list(islice(groups, AT_ONCE)):
        yield from reader.entries(chunk)


class _Reader:
    def __init__(
        self, session: Session, span: Span, by: Sequence[str], markers: dict[str, Marker]
    ) -> None:
        self.session = session
        self.span = span
        self.by = by
        self.known = {} if span.op is None else {"op": span.op}
        self.suffix = "" if span.op is None else "_known"
        self.markers = markers
        self.sellers: dict[int, tuple[str, str | None]] = {}
        if {"owner", "department"} & set(by):
            self.sellers = sellers(session)

    def rows(self) -> Iterable[Row]:
        return self.session.each(
            f"sales.entries{self.suffix}",
            first=self.span.first.isoformat(),
            last=self.span.last.isoformat(),
            until=self.span.until,
            **self.known,
        )

    def entries(self, chunk: list[list[Row]]) -> Iterator[list[Entry]]:
        rows = [row for group in chunk for row in group]
        pieces = self._pieces(rows) if set(self.by) & set(PARTS) else {}
        numbers = list(dict.fromkeys(row["customer_id"] for row in rows))
        marks = {name: self.markers[name](numbers) for name in self.by if name in self.markers}
        for group in chunk:
            yield [self._entry(row, marks, pieces) for row in group]

    def _entry(
        self,
        row: Row,
        marks: dict[str, dict[int, str | None]],
        pieces: dict[int, tuple[Piece, ...]],
    ) -> Entry:
        return Entry(
            id=row["id"],
            root=row["root"],
            customer_id=row["customer_id"],
            day=_day(row["on_day"]),
            amount=row["amount"],
            currency=row["currency"],
            goods=row["goods"],
            marks={name: self._mark(name, row, marks) for name in self.by} if self.by else NONE,
            pieces=pieces.get(row["id"], ()),
        )

    def _mark(self, name: str, row: Row, marks: dict[str, dict[int, str | None]]) -> str | None:
        if name in marks:
            return marks[name].get(row["customer_id"])
        if name in ("owner", "department"):
            seller = self.sellers.get(row["owner_id"])
            return None if seller is None else seller[name == "department"]
        return row[name] or None if name in ("outlet", "company", "source") else None

    def _pieces(self, rows: Sequence[Row]) -> dict[int, tuple[Piece, ...]]:
        found: dict[int, tuple[Piece, ...]] = {}
        numbers = json.dumps([row["id"] for row in rows])
        for row in self.session.rows(f"sales.lines{self.suffix}", ids=numbers, **self.known):
            piece = Piece(row["name"], row["category"] or None, row["amount"])
            found[row["purchase_id"]] = (*found.get(row["purchase_id"], ()), piece)
        return found


_day = lru_cache(4096)(date.fromisoformat)


def agents(session: Session) -> list[int]:
    """Return the users who are known for more than a name: a report lists them without a sale."""
    return session.values("sales.agents")


def sellers(session: Session) -> dict[int, tuple[str, str | None]]:
    """Return everyone's name, with the number where two share one, and department."""
    rows = session.rows("sales.sellers")
    names = [row["name"] for row in rows]
    return {
        row["id"]: (
            row["name"] if names.count(row["name"]) == 1 else f"{row['name']} ({row['id']})",
            row["department"] or None,
        )
        for row in rows
    }


def tagged(session: Session, dimension: str) -> Marker:
    """Return what tells the values of a tag dimension that customers carry, one after another."""

    def mark(numbers: Sequence[int]) -> dict[int, str | None]:
        found: dict[int, str | None] = {}
        rows = session.rows("sales.tags", ids=json.dumps(list(numbers)), dimension=dimension)
        for row in rows:
            before = found.get(row["customer_id"])
            found[row["customer_id"]] = f"{before} + {row['value']}" if before else row["value"]
        return found

    return mark
