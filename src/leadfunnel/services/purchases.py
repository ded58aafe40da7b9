"""Writing purchases, and all that follows from one."""

from __future__ import annotations

from collections.abc import Sequence

from leadfunnel.domain.money import Money
from leadfunnel.domain.purchase import BoughtLine, Product, Purchase, purchase_to_dict
from leadfunnel.domain.quantity import ONE, quantity_text
from leadfunnel.domain.record import dataclass
from leadfunnel.domain.sentence import Sentence
from leadfunnel.services import bought_stages, purchase_deals
from leadfunnel.services.book import Page, Writing
from leadfunnel.store import purchases as stored

Lines = tuple[tuple[Product, int, int | None], ...]
"""Products with their quantity in thousandths and their amount in minor units, if known."""


@dataclass(frozen=True)
class Sale:
    """A purchase about to be recorded; `at` is UTC seconds.

    `amount` is None where it is not known.
    """

    lines: Lines
    amount: Money | None
    at: int
    outlet: str | None = None
    order: str | None = None
    order_system: str = ""
    journey_id: int | None = None
    note: str = ""
    owner_id: int | None = None
    source_key: str | None = None
    said: tuple[Sentence, ...] = ()


def record(page: Writing, number: int, sale: Sale) -> tuple[Purchase, tuple[Sentence, ...]]:
    """Write a purchase, move its customer and win its deal; return it and what there is to say."""
    bought = write(page, number, sale)
    page.settle()
    bought = _again(page, bought.id)
    spoken = bought_stages.advance(page, bought)
    if bought.journey_id is not None:
        spoken = (*spoken, *purchase_deals.win(page, bought))
    return bought, (*spoken, *recorded(page, bought))


def recorded(page: Writing, bought: Purchase) -> tuple[Sentence, ...]:
    """Do what follows on a purchase that was just recorded, and return what there is to say of it.

    Plans are started by a purchase and ended by a later one; its stages have moved by then.
    """
    from leadfunnel.services import plan_events

    plan_events.bought(page, bought)
    return page.heard(bought.customer_id)


def write(page: Writing, number: int, sale: Sale) -> Purchase:
    """Write the rows of a purchase, and nothing that follows from it."""
    amount = sale.amount
    bought = page.ledger.insert(
        "purchase",
        number,
        order_number=sale.order,
        order_system=sale.order_system,
        amount=amount and amount.minor,
        currency=amount and amount.currency,
        at=sale.at,
        on_day=page.calendar.day(sale.at).isoformat(),
        outlet=sale.outlet,
        journey_id=sale.journey_id,
        note=sale.note,
        user_id=page.me,
        owner_id=sale.owner_id,
        recorded_at=page.now,
        source_key=sale.source_key,
    )
    write_lines(page, number, bought, [(item.id, *rest) for item, *rest in sale.lines])
    return _again(page, bought)


def write_lines(
    page: Writing, number: int, purchase_id: int, lines: Sequence[Sequence[int | None]]
) -> None:
    """Write (product id, quantity, amount) of a purchase or refund."""
    for product_id, quantity, amount in lines:
        page.ledger.insert(
            "purchase_line",
            number,
            purchase_id=purchase_id,
            product_id=product_id,
            quantity=quantity,
            amount=amount,
        )


def _again(page: Page, number: int) -> Purchase:
    found = stored.purchase(page.session, number)
    assert found is not None  # noqa: S101 - just written
    return found


def lines_text(lines: Sequence[BoughtLine]) -> str:
    """Return products with their quantities: 面霜 x2, 洁面."""
    return ", ".join(
        line.product
        if abs(line.quantity) == ONE
        else f"{line.product} x{quantity_text(abs(line.quantity))}"
        for line in lines
    )


def understood(page: Page, bought: Purchase) -> dict[str, object]:
    """Return what is known of a purchase or refund, in JSON form."""
    told = purchase_to_dict(bought, page.calendar.iso(bought.at))
    return {key: value for key, value in told.items() if value not in (None, "")}
