"""As of when a report was drawn up, and as known when; instants are UTC seconds."""

from __future__ import annotations

from leadfunnel.domain.record import dataclass


@dataclass(frozen=True)
class Seen:
    """What a report saw: up to `as_of`, as known at `known_at`, or as known today for None.

    `recorded_since` counts what had happened by then and is known only since; `asked` tells
    whether either was asked for.
    """

    as_of: int
    known_at: int | None = None
    recorded_since: int = 0
    asked: bool = False
