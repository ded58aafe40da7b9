"""What `reason list` and `reason report` return."""

from __future__ import annotations

from leadfunnel.domain.record import dataclass

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from datetime import date

    from leadfunnel.domain.pipeline import Stage
    from leadfunnel.domain.reason import LeavingReason


@dataclass(frozen=True)
class ReasonLists:
    """Lists of reasons with what stands in them, in order: (list, reasons).

    `numbered` shows by which key each is picked.
    """

    lists: tuple[tuple[str, tuple[LeavingReason, ...]], ...]
    numbered: bool = False


@dataclass(frozen=True)
class ReasonCount:
    """How often a reason was given, None for none, and by what: a stage, a source, or neither."""

    reason: str | None
    count: int
    parts: tuple[tuple[Stage | str | None, int], ...]


@dataclass(frozen=True)
class ReasonReport:
    """The reasons of each list, the most frequent first, by `stage` or `source`."""

    by: str
    lists: tuple[tuple[str, tuple[ReasonCount, ...]], ...]
    first: date | None
    last: date | None
