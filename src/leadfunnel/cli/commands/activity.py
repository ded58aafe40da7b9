"""`activity`."""

from __future__ import annotations

from leadfunnel.cli.commands.weekly import kind_of
from leadfunnel.services.as_known import Then
from leadfunnel.services.weekly import When

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.cli import params as p
    from leadfunnel.workspace import Workspace


def activity(
    desk: Workspace,
    day: p.ByDay = False,
    week: p.ByWeek = False,
    month: p.ByMonth = False,
    quarter: p.ByQuarter = False,
    year: p.ByYear = False,
    week_of: p.WeekOf = None,
    from_: p.From = None,
    to: p.Until = None,
    last: p.Previous = False,
    owner: p.OwnerFilter = None,
    as_of: p.AsOf = None,
    known_at: p.KnownAt = None,
) -> None:
    """Show what was done."""
    kinds = {"day": day, "week": week, "month": month, "quarter": quarter, "year": year}
    when = When(kind_of(kinds, week_of), week_of, from_, to, last)
    desk.show(desk.activity.activity(when, owner, Then(as_of, known_at)))
