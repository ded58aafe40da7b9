"""Quotas: what somebody is to sell, the frozen forecast it came from, and how far they got.

Amounts are minor units of one currency.
"""

from __future__ import annotations

from leadfunnel.domain.quantity import share
from leadfunnel.domain.rate import ratio
from leadfunnel.domain.record import dataclass

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from datetime import date

    from leadfunnel.domain.own_rates import StageRate

PERS = ("month", "quarter", "year")


@dataclass(frozen=True)
class BasisRow:
    """One deal as it stood when the basis was frozen; the probability is in basis points."""

    deal_id: int
    amount: int
    currency: str
    probability: int
    weighted: int
    closes_on: str


@dataclass(frozen=True)
class Basis:
    """The weighted deals of an owner or a territory, frozen on a day for a period."""

    id: int
    who: str
    territory: bool
    taken_on: date
    first: date
    last: date
    rows: tuple[BasisRow, ...]

    def weighted(self, currency: str) -> int:
        """Return the frozen figure of a currency."""
        return sum(row.weighted for row in self.rows if row.currency == currency)


@dataclass(frozen=True)
class Attainment:
    """How far somebody got in a period; `goal` is the quota set, `frozen` the basis.

    `open_amount` is what their open deals are worth that close by the end of the period.
    """

    who: str
    territory: bool
    currency: str
    first: date
    last: date
    goal: int | None
    frozen: int | None
    taken_on: date | None
    sold: int
    open_amount: int
    rate: StageRate

    @property
    def gap(self) -> int | None:
        """What is missing to the quota, or without one to the frozen figure; never negative."""
        aim = self.frozen if self.goal is None else self.goal
        return None if aim is None else max(0, aim - self.sold)

    @property
    def of_goal(self) -> float | None:
        """Sold / quota."""
        return None if self.goal is None else ratio(self.sold, self.goal)

    @property
    def of_frozen(self) -> float | None:
        """Sold / frozen figure."""
        return None if self.frozen is None else ratio(self.sold, self.frozen)

    @property
    def needed(self) -> int | None:
        """The open amount that fills the gap at the own win rate; None where nothing was won.

        gap x decided / won, half-even to the minor unit.
        """
        if self.gap is None or not self.rate.won:
            return None
        return share(self.gap, self.rate.decided, self.rate.won)
