"""The rates of the steps over time, in a report."""

from __future__ import annotations

from leadfunnel.domain.exhibit import Cell, Chart, Curve, Curves, Dot, Exhibit, Grid
from leadfunnel.domain.trend import Point, TrendLine
from leadfunnel.i18n import _
from leadfunnel.services.results.report import Report
from leadfunnel.services.results.trend import CohortTable, TrendReport
from leadfunnel.views import dates
from leadfunnel.views.reports.wording import Wording, left, right, words
from leadfunnel.views.screens.funnel_tables import percent
from leadfunnel.views.screens.trend import short_label, step_words


def exhibits(part: TrendReport, _report: Report, wording: Wording) -> list[Exhibit]:
    """Return a line for each step, hollow where it is too young to judge."""
    title = _("Rates by start")
    names = [wording.free(step_words(part, line)) for line in part.lines]
    heads = (left(_("Start")), *map(right, names))
    starts = [point.period.label for point in part.lines[0].points]
    rows = tuple(
        (words(start), *(_cell(line.points[place]) for line in part.lines))
        for place, start in enumerate(starts)
    )
    chart = Chart("line", tuple(range(1, len(names) + 1)))
    curves = tuple(_curve(name, line) for name, line in zip(names, part.lines, strict=True))
    picture = Curves(curves, _marks(part, wording)) if len(starts) > 1 else None
    grid = Grid(title, heads, rows, chart=chart if picture else None)
    return [Exhibit("trend", title, tuple(_said(part, wording)), picture, (grid,))]


def _cell(point: Point) -> Cell:
    """Return a rate with those it is of, marked where it is too young to judge."""
    if point.share.rate is None:
        return words("")
    young = "" if point.mature else " o"
    shown = f"{percent(point.share.rate)} ({point.share.part:,}/{point.share.n:,}){young}"
    return Cell(shown, point.share.rate, "share")


def _curve(name: str, line: TrendLine) -> Curve:
    dots = (
        Dot(
            short_label(point.period),
            point.share.rate,
            "" if point.share.rate is None else percent(point.share.rate),
            young=not point.mature,
        )
        for point in line.points
    )
    return Curve(name, tuple(dots))


def _marks(part: TrendReport, wording: Wording) -> tuple[tuple[str, str], ...]:
    found = []
    for point in part.lines[0].points:
        first, last = point.period.first, point.period.last
        texts = [wording.free(one.text) for one in part.marks if first <= one.day <= last]
        if texts:
            found.append((short_label(point.period), ", ".join(texts)))
    return tuple(found)


def _said(part: TrendReport, wording: Wording) -> list[str]:
    found = [_("Each line goes from nothing to its highest rate; its dots are of one age.")]
    if any(not point.mature for line in part.lines for point in line.points):
        found.append(_("Hollow, and marked o: too young to judge."))
    return [*found, *marks_said(part, wording)]


def marks_said(part: TrendReport | CohortTable, wording: Wording) -> list[str]:
    """Return what was noted about the days."""
    return [f"{dates.day_words(one.day)}  {wording.free(one.text)}" for one in part.marks]
