"""A funnel beside an earlier one, step by step."""

from __future__ import annotations

from leadfunnel.domain.aged import Difference
from leadfunnel.domain.proportions import Share
from leadfunnel.errors import N_
from leadfunnel.i18n import _
from leadfunnel.services.results.funnels import Compared, Earlier
from leadfunnel.services.results.weekly import FunnelReport
from leadfunnel.views import dates
from leadfunnel.views.layout import WORDS, Block, Cell, Column, Span, Table, first_fitting, line
from leadfunnel.views.names import NOTHING, listed, paragraph, stage_word
from leadfunnel.views.screens.funnel_tables import interval, percent
from leadfunnel.views.setting import Setting

DAY = 86_400
WHICH = {"previous": N_("the period before"), "last-year": N_("the same of last year")}


def compared(report: FunnelReport, found: Compared, setting: Setting) -> list[Block]:
    """Return every step now, then, and the difference; steps of few people are not judged."""
    shapes = ((True, True), (False, True), (False, False))
    tables = [_table(report, found, each=each, ranged=ranged) for each, ranged in shapes]
    return [
        line(Span(_title(found.earlier), "title"), hang=2),
        first_fitting(tables, setting.sheet),
        line(Span(paragraph(_about(report, found)), "dim"), hang=2),
    ]


def earlier_word(found: Earlier) -> str:
    """Return what an earlier period is called, with its days where they say more."""
    days = f"{dates.day_words(found.first)} - {dates.day_words(found.last)}"
    label = days if ".." in found.label else found.label
    return f"{_(WHICH[found.which])} ({label})"


def _title(found: Earlier) -> str:
    return _("Beside {period}, at equal age").format(period=earlier_word(found))


def _table(report: FunnelReport, found: Compared, *, each: bool, ranged: bool) -> Table:
    range_ = (Column(_("95 % range"), align="right"),) if ranged else ()
    columns = (
        Column(_("Stage"), wrap=WORDS),
        Column(_("This"), align="right"),
        Column(_("That"), align="right"),
        Column(_("Difference"), align="right"),
        *range_,
        Column(style="dim", wrap=WORDS),
    )
    now, then = found.now.stages[0].reached, found.earlier.cohort.stages[0].reached
    blank = ("",) if ranged else ()
    came = (stage_word(report.pipeline.first), f"{now:,}", f"{then:,}", "", *blank, "")
    return Table(
        columns,
        (came, *(_row(report, found, row, each=each, ranged=ranged) for row in found.steps)),
    )


def _row(
    report: FunnelReport, found: Compared, row: Difference, *, each: bool, ranged: bool
) -> tuple[Cell, ...]:
    stage = stage_word(report.pipeline.stage(row.code))
    name = _("to {stage} in all").format(stage=stage) if row.whole else stage
    spread = (_spread(row),) if ranged else ()
    return (
        name,
        _share(row.now, ranged=each),
        _share(row.then, ranged=each),
        _points(row.difference),
        *spread,
        _note(found, row),
    )


def _share(share: Share, *, ranged: bool) -> str:
    """Return a share with its rate, and the 95 % range of the rate where there is room."""
    range_ = f" ({interval(*share.interval)})" if ranged and share.interval else ""
    return f"{share.part:,}/{share.n:,} {percent(share.rate) or NOTHING}{range_}"


def _points(number: float | None) -> str:
    """Return a difference of rates in percentage points, always with its sign."""
    return NOTHING if number is None else f"{_nought(number * 100):+.0f}"


def _nought(number: float) -> float:
    """Return a number that rounds to nought as nought without a sign."""
    return 0.0 if abs(number) < 0.5 else number


def _spread(row: Difference) -> str:
    found = row.interval
    return "" if found is None else f"{_points(found[0])}..{_points(found[1])}"


def _note(found: Compared, row: Difference) -> str:
    notes = [] if row.judged else [_("too few, not judged")]
    if found.ended and not found.is_mature(row.code):
        notes.append(_("young"))
    return listed(notes)


def _about(report: FunnelReport, found: Compared) -> list[str]:
    age = _("Both as they stood {days} days after their first day.")
    told = [age.format(days=dates.decimal(found.earlier.age / DAY))]
    told.append(_("The difference is in points, with its 95 % range."))
    if not all(row.judged for row in found.steps):
        told.append(_("Judged from {least} people on, both times.").format(least=found.least))
    told += _young(report, found)
    return told


def _young(report: FunnelReport, found: Compared) -> list[str]:
    """Return which steps are young, and why: half of those who get there take longer."""
    if not found.ended:
        return [_("All of it is young: the days of the period have not all passed.")]
    slow = [
        f"{stage_word(report.pipeline.stage(row.code))} {dates.decimal(days)}"
        for row in found.steps
        if not row.whole
        and (days := found.days.get(row.code)) is not None
        and not found.is_mature(row.code)
    ]
    text = _("Young: half of those who get there take longer ({steps} days from coming in).")
    return [text.format(steps=listed(slow))] if slow else []
