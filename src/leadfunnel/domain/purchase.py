"""What a customer bought at once, or gave back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from leadfunnel.domain.money import Money


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


def totals(amounts: Iterable[Money | None]) -> tuple[Money, ...]:
    """Return the sum of each currency, by its code; what is unknown adds nothing."""
    sums: dict[str, int] = {}
    for money in amounts:
        if money is not None:
            sums[money.currency] = sums.get(money.currency, 0) + money.minor
    return tuple(Money(sums[currency], currency) for currency in sorted(sums))
