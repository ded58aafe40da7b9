"""`sales`."""

from __future__ import annotations

from leadfunnel.cli.commands.weekly import kind_of
from leadfunnel.services.sales import Asked
from leadfunnel.services.weekly import When

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.cli import params as p
    from leadfunnel.workspace import Workspace


def sales(
    desk: Workspace,
    by: p.SalesBy = None,
    day: p.ByDay = False,
    week: p.ByWeek = False,
    month: p.ByMonth = False,
    quarter: p.ByQuarter = False,
    year: p.ByYear = False,
    week_of: p.WeekOf = None,
    from_: p.From = None,
    to: p.Until = None,
    last: p.Previous = False,
    compare: p.Compare = False,
    trend: p.Trend = False,
    as_of: p.AsOf = None,
    known_at: p.KnownAt = None,
) -> None:
    """Show what was sold."""
    kinds = {"day": day, "week": week, "month": month, "quarter": quarter, "year": year}
    when = When(kind_of(kinds, week_of), week_of, from_, to, last)
    desk.show(desk.sales.sales(when, Asked(tuple(by or ()), compare, trend, as_of, known_at)))
