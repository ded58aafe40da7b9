"""The tables of the three views of a funnel."""

from __future__ import annotations

from collections.abc import Sequence

from leadfunnel.domain.figures import Cohort, CohortStage, Flow, FlowStage, Snapshot, SnapshotStage
from leadfunnel.domain.pipeline import Pipeline
from leadfunnel.i18n import _
from leadfunnel.views import dates
from leadfunnel.views.layout import (
    GAP,
    WORDS,
    Cell,
    Column,
    Span,
    Table,
    first_fitting,
    natural_width,
)
from leadfunnel.views.money import sum_words
from leadfunnel.views.names import NOTHING, listed, stage_word
from leadfunnel.views.setting import Setting

LONGEST_BAR, SHORTEST_BAR = 20, 4
Row = tuple[Cell, ...]


def cohort(pipeline: Pipeline, figures: Cohort, setting: Setting) -> Table:
    """Return how far those who came in had got, and what became of the rest."""
    columns = [
        Column(_("Stage"), wrap=WORDS),
        _number(_("People")),
        _number(_("Rate")),
        _number(_("95 % range")),
        _number(_("Overall")),
        _number(_("Here")),
        _number(_("Lost")),
        _number(_("Unfit")),
    ]
    rows = [_cohort_row(pipeline, row) for row in figures.stages]
    if not setting.roomy:
        columns, rows = _without(4, columns, rows)
    return barred(columns, rows, [row.reached for row in figures.stages], setting)


def _without(
    place: int, columns: Sequence[Column], rows: Sequence[Row]
) -> tuple[list[Column], list[Row]]:
    left = [(*row[:place], *row[place + 1 :]) for row in rows]
    return [*columns[:place], *columns[place + 1 :]], left


def _cohort_row(pipeline: Pipeline, row: CohortStage) -> Row:
    return (
        stage_word(pipeline.stage(row.code)),
        f"{row.reached:,}",
        percent(row.rate),
        interval(row.rate_low, row.rate_high),
        percent(row.overall),
        count(row.active),
        count(row.lost),
        count(row.invalid),
    )


def flow(pipeline: Pipeline, figures: Flow, setting: Setting) -> Table:
    """Return the stays of the period by how they came and went, in as much detail as fits."""
    tables = [_flow(pipeline, figures, detailed=detailed) for detailed in (True, False)]
    return first_fitting(tables, setting.sheet)


def _flow(pipeline: Pipeline, figures: Flow, *, detailed: bool) -> Table:
    came = (_("new"), _("from below"), _("from above"), _("reopened")) if detailed else ()
    beside = (_("People"), _("Passed over")) if detailed else ()
    went = (_("Moved up"), _("Back"), _("Lost"), _("Unfit"))
    heads = (_("Before"), _("Came"), *came, *went, _("Now"), *beside)
    columns = (Column(_("Stage"), wrap=WORDS), *(_number(head) for head in heads))
    rows = tuple(_flow_row(pipeline, row, detailed=detailed) for row in figures.stages)
    return Table(columns, rows)


def _flow_row(pipeline: Pipeline, row: FlowStage, *, detailed: bool) -> Row:
    came = (row.new, row.up, row.down, row.reopened) if detailed else ()
    beside = (row.people, row.passed_over) if detailed else ()
    went = (row.advanced, row.back, row.lost, row.invalid)
    numbers = (row.start, row.entered, *came, *went, row.end, *beside)
    return (stage_word(pipeline.stage(row.code)), *(count(number) for number in numbers))


def snapshot(pipeline: Pipeline, figures: Snapshot, setting: Setting) -> Table:
    """Return who stands where, their money, how long, and how many for too long."""
    money = any(row.totals for row in figures.stages)
    columns = [
        Column(_("Stage"), wrap=WORDS),
        _number(_("People")),
        _number(_("Median days")),
        Column(_("Too long"), align="right", style="warn"),
    ]
    rows: list[Row] = [
        (
            stage_word(pipeline.stage(row.code)),
            f"{row.count:,}",
            stay(row.median_days),
            count(row.over_limit),
        )
        for row in figures.stages
    ]
    if money:
        columns += [Column(_("Amount"), wrap=WORDS), Column(_("Weighted"), wrap=WORDS)]
        rows = [(*row, *_sums(stage)) for row, stage in zip(rows, figures.stages, strict=True)]
    return barred(columns, rows, [row.count for row in figures.stages], setting)


def _sums(row: SnapshotStage) -> tuple[str, str]:
    """Return what is there, and what of it is weighted: what has a probability."""
    return (
        listed(sum_words(total.amount, total.currency) for total in row.totals),
        listed(sum_words(one.weighted, one.currency) for one in row.totals if one.weighted),
    )


def _number(title: str) -> Column:
    return Column(title, align="right")


def barred(
    columns: Sequence[Column], rows: Sequence[Row], sizes: Sequence[int], setting: Setting
) -> Table:
    """Return the table with bars after its second column where there is room for them."""
    table = Table(tuple(columns), tuple(rows))
    longest = LONGEST_BAR
    if setting.width is not None:
        room = setting.width - natural_width(table, setting.sheet) - len(GAP)
        longest = min(LONGEST_BAR, room)
    largest = max(sizes, default=0)
    if longest < SHORTEST_BAR or not largest:
        return table
    barred = tuple(
        (*row[:2], Span(_bar(size, largest, longest), "bar"), *row[2:])
        for row, size in zip(rows, sizes, strict=True)
    )
    return Table((*columns[:2], Column(), *columns[2:]), barred)


def _bar(size: int, largest: int, longest: int) -> str:
    return "#" * max(round(size / largest * longest), 1 if size else 0)


def percent(share: float | None) -> str:
    """Return a fraction as a percentage, with one decimal where it needs one."""
    if share is None:
        return ""
    return _("{number} %").format(number=dates.decimal(round(share * 100, 1)))


def interval(low: float | None, high: float | None) -> str:
    """Return a range of fractions in whole percents."""
    return "" if low is None or high is None else f"{low * 100:.0f}-{high * 100:.0f}"


def count(number: int) -> str:
    """Return a number of people, a dash for none."""
    return f"{number:,}" if number else NOTHING


def stay(days: float | None) -> str:
    """Return a number of days, empty where there is none."""
    return "" if days is None else dates.decimal(days)
