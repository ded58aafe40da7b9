"""`forecast`."""

from __future__ import annotations

from leadfunnel.services.forecasting import WEEKS, Sight, WeeksAlone

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
    desk.show(desk.forecasting.forecast(sight))
