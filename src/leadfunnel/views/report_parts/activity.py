"""What was done, in a report: by person and day, and at the end what it may lead to."""

from __future__ import annotations

from collections.abc import Sequence

from leadfunnel.domain.exhibit import Cell, Chart, Exhibit, Grid
from leadfunnel.i18n import _
from leadfunnel.services.results.activity import METRICS, ActivityReport, Outlook, Work
from leadfunnel.services.results.report import Report
from leadfunnel.views import dates
from leadfunnel.views import work_words as told
from leadfunnel.views.names import stage_word
from leadfunnel.views.reports.wording import Wording, count, left, right, words
from leadfunnel.views.screens.activity import ALWAYS, about
from leadfunnel.views.screens.funnel_tables import percent


def exhibits(part: ActivityReport, _report: Report, wording: Wording) -> list[Exhibit]:
    """Return who did how much on which day, and where it went."""
    title = _("What was done")
    people = [
        (wording.free(one.name or _("nobody in particular")), one.total) for one in part.people
    ]
    if len(people) != 1:
        people.append((_("All"), part.total))
    days = [dates.day_words(day) for day in part.days]
    grids = [_grid(_("By person"), people, part.total)]
    if len(days) > 1:
        by_day = list(zip(days, part.by_day, strict=True))
        grids.append(_grid(_("By day"), by_day, part.total, chart=Chart("column", (1, 2))))
    pair = _("{what}: {group}")
    said = tuple(pair.format(what=name, group=wording.free(text)) for name, text in about(part))
    return [Exhibit("activity", title, said, None, tuple(grids))]


def _grid(
    title: str, rows: Sequence[tuple[str, Work]], total: Work, chart: Chart | None = None
) -> Grid:
    metrics = [name for name in METRICS if name in ALWAYS or total[name]]
    heads = (
        left(title),
        *(right(_(told.HEADS[name])) for name in metrics),
        right(_("Kept")),
        right(_("Net")),
    )
    lines = tuple(
        (
            words(name),
            *(count(work[metric]) for metric in metrics),
            words(told.kept_words(work.kept)),
            words(told.net_words(work.net)),
        )
        for name, work in rows
    )
    return Grid(title, heads, lines, chart=chart)


def outlook(part: ActivityReport, _report: Report, wording: Wording) -> list[Exhibit]:
    """Return what the measured rates say of the newcomers, as an estimate with its range."""
    found = part.outlook
    title = _("What it may lead to (an estimate)")
    said = [told.needed_words(found)]
    grids: tuple[Grid, ...] = ()
    if found.steps:
        text = _("Rates of those who came in {first} - {last}; {open} of them may yet get further.")
        first, last = found.first.isoformat(), found.last.isoformat()
        said.append(text.format(first=first, last=last, open=found.still_open))
        grids = (_steps(title, found, wording),)
    return [Exhibit("estimate", title, tuple(said), None, grids)]


def _steps(title: str, found: Outlook, wording: Wording) -> Grid:
    heads = (
        left(_("Stage")),
        right(_("Rate")),
        right(_("95 % range")),
        right(_("Of {count} new").format(count=found.newcomers)),
    )
    rows = tuple(
        (
            words(wording.free(stage_word(step.stage))),
            Cell(
                f"{percent(step.rate.rate)} ({step.rate.successes}/{step.rate.n})",
                step.rate.rate,
                "share",
            ),
            words(f"{step.rate.low * 100:.0f}-{step.rate.high * 100:.0f}"),
            Cell(told.estimate_words(step.expected), step.expected.likely, "count"),
        )
        for step in found.steps
    )
    return Grid(title, heads, rows)
