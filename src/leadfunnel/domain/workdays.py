"""Working days: Monday to Friday, but for official days off and weekend days that are worked."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date, timedelta

from leadfunnel.domain.record import dataclass
from leadfunnel.errors import N_, UnreadableError

MOST_DAYS = 10_000
_DAY = timedelta(days=1)
_FIRST_OF_WEEKEND = 5


class TooManyWorkdays(UnreadableError):
    """A number of working days that nobody counts."""

    code = "too_many_workdays"
    message = N_("At most {most} working days can be counted.")
    hint = N_("Write the date, e.g. 2026-11-25.")


@dataclass(frozen=True, eq=False)
class OwnDays:
    """What a person says about working days; it comes before the official calendar.

    `years` are those whose official days they give in full.
    """

    off: Mapping[date, str]
    worked: frozenset[date]
    years: frozenset[int]


NO_OWN_DAYS = OwnDays({}, frozenset(), frozenset())


@dataclass(frozen=True, eq=False)
class Workdays:
    """Days off with what they are for, weekend days worked, and the years these are known for.

    `years` None means that the region has no such days: Monday to Friday is all there is to know.
    `legal` gives the days of a year that the law makes free, for years not known in full.
    """

    off: Mapping[date, str]
    worked: Collection[date]
    years: Collection[int] | None = None
    legal: Callable[[int], Collection[date]] = lambda _: ()

    def works(self, day: date) -> bool:
        """Say whether people work on the day."""
        if day in self.worked:
            return True
        if day in self.off or day.weekday() >= _FIRST_OF_WEEKEND:
            return False
        return self.knows(day) or day not in self.legal(day.year)

    def knows(self, *days: date) -> bool:
        """Say whether the official days off of these days' years are known."""
        return self.years is None or all(day.year in self.years for day in days)

    def counted(self, start: date, count: int) -> date:
        """Return the working day that comes `count` after the start, before it if negative."""
        if abs(count) > MOST_DAYS:
            raise TooManyWorkdays(most=MOST_DAYS)
        step = _DAY if count > 0 else -_DAY
        day = start
        for _ in range(abs(count)):
            day += step
            while not self.works(day):
                day += step
        return day

    def in_span(self, first: date, last: date, place: int) -> date | None:
        """Return the first working day (place 1), the second ... or the last (-1) of a span."""
        days = (first + timedelta(days=n) for n in range((last - first).days + 1))
        found = [day for day in days if self.works(day)]
        index = place - 1 if place > 0 else place
        return found[index] if -len(found) <= index < len(found) else None
