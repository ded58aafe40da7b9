"""Days of the Chinese lunar calendar, and the solar days they fall on."""

from __future__ import annotations

from datetime import date

from leadfunnel.domain.record import dataclass
from leadfunnel.errors import N_, UnreadableError

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Protocol

    class Moon(Protocol):
        """The lunar years from FIRST_YEAR to LAST_YEAR; beyond them LunarOutOfRange."""

        def leap_month(self, year: int) -> int:
            """Return the month that comes twice in a lunar year, 0 if none does."""
            ...

        def length(self, year: int, month: int, leap: bool) -> int:
            """Return the days of a month that the lunar year has: 29 or 30."""
            ...

        def solar(self, day: LunarDay) -> date:
            """Return the solar day of a lunar day that exists."""
            ...

        def lunar(self, day: date) -> LunarDay:
            """Return the lunar day of a solar day."""
            ...

        def term(self, year: int, name: str) -> date:
            """Return the day of a solar term (清明, 冬至 ...) in a solar year."""
            ...


FIRST_YEAR, LAST_YEAR = 1900, 2099
LONGEST_MONTH = 30
MONTH_NAMES = {"正": 1, "冬": 11, "腊": 12, "臘": 12}


class LunarOutOfRange(UnreadableError):
    """A lunar date before the first or after the last year that is known."""

    code = "lunar_out_of_range"
    message = N_("Lunar dates are known from {first} to {last} only.")
    hint = N_("Write the solar date, e.g. 2026-11-25.")

    def __init__(self) -> None:
        super().__init__(first=FIRST_YEAR, last=LAST_YEAR)


@dataclass(frozen=True)
class LunarDay:
    """A day of a lunar year; `leap` when it lies in the second of two months of one number."""

    year: int
    month: int
    day: int
    leap: bool = False


def has_month(moon: Moon, year: int, month: int, leap: bool) -> bool:
    """Say whether the lunar year has the month; every year has the twelve ordinary ones."""
    return 1 <= month <= 12 and (not leap or moon.leap_month(year) == month)


def solar_day(moon: Moon, day: LunarDay) -> date | None:
    """Return the solar day, None where the year has no such lunar day. Raise LunarOutOfRange."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise LunarOutOfRange()
    if not has_month(moon, day.year, day.month, day.leap):
        return None
    exists = 1 <= day.day <= moon.length(day.year, day.month, day.leap)
    return moon.solar(day) if exists else None


def observed(moon: Moon, day: LunarDay) -> date:
    """Return when a yearly day is kept in its lunar year; every year has exactly one.

    A leap month falls on the ordinary month in years without it, and the 30th of a month of 29
    days on its last day.
    """
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise LunarOutOfRange()
    leap = day.leap and moon.leap_month(day.year) == day.month
    last = moon.length(day.year, day.month, leap)
    return moon.solar(LunarDay(day.year, day.month, min(day.day, last), leap))


def new_years_eve(moon: Moon, year: int) -> date:
    """Return the last day of a lunar year, which has 29 or 30 days in its last month."""
    return observed(moon, LunarDay(year, 12, LONGEST_MONTH))
