"""The week of a team: everybody, or every other group, side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from leadfunnel.domain.figures import Cohort, CohortStage
from leadfunnel.i18n import _
from leadfunnel.services.results.week import WeekReport, WeekRow
from leadfunnel.views import work_words as words
from leadfunnel.views.layout import ANYWHERE, Cell, Column, Table, first_fitting
from leadfunnel.views.names import NOTHING, stage_word
from leadfunnel.views.screens.funnel_parts import by_word, part_word
from leadfunnel.views.screens.funnel_tables import percent
from leadfunnel.views.setting import Setting

Cells = tuple[Cell, ...]
Reader = Callable[[WeekRow], Cell]


def team(report: WeekReport, setting: Setting) -> Table:
    """Return the groups beside each other, in as much detail as there is room for."""
    ladder = report.pipeline.ladder
    won = report.pipeline.first_of("won")
    won_rank = won.rank if won and won.rank else len(ladder)
    full = range(1, won_rank)
    shapes = (
        (_steps(report, full, rated=True), _work(report, long=True)),
        (_steps(report, full, rated=True), _work(report, long=False)),
        (_steps(report, full, rated=False), _work(report, long=False)),
        (_steps(report, [won_rank - 1], rated=False), _work(report, long=False)),
    )
    tables = [_table(report, [*steps, *work]) for steps, work in shapes]
    return first_fitting(tables, setting.sheet)


def _table(report: WeekReport, columns: Sequence[tuple[str, Reader]]) -> Table:
    named = [(part_word(report.by or "", row.name), row) for row in report.rows]
    named += [(_("All"), report.total), (_("Week before"), report.before)]
    heads = (
        Column(by_word(report.by or "owner").capitalize(), wrap=ANYWHERE),
        *(Column(head, align="right") for head, _read in columns),
    )
    rows = [(name, *(read(row) for _head, read in columns)) for name, row in named]
    goals = _goals(report, columns)
    return Table(heads, tuple([*rows, goals] if goals else rows))


def _goals(report: WeekReport, columns: Sequence[tuple[str, Reader]]) -> Cells | None:
    """Return the rates aimed at under their steps, None where the pipeline names none."""
    goals = {stage_word(stage): stage.goal for stage in report.pipeline.ladder if stage.goal}
    shown = [percent(goals[head] / 10_000) if head in goals else "" for head, _read in columns]
    return (_("Goal"), *shown) if any(shown) else None


def _steps(report: WeekReport, places: Sequence[int], *, rated: bool) -> list[tuple[str, Reader]]:
    """Return the columns of the newcomers: how many came, how far they got, and in all."""
    ladder = report.pipeline.ladder
    columns: list[tuple[str, Reader]] = [(_("New"), lambda row: f"{_came(row.cohort):,}")]
    for place in places:
        columns.append((stage_word(ladder[place]), _reached(place, rated=rated)))
    last = max(places, default=0)
    columns.append((_("Overall"), lambda row: percent(row.cohort.stages[last].overall) or NOTHING))
    return columns


def _came(figures: Cohort) -> int:
    return figures.stages[0].reached


def _reached(place: int, *, rated: bool) -> Reader:
    def read(row: WeekRow) -> Cell:
        stage = row.cohort.stages[place]
        return _rated(stage) if rated else f"{stage.reached:,}"

    return read


def _rated(stage: CohortStage) -> str:
    rate = NOTHING if stage.rate is None else f"{round(stage.rate * 100)}%"
    return f"{stage.reached:,} {rate:>4}"


def _work(report: WeekReport, *, long: bool) -> list[tuple[str, Reader]]:
    """Return the columns of what was done, where that can be told apart by the groups."""
    if report.by != "owner":
        return []
    columns: list[tuple[str, Reader]] = [(_("Calls"), _done("calls"))]
    if long:
        columns.append((_("Connected"), _done("connected")))
    columns += [
        (_("Kept"), lambda row: words.kept_words(row.work.kept) if row.work else NOTHING),
        (_("No next"), lambda row: _number(row.without_next)),
    ]
    if long:
        columns.append((_("Net"), lambda row: words.net_words(row.work.net) if row.work else ""))
    return columns


def _done(metric: str) -> Reader:
    return lambda row: _number(row.work[metric] if row.work else None)


def _number(count: int | None) -> str:
    return NOTHING if not count else f"{count:,}"
