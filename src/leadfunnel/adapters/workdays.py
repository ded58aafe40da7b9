"""The official working days of China; elsewhere people work from Monday to Friday."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from leadfunnel.domain.workdays import NO_OWN_DAYS, OwnDays, Workdays

LEGAL = ((1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3))
LEGAL_LUNAR = ((1, 1), (1, 2), (1, 3), (5, 5), (8, 15))


def workdays(region: str, own: OwnDays = NO_OWN_DAYS) -> Workdays:
    """Return the working days of a region: official ones in CN, else Monday to Friday."""
    if region != "CN":
        return Workdays(own.off, own.worked)
    from leadfunnel.adapters.workday_table import OFF, WORKED

    off = {day: name for name, text in OFF for day in _listed(text) if day not in own.worked}
    worked = {day for day in _listed(WORKED) if day not in own.off}
    known = {day.year for day in off} | own.years
    return Workdays({**off, **own.off}, worked | own.worked, known, _legal)


@cache
def _legal(year: int) -> frozenset[date]:
    """Return the legal holidays of China in a year, without the days moved to lengthen them."""
    from leadfunnel.adapters.lunar import BoraxMoon
    from leadfunnel.domain.lunar import FIRST_YEAR, LAST_YEAR, LunarDay

    fixed = [date(year, month, day) for month, day in LEGAL]
    if not FIRST_YEAR < year <= LAST_YEAR:
        return frozenset(fixed)
    moon = BoraxMoon()
    lunar = [moon.solar(LunarDay(year, month, day)) for month, day in LEGAL_LUNAR]
    eve = moon.solar(LunarDay(year, 1, 1)) - timedelta(days=1)
    return frozenset((*fixed, *lunar, eve, moon.term(year, "清明")))


def _listed(text: str) -> Iterator[date]:
    """Read `2026: 0101+2 0215+8`: a year, then month and day with how many days more."""
    year = 0
    for word in text.split():
        if word.endswith(":"):
            year = int(word[:-1])
            continue
        first, _, more = word.partition("+")
        day = date(year, int(first[:2]), int(first[2:]))
        for step in range(int(more or 0) + 1):
            yield day + timedelta(days=step)
