"""What `mark list` returns."""

from __future__ import annotations

from leadfunnel.domain.record import dataclass

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.domain.review_mark import ReviewMark


@dataclass(frozen=True)
class MarkList:
    """The dated notes on the trend, by day."""

    marks: tuple[ReviewMark, ...]
