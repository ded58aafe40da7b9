"""`leak`."""

from __future__ import annotations

from leadfunnel.cli.commands.weekly import kind_of
from leadfunnel.services.weekly import Asked, When

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.cli import params as p
    from leadfunnel.workspace import Workspace


def leak(
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
    pipeline: p.PipelineOption = None,
    as_of: p.AsOf = None,
    known_at: p.KnownAt = None,
    by: p.LeakBy = None,
) -> None:
    """Show which step loses more than it should."""
    kinds = {"day": day, "week": week, "month": month, "quarter": quarter, "year": year}
    when = When(kind_of(kinds, week_of), week_of, from_, to, last)
    desk.show(desk.leaks.leak(when, Asked(pipeline, as_of, known_at), tuple(by or ())))
