"""The load of the next days, in a report."""

from __future__ import annotations

from leadfunnel.domain.exhibit import Bar, Bars, Cell, Chart, Exhibit, Grid
from leadfunnel.i18n import _
from leadfunnel.services.results.report import ComingDays, Report
from leadfunnel.views import dates
from leadfunnel.views.reports.wording import Wording, count, left, right, words


def exhibits(part: ComingDays, _report: Report, _wording: Wording) -> list[Exhibit]:
    """Return the promises of each day."""
    title = _("Promises of the next days")
    rows: list[tuple[Cell, ...]] = []
    bars = []
    for day, number, works in part.days:
        name = dates.day_words(day)
        bars.append(Bar(name, number, f"{number:,}"))
        if not works:
            name = _("{day} (day off)").format(day=name)
        rows.append((words(name), count(number)))
    grid = Grid(
        title, (left(_("day")), right(_("Promised"))), tuple(rows), chart=Chart("bar", (1,))
    )
    text = _("Today and overdue: {waiting}. After these days: {later}.")
    said = text.format(waiting=f"{part.waiting:,}", later=f"{part.later:,}")
    return [Exhibit("ahead", title, (said,), Bars(tuple(bars)), (grid,))]
