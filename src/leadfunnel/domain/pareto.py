"""Who makes most of the money: the fewest that come to a share of all of it."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from math import ceil

from leadfunnel.domain.record import dataclass

SHARE = Fraction(80, 100)


@dataclass(frozen=True)
class Maker:
    """Somebody or something with its revenue in minor units, and that of all up to it."""

    key: str | int | None
    revenue: int
    running: int


@dataclass(frozen=True)
class Pareto:
    """The fewest that make the share of what all with revenue above nothing made together."""

    currency: str
    makers: tuple[Maker, ...]
    count: int
    total: int


def pareto(
    currency: str, sums: Iterable[tuple[str | int | None, int]], count: int, total: int
) -> Pareto:
    """Return who makes the share, of revenues above nothing given the largest first."""
    makers: list[Maker] = []
    running, enough = 0, ceil(SHARE * total)
    for key, revenue in sums:
        if running >= enough:
            break
        running += revenue
        makers.append(Maker(key, revenue, running))
    return Pareto(currency, tuple(makers), count, total)
