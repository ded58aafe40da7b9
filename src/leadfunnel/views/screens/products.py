"""Products on the screen."""

from __future__ import annotations

from leadfunnel.domain.purchase import Product
from leadfunnel.i18n import _
from leadfunnel.services.results.products import Catalogue, ProductChanged
from leadfunnel.views import dates
from leadfunnel.views.layout import ANYWHERE, Block, Cell, Column, Span, Table, line
from leadfunnel.views.money import money_words
from leadfunnel.views.names import field_word, head
from leadfunnel.views.setting import Setting
from leadfunnel.views.words import say


def catalogue(result: Catalogue, _setting: Setting) -> list[Block]:
    """Return products with category, price and how long they last."""
    if not result.products:
        hint = _("Add one with: leadfunnel product add NAME --price AMOUNT --lasts DAYS")
        return [line(_("No products.")), line(Span(hint, "dim"))]
    columns = (
        Column(head(_("product")), style="title", wrap=ANYWHERE),
        Column(head(field_word("category")), wrap=ANYWHERE),
        Column(head(field_word("price")), align="right"),
        Column(head(field_word("lasts_days")), align="right"),
        Column(style="dim"),
    )
    return [Table(columns, tuple(map(_row, result.products)))]


def _row(item: Product) -> tuple[Cell, ...]:
    price = item.price
    return (
        item.name,
        item.category or "",
        money_words(price.decimal, price.currency) if price else "",
        dates.days(item.lasts_days) if item.lasts_days else "",
        _("retired") if item.retired else "",
    )


def changed(result: ProductChanged, setting: Setting) -> list[Block]:
    """Return the echo of a change, with the product as it stands."""
    echo: list[Block] = [line(say(sentence, setting), hang=2) for sentence in result.said]
    return [*echo, *catalogue(Catalogue((result.product,)), setting)]
