"""What `score` and `dormant` return."""

from __future__ import annotations

from leadfunnel.domain.record import dataclass

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.domain.customer import Customer
    from leadfunnel.domain.scorecard import Score, Scorecard
    from leadfunnel.domain.sentence import Sentence


@dataclass(frozen=True)
class Scored:
    """A customer's scores with their terms; `operation` is None where nothing was written."""

    customer: Customer
    scores: tuple[Score, ...]
    said: tuple[Sentence, ...] = ()
    operation: int | None = None


@dataclass(frozen=True)
class Scorecards:
    """The scorecards, each with the points from which on it is passed."""

    cards: tuple[tuple[Scorecard, int], ...]


@dataclass(frozen=True)
class Sleeper:
    """A customer who sleeps: since which purchase in days, the likely cause, and if that is sure.

    `cause` is the reason somebody noted, else the last complaint; None where nobody knows.
    `silent_since` tells since when they say nothing in their groups, UTC seconds.
    """

    customer: Customer
    cause: str | None
    noted: bool
    silent_since: int | None = None


@dataclass(frozen=True)
class Quiet:
    """A customer who bought lately and has said nothing in any group since, UTC seconds."""

    customer: Customer
    silent_since: int


@dataclass(frozen=True)
class Sleepers:
    """Customers of the sleeping layers, those who bought last first.

    They bought nothing for `asleep_after` days. `quiet` are others, who only fell silent in their
    groups, the longest silent first.
    """

    items: tuple[Sleeper, ...]
    more: int
    asleep_after: int = 90
    quiet: tuple[Quiet, ...] = ()
    quiet_more: int = 0
