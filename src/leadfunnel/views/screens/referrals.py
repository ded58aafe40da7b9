"""Referrals on the screen."""

from __future__ import annotations

from collections.abc import Sequence

from leadfunnel.domain.money import Money
from leadfunnel.i18n import _, ngettext
from leadfunnel.services.results.buyers import Branch, ReferralReport, ReferralTree, Referrer
from leadfunnel.views import dates
from leadfunnel.views.layout import ANYWHERE, WORDS, Block, Cell, Column, Rule, Span, Table, line
from leadfunnel.views.money import sum_words
from leadfunnel.views.names import NOTHING, listed, more_words
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
    blocks: list[Block] = [Table(columns, tuple(_row(one, setting) for one in report.items))]
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
    """Return everybody below one customer, each under who brought them."""
    root = report.root
    text = ngettext(
        "brought {count} customer, {bought} of them bought; all below came to {revenue}",
        "brought {count} customers, {bought} of them bought; all below came to {revenue}",
        root.direct,
    )
    told = text.format(count=f"{root.direct:,}", bought=root.bought, revenue=sums(root.revenue))
    blocks: list[Block] = [
        line(Span(f"{root.customer.label} #{root.customer.id}", "title"), f"  {told}", hang=2)
    ]
    if report.referrer:
        text = _("Brought by {customer}.").format(customer=report.referrer)
        blocks.append(line(Span(text, "dim"), hang=2))
    if root.thank_since:
        day = dates.short_day(root.thank_since, setting)
        text = _("To thank: nothing was said to them since {day}.").format(day=day)
        blocks.append(line(Span(text, "good"), hang=2))
    blocks.append(Rule())
    blocks += [_branch(one) for one in report.branches]
    if report.more:
        blocks.append(line(Span(more_words(report.more), "dim")))
    return blocks


def _branch(one: Branch) -> Block:
    inset = 2 * min(one.depth - 1, 10)
    depth = f" ({one.depth})" if one.depth > 11 else ""
    name = f"{one.customer.label} #{one.customer.id}{depth}"
    return line(name, Span(f"  {sums(one.revenue)}", "dim"), indent=inset, hang=inset + 2)
