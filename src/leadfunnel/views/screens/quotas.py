"""Quotas: what was frozen, and how far everyone got."""

from __future__ import annotations

from leadfunnel.domain.forecast import REASONS
from leadfunnel.domain.quota import Attainment, Basis
from leadfunnel.domain.record import replace
from leadfunnel.i18n import _
from leadfunnel.services.results.quotas import BasisReport, QuotaReport
from leadfunnel.views import dates
from leadfunnel.views.layout import BLANK, WORDS, Block, Column, Span, Table, line
from leadfunnel.views.money import chance_words, sum_words
from leadfunnel.views.names import NOTHING, more_words
from leadfunnel.views.report_head import seen_lines
from leadfunnel.views.screens.funnel_tables import percent
from leadfunnel.views.setting import Setting
from leadfunnel.views.words import deal_words

SHOWN = 20
_RIGHT = "right"


def basis(report: BasisReport, setting: Setting) -> list[Block]:
    """Return what was frozen for whom, deal by deal, and what was left out."""
    blocks: list[Block] = []
    for one, weighed in zip(report.bases, report.forecasts, strict=True):
        blocks += [_title(one), _rows(one)] if one.rows else [_title(one)]
        for total in sorted({row.currency for row in one.rows}):
            text = _("Frozen: {sum}.").format(sum=sum_words(one.weighted(total), total))
            blocks.append(line(Span(text, "title")))
        if not one.rows:
            blocks.append(line(_("No open deal closes in these days: the figure is 0.")))
        for deal, reason in weighed.not_counted[:SHOWN]:
            words = _("{deal}: ").format(deal=deal_words(report.views[deal.id], setting))
            blocks.append(line(words, Span(_(REASONS[reason]), "warn"), hang=2))
        if len(weighed.not_counted) > SHOWN:
            blocks.append(line(Span(more_words(len(weighed.not_counted) - SHOWN), "dim")))
        blocks.append(BLANK)
    if not blocks:
        return [line(_("Nobody has a deal: nothing was frozen."))]
    return blocks[:-1]


def _title(one: Basis) -> Block:
    text = _("{who}: deals that close {first} - {last}, as of {day}")
    told = text.format(
        who=one.who,
        first=dates.day_words(one.first),
        last=dates.day_words(one.last),
        day=dates.day_words(one.taken_on),
    )
    return line(Span(told, "title"), hang=2)


def _rows(one: Basis) -> Table:
    columns = (
        Column(),
        Column(_("Closes")),
        Column(_("Amount"), align=_RIGHT),
        Column("%", align=_RIGHT),
        Column(_("Weighted"), align=_RIGHT),
    )
    rows = tuple(
        (
            f"d{row.deal_id}",
            row.closes_on,
            sum_words(row.amount, row.currency),
            chance_words(row.probability),
            sum_words(row.weighted, row.currency),
        )
        for row in one.rows
    )
    return Table(columns, rows)


def quotas(report: QuotaReport, setting: Setting) -> list[Block]:
    """Return attainment, gap, and the open amount needed to fill it."""
    if not report.rows:
        hint = _("Set one with: leadfunnel quota set NAME 50万 --per month")
        return [line(_("No quota for these days.")), line(Span(hint, "dim"))]
    columns = (
        Column(_("Whose"), wrap=WORDS),
        Column(_("Period"), wrap=WORDS),
        Column(_("Quota"), align=_RIGHT),
        Column(_("Frozen"), align=_RIGHT),
        Column(_("Sold"), align=_RIGHT),
        Column(_("Of quota"), align=_RIGHT, wrap=WORDS),
        Column(_("Of frozen"), align=_RIGHT, wrap=WORDS),
        Column(_("Gap"), align=_RIGHT),
    )
    rows = tuple(_attained(row) for row in report.rows)
    top = seen_lines(replace(report.seen, asked=True), setting)
    blocks: list[Block] = [*top, Table(columns, rows), BLANK]
    blocks += [line(_needed(row), hang=2) for row in report.rows if row.gap]
    sold = _("Sold is what was bought, less refunds; nothing else counts.")
    return [*blocks, line(Span(sold, "dim"), hang=2)]


def _attained(row: Attainment) -> tuple[str, ...]:
    def money(minor: int | None) -> str:
        return NOTHING if minor is None else sum_words(minor, row.currency)

    period = f"{row.first.isoformat()} - {row.last.isoformat()}"
    return (
        row.who,
        period,
        money(row.goal),
        money(row.frozen),
        money(row.sold),
        percent(row.of_goal),
        percent(row.of_frozen),
        money(row.gap),
    )


def _needed(row: Attainment) -> str:
    rate = row.rate
    ahead = sum_words(row.open_amount, row.currency)
    if row.needed is None:
        text = _("{who}: no win rate yet to tell what the gap needs; open deals at hand: {ahead}.")
        return text.format(who=row.who, ahead=ahead)
    text = _(
        "{who}: at a win rate of {rate} ({won} of {decided}) the gap needs open deals of {needed}; "
        "at hand: {ahead}."
    )
    return text.format(
        who=row.who,
        rate=percent(rate.rate),
        won=rate.won,
        decided=rate.decided,
        needed=sum_words(row.needed, row.currency),
        ahead=ahead,
    )
