"""Who got to winning by when they came in, in a report."""

from __future__ import annotations

from leadfunnel.domain.exhibit import Exhibit, Grid, Heat
from leadfunnel.domain.trend import Row
from leadfunnel.i18n import _
from leadfunnel.services.results.report import Report
from leadfunnel.services.results.trend import CohortTable
from leadfunnel.views.names import stage_word
from leadfunnel.views.reports.wording import Wording, count, left, right, share, words


def exhibits(part: CohortTable, _report: Report, wording: Wording) -> list[Exhibit]:
    """Return the rates of each start, darker where more got there."""
    stage = wording.free(stage_word(part.stage))
    title = _("To {stage}, by start").format(stage=stage)
    used = max((_used(row) for row in part.rows), default=0)
    numbers = [str(place) for place in range(1, used + 1)]
    heads = (left(_("Start")), right(_("People")), *map(right, numbers))
    rows = tuple(
        (
            words(row.period.label),
            count(row.came),
            *(share(cell.rate if cell else None) for cell in row.cells[:used]),
            *(words("") for _ in range(used - len(row.cells))),
        )
        for row in part.rows
    )
    field = tuple(
        (
            f"{row.period.label} ({row.came:,})",
            tuple(cell.rate if cell else None for cell in row.cells[:used]),
        )
        for row in part.rows
    )
    text = (
        _("To {stage} within 1, 2 ... weeks, in percent of all who came in.")
        if part.kind == "week"
        else _("To {stage} within 1, 2 ... months, in percent of all who came in.")
    )
    said = (text.format(stage=stage), _("Blank: that time has not come."))
    picture = Heat(tuple(numbers), field) if used else None
    return [Exhibit("cohort_table", title, said, picture, (Grid(title, heads, rows, warm=True),))]


def _used(row: Row) -> int:
    return sum(cell is not None for cell in row.cells)
