"""What `history` returns."""

from __future__ import annotations

from leadfunnel.domain.record import dataclass


@dataclass(frozen=True)
class Change:
    """One value that an operation changed: a text, a number, or a record that the view words.

    `column` tells what of the row of a table it is, None that there was or is nothing; `customer`
    whose it is.
    """

    table: str
    column: str
    before: object
    after: object
    customer: int | None = None


@dataclass(frozen=True)
class Entry:
    """One operation of the history."""

    id: int
    at: int
    user: str
    command: str
    detail: str
    customers: tuple[tuple[int, str], ...]
    undoes: int | None
    undone_by: int | None
    changes: tuple[Change, ...] = ()
    more_changes: bool = False


@dataclass(frozen=True)
class History:
    """Operations, newest first; `more` when older ones were left out."""

    entries: tuple[Entry, ...]
    more: bool = False
