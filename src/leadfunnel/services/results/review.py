"""What `review` returns: steps, each with what acts on it."""

from __future__ import annotations

from leadfunnel.domain.record import dataclass

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from datetime import date

    from leadfunnel.domain.calendar import Period
    from leadfunnel.domain.pipeline import Pipeline
    from leadfunnel.services.results.activity import Outlook
    from leadfunnel.services.results.targets import Standing


@dataclass(frozen=True)
class Act:
    """A command that shows or settles what a step found; `count` is how many it lists."""

    command: str
    count: int | None = None


@dataclass(frozen=True)
class Ahead:
    """What the period after is to bring: promises, targets, and what it takes to win.

    `busiest` is the day with most promises and how many, None where there are none.
    """

    period: Period
    booked: int
    busiest: tuple[date, int] | None
    targets: Standing | None
    pipeline: Pipeline
    outlook: Outlook


@dataclass(frozen=True)
class ReviewStep:
    """One step: what was found, in the order it is shown, and the commands that act on it.

    `hints` are commands that need words of one's own.
    """

    key: str
    place: int
    of: int
    found: tuple[object, ...]
    acts: tuple[Act, ...]
    hints: tuple[str, ...] = ()


@dataclass(frozen=True)
class Review:
    """All steps of the review of a period."""

    period: Period
    steps: tuple[ReviewStep, ...]
