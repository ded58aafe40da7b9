"""What a customer bought, on the screen."""

from __future__ import annotations

from leadfunnel.domain.purchase import Purchase, RunOut, totals
from leadfunnel.domain.quantity import ONE, quantity_text
from leadfunnel.i18n import _, ngettext
from leadfunnel.services.results.people import Card
from leadfunnel.views import dates
from leadfunnel.views.layout import ANYWHERE, BLANK, Block, Cell, Column, Span, Table, line
from leadfunnel.views.money import money_words
from leadfunnel.views.names import NOTHING, listed, more_words
from leadfunnel.views.setting import Setting

SHOWN = 5


def bought(result: Card, setting: Setting) -> list[Block]:
    """Return the last purchases and refunds, their sums, and when products run out."""
    if not result.purchases:
        return []
    columns = (
        Column(style="dim"),
        Column(wrap=ANYWHERE),
        Column(align="right"),
        Column(style="dim", wrap=ANYWHERE),
        Column(style="dim"),
    )
    rows = tuple(_row(one, setting) for one in result.purchases[:SHOWN])
    blocks: list[Block] = [BLANK, line(Span(_("Purchases"), "title")), Table(columns, rows)]
    left = len(result.purchases) - SHOWN
    if left > 0:
        blocks.append(line(Span(more_words(left), "dim")))
    blocks.append(line(_sum(result), hang=2))
    return [*blocks, *(_used_up(one, setting) for one in result.run_outs)]


def _row(one: Purchase, setting: Setting) -> tuple[Cell, ...]:
    money = one.amount
    what = listed(
        line.product
        if abs(line.quantity) == ONE
        else f"{line.product} x{quantity_text(abs(line.quantity))}"
        for line in one.lines
    )
    if one.refunds:
        what = _("refund of {ref}: {what}").format(ref=f"b{one.refunds}", what=what or NOTHING)
    elif not one.kept:
        what = _("{what} (refunded)").format(what=what or NOTHING)
    rest = [one.order, one.outlet, one.reason, one.note.replace("\n", " ")]
    return (
        dates.short_day(one.day, setting),
        what or NOTHING,
        money_words(money.decimal, money.currency) if money else "?",
        listed(part for part in rest if part),
        one.ref,
    )


def _sum(result: Card) -> str:
    """Return how often something was bought and what all of it came to."""
    count = result.customer.purchases
    times = ngettext("Bought once", "Bought {count} times", count).format(count=count)
    sums = totals(one.amount for one in result.purchases)
    return listed([times, *(money_words(one.decimal, one.currency) for one in sums)])


def _used_up(one: RunOut, setting: Setting) -> Block:
    text = _("{product}: used up {day}, {distance}")
    far = dates.distance(one.day, setting.today)
    style = "warn" if one.day <= setting.today else "dim"
    said = text.format(product=one.product.name, day=dates.day_words(one.day), distance=far)
    return line(Span(said, style), hang=2)
