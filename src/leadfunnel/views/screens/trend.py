"""Rates by start, drawn as lines, and as a table of start by time since."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from leadfunnel.domain.calendar import Period
from leadfunnel.domain.proportions import Share
from leadfunnel.domain.review_mark import ReviewMark
from leadfunnel.domain.trend import Point, Row, TrendLine
from leadfunnel.i18n import _, language
from leadfunnel.services.results.trend import CohortTable, TrendReport
from leadfunnel.views import dates
from leadfunnel.views.layout import (
    ANYWHERE,
    BLANK,
    WORDS,
    Block,
    Cell,
    Column,
    Rule,
    Span,
    Table,
    line,
    natural_width,
)
from leadfunnel.views.names import paragraph, stage_word
from leadfunnel.views.plot import SHADES, Dot, plot
from leadfunnel.views.report_head import report_head
from leadfunnel.views.screens.funnel_tables import interval, percent
from leadfunnel.views.setting import Setting
from leadfunnel.views.spark import spark

CELL = 6
"""Cells that a rate takes in a table, with those before it."""


def trend(report: TrendReport, setting: Setting) -> list[Block]:
    """Return each step as a row of signs and the last line drawn in full."""
    shown = report.lines[-1]
    blocks: list[Block] = [
        *report_head(report, report.pipeline.title(language()), setting),
        Rule(),
    ]
    if len(report.lines) > 1:
        blocks += [_overview(report), BLANK]
    blocks += [_title(report, shown), *_drawn(shown, report.marks, setting), *_about(shown)]
    if len(report.lines) == 1:
        blocks += [BLANK, _points(shown)]
    return [*blocks, *marks_below(report.marks)]


def step_words(report: TrendReport, found: TrendLine) -> str:
    """Return a step in words: Prospect > Interested."""
    stages = (report.pipeline.stage(found.base), report.pipeline.stage(found.code))
    return " > ".join(map(stage_word, stages))


def _overview(report: TrendReport) -> Table:
    columns = (
        Column(_("Step"), wrap=WORDS),
        Column(style="spark"),
        Column(_("Last"), align="right"),
        Column(_("of"), align="right"),
        Column(_("At"), align="right"),
        Column(_("Goal"), align="right"),
    )
    rows = tuple(
        (
            step_words(report, found),
            _signs(found.points),
            percent(last.share.rate) if last else "",
            f"{last.share.n:,}" if last else "",
            _age(found),
            "" if found.goal is None else percent(found.goal / 10_000),
        )
        for found in report.lines
        for last in (_last_mature(found),)
    )
    below = "".join(
        "^" if numbers_in(one.period, report.marks) else " " for one in report.lines[0].points
    )
    if below.strip():
        rows += (("", below, "", "", "", ""),)
    return Table(columns, rows)


def _signs(points: Sequence[Point]) -> str:
    """Return a sign for each point: its height, `o` where it is too young, a blank for nobody."""
    drawn = spark([round((point.share.rate or 0) * 1000) for point in points])
    return "".join(
        " " if point.share.rate is None else sign if point.mature else "o"
        for sign, point in zip(drawn, points, strict=True)
    )


def _last_mature(found: TrendLine) -> Point | None:
    return next((one for one in reversed(found.points) if one.mature and one.share.n), None)


def _age(found: TrendLine) -> str:
    return "" if found.age_days is None else dates.short_days(int(found.age_days))


def _title(report: TrendReport, found: TrendLine) -> Block:
    return line(Span(step_words(report, found), "title"))


def _drawn(found: TrendLine, marks: Sequence[ReviewMark], setting: Setting) -> list[Block]:
    goal = None if found.goal is None else found.goal / 10_000
    lines = plot(_dots(found.points, marks), goal, setting.width)
    return [line(Span(text, "plot")) for text in lines]


def _dots(points: Sequence[Point], marks: Sequence[ReviewMark]) -> list[Dot]:
    return [
        Dot(
            label=short_label(point.period),
            rate=point.share.rate,
            mature=point.mature,
            count=point.share.n,
            mark=numbers_in(point.period, marks),
        )
        for point in points
    ]


def numbers_in(period: Period, marks: Sequence[ReviewMark]) -> str:
    """Return the numbers of the marks that lie in a period."""
    return ",".join(str(one.id) for one in marks if period.first <= one.day <= period.last)


def short_label(period: Period) -> str:
    """Return the end of a label: W47, 11, Q4, 2026."""
    return period.label.rpartition("-")[2]


def _about(found: TrendLine) -> list[Block]:
    """Say what the signs mean, and at which age the points are."""
    told = [*_meanings(found), ("", _reached_in(found))]
    spans: list[Cell] = []
    before = "。"
    for sign, text in told:
        spans += [] if before.endswith("。") else [Span(" ", "dim")]
        spans += [Span(sign, "plot"), Span(" ", "dim")] if sign else []
        spans.append(Span(text, "dim"))
        before = text
    return [line(*spans, hang=2)]


def _meanings(found: TrendLine) -> Iterator[tuple[str, str]]:
    if found.age_days is not None:
        text = _("the rate {days} after the start of each period.")
        yield "*", text.format(days=dates.days(int(found.age_days)))
    if any(not point.mature for point in found.points):
        yield "o", _("too young to judge: as it stands.")
    if found.goal is not None:
        yield "-", _("goal {rate}.").format(rate=percent(found.goal / 10_000))


def _reached_in(found: TrendLine) -> str:
    if found.median_days is None:
        return _("Nobody has got there yet.")
    text = _("Half of those who get there do within {days}.")
    return text.format(days=dates.short_days(found.median_days))


def _points(found: TrendLine) -> Table:
    columns = (
        Column(_("Start")),
        Column(_("People"), align="right"),
        Column(_("Got on"), align="right"),
        Column(_("Rate"), align="right"),
        Column(_("95 % range"), align="right"),
        Column(_("After"), align="right"),
        Column(style="dim", wrap=ANYWHERE),
    )
    rows = tuple(
        (
            point.period.label,
            f"{point.share.n:,}",
            f"{point.share.part:,}",
            percent(point.share.rate),
            interval(*(point.share.interval or (None, None))),
            dates.short_days(int(point.age_days)),
            "" if point.mature or not point.share.n else _("too young"),
        )
        for point in found.points
    )
    return Table(columns, rows)


def marks_below(marks: Sequence[ReviewMark]) -> list[Block]:
    """Return what the numbers of the marks stand for."""
    return [
        line(Span(f"^{one.id} {dates.day_words(one.day)}  {one.text}", "dim"), hang=4)
        for one in marks
    ]


def table(report: CohortTable, setting: Setting) -> list[Block]:
    """Return the rate of each start after 1, 2 ... periods, darker where more got there."""
    starts = [(_start(row, report.marks), f"{row.came:,}") for row in report.rows]
    beside = Table((Column(_("Start")), Column(_("People"), align="right")), tuple(starts))
    used = max((sum(cell is not None for cell in row.cells) for row in report.rows), default=0)
    shown = _room(natural_width(beside, setting.sheet), used, setting)
    rates = [cell.rate or 0 for row in report.rows for cell in row.cells[:shown] if cell]
    columns = [Column(str(number), align="right") for number in range(1, shown + 1)]
    rows = tuple(
        (*left, *(_heat(cell, max(rates)) for cell in row.cells[:shown]))
        for left, row in zip(starts, report.rows, strict=True)
    )
    return [
        *report_head(report, report.pipeline.title(language()), setting),
        Rule(),
        Table((*beside.columns, *columns), rows),
        line(Span(paragraph(_about_table(report, used - shown)), "dim"), hang=2),
        *marks_below(report.marks),
    ]


def _room(beside: int, used: int, setting: Setting) -> int:
    """Return for how many periods since there is room, at most as many as have a figure."""
    if setting.width is None:
        return used
    return max(0, min(used, (setting.width - beside) // CELL))


def _about_table(report: CohortTable, left_out: int) -> list[str]:
    stage = stage_word(report.stage)
    if report.kind == "week":
        text = _("To {stage} within 1, 2 ... weeks, in percent of all who came in.")
    else:
        text = _("To {stage} within 1, 2 ... months, in percent of all who came in.")
    said = [text.format(stage=stage), _("Blank: that time has not come.")]
    if left_out:
        said.append(_("For {count} more there is no room.").format(count=left_out))
    return said


def _start(row: Row, marks: Sequence[ReviewMark]) -> str:
    numbers = numbers_in(row.period, marks)
    return f"{row.period.label} ^{numbers}" if numbers else row.period.label


def _heat(cell: Share | None, top: float) -> Cell:
    """Return a rate in whole percents behind a sign that is the darker the higher it is."""
    if cell is None or cell.rate is None:
        return ""
    shade = SHADES[min(3, int(cell.rate / top * 4))] if top and cell.rate else " "
    return Span(f"{shade}{cell.rate * 100:>3.0f}", "shade")
