"""`target list`: how far the targets are, and what the week has missed so far."""

from __future__ import annotations

from collections.abc import Sequence

from leadfunnel.i18n import _
from leadfunnel.services.results.targets import Progress, Shortfall, Standing, TargetList
from leadfunnel.views import dates
from leadfunnel.views.layout import (
    BLANK,
    WORDS,
    Block,
    Cell,
    Column,
    Line,
    Span,
    Table,
    first_fitting,
    line,
)
from leadfunnel.views.setting import Setting
from leadfunnel.views.targets import (
    done_words,
    exchange_words,
    metric_word,
    pace_words,
    per_word,
    yesterday_words,
)

COLUMNS = (Column(style="title", wrap=WORDS), Column(), Column(wrap=WORDS))


def targets(result: TargetList, setting: Setting) -> list[Block]:
    """Return the targets of each person."""
    if not any(one.progress for one in result.standings):
        hint = _("Set one with: leadfunnel target set new 20 --per day")
        return [line(_("No targets are set.")), line(Span(hint, "dim"))]
    blocks: list[Block] = []
    for one in result.standings:
        if one.progress:
            blocks += [BLANK] if blocks else []
            blocks += standing(one, setting)
    return blocks


def standing(found: Standing, setting: Setting) -> list[Block]:
    """Return how far the targets of one person, or of everybody, are."""
    title = Span(f"{found.owner or _('everybody')}  {dates.day_words(found.day)}", "title")
    told = yesterday_words(found.yesterday)
    day = dates.short_day(found.yesterday.day, setting)
    return [
        line(title),
        first_fitting((_beside(found.progress), _below(found.progress)), setting.sheet),
        *(
            [line(Span(_("{day}: {told}").format(day=day, told=told), "dim"), hang=2)]
            if told
            else []
        ),
        *(_missed(short) for short in found.week),
    ]


def _beside(progress: Sequence[Progress]) -> Table:
    """Return the table with the pace in a column of its own."""
    return Table((*COLUMNS, Column()), tuple((*_row(target), _how(target)) for target in progress))


def _below(progress: Sequence[Progress]) -> Table:
    """Return the table with the pace on a line of its own."""
    rows: list[tuple[Cell, ...] | Line] = []
    for target in progress:
        rows.append(_row(target))
        if _how(target):
            rows.append(line(Span(_how(target), "dim"), indent=4, hang=2))
    return Table(COLUMNS, tuple(rows))


def _row(found: Progress) -> tuple[Cell, ...]:
    reached = found.done >= found.goal
    return (
        metric_word(found.metric, found.stage),
        per_word(found.per),
        Span(done_words(found.done, found.goal, found.currency), "good" if reached else ""),
    )


def _how(found: Progress) -> str:
    """Return the pace, or for a day the sum of the exchange."""
    return exchange_words(found.exchange) if found.exchange else pace_words(found)


def _missed(found: Shortfall) -> Block:
    told = _("this week: {target}").format(
        target=f"{metric_word(found.metric, found.stage)} "
        + done_words(found.done, found.goal, found.currency)
    )
    if found.missed:
        missed = _("{told}, missed on {missed} of {days}")
        told = missed.format(told=told, missed=found.missed, days=dates.days(found.days))
    return line(Span(told, "dim"), hang=2)
