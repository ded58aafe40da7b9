"""Costs: lists of them, and what they brought."""

from __future__ import annotations

from leadfunnel.domain.costing import Cost, Spent
from leadfunnel.domain.rate import ratio
from leadfunnel.errors import N_
from leadfunnel.i18n import _, ngettext
from leadfunnel.services.results.costs import CostList, CostReport
from leadfunnel.views.layout import ANYWHERE, Block, Column, Span, Table, line
from leadfunnel.views.money import sum_words
from leadfunnel.views.names import NOTHING, listed, more_words, stage_word
from leadfunnel.views.report_head import seen_lines
from leadfunnel.views.screens.funnel_tables import percent
from leadfunnel.views.setting import Setting
from leadfunnel.views.words import name_words

_RIGHT = "right"
_HEADS = {
    "channel": (N_("Channel"), N_("Leads"), N_("Customers"), N_("Per customer")),
    "campaign": (N_("Campaign"), N_("Leads"), N_("Customers"), N_("Per customer")),
    "owner": (N_("Owner"), N_("Leads"), N_("Won deals"), N_("Per won deal")),
    "category": (N_("Category"), N_("Leads"), N_("Won"), N_("Per won deal")),
    "stage": (N_("Lost at"), N_("Lost deals"), N_("Won"), N_("Per won deal")),
}


def costs(result: CostList, setting: Setting) -> list[Block]:
    """Return costs in the order of their days, with what they sum to."""
    if not result.items:
        hint = _("Record one with: leadfunnel cost WHO 800 招待, or cost --channel 抖音 5000")
        return [line(_("No costs recorded.")), line(Span(hint, "dim"))]
    columns = (
        Column(style="dim"),
        Column(_("Amount"), align=_RIGHT),
        Column(_("Category"), wrap=ANYWHERE),
        Column(_("Spent on"), wrap=ANYWHERE),
        Column(style="dim", wrap=ANYWHERE),
    )
    rows = tuple(
        (
            f"{one.on_day} - {one.last_on}" if one.last_on else one.on_day,
            sum_words(one.amount, one.currency),
            one.category,
            _target(one, result, setting),
            listed(part for part in (one.note, one.by) if part),
        )
        for one in result.items
    )
    blocks: list[Block] = [line(Span(more_words(result.more), "dim"))] if result.more else []
    return [*blocks, Table(columns, rows), *_totals(result.totals)]


def _target(one: Cost, result: CostList, setting: Setting) -> str:
    customer = result.customers.get(one.customer_id or 0)
    parts = [f"d{one.deal_id}" if one.deal_id else "", one.channel or "", one.campaign or ""]
    if customer is not None:
        parts.insert(0, f"{name_words(customer, setting)} #{customer.id}".strip())
    return listed(part for part in parts if part)


def _totals(found: tuple[Spent, ...]) -> list[Block]:
    return [line(Span(_total(one), "title")) for one in found]


def _total(one: Spent) -> str:
    text = ngettext("{sum} in {count} cost.", "{sum} in {count} costs.", one.count)
    return text.format(sum=sum_words(one.amount, one.currency), count=f"{one.count:,}")


def report(result: CostReport, setting: Setting) -> list[Block]:
    """Return what each key cost and brought; columns that say nothing are left out."""
    top = seen_lines(result.seen, setting)
    if not result.rows:
        return [*top, line(_("No costs recorded."))]
    key, leads, won, each = (_(word) for word in _HEADS[result.by])
    table = [
        (key, [_key(row, result) for row in result.rows]),
        (_("Cost"), [sum_words(row.amount, row.currency) for row in result.rows]),
        (leads, [_count(row.leads) for row in result.rows]),
        (_("Per lead") if result.by != "stage" else _("Per lost deal"),
         [_money(row.per_lead, row) for row in result.rows]),
        (_("A + B"), [_count(row.intent) for row in result.rows]),
        (_("Per A or B"), [_money(row.per_intent, row) for row in result.rows]),
        (won, [_count(row.won) for row in result.rows]),
        (each, [_money(row.per_won, row) for row in result.rows]),
        (_("Sold"), [_money(row.revenue or None, row) for row in result.rows]),
        (_("Cost ratio"), [_ratio(row) for row in result.rows]),
    ]  # fmt: skip
    shown = [(head, cells) for head, cells in table if any(cells)]
    columns = tuple(
        Column(head, align=_RIGHT if place else "left", wrap=None if place else ANYWHERE)
        for place, (head, _cells) in enumerate(shown)
    )
    rows = tuple(zip(*(cells for _head, cells in shown), strict=True))
    told: list[Block] = []
    if result.by == "campaign":
        text = _(
            "A campaign's people are those whose source or a tag is its name, whenever they were "
            "added; A + B is their latest call grade of these days."
        )
        told = [line(Span(text, "dim"), hang=2)]
    return [*top, Table(columns, rows), *told, *_totals(result.totals)]


def _key(row: Spent, result: CostReport) -> str:
    if result.by == "stage" and row.key:
        return stage_word(result.pipeline.stage(row.key))
    return row.key or NOTHING


def _count(number: int | None) -> str:
    return "" if number is None else f"{number:,}"


def _money(minor: int | None, row: Spent) -> str:
    return "" if minor is None else sum_words(minor, row.currency)


def _ratio(row: Spent) -> str:
    return percent(ratio(row.amount, row.revenue)) if row.revenue and row.revenue > 0 else ""
