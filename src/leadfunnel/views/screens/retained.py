"""Who is kept longer than the rules say, and the bin."""

from __future__ import annotations

from leadfunnel.errors import N_
from leadfunnel.i18n import _
from leadfunnel.services.results.retained import BinView, RetentionReport
from leadfunnel.views import dates
from leadfunnel.views.layout import ANYWHERE, Block, Column, Span, Table, line
from leadfunnel.views.names import more_words
from leadfunnel.views.setting import Setting
from leadfunnel.views.words import name_words

RULES = {
    "left": N_("Left, and silent for {months} months: {count}"),
    "silent": N_("Never bought, and silent for {months} months: {count}"),
    "bought": N_("Bought once, and silent for {months} months: {count}"),
}
OFF = {
    "left": N_("Left: kept for good (config set retention.left.months 24)"),
    "silent": N_("Never bought: kept for good (config set retention.silent.months 36)"),
    "bought": N_("Bought once: kept for good (config set retention.bought.months 84)"),
}


def retention(result: RetentionReport, setting: Setting) -> list[Block]:
    """Return how many each rule is about, and who they are."""
    blocks: list[Block] = []
    for rule, months in result.months.items():
        told = _(RULES[rule]).format(months=months, count=f"{result.counts[rule]:,}")
        blocks.append(line(told if months else Span(_(OFF[rule]), "dim"), hang=2))
    if not result.items:
        return blocks
    columns = (
        Column(align="right", style="dim"),
        Column(style="title", wrap=ANYWHERE),
        Column(_("last")),
    )
    rows = tuple(
        (f"#{one.customer.id}", name_words(one.customer, setting), one.last.isoformat())
        for one in result.items
    )
    blocks.append(Table(columns, rows))
    if result.more:
        blocks.append(line(more_words(result.more)))
    hint = _("To erase them for good: leadfunnel retention apply")
    return [*blocks, line(Span(hint, "dim"), hang=2)]


def binned(result: BinView, setting: Setting) -> list[Block]:
    """Return who is in the bin, since when, and until when they can come back."""
    if not result.items:
        return [line(_("The bin is empty."))]
    columns = (
        Column(align="right", style="dim"),
        Column(style="title", wrap=ANYWHERE),
        Column(_("deleted")),
        Column(_("kept until")),
    )
    rows = tuple(
        (
            f"#{one.customer.id}",
            name_words(one.customer, setting),
            dates.full_stamp(one.deleted_at, setting),
            one.until.isoformat(),
        )
        for one in result.items
    )
    back = _("Bring one back: leadfunnel restore-customer {id}")
    hints = [back.format(id=result.items[0].customer.id)]
    if result.due:
        text = _("Over {days} days: {count}. To erase them for good: leadfunnel bin empty")
        hints.append(text.format(days=result.days, count=result.due))
    return [Table(columns, rows), *(line(Span(hint, "dim"), hang=2) for hint in hints)]
