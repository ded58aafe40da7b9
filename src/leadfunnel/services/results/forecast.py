"""What `forecast` returns."""

from __future__ import annotations

from leadfunnel.domain.record import dataclass

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from datetime import date

    from leadfunnel.domain.backtest import Backtest
    from leadfunnel.domain.customer import User
    from leadfunnel.domain.deal import Deal
    from leadfunnel.domain.forecast import Forecast
    from leadfunnel.domain.own_rates import OwnRates, StageRate
    from leadfunnel.services.results.deals import DealView

SHOWN = 20
"""So many deals that do not count are named on a screen."""


@dataclass(frozen=True)
class ForecastReport:
    """A forecast with the rates it was checked against; instants are UTC seconds.

    `by` is month or owner; `views` show the deals that are named, by number. `owners` are all who
    have deals, with what became of theirs.
    """

    forecast: Forecast
    views: dict[int, DealView]
    rates: tuple[OwnRates, ...]
    owners: tuple[tuple[User | None, StageRate], ...]
    first: date | None
    last: date | None
    by: str
    as_of: int
    known_at: int | None

    def view(self, deal: Deal) -> DealView:
        """Return how a deal is shown."""
        return self.views[deal.id]


@dataclass(frozen=True)
class BacktestReport:
    """What a period was forecast to bring `weeks` ago, and what it brought."""

    first: date
    last: date
    weeks: int
    at: int
    backtests: tuple[Backtest, ...]
    views: dict[int, DealView]
    recorded: bool
