"""Growth on the screen: the steps, by group, and who goes on answering."""

from __future__ import annotations

from leadfunnel.domain.aarrr import NAMES, STEPS, CohortRow, Quality
from leadfunnel.domain.rate import ratio, wilson
from leadfunnel.errors import N_
from leadfunnel.i18n import _, named, ngettext
from leadfunnel.services.results.aarrr import GrowthReport
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
    first_fitting,
    line,
)
from leadfunnel.views.money import sum_words
from leadfunnel.views.names import NOTHING, head, listed
from leadfunnel.views.report_head import seen_lines
from leadfunnel.views.screens.buyers import span_words
from leadfunnel.views.screens.funnel_tables import percent
from leadfunnel.views.screens.sales import dimension
from leadfunnel.views.setting import Setting

_RIGHT = "right"
_WIDTHS = (24, 12, 8, 6, 4)
"""How many periods the cohorts show: the most that there is room for."""
_MEANINGS = {
    "acquired": N_("added in these days"),
    "active": N_("spoken with, or answered"),
    "revenue": N_("bought something"),
    "referral": N_("brought somebody"),
}
_AFTER = {
    "week": N_("Spoken with, so many weeks after the week they came in"),
    "month": N_("Spoken with, so many months after the month they came in"),
}


def growth(report: GrowthReport, setting: Setting) -> list[Block]:
    """Return who was added and what became of them."""
    title = _("Who came, and what became of them")
    blocks: list[Block] = [
        line(Span(title, "title"), span_words(report.first, report.last), hang=2),
        *seen_lines(report.seen, setting),
        Rule(),
    ]
    if not report.whole.acquired:
        return [*blocks, line(_("Nobody was added in these days."))]
    told = _(
        "Each step is counted by itself, of those added; what they bought is all so far. Junk left "
        "the ladder as no fit."
    )
    hint = _("The people behind a figure: leadfunnel aarrr --open active:抖音, or --open 2026-10+1")
    return [
        *blocks,
        _steps(report),
        line(Span(told, "dim"), hang=2),
        BLANK,
        first_fitting(_groups(report), setting.sheet),
        BLANK,
        *_cohorts(report, setting),
        line(Span(hint, "dim"), hang=2),
    ]


def _steps(report: GrowthReport) -> Table:
    columns = (
        Column(style="title"),
        Column(wrap=WORDS, style="dim"),
        Column(_("People"), align=_RIGHT),
        Column("%", align=_RIGHT),
        Column("95 %", align=_RIGHT, style="dim"),
    )
    whole = report.whole
    return Table(columns, tuple(_step(step, whole, report) for step in STEPS))


def meaning(step: str, report: GrowthReport) -> str:
    """Return what a step says of somebody."""
    if step != "retained":
        return _(_MEANINGS[step])
    text = _("spoken with in {weeks} weeks, or {days} days later")
    return text.format(weeks=report.kept.weeks, days=report.kept.days)


def _step(step: str, whole: Quality, report: GrowthReport) -> tuple[Cell, ...]:
    count = whole.counts.get(step, 0)
    low, high = wilson(count, whole.acquired) or (None, None)
    first = step == STEPS[0]
    return (
        named(NAMES[step]),
        meaning(step, report),
        f"{count:,}",
        "" if first else percent(ratio(count, whole.acquired)),
        "" if first else f"{percent(low)} - {percent(high)}",
    )


def _groups(report: GrowthReport) -> tuple[Table, ...]:
    """Return the groups with counts and money, with money, with shares alone, with the most."""
    shares = (*STEPS[1:], "junk")
    few = tuple(step for step in shares if step != "referral")
    return (
        _table(report, shares, counted=True, money=True),
        _table(report, shares, counted=False, money=True),
        _table(report, shares, counted=False, money=False),
        _table(report, few, counted=False, money=False),
    )


def _table(report: GrowthReport, shares: tuple[str, ...], *, counted: bool, money: bool) -> Table:
    columns = (
        Column(head(dimension(report.by)), style="title", wrap=ANYWHERE),
        Column(named(NAMES["acquired"]), align=_RIGHT),
        *(Column(named(NAMES[step]), align=_RIGHT) for step in shares),
        *((Column(_("Sold"), align=_RIGHT, wrap=WORDS),) if money else ()),
    )

    def row(one: Quality) -> tuple[Cell, ...]:
        cells = tuple(_part(one, step, counted=counted) for step in shares)
        sums = (sum_words(minor, code) for code, minor in sorted(one.sums.items()))
        tail = (listed(sums) or NOTHING,) if money else ()
        return (one.group or NOTHING, f"{one.acquired:,}", *cells, *tail)

    return Table(columns, tuple(map(row, report.groups)))


def _part(one: Quality, step: str, *, counted: bool) -> Cell:
    count = one.counts.get(step, 0)
    share = percent(ratio(count, one.acquired))
    text = f"{count:,} ({share})" if counted and count else share
    return Span(text, "warn") if step == "junk" and count else text


def _cohorts(report: GrowthReport, setting: Setting) -> list[Block]:
    blocks: list[Block] = [line(Span(_(_AFTER[report.unit]), "title"), hang=2)]
    if report.earlier:
        text = ngettext("{count} earlier cohort.", "{count} earlier cohorts.", report.earlier)
        blocks.append(line(Span(text.format(count=f"{report.earlier:,}"), "dim")))
    longest = max(len(row.active) for row in report.cohorts)
    tables = tuple(_retention(report, min(width, longest)) for width in _WIDTHS)
    blocks.append(first_fitting(tables, setting.sheet))
    if report.cohorts[-1].running:
        blocks.append(line(Span(_("* not over yet"), "dim")))
    return blocks


def _retention(report: GrowthReport, width: int) -> Table:
    columns = (
        Column(),
        Column(_("People"), align=_RIGHT),
        *(Column(f"+{step}", align=_RIGHT) for step in range(width)),
    )
    rows = tuple(
        (row.label, f"{row.size:,}", *(_cell(row, step) for step in range(width)))
        for row in report.cohorts
    )
    return Table(columns, rows)


def _cell(row: CohortRow, step: int) -> str:
    if step >= len(row.active):
        return ""
    running = row.running and step == len(row.active) - 1
    return percent(ratio(row.active[step], row.size)) + ("*" if running else "")
