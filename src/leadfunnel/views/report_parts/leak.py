"""Where the funnel leaks, in a report."""

from __future__ import annotations

from collections.abc import Sequence

from leadfunnel.domain.exhibit import Cell, Exhibit, Grid
from leadfunnel.domain.leak import BETTER, WORSE, Judged
from leadfunnel.domain.proportions import Share
from leadfunnel.i18n import _
from leadfunnel.services.results.leak import LeakReport
from leadfunnel.services.results.report import Report
from leadfunnel.views.names import NOTHING
from leadfunnel.views.reports.of_blocks import texts
from leadfunnel.views.reports.wording import Wording, left, right, words
from leadfunnel.views.screens.funnel_tables import percent
from leadfunnel.views.screens.leak import FINDINGS, counted, points, step_words, verdict


def exhibits(part: LeakReport, _report: Report, wording: Wording) -> list[Exhibit]:
    """Return the finding, and the comparisons it is judged by."""
    title = _("Leaks")
    steps = [one for one in part.judged if one.tried.by is None]
    segments = [one for one in part.judged if one.tried.by and one.verdict in (WORSE, BETTER)]
    grids = [_grid(title, part, steps, (_("Step"), _("Now"), _("Earlier")), wording)]
    if segments:
        heads = (_("Segment"), _("These"), _("All others"))
        grids.append(_grid(_("Segments"), part, segments, heads, wording))
    said = [*texts(verdict(part), wording), *counted(part)]
    return [Exhibit("leak", title, tuple(said), None, tuple(grids))]


def _grid(
    title: str,
    part: LeakReport,
    found: Sequence[Judged],
    heads: tuple[str, str, str],
    wording: Wording,
) -> Grid:
    rows = tuple(
        (
            words(wording.free(step_words(part.pipeline, one))),
            _share(one.tried.here),
            _share(one.tried.there),
            words(_difference(one)),
            words(_(FINDINGS[one.verdict][0])),
        )
        for one in found
    )
    columns = (left(heads[0]), right(heads[1]), right(heads[2]), right(_("Difference (95 %)")))
    return Grid(title, (*columns, left(_("Finding"))), rows)


def _share(found: Share) -> Cell:
    shown = f"{percent(found.rate) or NOTHING} ({found.part:,}/{found.n:,})"
    return Cell(shown, found.rate, "share")


def _difference(one: Judged) -> str:
    if one.low is None or one.high is None:
        return ""
    return f"{points(one.low)} .. {points(one.high)}"


def findings(part: LeakReport, _report: Report, wording: Wording) -> str:
    """Return the leak in a sentence, or that no step stands out."""
    return texts(verdict(part), wording)[0]
