"""Referrals on the screen."""

from __future__ import annotations

from collections.abc import Sequence

from leadfunnel.domain.money import Money
from leadfunnel.domain.referral import drawn
from leadfunnel.i18n import _, ngettext
from leadfunnel.services.results.buyers import Branch, ReferralReport, ReferralTree, Referrer
from leadfunnel.views import dates
from leadfunnel.views.cells import kept
from leadfunnel.views.layout import ANYWHERE, WORDS, Block, Cell, Column, Rule, Span, Table, line
from leadfunnel.views.money import sum_words
from leadfunnel.views.names import NOTHING, listed, more_words
from leadfunnel.views.report_head import seen_lines
from leadfunnel.views.setting import Setting

_RIGHT = "right"


def referrals(report: ReferralReport, setting: Setting) -> list[Block]:
    """Return who brought customers, and whom to thank."""
    if not report.items:
        hint = _("Say who brought somebody: leadfunnel edit WHO --referrer WHO")
        return [line(_("Nobody was brought by a customer yet.")), line(Span(hint, "dim"))]
    columns = (
        Column(align=_RIGHT, style="dim"),
        Column(_("Customer"), style="title", wrap=ANYWHERE),
        Column(_("Brought"), align=_RIGHT),
        Column(_("Bought"), align=_RIGHT),
        Column(_("All below"), align=_RIGHT),
        Column(_("They came to"), align=_RIGHT, wrap=WORDS),
        Column(_("To thank"), wrap=WORDS),
    )
    table = Table(columns, tuple(_row(one, setting) for one in report.items))
    blocks: list[Block] = [*seen_lines(report.seen, setting), table]
    if report.more:
        blocks.append(line(Span(more_words(report.more), "dim")))
    return blocks


def _row(one: Referrer, setting: Setting) -> tuple[Cell, ...]:
    since = one.thank_since
    thank = _("since {day}").format(day=dates.short_day(since, setting)) if since else ""
    return (
        str(one.customer.id),
        one.customer.label,
        f"{one.direct:,}",
        f"{one.bought:,}",
        f"{one.below:,}",
        sums(one.revenue),
        Span(thank, "good"),
    )


def sums(found: Sequence[Money]) -> str:
    """Return sums of several currencies; a dash for none."""
    return listed(sum_words(one.minor, one.currency) for one in found) or NOTHING


def tree(report: ReferralTree, setting: Setting) -> list[Block]:
    """Return everybody below one customer, or all trees, each under who brought them."""
    blocks = seen_lines(report.seen, setting)
    if report.root is not None:
        blocks += [*_root(report.root, report.referrer, setting), Rule()]
    elif not report.branches:
        return [*blocks, line(_("Nobody was brought by a customer yet."))]
    lines = drawn([one.depth for one in report.branches])
    for one, before in zip(report.branches, lines, strict=True):
        blocks += _branch(one, before, setting)
    if report.more:
        blocks.append(line(Span(more_words(report.more), "dim")))
    return blocks


def _root(root: Referrer, referrer: str | None, setting: Setting) -> list[Block]:
    text = ngettext(
        "brought {count} customer, {bought} of them bought; all below came to {revenue}",
        "brought {count} customers, {bought} of them bought; all below came to {revenue}",
        root.direct,
    )
    told = text.format(count=f"{root.direct:,}", bought=root.bought, revenue=sums(root.revenue))
    blocks: list[Block] = [
        line(Span(f"{root.customer.label} #{root.customer.id}", "title"), f"  {told}", hang=2)
    ]
    if referrer:
        text = _("Brought by {customer}.").format(customer=referrer)
        blocks.append(line(Span(text, "dim"), hang=2))
    if root.thank_since:
        day = dates.short_day(root.thank_since, setting)
        text = _("To thank: nothing was said to them since {day}.").format(day=day)
        blocks.append(line(Span(text, "good"), hang=2))
    return blocks


def _branch(one: Branch, before: str, setting: Setting) -> list[Block]:
    """Return one name of a tree behind its lines, with what they came to and brought."""
    told = [sums(one.revenue)]
    if one.brought:
        text = _("brought {count}, all below came to {revenue}")
        told.append(text.format(count=f"{one.brought:,}", revenue=sums(one.below)))
    spans: list[Cell] = [
        Span(kept(before), "dim"),
        f"{one.customer.label} #{one.customer.id}",
        Span(f"  {listed(told)}", "dim"),
    ]
    if one.thank_since:
        text = _("to thank since {day}").format(day=dates.short_day(one.thank_since, setting))
        spans.append(Span(f"  {text}", "good"))
    blocks: list[Block] = [line(*spans, hang=len(before) + 2)]
    if one.hidden:
        text = ngettext("{count} more below", "{count} more below", one.hidden)
        more = Span(text.format(count=f"{one.hidden:,}"), "dim")
        blocks.append(line(more, indent=len(before) + 2))
    return blocks
