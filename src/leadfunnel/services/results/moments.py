"""What `when` returns."""

from __future__ import annotations

from leadfunnel.domain.record import dataclass

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from datetime import date, time

    from leadfunnel.domain.moment_join import Moment
    from leadfunnel.domain.recurrence import Recurrence
    from leadfunnel.errors import LeadfunnelError


@dataclass(frozen=True)
class ReadMoment:
    """How one text is read: a moment with its instant, a recurring one, or why it cannot be read.

    `coming` are the next times of a recurring one, each with its instant; a day alone begins it.
    """

    text: str
    moment: Moment | None = None
    at: int | None = None
    recurs: Recurrence | None = None
    coming: tuple[tuple[date, time | None, int], ...] = ()
    error: LeadfunnelError | None = None


@dataclass(frozen=True)
class ReadMoments:
    """How each text is read."""

    items: tuple[ReadMoment, ...]
