"""What the open deals are worth."""

from __future__ import annotations

from leadfunnel.services.forecasting import Forecasting
from leadfunnel.services.forecasting import Sight as Deals
from leadfunnel.services.report_sight import Sight
from leadfunnel.services.results.forecast import SHOWN, ForecastReport


def collect(sight: Sight) -> ForecastReport | None:
    """Return the forecast by month, None where there is no open deal."""
    asked = Deals(as_of=sight.as_of, known_at=sight.known_at, named=SHOWN)
    found = Forecasting(sight.book).forecast(asked)
    anything = found.forecast.rows or found.forecast.not_counted or found.forecast.outside
    return found if anything else None
