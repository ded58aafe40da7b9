"""What `greet` returns."""

from __future__ import annotations

from leadfunnel.domain.record import dataclass

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from leadfunnel.domain.contact_cap import Held
    from leadfunnel.domain.customer import Customer


@dataclass(frozen=True)
class Greeting:
    """One person to greet, on which day, with which words; `place` of `count` in the round."""

    customer: Customer
    day: date
    text: str
    place: int = 1
    count: int = 1


@dataclass(frozen=True)
class GreetingRound:
    """Whom to greet for a day, in order; `day` is None for birthdays, each having their own.

    `left_over` did not fit into the greetings of a day, of which `sent` went out already; `held`
    must wait for the contact cap, and so many are `barred` altogether.
    """

    code: str
    title: str
    day: date | None
    items: tuple[Greeting, ...]
    held: Mapping[int, Held]
    waiting: tuple[Customer, ...]
    barred: int
    left_over: int
    sent: int
