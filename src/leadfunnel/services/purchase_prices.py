"""What a purchase comes to: typed amounts, prices of products, and the total."""

from __future__ import annotations

from collections.abc import Sequence

from leadfunnel.domain.money import Money
from leadfunnel.domain.purchase import Product
from leadfunnel.domain.quantity import ONE, share
from leadfunnel.domain.record import dataclass
from leadfunnel.domain.sentence import Sentence, said
from leadfunnel.domain.sold import Item, SeveralCurrencies
from leadfunnel.errors import N_
from leadfunnel.services import products
from leadfunnel.services.book import Writing
from leadfunnel.services.purchase_refusals import TotalDiffers
from leadfunnel.services.purchases import Lines


@dataclass(frozen=True)
class _Line:
    """One product sold, the amount typed for it, and what its price makes."""

    product: Product
    quantity: int
    typed: Money | None
    listed: Money | None


def priced(
    page: Writing, items: Sequence[Item], total: Money | None
) -> tuple[Lines, Money | None, tuple[Sentence, ...]]:
    """Return lines and total, and what there is to say: new products, prices that were taken.

    A total is the sum of what was typed and of prices where each product has one or the other;
    products get the amounts of a total they add up to, or of which only one has none yet.
    """
    spoken: list[Sentence] = []
    lines: list[_Line] = []
    for item in items:
        product, more = products.ensure(page, item.name)
        listed = None if item.amount else by_price(product, item.quantity)
        lines.append(_Line(product, item.quantity, item.amount, listed))
        spoken += more
    _one_currency([line.typed for line in lines] + [total])
    if total is None:
        amounts, total, said_price = _by_prices(lines)
        spoken += said_price
    else:
        amounts = _within(lines, total)
    found = tuple(
        (line.product, line.quantity, None if money is None else money.minor)
        for line, money in zip(lines, amounts, strict=True)
    )
    return found, total, tuple(spoken)


def _one_currency(amounts: Sequence[Money | None]) -> None:
    found = {money.currency for money in amounts if money is not None}
    if len(found) > 1:
        raise SeveralCurrencies(currencies=", ".join(sorted(found)))


def _by_prices(
    lines: Sequence[_Line],
) -> tuple[list[Money | None], Money | None, tuple[Sentence, ...]]:
    """Return amounts and total from what was typed and, for the rest, from prices."""
    amounts = [line.typed or line.listed for line in lines]
    _one_currency(amounts)
    total = _sum(amounts)
    if total is None:
        return [line.typed for line in lines], None, (said(N_("The amount is not known.")),)
    if all(line.typed for line in lines):
        return amounts, total, ()
    return amounts, total, (said(N_("Amount by the price: {amount}."), amount=total),)


def _sum(amounts: Sequence[Money | None]) -> Money | None:
    """Return the sum, None where one is not known or the currencies differ."""
    known = [money for money in amounts if money is not None]
    if not known or len(known) < len(amounts) or len({one.currency for one in known}) > 1:
        return None
    return Money(sum(money.minor for money in known), known[0].currency)


def _within(lines: Sequence[_Line], total: Money) -> list[Money | None]:
    """Return the amount of each line that a total leaves no doubt about."""
    typed = Money(sum(line.typed.minor for line in lines if line.typed), total.currency)
    without = sum(line.typed is None for line in lines)
    if typed.minor > total.minor or (lines and not without and typed != total):
        raise TotalDiffers(sum=str(typed), total=str(total))
    rest = Money(total.minor - typed.minor, total.currency)
    if without == 1:
        return [line.typed or rest for line in lines]
    by_list = [line.typed or line.listed for line in lines]
    return by_list if _sum(by_list) == total else [line.typed for line in lines]


def by_price(product: Product, quantity: int) -> Money | None:
    """Return price times quantity, rounded half to even; None for a product without a price."""
    price = product.price
    return price and Money(share(price.minor, quantity, ONE), price.currency)
