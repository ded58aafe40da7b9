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
    """

    customer: Customer
    cause: str | None
    noted: bool


@dataclass(frozen=True)
class Sleepers:
    """Customers of the sleeping layers, those who bought last first."""

    items: tuple[Sleeper, ...]
    more: int
