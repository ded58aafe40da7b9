"""`forecast`."""

from __future__ import annotations

from leadfunnel.domain.record import replace
from leadfunnel.services.forecasting import WEEKS, Sight, WeeksAlone
from leadfunnel.services.results.forecast import SHOWN

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.cli import params as p
    from leadfunnel.workspace import Workspace


def forecast(
    desk: Workspace,
    by: p.ForecastBy = "month",
    pipeline: p.OfPipeline = None,
    from_: p.FromPeriod = None,
    to: p.ToPeriod = None,
    owner: p.OwnerFilter = None,
    as_of: p.AsOf = None,
    known_at: p.KnownAt = None,
    backtest: p.BacktestOption = False,
    weeks: p.Weeks = None,
) -> None:
    """Show what the open deals are worth."""
    sight = Sight(by, pipeline, from_, to, owner, as_of, known_at)
    if backtest:
        desk.show(desk.forecasting.backtest(sight, weeks or WEEKS))
        return
    if weeks is not None:
        raise WeeksAlone()
    named = None if desk.options.json else SHOWN
    desk.show(desk.forecasting.forecast(replace(sight, named=named)))
