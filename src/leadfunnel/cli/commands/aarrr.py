"""`aarrr`."""

from __future__ import annotations

from leadfunnel.cli.commands.weekly import kind_of
from leadfunnel.services.as_known import Then
from leadfunnel.services.growing import LIMIT, Asked
from leadfunnel.services.weekly import When

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.cli import params as p
    from leadfunnel.workspace import Workspace


def aarrr(
    desk: Workspace,
    by: p.GrowthBy = "source",
    day: p.ByDay = False,
    week: p.ByWeek = False,
    month: p.ByMonth = False,
    quarter: p.ByQuarter = False,
    year: p.ByYear = False,
    week_of: p.WeekOf = None,
    from_: p.From = None,
    to: p.Until = None,
    last: p.Previous = False,
    per: p.CohortPer = None,
    open_: p.OpenGrowth = None,
    limit: p.Limit = None,
    everyone: p.All = False,
    as_of: p.AsOf = None,
    known_at: p.KnownAt = None,
) -> None:
    """Show who came, and what became of them."""
    kinds = {"day": day, "week": week, "month": month, "quarter": quarter, "year": year}
    when = When(kind_of(kinds, week_of), week_of, from_, to, last)
    asked = Asked(by, per, Then(as_of, known_at))
    if open_ is None:
        desk.show(desk.growing.growth(when, asked, everything=everyone))
        return
    desk.show(desk.growing.people(open_, when, asked, None if everyone else limit or LIMIT))
