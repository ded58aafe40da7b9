"""A dated note on the trend: what was changed on a day, so that before and after can be told."""

from __future__ import annotations

from leadfunnel.domain.record import dataclass

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from datetime import date

LONGEST = 200


@dataclass(frozen=True)
class ReviewMark:
    """What somebody noted about a day, such as a new opening line."""

    id: int
    day: date
    text: str
    by: str
