"""Who was added and what became of them, in a report."""

from __future__ import annotations

from leadfunnel.domain.aarrr import NAMES, STEPS, Quality
from leadfunnel.domain.exhibit import Bar, Bars, Cell, Chart, Exhibit, Grid
from leadfunnel.domain.proportions import Share
from leadfunnel.domain.rate import ratio
from leadfunnel.i18n import _, named
from leadfunnel.services.results.aarrr import GrowthReport
from leadfunnel.services.results.report import Report
from leadfunnel.views.names import NOTHING, head
from leadfunnel.views.reports.wording import Wording, count, left, right, share, words
from leadfunnel.views.screens.aarrr import meaning
from leadfunnel.views.screens.funnel_tables import interval, percent
from leadfunnel.views.screens.sales import dimension


def exhibits(part: GrowthReport, _report: Report, wording: Wording) -> list[Exhibit]:
    """Return the steps of all who were added, as bars and as a table, then by source."""
    title = _("Who came, and what became of them")
    told = _("Each step is counted by itself, of those added; junk left the ladder as no fit.")
    grids = (_steps(part, title), _groups(part, wording))
    return [Exhibit("growth", title, (told,), Bars(tuple(map(_bar, *_shares(part)))), grids)]


def _shares(part: GrowthReport) -> tuple[list[str], list[Share]]:
    steps, whole = STEPS[1:], part.whole
    counts = [Share(whole.counts.get(step, 0), whole.acquired) for step in steps]
    return [named(NAMES[step]) for step in steps], counts


def _bar(name: str, part: Share) -> Bar:
    low, high = part.interval or (None, None)
    return Bar(name, part.rate, f"{percent(part.rate)} ({part.n:,})", low, high)


def _steps(part: GrowthReport, title: str) -> Grid:
    heads = (left(_("Step")), right(_("People")), right("%"), right("95 %"), left(_("Meaning")))
    whole = part.whole
    rows = [
        (
            words(named(NAMES[step])),
            count(found := whole.counts.get(step, 0)),
            share(ratio(found, whole.acquired)),
            words(interval(*(Share(found, whole.acquired).interval or (None, None)))),
            words(meaning(step, part)),
        )
        for step in STEPS
    ]
    return Grid(title, heads, tuple(rows))


def _groups(part: GrowthReport, wording: Wording) -> Grid:
    steps = (*STEPS[1:], "junk")
    heads = (
        left(head(dimension(part.by))),
        right(named(NAMES["acquired"])),
        *(right(named(NAMES[step])) for step in steps),
    )
    rows = tuple(_group(one, steps, wording) for one in part.groups)
    return Grid(_("By source"), heads, rows, chart=Chart("bar", (1,)))


def _group(one: Quality, steps: tuple[str, ...], wording: Wording) -> tuple[Cell, ...]:
    shares = (share(ratio(one.counts.get(step, 0), one.acquired)) for step in steps)
    return words(wording.free(one.group) or NOTHING), count(one.acquired), *shares
