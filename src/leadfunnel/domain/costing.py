"""What was spent, beside what it brought; amounts in minor units of one currency."""

from __future__ import annotations

from collections.abc import Iterable

from leadfunnel.domain.quantity import share
from leadfunnel.domain.record import dataclass, replace


@dataclass(frozen=True)
class Cost:
    """One expense: on whom or what, when, and how much.

    `operation` recorded it, `typed` by hand and not from a file. Of one spread over days `on_day`
    is the first and `last_on` the last.
    """

    id: int
    amount: int
    currency: str
    on_day: str
    category: str
    note: str
    by: str
    customer_id: int | None
    deal_id: int | None
    channel: str | None
    campaign: str | None
    operation: int = 0
    typed: bool = True
    last_on: str | None = None


def spread_out(amount: int, days: int) -> tuple[int, ...]:
    """Return an amount in minor units in as many parts, alike to one unit, that add up to it."""
    return tuple(amount * (day + 1) // days - amount * day // days for day in range(days))


def folded(costs: Iterable[Cost]) -> list[Cost]:
    """Return costs, where one that was spread over days stands once: its first day to its last."""
    found: list[Cost] = []
    places: dict[tuple[object, ...], int] = {}
    for one in costs:
        key = (one.operation, one.currency, one.customer_id, one.deal_id, one.channel, one.campaign)
        place = places.get(key) if one.typed else None
        if place is None:
            places[key] = len(found)
            found.append(one)
        else:
            whole = found[place]
            found[place] = replace(
                whole, amount=whole.amount + one.amount, last_on=max(whole.on_day, one.on_day)
            )
    return found


@dataclass(frozen=True)
class Spent:
    """The costs of one channel, owner, stage or other key, with what came of them.

    `leads` and `won` are None where they do not belong: a category brings nobody by itself;
    `intent` counts those of a campaign whose latest call grade is A or B.
    """

    key: str | None
    currency: str
    count: int
    amount: int
    leads: int | None = None
    won: int | None = None
    revenue: int | None = None
    intent: int | None = None

    @property
    def per_intent(self) -> int | None:
        """The cost of one of intent, half-even to the minor unit."""
        return share(self.amount, 1, self.intent) if self.intent else None

    @property
    def per_lead(self) -> int | None:
        """The cost of one lead, half-even to the minor unit."""
        return share(self.amount, 1, self.leads) if self.leads else None

    @property
    def per_won(self) -> int | None:
        """The cost of one that was won, half-even to the minor unit."""
        return share(self.amount, 1, self.won) if self.won else None
