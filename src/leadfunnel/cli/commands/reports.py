"""`report`."""

from __future__ import annotations

from leadfunnel.cli.commands.weekly import kind_of
from leadfunnel.services.reporting import Wanted
from leadfunnel.services.weekly import When

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.cli import params as p
    from leadfunnel.services.results.report import Report
    from leadfunnel.workspace import Workspace


def report(
    desk: Workspace,
    output: p.ReportFiles = None,
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
    force: p.Overwrite = False,
) -> None:
    """Write the review of a period as files, or show it."""
    kinds = {"day": day, "week": week, "month": month, "quarter": quarter, "year": year}
    when = When(kind_of(kinds, week_of), week_of, from_, to, last)
    wanted = Wanted(pipeline, as_of, known_at, desk.masked)

    def drawn() -> Report:
        try:
            return desk.reporting.report(when, wanted)
        finally:
            desk.progress.close()

    if output:
        desk.publish(drawn, output, force=force)
    else:
        desk.show(drawn())
