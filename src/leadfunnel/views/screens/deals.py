"""Deals: lists of them, and all about one."""

from __future__ import annotations

from collections.abc import Sequence

from leadfunnel.domain.deal import Deal, Terms
from leadfunnel.domain.forecast import Sum
from leadfunnel.errors import N_
from leadfunnel.i18n import _, language
from leadfunnel.services.results.deals import DealCard, DealList, DealView
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
from leadfunnel.views.money import chance_words, sum_words
from leadfunnel.views.names import field_word, head, listed, more_words, reason_word, stage_word
from leadfunnel.views.setting import Setting
from leadfunnel.views.words import name_words

LATE, ASLEEP = N_("{days} late"), N_("asleep")
_RIGHT = "right"


def deals(result: DealList, setting: Setting) -> list[Block]:
    """Return deals with what they sum to."""
    if not result.items:
        hint = _("Add one with: leadfunnel deal add WHO --amount 80万 --close 月底")
        return [line(_("No deals found.")), line(Span(hint, "dim"))]
    blocks: list[Block] = [table(result.items, setting)]
    if result.more:
        blocks.append(line(Span(more_words(result.more), "dim")))
    return [*blocks, *(line(Span(_total(total), "title"), hang=2) for total in result.totals)]


def table(views: Sequence[DealView], setting: Setting) -> Table:
    """Return deals in columns."""
    columns = (
        Column(),
        Column(head(field_word("name")), wrap=ANYWHERE),
        Column(_("Deal"), wrap=ANYWHERE),
        Column(head(field_word("stage")), wrap=WORDS),
        Column(_("Amount"), align=_RIGHT),
        Column("%", align=_RIGHT),
        Column(_("Weighted"), align=_RIGHT),
        Column(_("Closes")),
        Column(head(field_word("owner")), wrap=ANYWHERE),
        Column(style="bad", wrap=WORDS),
    )
    return Table(columns, tuple(_row(view, setting) for view in views))


def _row(view: DealView, setting: Setting) -> tuple[Cell, ...]:
    deal, terms, money = view.deal, view.deal.worth, view.deal.worth.money
    chance = deal.chance(view.pipeline) if deal.is_open(view.pipeline) else None
    own = "*" if chance is not None and terms.probability is not None else ""
    return (
        deal.ref,
        Span(name_words(view.customer, setting) or f"#{view.customer.id}", "title"),
        deal.title or terms.product or "",
        stage_word(deal.stage(view.pipeline)),
        sum_words(money.minor, money.currency) if money else "",
        "" if chance is None else chance_words(chance) + own,
        sum_words(view.weighted.minor, view.weighted.currency) if view.weighted else "",
        terms.closes_on or "",
        deal.owner[1] or "",
        listed(marks(view)),
    )


def marks(view: DealView) -> list[str]:
    """Return what is amiss with a deal: past its close date, too long in its stage."""
    found = []
    if view.late_days:
        found.append(_(LATE).format(days=dates.days(view.late_days)))
    if view.asleep:
        found.append(_(ASLEEP))
    return found


def _total(total: Sum) -> str:
    text = _("{count} with an amount: {amount}, weighted {weighted}.")
    return text.format(
        count=f"{total.deals:,}",
        amount=sum_words(total.amount, total.currency),
        weighted=sum_words(total.weighted, total.currency),
    )


def deal(result: DealCard, setting: Setting) -> list[Block]:
    """Return everything about one deal."""
    view = result.view
    found, stage = view.deal, view.deal.stage(view.pipeline)
    title = found.title or found.worth.product or ""
    warnings = listed(marks(view))
    name = Span(f"{found.ref}  {title}".rstrip(), "title")
    blocks: list[Block] = [line(name, f"  {stage_word(stage)}", hang=2)]
    if warnings:
        blocks.append(line(Span(warnings, "bad")))
    labels = (Column(style="dim"), Column(wrap=ANYWHERE))
    blocks += [Table(labels, tuple(_details(result, setting))), Rule()]
    blocks += [line(Span(view.pipeline.title(language()), "title")), _moves(found, view, setting)]
    if len(found.terms) > 1:
        blocks += [BLANK, line(Span(_("What it was worth"), "title")), _terms(found, setting)]
    for at, text in result.notes:
        blocks.append(line(Span(f"{dates.stamp(at, setting)}  ", "dim"), text, hang=2))
    return blocks


def _details(result: DealCard, setting: Setting) -> list[tuple[Cell, ...]]:
    view, terms = result.view, result.view.deal.worth
    chance = view.deal.chance(view.pipeline) if view.deal.is_open(view.pipeline) else None
    odds = "" if chance is None else chance_words(chance)
    if odds and terms.probability is not None:
        odds = _("{chance}, its own").format(chance=odds)
    money, worth = terms.money, view.weighted
    rows = {
        _("Customer"): f"{name_words(view.customer, setting)} #{view.customer.id}".strip(),
        _("Amount"): sum_words(money.minor, money.currency) if money else "",
        _("Probability"): odds,
        _("Weighted"): sum_words(worth.minor, worth.currency) if worth else "",
        _("Closes"): dates.day_words(terms.closes) if terms.closes else "",
        _("Product"): terms.product or "",
        head(field_word("owner")): view.deal.owner[1] or "",
        _("Helpers"): listed(result.helpers),
        _("Costs"): listed(sum_words(one.minor, one.currency) for one in result.costs),
    }
    return [(label, value) for label, value in rows.items() if value]


def _moves(found: Deal, view: DealView, setting: Setting) -> Table:
    columns = (
        Column(style="dim"),
        Column(wrap=WORDS),
        Column(wrap=ANYWHERE),
        Column(style="dim", wrap=ANYWHERE),
    )
    rows = []
    for shift in found.shifts:
        when = dates.stamp(shift.at, setting)
        if shift.assumed:
            when = _("{when} (assumed)").format(when=when)
        stage = view.pipeline.stage(shift.target)
        rows.append((when, stage_word(stage), reason_word(shift.reason), shift.by))
    return Table(columns, tuple(rows))


def _terms(found: Deal, setting: Setting) -> Table:
    columns = (
        Column(style="dim"),
        Column(align=_RIGHT),
        Column(align=_RIGHT),
        Column(),
        Column(wrap=ANYWHERE),
        Column(style="dim", wrap=ANYWHERE),
    )
    return Table(columns, tuple(_worth(terms, setting) for terms in found.terms))


def _worth(terms: Terms, setting: Setting) -> tuple[Cell, ...]:
    money = terms.money
    return (
        dates.stamp(terms.at, setting),
        sum_words(money.minor, money.currency) if money else "",
        "" if terms.probability is None else chance_words(terms.probability),
        terms.closes_on or "",
        listed(part for part in (terms.product, terms.owner) if part),
        terms.by,
    )
