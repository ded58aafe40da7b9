"""What was written in reviews."""

from __future__ import annotations

from leadfunnel.domain.record import dataclass

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.domain.calendar import Period
    from leadfunnel.domain.review_note import ReviewNote


@dataclass(frozen=True)
class Notes:
    """What was written about a period, head by head."""

    period: Period
    notes: tuple[ReviewNote, ...]


@dataclass(frozen=True)
class Written:
    """The notes of a period, and beside them the latest earlier ones, None where there are none."""

    now: Notes
    before: Notes | None
