"""What `target` returns, and what `today` says of targets."""

from __future__ import annotations

from leadfunnel.domain.record import dataclass

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from datetime import date

    from leadfunnel.domain.calendar import Period
    from leadfunnel.domain.pipeline import Stage
    from leadfunnel.domain.target import Exchange, Target


@dataclass(frozen=True)
class Progress:
    """How far one target is: counts, or minor units of `currency` for money.

    `days_left` count today and pass over days that do not count; `needed` is so much a day, None
    where no day is left or the target is for a day. `targets` are those the goal adds up.
    """

    metric: str
    stage: Stage | None
    per: str
    period: Period
    done: int
    goal: int
    currency: str | None = None
    days_left: int | None = None
    needed: int | None = None
    exchange: Exchange | None = None
    targets: tuple[Target, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """What a day brought of one metric; `goal` is None where there is no target for it."""

    metric: str
    stage: Stage | None
    done: int
    goal: int | None
    currency: str | None = None


@dataclass(frozen=True)
class Yesterday:
    """How the last day that counts went; `kept` of `promised` follow-ups were kept on time."""

    day: date
    outcomes: tuple[Outcome, ...]
    kept: int
    promised: int


@dataclass(frozen=True)
class Shortfall:
    """What the days of a week, up to yesterday, brought of one metric against their goals."""

    metric: str
    stage: Stage | None
    done: int
    goal: int
    days: int
    missed: int
    currency: str | None = None


@dataclass(frozen=True)
class Standing:
    """The targets of one person, or of everybody where `owner` is None, on a day."""

    day: date
    owner: str | None
    progress: tuple[Progress, ...]
    yesterday: Yesterday
    week: tuple[Shortfall, ...] = ()


@dataclass(frozen=True)
class TargetList:
    """The targets of one or several people."""

    standings: tuple[Standing, ...]
