"""The lunar calendar, as borax computes it."""

from __future__ import annotations

from datetime import date

from borax.calendars.lunardate import LCalendars, LunarDate, TermUtils

from leadfunnel.domain.lunar import FIRST_YEAR, LAST_YEAR, LunarDay, LunarOutOfRange


class BoraxMoon:
    """The lunar years 1900 to 2099."""

    def leap_month(self, year: int) -> int:
        """Return the month that comes twice in a lunar year, 0 if none does."""
        return int(LCalendars.leap_month(_known(year)))

    def length(self, year: int, month: int, leap: bool) -> int:
        """Return the days of a month that the lunar year has."""
        return int(LCalendars.ndays(_known(year), month, int(leap)))

    def solar(self, day: LunarDay) -> date:
        """Return the solar day of a lunar day that exists."""
        found = LunarDate(_known(day.year), day.month, day.day, int(day.leap)).to_solar_date()
        return date(found.year, found.month, found.day)

    def lunar(self, day: date) -> LunarDay:
        """Return the lunar day of a solar day."""
        try:
            found = LunarDate.from_solar(day)
        except ValueError:
            raise LunarOutOfRange() from None
        return LunarDay(_known(found.year), found.month, found.day, bool(found.leap))

    def term(self, year: int, name: str) -> date:
        """Return the day of a solar term in a solar year."""
        found = TermUtils.nth_term_day(_known(year), term_name=name)
        return date(found.year, found.month, found.day)


def _known(year: int) -> int:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise LunarOutOfRange()
    return year
