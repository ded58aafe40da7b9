"""Which copies of a store are kept: all of the last days, then one a day, a week, a month.

Tiers count the days on which copies were made, not the days that passed, so that a seller who was
away, or a clock that jumped, costs no copy.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from leadfunnel.domain.record import dataclass

LEAP_DAYS = 31
"""A longer time without a copy is a leap, perhaps of the clock only."""


@dataclass(frozen=True)
class Kept:
    """One copy: the business day it was made on, its bytes, and the customers in it.

    `order` tells which of two was made later; one `named` by a person is never rotated out.
    """

    name: str
    day: date
    order: int
    size: int
    customers: int
    named: bool = False


@dataclass(frozen=True)
class Keeping:
    """How long copies are kept; `budget` is in bytes."""

    all_days: int
    daily: int
    weekly: int
    monthly: int
    budget: int


def fewer(customers: int, before: int, part: float) -> bool:
    """Tell whether so many customers are strikingly fewer than there were before."""
    return customers < before * part and (before - customers > 9 or customers == 0)


def spent(copies: Iterable[Kept], keeping: Keeping, today: date) -> list[Kept]:
    """Return the copies that are not needed any more, the oldest first.

    Never the last one, nor the one with the most customers, nor one that a clock dated in the
    future, nor what lies before a leap of time until copies of enough days lie after it.
    """
    known = sorted(copies, key=lambda copy: (copy.day, copy.order))
    ours = [copy for copy in known if not copy.named and copy.day <= today]
    if not ours:
        return []
    fullest = max(ours, key=lambda copy: (copy.customers, copy.order))
    safe = {ours[-1].name, fullest.name}
    needed = {copy.name for copy in _tiers(ours[::-1], keeping)} | safe
    going = [copy for copy in _since_leap(ours, keeping.daily) if copy.name not in needed]
    return sorted(
        [*going, *_above(known, ours, going, safe, keeping.budget)],
        key=lambda copy: (copy.day, copy.order),
    )


def _tiers(newest_first: Sequence[Kept], keeping: Keeping) -> list[Kept]:
    days = list(dict.fromkeys(copy.day for copy in newest_first))[: keeping.all_days]
    found = [copy for copy in newest_first if copy.day in days]
    rest = [copy for copy in newest_first if copy.day not in days]
    tiers: tuple[tuple[int, Callable[[date], object]], ...] = (
        (keeping.daily, lambda day: day),
        (keeping.weekly, lambda day: day.isocalendar()[:2]),
        (keeping.monthly, lambda day: (day.year, day.month)),
    )
    for count, period in tiers:
        last, rest = _last_of_each(rest, period, count)
        found += last
    return found


def _last_of_each(
    copies: Sequence[Kept], period: Callable[[date], object], count: int
) -> tuple[list[Kept], list[Kept]]:
    """Return the last copy of each of so many periods, and the copies of earlier ones."""
    last: dict[object, Kept] = {}
    for copy in copies:
        if period(copy.day) in last or len(last) < count:
            last.setdefault(period(copy.day), copy)
    return list(last.values()), [copy for copy in copies if period(copy.day) not in last]


def _since_leap(ours: Sequence[Kept], enough_days: int) -> list[Kept]:
    """Return the copies since the last leap of time, all where enough days lie after it."""
    days: set[date] = set()
    for place in range(len(ours) - 1, -1, -1):
        copy = ours[place]
        if days and (min(days) - copy.day).days > LEAP_DAYS and len(days) < enough_days:
            return list(ours[place + 1 :])
        days.add(copy.day)
    return list(ours)


def _above(
    known: Sequence[Kept],
    ours: Sequence[Kept],
    going: Sequence[Kept],
    safe: set[str],
    budget: int,
) -> list[Kept]:
    """Return the oldest of those left that must go, too, for the rest to fit into the budget."""
    gone = {copy.name for copy in going}
    size = sum(copy.size for copy in known if copy.name not in gone)
    found = []
    for copy in ours:
        if size <= budget:
            break
        if copy.name not in gone | safe:
            found.append(copy)
            size -= copy.size
    return found
