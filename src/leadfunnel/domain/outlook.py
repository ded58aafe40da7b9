"""What a rate measured on some people says of others: an estimate, with its range."""

from __future__ import annotations

from math import ceil, floor

from leadfunnel.domain.rate import wilson
from leadfunnel.domain.record import dataclass

MOST = 1_000_000
"""A range that ends beyond this says nothing, and is left open."""


@dataclass(frozen=True)
class Measured:
    """Of `n` people so many got there; the 95 % Wilson interval of the share is `low` to `high`."""

    successes: int
    n: int
    low: float
    high: float

    @property
    def rate(self) -> float:
        """The share that got there."""
        return self.successes / self.n


@dataclass(frozen=True)
class Estimate:
    """A count to expect or to need, and its range; `high` is None where it has no end."""

    likely: int
    low: int
    high: int | None


def measured(successes: int, n: int, least: int) -> Measured | None:
    """Return a rate, None where fewer than `least` people were counted."""
    interval = wilson(successes, n) if n >= max(least, 1) else None
    return Measured(successes, n, *interval) if interval else None


def needed(goal: int, rate: Measured) -> Estimate | None:
    """Return of how many people `goal` may be expected to get there, None where nobody did.

    goal / rate, and goal / each end of the interval, all rounded up: 5 at 31 of 320 (6.9 % to
    13.4 %) are 52, from 38 to 73.
    """
    if not rate.successes:
        return None
    most = ceil(goal / rate.low) if rate.low > 0 else MOST
    return Estimate(ceil(goal / rate.rate), ceil(goal / rate.high), most if most < MOST else None)


def expected(people: int, rate: Measured) -> Estimate:
    """Return how many of so many people may be expected to get there: people x rate, rounded."""
    low, high = floor(people * rate.low), ceil(people * rate.high)
    return Estimate(floor(people * rate.rate + 0.5), low, high)
