"""Writing facts within one operation, keeping what undo needs."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable

from leadfunnel import __version__
from leadfunnel.domain.record import dataclass, replace
from leadfunnel.store.compiled.catalogue import COLUMNS
from leadfunnel.store.session import Session

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any


@dataclass(frozen=True)
class Author:
    """Who is acting, by which command, and when."""

    user_id: int
    command: str
    summary: str
    at: int


@dataclass
class _Span:
    table: str
    first: int
    last: int
    customer_id: int | None


class Ledger:
    """The facts one command writes: every insert, update and void is imaged for undo.

    The operation is recorded with the first fact, so a command that changes nothing leaves
    no trace. Inserts are imaged as ranges, updates per column. `facts` counts the single inserts.
    """

    def __init__(self, session: Session, author: Author) -> None:
        self.session = session
        self.author = author
        self.touched: set[int] = set()
        self.touched_ranges: list[tuple[int, int]] = []
        self.facts = 0
        self._operation: int | None = None
        self._spans: list[_Span] = []
        self._spans_of: dict[str, list[_Span]] = {}
        self._updates: dict[tuple[str, int], tuple[int | None, dict[str, list[Any]]]] = {}

    @property
    def operation(self) -> int:
        """The operation's number, recorded on first use."""
        if self._operation is None:
            self._operation = self.record()
        return self._operation

    @property
    def recorded(self) -> int | None:
        """The operation's number, or None when nothing was written."""
        return self._operation

    def inserted(self, table: str) -> list[tuple[int, int]]:
        """Return the (first, last) ranges of the rows inserted into a table so far."""
        return [(span.first, span.last) for span in self._spans if span.table == table]

    def summarise(self, text: str) -> None:
        """Say for the history what it is about; only before the first fact."""
        self.author = replace(self.author, summary=text)

    def record(self, undoes: int | None = None) -> int:
        """Append an operation to the log and return its number."""
        author = self.author
        number = self.session.run(
            "facts.insert_operation",
            id=None,
            at=author.at,
            user_id=author.user_id,
            command=author.command,
            summary=author.summary,
            undoes=undoes,
            undone_by=None,
            version=__version__,
        )
        self.session.tally("operation", number, number)
        return number

    def insert(self, table: str, customer_id: int | None = None, **given: Any) -> int:
        """Insert one row about a customer and return its id; columns not given have defaults."""
        self.facts += 1
        if "customer_id" in COLUMNS[table]:
            given["customer_id"] = customer_id
        row_id = self.session.run(f"facts.insert_{table}", **self._row(table, given))
        about_id = row_id if table == "customer" else customer_id
        self.note(table, row_id, row_id, about_id)
        return row_id

    def note(self, table: str, first: int, last: int, customer_id: int | None = None) -> None:
        """Take note of rows inserted in bulk, about one customer or, as None, about new ones."""
        self._span(table, first, last, customer_id)
        if customer_id is not None:
            self.touched.add(customer_id)

    def update(self, table: str, row_id: int, customer_id: int | None, /, **given: Any) -> bool:
        """Set the columns that differ and return whether any did."""
        row = self.session.row(f"facts.get_{table}", row_id=row_id) if given else None
        if row is None:
            return False
        changed = {
            column: [row[column], new] for column, new in given.items() if row[column] != new
        }
        if changed and not self._is_summed_later(table, row_id):
            self.session.tally(table, row_id, row_id, -1)
        for column, (_, new) in changed.items():
            self._set(table, column, row_id, new)
        if changed:
            self._image(table, row_id, customer_id, changed)
        self.touched.update(changed.get("customer_id", ()))
        return bool(changed)

    def void(self, table: str, row_id: int, customer_id: int | None) -> None:
        """Take one row back without erasing it."""
        self.update(table, row_id, customer_id, void_op=self.operation)

    def close(self) -> None:
        """Write the images; a row that changes again in this operation has another one."""
        images = [
            self._change(span.table, "insert", span.first, span.last, customer_id=span.customer_id)
            for span in self._spans
        ]
        for (table, row_id), (customer_id, columns) in self._updates.items():
            action = "void" if "void_op" in columns else "update"
            before = {name: pair[0] for name, pair in columns.items()}
            after = {name: pair[1] for name, pair in columns.items()}
            images.append(
                self._change(
                    table,
                    action,
                    row_id,
                    row_id,
                    before=before,
                    after=after,
                    customer_id=customer_id,
                )
            )
        self._write(images)
        self.sum_up()
        self._spans.clear()
        self._spans_of.clear()
        self._updates.clear()

    def sum_up(self) -> None:
        """Add the rows as they stand now to the sums of their blocks."""
        for span in self._spans:
            self.session.tally(span.table, span.first, span.last)
        for table, row_id in self._updates:
            self.session.tally(table, row_id, row_id)

    def _write(self, images: list[dict[str, Any]]) -> None:
        if images:
            self.session.many("facts.insert_change", images[:-1])
            last = self.session.run("facts.insert_change", **images[-1])
            self.session.tally("change", last - len(images) + 1, last)

    def _is_summed_later(self, table: str, row_id: int) -> bool:
        return (table, row_id) in self._updates or self._is_new(table, row_id)

    def _row(self, table: str, given: dict[str, Any]) -> dict[str, Any]:
        row: dict[str, Any] = dict(COLUMNS[table])
        unknown = given.keys() - row.keys() - {"id"}
        if unknown:
            raise KeyError(f"{table} has no column {unknown}")
        return {"id": None, **row, **given, "op_id": self.operation}

    def _set(self, table: str, column: str, row_id: int, value: Any) -> None:
        self.operation  # noqa: B018 - the operation comes before what it changes
        self.session.run(f"facts.set_{table}_{column}", row_id=row_id, value=value)

    def _span(self, table: str, first: int, last: int, customer_id: int | None) -> None:
        spans = self._spans_of.setdefault(table, [])
        if spans and (spans[-1].last + 1, spans[-1].customer_id) == (first, customer_id):
            spans[-1].last = last
            return
        spans.append(_Span(table, first, last, customer_id))
        self._spans.append(spans[-1])

    def _is_new(self, table: str, row_id: int) -> bool:
        """Tell whether this operation inserted the row; ids of a table only grow."""
        spans = self._spans_of.get(table, [])
        place = bisect_right(spans, row_id, key=lambda span: span.first) - 1
        return place >= 0 and row_id <= spans[place].last

    def _image(
        self, table: str, row_id: int, customer_id: int | None, changed: dict[str, list[Any]]
    ) -> None:
        if customer_id is not None:
            self.touched.add(customer_id)
        if self._is_new(table, row_id):
            return
        _, columns = self._updates.setdefault((table, row_id), (customer_id, {}))
        for name, (old, new) in changed.items():
            columns[name] = [columns.get(name, [old])[0], new]

    def _change(  # noqa: PLR0913 - one row
        self,
        table: str,
        action: str,
        first: int,
        last: int,
        *,
        before: dict[str, Any] | None = None,
        after: dict[str, Any] | None = None,
        customer_id: int | None = None,
    ) -> dict[str, Any]:
        return {
            "id": None,
            "operation_id": self.operation,
            "table_name": table,
            "action": action,
            "first_id": first,
            "last_id": last,
            "before": before and json.dumps(before, ensure_ascii=False),
            "after": after and json.dumps(after, ensure_ascii=False),
            "customer_id": customer_id,
        }


def ranges(ids: Iterable[int]) -> list[tuple[int, int]]:
    """Return ids as sorted contiguous (first, last) ranges."""
    found: list[tuple[int, int]] = []
    for number in sorted(ids):
        if found and number == found[-1][1] + 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found
