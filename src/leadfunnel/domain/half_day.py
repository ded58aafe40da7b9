"""When to try again: the half-day after the one in which nobody was reached."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from leadfunnel.domain.record import dataclass

LONGEST_BREAK = 60


@dataclass(frozen=True)
class HalfDays:
    """The time that parts a day in two, and when one calls in each half of it."""

    noon: time
    morning: time
    afternoon: time


def next_half(tried: datetime, halves: HalfDays, works: Callable[[date], bool]) -> datetime:
    """Return the wall-clock time in the half-day after `tried`; of days off none is taken."""
    if tried.time() < halves.noon:
        return datetime.combine(tried.date(), halves.afternoon)
    day = tried.date() + timedelta(days=1)
    for _ in range(LONGEST_BREAK):
        if works(day):
            break
        day += timedelta(days=1)
    return datetime.combine(day, halves.morning)
