"""Segments side by side, in a report."""

from __future__ import annotations

from leadfunnel.domain.exhibit import Bar, Bars, Cell, Chart, Exhibit, Grid
from leadfunnel.domain.figures import Cohort
from leadfunnel.domain.pipeline import Pipeline
from leadfunnel.domain.proportions import Share
from leadfunnel.i18n import _
from leadfunnel.services.results.funnels import SideBySide
from leadfunnel.services.results.report import Report, Segments
from leadfunnel.services.results.weekly import FunnelReport
from leadfunnel.views.names import NOTHING, stage_word
from leadfunnel.views.reports.wording import Wording, left, right, words
from leadfunnel.views.screens.funnel_parts import by_word, named_parts
from leadfunnel.views.screens.funnel_tables import percent


def exhibits(part: Segments, _report: Report, wording: Wording) -> list[Exhibit]:
    """Return how far the new ones of each segment got, and the whole way as bars."""
    return [_exhibit(one, one.parts, wording) for one in part.reports if one.parts is not None]


def _exhibit(report: FunnelReport, found: SideBySide, wording: Wording) -> Exhibit:
    by = wording.free(by_word(found.by))
    title = _("Side by side: {by}").format(by=by)
    pipeline = report.pipeline
    won = pipeline.first_of("won") or pipeline.ladder[-1]
    named = [(wording.free(name), one.cohort) for name, one in named_parts(found)]
    lines = [*named, (_("Total"), found.total.cohort)]
    stages = [wording.free(stage_word(stage)) for stage in pipeline.ladder]
    way = _("To {stage}").format(stage=wording.free(stage_word(won)))
    grid = Grid(
        title,
        (left(by), *map(right, stages), right(way)),
        tuple(_row(pipeline, name, cohort) for name, cohort in lines),
        chart=Chart("bar", (len(stages) + 1,)),
    )
    bars = Bars(tuple(_bar(name, _way(pipeline, cohort)) for name, cohort in lines))
    key = "segments-" + found.by.replace(":", "-").replace(".", "-")
    return Exhibit(key, title, (way,), bars, (grid,))


def _row(pipeline: Pipeline, name: str, cohort: Cohort) -> tuple[Cell, ...]:
    counts = (Cell(f"{row.reached:,}", row.reached, "count") for row in cohort.stages)
    way = _way(pipeline, cohort)
    shown = "" if way.rate is None else f"{percent(way.rate)} ({way.part:,}/{way.n:,})"
    return (words(name), *counts, Cell(shown, way.rate, "share"))


def _way(pipeline: Pipeline, cohort: Cohort) -> Share:
    """Return who got as far as winning, of those who came in."""
    won = pipeline.first_of("won") or pipeline.ladder[-1]
    return Share(cohort.stages[(won.rank or 1) - 1].reached, cohort.stages[0].reached)


def _bar(name: str, way: Share) -> Bar:
    low, high = way.interval or (None, None)
    shown = NOTHING if way.rate is None else f"{percent(way.rate)} ({way.n:,})"
    return Bar(name, way.rate, shown, low, high)
