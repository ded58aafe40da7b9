"""What `history` returns."""

from __future__ import annotations

from leadfunnel.domain.record import dataclass


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
    changes: tuple[tuple[str, str, str, str], ...] = ()


@dataclass(frozen=True)
class History:
    """Operations, newest first; `more` when older ones were left out."""

    entries: tuple[Entry, ...]
    more: bool = False
