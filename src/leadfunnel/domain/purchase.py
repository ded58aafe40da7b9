"""What a customer bought at once, or gave back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from leadfunnel.domain.money import Money, decimal_string
from leadfunnel.domain.quantity import quantity_text
from leadfunnel.domain.record import dataclass

LONGEST_PRODUCT = 80
"""How many characters the name of a product may have."""


@dataclass(frozen=True)
class Product:
    """Something sold; `lasts_days` tells how long one unit lasts a customer."""

    id: int
    name: str
    category: str | None = None
    price: Money | None = None
    lasts_days: int | None = None
    retired: bool = False


@dataclass(frozen=True)
class BoughtLine:
    """One product of a purchase; the quantity is in thousandths, minor units None if unknown."""

    product_id: int
    product: str
    quantity: int
    amount: int | None = None


@dataclass(frozen=True)
class Purchase:
    """One purchase or refund; `at` is UTC seconds, `amount` None where it is not known.

    `refunds` is the number of the purchase it takes back. `kept` is false for a refund and for a
    purchase that went back whole; `occasion` names those that count as one.
    """

    id: int
    customer_id: int
    refunds: int | None
    order: str | None
    amount: Money | None
    at: int
    day: date
    outlet: str | None
    journey_id: int | None
    note: str
    reason: str | None
    user: str
    occasion: str
    kept: bool
    lines: tuple[BoughtLine, ...] = ()

    @property
    def ref(self) -> str:
        """How it is printed and typed."""
        return f"b{self.id}"


@dataclass(frozen=True)
class RunOut:
    """A customer's product, and the day all of it is used up."""

    customer_id: int
    product: Product
    day: date


def totals(amounts: Iterable[Money | None]) -> tuple[Money, ...]:
    """Return the sum of each currency, by its code; what is unknown adds nothing."""
    sums: dict[str, int] = {}
    for money in amounts:
        if money is not None:
            sums[money.currency] = sums.get(money.currency, 0) + money.minor
    return tuple(Money(sums[currency], currency) for currency in sorted(sums))


def purchase_to_dict(one: Purchase, at: str) -> dict[str, object]:
    """Return a purchase or refund for JSON; `at` is its instant in ISO form."""
    currency = one.amount.currency if one.amount else ""
    return {
        "purchase": one.ref,
        "id": one.id,
        "refunds": f"b{one.refunds}" if one.refunds else None,
        "lines": [
            {
                "product": line.product,
                "quantity": quantity_text(line.quantity),
                "amount": decimal_string(line.amount, currency)
                if line.amount is not None and currency
                else None,
            }
            for line in one.lines
        ],
        "amount": one.amount.decimal if one.amount else None,
        "currency": currency or None,
        "at": at,
        "date": one.day.isoformat(),
        "order": one.order,
        "outlet": one.outlet,
        "deal": f"d{one.journey_id}" if one.journey_id else None,
        "note": one.note,
        "reason": one.reason,
        "refunded": one.refunds is None and not one.kept,
    }
