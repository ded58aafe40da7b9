"""`week`: the review of a week on one screen."""

from __future__ import annotations

from leadfunnel.domain.rate import wilson
from leadfunnel.i18n import _
from leadfunnel.services.results.week import WeekReport
from leadfunnel.views import dates
from leadfunnel.views.layout import WORDS, Block, Cell, Column, Rule, Span, Table, line
from leadfunnel.views.names import NOTHING, paragraph, stage_word
from leadfunnel.views.report_head import as_of_words
from leadfunnel.views.screens import week_lines
from leadfunnel.views.screens.funnel_tables import barred, count, percent
from leadfunnel.views.screens.week_team import team
from leadfunnel.views.setting import Setting

DAY = 86_400


def week(report: WeekReport, setting: Setting) -> list[Block]:
    """Return the funnel beside that of the week before, what moved, what was done, what waits."""
    blocks: list[Block] = [*_head(report, setting)]
    if report.by:
        blocks += [team(report, setting), Rule()]
    else:
        blocks += [_newcomers(report, setting), *_overall(report), Rule(), *_moved(report)]
    columns = (Column(style="head"), Column(wrap=WORDS))
    return [*blocks, Table(columns, week_lines.rows(report, setting))]


def _head(report: WeekReport, setting: Setting) -> list[Block]:
    days = f"{dates.day_words(report.first)} - {dates.day_words(report.last)}"
    who = f"  {report.who}" if report.who else ""
    told = as_of_words(report, setting)
    if report.last < setting.calendar.day(report.as_of):
        text = _("Beside the week before, both {age} days after they began.")
    else:
        text = _("Beside last week when it was as old: {age} days.")
    told.append(text.format(age=dates.decimal(report.age / DAY)))
    return [
        line(Span(f"{report.label}  {days}", "title"), who, hang=2),
        line(Span(paragraph(told), "dim"), hang=2),
        Rule(),
    ]


def _newcomers(report: WeekReport, setting: Setting) -> Table:
    columns = (
        Column(_("New ones"), wrap=WORDS),
        Column(_("People"), align="right"),
        Column(_("This week"), align="right"),
        Column(_("Last week"), align="right"),
        Column(_("Difference")),
    )
    steps = {row.code: row for row in report.steps if not row.whole}
    rows: list[tuple[Cell, ...]] = []
    for row in report.total.cohort.stages:
        found = steps.get(row.code)
        rates = (percent(found.now.rate), percent(found.then.rate)) if found else ("", "")
        rows.append((
            stage_word(report.pipeline.stage(row.code)),
            f"{row.reached:,}",
            *rates,
            _points(report, row.code),
        ))  # fmt: skip
    sizes = [row.reached for row in report.total.cohort.stages]
    return barred(columns, rows, sizes, setting)


def _points(report: WeekReport, code: str) -> Cell:
    """Return how much better a step went than the week before, and whether that says anything."""
    found = next((row for row in report.steps if row.code == code and not row.whole), None)
    if found is None:
        return _("{count} before").format(count=report.before.cohort.stages[0].reached)
    if found.difference is None:
        return NOTHING
    points = round(found.difference * 100)
    text = f"{points:+d}" if points else "0"
    return text if found.judged else _("{points} too few to tell").format(points=text)


def _overall(report: WeekReport) -> list[Block]:
    won = report.pipeline.first_of("won")
    row = next((one for one in report.total.cohort.stages if won and one.code == won.code), None)
    came = report.total.cohort.stages[0].reached
    interval = wilson(row.reached, came) if row else None
    if row is None or won is None or interval is None:
        return [line(Span(_("Nobody came in."), "dim"))]
    text = _("To {stage}: {part} of {all}, {rate}; 95 % between {low} and {high}.")
    told = text.format(
        stage=stage_word(won),
        part=row.reached,
        all=came,
        rate=percent(row.reached / came),
        low=percent(round(interval[0], 2)),
        high=percent(round(interval[1], 2)),
    )
    return [line(Span(told, "dim"), hang=2)]


def _moved(report: WeekReport) -> list[Block]:
    """Return what moved at each rung that saw anything, and who stands there."""
    columns = (
        Column(_("What moved"), wrap=WORDS),
        *(
            Column(head, align="right")
            for head in (_("Came"), _("Moved up"), _("Back"), _("Lost"), _("Unfit"), _("Now"))
        ),
    )
    rows = tuple(
        (
            stage_word(report.pipeline.stage(row.code)),
            *map(count, (row.entered, row.advanced, row.back, row.lost, row.invalid)),
            count(report.standing.get(row.code, 0)),
        )
        for row in report.flow.stages
    )
    return [Table(columns, rows)]
