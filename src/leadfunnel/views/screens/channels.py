"""What each source brought and cost, and each campaign, on the screen."""

from __future__ import annotations

from fractions import Fraction

from leadfunnel.i18n import _
from leadfunnel.services.results.buyers import Channel, ChannelReport
from leadfunnel.views.documents.channels import each
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
from leadfunnel.views.money import money_words, sum_words
from leadfunnel.views.names import NOTHING, listed
from leadfunnel.views.report_head import seen_lines
from leadfunnel.views.screens.buyers import share, span_words, tenths
from leadfunnel.views.setting import Setting

_RIGHT = "right"


def channels(report: ChannelReport, setting: Setting) -> list[Block]:
    """Return what each source brought and cost, a line for each currency; then campaigns."""
    span = span_words(report.first, report.last).strip()
    top: list[Block] = [line(Span(span, "title"))] if span else []
    top += seen_lines(report.seen, setting)
    if not report.items and not report.campaigns:
        return [*top, line(_("Nobody was added in these days."))]
    blocks: list[Block] = [*top, Rule()] if top else []
    if report.items:
        told = _(
            "Customers added in these days, and what they came to so far; costs of these days."
        )
        blocks += [_table(report.items, _("Source")), line(Span(told, "dim"), hang=2)]
    if report.campaigns:
        told = _(
            "A campaign's people are those whose source or a tag is its name, whenever they were "
            "added; A + B is their latest call grade of these days."
        )
        blocks += [BLANK, _table(report.campaigns, _("Campaign")), line(Span(told, "dim"), hang=2)]
    return [*blocks, *_totals(report)]


def _totals(report: ChannelReport) -> list[Block]:
    text = totals_words(report)
    return [line(Span(text, "title"), hang=2)] if text else []


def totals_words(report: ChannelReport) -> str:
    """Return what was spent in all, empty where nothing was."""
    if not report.totals:
        return ""
    sums = listed(sum_words(minor, code) for code, minor in sorted(report.totals.items()))
    return _("All costs of these days: {sum}, as cost list has them.").format(sum=sums)


def _table(items: tuple[Channel, ...], name: str) -> Table:
    graded = any(one.intent is not None for one in items)
    columns = (
        Column(name, style="title", wrap=ANYWHERE),
        Column(_("Leads"), align=_RIGHT),
        *((Column(_("A + B"), align=_RIGHT),) if graded else ()),
        Column(_("Customers"), align=_RIGHT),
        Column("%", align=_RIGHT),
        Column(_("Revenue"), align=_RIGHT, wrap=WORDS),
        Column(_("Cost"), align=_RIGHT, wrap=WORDS),
        Column(_("Per lead"), align=_RIGHT, wrap=WORDS),
        *((Column(_("Per A or B"), align=_RIGHT, wrap=WORDS),) if graded else ()),
        Column(_("Per customer"), align=_RIGHT, wrap=WORDS),
        Column(_("Return"), align=_RIGHT),
    )
    return Table(columns, tuple(row for one in items for row in _rows(one)))


def _rows(one: Channel) -> list[tuple[Cell, ...]]:
    intent = () if one.intent is None else (f"{one.intent:,}",)
    counts: tuple[Cell, ...] = (
        one.source or NOTHING,
        f"{one.leads:,}",
        *intent,
        f"{one.won:,}",
        share(Fraction(one.won, one.leads)) if one.leads else NOTHING,
    )
    rows: list[tuple[Cell, ...]] = []
    for currency in sorted({*one.revenue, *one.cost}) or [""]:
        rows.append((*(counts if not rows else ("",) * len(counts)), *_money(one, currency)))
    return rows


def _money(one: Channel, currency: str) -> tuple[Cell, ...]:
    cost, revenue = one.cost.get(currency, 0), one.revenue.get(currency, 0)
    return (
        sum_words(revenue, currency) if revenue else NOTHING,
        sum_words(cost, currency) if cost else NOTHING,
        _each(cost, one.leads, currency),
        *(() if one.intent is None else (_each(cost, one.intent, currency),)),
        _each(cost, one.won, currency),
        f"{tenths(Fraction(revenue, cost))}x" if cost > 0 else NOTHING,
    )


def _each(cost: int, count: int, currency: str) -> str:
    amount = each(cost, count, currency)
    return NOTHING if amount is None else money_words(amount, currency)
