"""What was spent, beside what it brought; amounts in minor units of one currency."""

from __future__ import annotations

from dataclasses import dataclass

from leadfunnel.domain.quantity import share


@dataclass(frozen=True)
class Cost:
    """One expense: on whom or what, when, and how much."""

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


@dataclass(frozen=True)
class Spent:
    """The costs of one channel, owner, stage or other key, with what came of them.

    `leads` and `won` are None where they do not belong: a category brings nobody by itself.
    """

    key: str | None
    currency: str
    count: int
    amount: int
    leads: int | None = None
    won: int | None = None
    revenue: int | None = None

    @property
    def per_lead(self) -> int | None:
        """The cost of one lead, half-even to the minor unit."""
        return share(self.amount, 1, self.leads) if self.leads else None

    @property
    def per_won(self) -> int | None:
        """The cost of one that was won, half-even to the minor unit."""
        return share(self.amount, 1, self.won) if self.won else None
