"""What columns held after an operation of the past, by the images of what changed them since."""

from __future__ import annotations

import json

from leadfunnel.store.session import Session

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any


def column_after(session: Session, operation: int, table: str, column: str) -> dict[int, Any]:
    """Return by row what a column held after an operation, of the rows in which it ever changed.

    An operation that had been taken back by then, and not been done again, counts for nothing.
    """
    undone = _undone(session, operation)
    found: dict[int, Any] = {}
    for image in session.each("operations.set_column", table_name=table, quoted=f'"{column}"'):
        number, after = image["first_id"], json.loads(image["after"])
        if column not in after:  # a value that looks like it
            continue
        found.setdefault(number, json.loads(image["before"])[column])
        if image["operation_id"] <= operation and image["operation_id"] not in undone:
            found[number] = after[column]
    return found


def _undone(session: Session, operation: int) -> set[int]:
    """Return the operations that were undone, and not redone, after an operation."""
    undoes: dict[int, int] = {}
    undone: set[int] = set()
    for row in session.rows("operations.taking_back", op=operation):
        undoes[row["id"]] = row["undoes"]
        redone = undoes.get(row["undoes"])
        if redone is None:
            undone.add(row["undoes"])
        else:
            undone.discard(redone)
    return undone
