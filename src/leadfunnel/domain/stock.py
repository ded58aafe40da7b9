"""When what a customer bought is used up: stock adds up, refunds take off (domain.md, 6)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from leadfunnel.domain.quantity import ONE
from leadfunnel.domain.record import dataclass


@dataclass(frozen=True)
class Supply:
    """So much of a product bought on a day, less what went back; one unit lasts `lasts_days`.

    The quantity is in thousandths of a unit.
    """

    product_id: int
    day: date
    quantity: int
    lasts_days: int


def used_up(lines: Iterable[Supply]) -> dict[int, date]:
    """Return the day on which each product runs out; one that all went back is left out.

    A supply starts on the later of the day it was bought and the day the last one runs out, and
    lasts quantity times `lasts_days`; parts of a day are cut off at the end.
    """
    ends: dict[int, int] = {}
    for line in sorted(lines, key=lambda one: one.day):
        if line.quantity > 0:
            start = max(line.day.toordinal() * ONE, ends.get(line.product_id, 0))
            ends[line.product_id] = start + line.quantity * line.lasts_days
    last = date.max.toordinal()
    return {product: date.fromordinal(min(end // ONE, last)) for product, end in ends.items()}
