"""Buyers in segments, who makes the revenue, and what is used up, on the screen."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from leadfunnel.domain.pareto import Pareto
from leadfunnel.i18n import _, named
from leadfunnel.services.results.buyers import (
    ParetoReport,
    RfmReport,
    UsedUp,
)
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
)
from leadfunnel.views.money import sum_words
from leadfunnel.views.names import NOTHING, more_words
from leadfunnel.views.report_head import seen_lines
from leadfunnel.views.screens.sales import dimension
from leadfunnel.views.setting import Setting

_RIGHT = "right"


def rfm(report: RfmReport, setting: Setting) -> list[Block]:
    """Return the segments with what to do about each, and how buyers come back."""
    if not report.returning.buyers:
        return [line(_("Nobody has bought yet."))]
    columns = (
        Column(_("Segment"), style="title", wrap=WORDS),
        Column(_("Buyers"), align=_RIGHT),
        Column(_("Spent"), align=_RIGHT),
        Column(_("What to do"), wrap=ANYWHERE),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            named(one.segment.names),
            f"{one.buyers:,}",
            sum_words(one.spent, report.currency),
            named(one.segment.action) if one.buyers else "",
        )
        for one in report.segments
    )
    hint = _("The people of a segment: leadfunnel rfm --open SEGMENT")
    return [
        *seen_lines(report.seen, setting),
        Table(columns, rows),
        line(Span(_scaled(report), "dim"), hang=2),
        line(Span(hint, "dim"), hang=2),
        BLANK,
        *_returning(report),
    ]


def _scaled(report: RfmReport) -> str:
    if report.scale.quintiles:
        return _("Scores are fifths of all buyers.")
    text = _("Scores by fixed steps; fifths of all buyers need {count} of them.")
    return text.format(count=report.least)


def share(value: Fraction | None) -> str:
    """Return a fraction as a percentage with at most one decimal."""
    if value is None:
        return NOTHING
    whole, rest = divmod(round(value * 1000), 10)
    return f"{whole:,}{f'.{rest}' if rest else ''} %"


def _returning(report: RfmReport) -> list[Block]:
    back = report.returning
    again = _("Bought again: {share} ({part} of {all} buyers)").format(
        share=share(back.repeat_rate), part=f"{back.repeat:,}", all=f"{back.buyers:,}"
    )
    gone = _(
        "Churn in {days} days: {share} ({part} of {all} who bought in the {days} days before)"
    ).format(
        days=report.churn_days,
        share=share(back.churn),
        part=f"{back.gone:,}",
        all=f"{back.active:,}",
    )
    found = [again, gone]
    if back.mean_days is not None:
        text = _("Days between purchases: {days} on average")
        found.append(text.format(days=tenths(back.mean_days)))
    if back.value is not None:
        text = _("Value of a customer so far: {amount}, recorded purchases only")
        found.append(text.format(amount=sum_words(round(back.value), report.currency)))
    return [line(text, hang=2) for text in found]


def tenths(value: Fraction) -> str:
    """Return a number with at most one decimal."""
    whole, rest = divmod(round(value * 10), 10)
    return f"{whole:,}{f'.{rest}' if rest else ''}"


def pareto(report: ParetoReport, setting: Setting) -> list[Block]:
    """Return who makes 80 % of the revenue, in each currency."""
    what = _("customer") if report.by == "customer" else dimension(report.by)
    title = _("Who makes 80 % of the revenue")
    blocks: list[Block] = [
        line(Span(title, "title"), f"  {what}{span_words(report.first, report.last)}", hang=2),
        *seen_lines(report.seen, setting),
        Rule(),
    ]
    if not report.found:
        blocks.append(line(_("Nothing was sold in these days.")))
    for one in report.found:
        blocks += _makers(one, report)
    return blocks


def span_words(first: date | None, last: date | None) -> str:
    """Return the days of a report as they stand behind its title, nothing for all."""
    return f"  {first.isoformat()} - {last.isoformat()}" if first and last else ""


def _makers(one: Pareto, report: ParetoReport) -> list[Block]:
    text = _("{part} of {all} ({share}) make 80 % of {revenue}.").format(
        part=f"{len(one.makers):,}",
        all=f"{one.count:,}",
        share=share(Fraction(len(one.makers), one.count)),
        revenue=sum_words(one.total, one.currency),
    )
    columns = (
        Column(align=_RIGHT, style="dim"),
        Column(wrap=ANYWHERE),
        Column(_("Revenue"), align=_RIGHT),
        Column(_("Share"), align=_RIGHT),
        Column(_("Together"), align=_RIGHT),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            str(maker.key) if report.by == "customer" else str(place),
            report.names.get(maker.key, NOTHING),
            sum_words(maker.revenue, one.currency),
            share(Fraction(maker.revenue, one.total)),
            share(Fraction(maker.running, one.total)),
        )
        for place, maker in enumerate(one.makers[: report.limit], 1)
    )
    more = len(one.makers) - len(rows)
    rest = [line(Span(more_words(more), "dim"))] if more else []
    return [line(text, hang=2), Table(columns, rows), *rest]


def used_up(report: UsedUp, setting: Setting) -> list[Block]:
    """Return whose products are used up or soon will be."""
    if not report.items:
        return [line(_("Nobody's products are used up in these days."))]
    columns = (
        Column(align=_RIGHT, style="dim"),
        Column(_("Customer"), style="title", wrap=ANYWHERE),
        Column(_("Product"), wrap=ANYWHERE),
        Column(_("Used up"), wrap=WORDS),
    )
    rows: list[tuple[Cell, ...]] = []
    for one, customer in report.items:
        late = one.day < report.today
        short, far = dates.short_day(one.day, setting), dates.distance(one.day, report.today)
        day = _("{when}, {distance}").format(when=short, distance=far)
        rows.append(
            (str(customer.id), customer.label, one.product.name, Span(day, "warn" if late else ""))
        )
    blocks: list[Block] = [Table(columns, tuple(rows))]
    if report.more:
        blocks.append(line(Span(more_words(report.more), "dim")))
    return blocks
