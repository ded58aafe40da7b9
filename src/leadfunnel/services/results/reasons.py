"""What `reason list` returns."""

from __future__ import annotations

from dataclasses import dataclass

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.domain.reason import LeavingReason


@dataclass(frozen=True)
class ReasonLists:
    """Lists of reasons with what stands in them, in order: (list, reasons).

    `numbered` shows by which key each is picked.
    """

    lists: tuple[tuple[str, tuple[LeavingReason, ...]], ...]
    numbered: bool = False
