"""Taking purchases back, whole or in part: `refund`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from leadfunnel.domain.fold import fold
from leadfunnel.domain.money import Money
from leadfunnel.domain.purchase import BoughtLine, Purchase
from leadfunnel.domain.quantity import quantity_text, share
from leadfunnel.domain.record import dataclass
from leadfunnel.domain.sentence import Phrase, said
from leadfunnel.domain.sold import Item, Sold, read_sale
from leadfunnel.errors import N_
from leadfunnel.services import promises, who
from leadfunnel.services.book import Book, Page, Writing
from leadfunnel.services.buying import shelf
from leadfunnel.services.purchase_refusals import (
    AmountNeeded,
    BeforePurchase,
    IsRefund,
    NoPurchase,
    NoPurchases,
    NothingBack,
    NotOfPurchase,
    OtherCurrency,
    RefundedAlready,
    SeveralPurchases,
    TooMuchBack,
    TwiceSaid,
)
from leadfunnel.services.purchases import lines_text, understood, write_lines
from leadfunnel.services.results.changed import Changed
from leadfunnel.store import purchases as stored


@dataclass(frozen=True)
class Left:
    """What of a purchase has not gone back: its money, and each product's quantity and amount."""

    bought: Purchase
    amount: int | None
    lines: tuple[BoughtLine, ...]

    @property
    def nothing(self) -> bool:
        """Whether all of it went back."""
        return not self.lines and not self.amount and bool(self.bought.lines or self.bought.amount)


class Refunds:
    """`refund`."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def refund(
        self, text: str, words: Sequence[str], *, at: str | None = None, reason: str | None = None
    ) -> Changed:
        """Take a purchase back: whole, an amount of it, or products with their quantities."""
        with self.book.record("refund", text) as page:
            bought, rest = _chosen(page, text, words)
            left = left_of(page, bought)
            if left.nothing or (not bought.kept and left.amount in (None, 0) and not left.lines):
                raise RefundedAlready(ref=bought.ref, id=bought.customer_id)
            currency = bought.amount.currency if bought.amount else page.settings.currency
            sold = read_sale(rest, shelf(page, currency, {"when": at})) if rest else Sold()
            moment = promises.read_past(page, at) if at is not None else _instant(page, sold)
            if page.calendar.day(moment) < bought.day:
                raise BeforePurchase(day=bought.day)
            lines, amount = _taken(left, sold)
            why = sold.note or reason or None
            number = write_refund(page, bought, moment, amount, lines, why)
            return _told(page, bought, number)


def left_of(page: Page, bought: Purchase) -> Left:
    """Return what of a purchase has not gone back yet."""
    back = stored.refunds_of(page.session, bought.id)
    amount = None
    if bought.amount is not None:
        amount = bought.amount.minor + sum(one.amount.minor for one in back if one.amount)
    lines: dict[int, BoughtLine] = {}
    for line in (*bought.lines, *(line for one in back for line in one.lines)):
        before = lines.get(line.product_id)
        lines[line.product_id] = line if before is None else _joined(before, line)
    return Left(bought, amount, tuple(line for line in lines.values() if line.quantity > 0))


def _joined(one: BoughtLine, other: BoughtLine) -> BoughtLine:
    known = one.amount is not None and other.amount is not None
    amount = (one.amount or 0) + (other.amount or 0) if known else None
    return BoughtLine(one.product_id, one.product, one.quantity + other.quantity, amount)


def _chosen(page: Page, text: str, words: Sequence[str]) -> tuple[Purchase, list[str]]:
    """Return the purchase meant by its number, or the only one of a customer, and what follows."""
    if re.fullmatch("[bB][0-9]{1,18}", text.strip()):
        found = stored.purchase(page.session, int(text.strip()[1:]))
        if found is None:
            raise NoPurchase(ref=text.strip())
        if found.refunds is not None:
            raise IsRefund(ref=found.ref)
        return found, list(words)
    from leadfunnel.services.one_line import leading

    number, rest = leading(page, [text, *words])
    bought = [one for one in stored.of_customer(page.session, number) if one.refunds is None]
    open_ones = [one for one in bought if one.kept]
    customer = page.customer(number)
    if not open_ones:
        raise NoPurchases(name=customer.label, id=number)
    if len(open_ones) > 1:
        shown: list[dict[str, object]] = [
            {"ref": one.ref, "text": _line(one)} for one in open_ones[: who.CANDIDATES]
        ]
        raise SeveralPurchases(
            name=customer.label,
            id=number,
            count=len(open_ones),
            ref=open_ones[0].ref,
            candidates=shown,
        )
    return open_ones[0], rest


def _line(one: Purchase) -> str:
    parts = (one.ref, str(one.day), str(one.amount or ""), lines_text(one.lines), one.order or "")
    return "  ".join(part for part in parts if part)


def _instant(page: Page, sold: Sold) -> int:
    return page.now if sold.when is None else promises.past_instant(page, sold.when)


def _taken(left: Left, sold: Sold) -> tuple[list[BoughtLine], int | None]:
    """Return what goes back of which product, and how much money; None where that is not known."""
    bought = left.bought
    if sold.items and sold.total and len(sold.items) > 1:
        raise TwiceSaid(ref=bought.ref)
    for money in (sold.total, *(item.amount for item in sold.items)):
        if money and bought.amount and money.currency != bought.amount.currency:
            raise OtherCurrency(ref=bought.ref, currency=bought.amount.currency)
    if sold.items:
        return _products_back(left, sold)
    whole = list(left.lines)
    if sold.total is None:
        return whole, left.amount
    if sold.total.minor == 0 and left.amount != 0:
        raise NothingBack(ref=bought.ref)
    _check(left, sold.total)
    return (whole if sold.total.minor == left.amount else []), sold.total.minor


def _check(left: Left, money: Money) -> None:
    if money.minor > (left.amount or 0):
        there = Money(left.amount or 0, money.currency)
        raise TooMuchBack(ref=left.bought.ref, left=there, asked=money)


def _products_back(left: Left, sold: Sold) -> tuple[list[BoughtLine], int | None]:
    lines: dict[int, BoughtLine] = {line.product_id: line for line in left.lines}
    found: list[BoughtLine] = []
    for item in sold.items:
        line = _find(left, item)
        has = lines[line.product_id]
        if item.quantity > has.quantity:
            there, asked = (_counted(line, n) for n in (has.quantity, item.quantity))
            raise TooMuchBack(ref=left.bought.ref, left=there, asked=asked)
        amount = _worth(left, item, has, sold)
        lines[line.product_id] = BoughtLine(
            has.product_id,
            has.product,
            has.quantity - item.quantity,
            None if has.amount is None or amount is None else has.amount - amount,
        )
        found.append(BoughtLine(line.product_id, line.product, item.quantity, amount))
    if left.amount is None:
        return found, None
    total = sum(line.amount or 0 for line in found)
    assert left.bought.amount is not None  # noqa: S101 - its rest is known
    _check(left, Money(total, left.bought.amount.currency))
    return found, total


def _counted(line: BoughtLine, quantity: int) -> str:
    return f"{line.product} x{quantity_text(quantity)}"


def _find(left: Left, item: Item) -> BoughtLine:
    """Return what is left of the product a refund names."""
    key = fold(item.name)
    exact = [line for line in left.lines if fold(line.product) == key]
    parts = exact or [line for line in left.lines if key in fold(line.product)]
    if len(parts) != 1:
        raise NotOfPurchase(
            ref=left.bought.ref, text=item.name, products=lines_text(left.lines) or "-"
        )
    return parts[0]


def _worth(left: Left, item: Item, line: BoughtLine, sold: Sold) -> int | None:
    """Return how much goes back for a product: as typed, else its share, else all that is left."""
    typed = item.amount or sold.total
    if typed is not None:
        return typed.minor
    if left.amount is None:
        return None
    if line.amount is not None:
        return share(line.amount, item.quantity, line.quantity)
    if len(left.lines) == 1 and item.quantity == line.quantity:
        return left.amount
    raise AmountNeeded(
        product=line.product, ref=left.bought.ref, quantity=quantity_text(item.quantity)
    )


def write_refund(
    page: Writing,
    bought: Purchase,
    at: int,
    amount: int | None,
    lines: Sequence[BoughtLine],
    reason: str | None = None,
) -> int:
    """Write what goes back of a purchase, in minor units and lines told as bought."""
    row = page.session.row("facts.get_purchase", row_id=bought.id)
    assert row is not None  # noqa: S101 - found before
    number = page.ledger.insert(
        "purchase",
        bought.customer_id,
        refunds=bought.id,
        amount=None if amount is None else -amount,
        currency=row["currency"],
        at=at,
        on_day=page.calendar.day(at).isoformat(),
        outlet=row["outlet"],
        journey_id=row["journey_id"],
        reason=reason,
        user_id=page.me,
        owner_id=row["owner_id"],
        recorded_at=page.now,
    )
    back = [
        (one.product_id, -one.quantity, None if one.amount is None else -one.amount)
        for one in lines
    ]
    write_lines(page, bought.customer_id, number, back)
    return number


def _told(page: Writing, bought: Purchase, number: int) -> Changed:
    page.settle()
    back, now = stored.purchase(page.session, number), stored.purchase(page.session, bought.id)
    assert back is not None and now is not None  # noqa: S101, PT018 - just written
    customer = page.customer(bought.customer_id)
    amount = Money(-back.amount.minor, back.amount.currency) if back.amount else None
    fields: dict[str, object] = {
        "purchase": f"{back.ref} < {bought.ref}",
        "lines": lines_text(back.lines),
        "amount": amount or Phrase(N_("not known")),
        "day": back.day if back.day != page.calendar.day(page.now) else None,
        "reason": back.reason,
    }
    given = {name: value for name, value in fields.items() if value}
    spoken = [
        said(N_("{customer}"), customer=customer),
        said(N_("Refunded: {fields}."), fields=given),
    ]
    if not now.kept:
        from leadfunnel.services import plan_events

        plan_events.refunded(page, now)
        spoken.append(said(N_("All of {ref} went back; stages stay as they are."), ref=bought.ref))
    spoken += page.heard(customer.id)
    return Changed(page.ledger.recorded, (customer,), tuple(spoken), understood(page, back))
