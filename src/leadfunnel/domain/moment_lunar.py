"""Moments that name a day of the lunar calendar: 农历八月十五, 腊月廿三, lunar 08-15."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from re import Match

from leadfunnel.domain.lunar import (
    FIRST_YEAR,
    LAST_YEAR,
    MONTH_NAMES,
    LunarDay,
    LunarOutOfRange,
    solar_day,
)
from leadfunnel.domain.moment_part import (
    AmbiguousMoment,
    ImpossibleMoment,
    Part,
    Reference,
    Rule,
    Sense,
)
from leadfunnel.domain.moment_text import NUMBER, number

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.domain.almanac import Almanac

NAMED_YEARS = {"去": -1, "今": 0, "明": 1, "后": 2}
MARK = "(?:[农農][历曆歷]|[阴陰][历曆歷]|[旧舊][历曆歷])"
_LAST_MONTHS = 11  # from this month on, a lunar day may lie in the next solar year
_AHEAD_YEARS = 100


def almanac_of(ref: Reference) -> Almanac:
    """Return the almanac; rules that need it are only tried where there is one."""
    assert ref.almanac is not None  # noqa: S101
    return ref.almanac


def nearest(ref: Reference, days: Sequence[date]) -> Part:
    """Return the days of several years as those that may be meant, the likeliest first."""
    if ref.sense is Sense.AHEAD:
        found = [day for day in days if day >= ref.day] or days[-1:]
    elif ref.sense is Sense.BEHIND:
        found = [day for day in reversed(days) if day <= ref.day] or days[:1]
    else:
        now = [day for day in days if day.year == ref.day.year]
        found = now[:1] + [day for day in reversed(days) if day < min(now, default=ref.day)][:1]
    if not found:
        raise ImpossibleMoment(text=ref.text)
    return Part(days=iter(found))


def certain(ref: Reference, days: Sequence[date | None]) -> Part:
    """Return the one day that is meant; several on the right side of today are refused."""
    found = sorted({day for day in days if day is not None})
    if not found:
        raise ImpossibleMoment(text=ref.text)
    if ref.sense is not Sense.EITHER:
        ahead = ref.sense is Sense.AHEAD
        found = [day for day in found if (day >= ref.day) == ahead] or found[-1:]
    if len(found) > 1:
        raise AmbiguousMoment(text=ref.text, readings=" / ".join(map(str, found)))
    return Part(days=iter(found))


def lunar_years(ref: Reference, before: int = 2, after: int = 2) -> range:
    """Return the lunar years around today; raise LunarOutOfRange where none is known."""
    first, last = max(FIRST_YEAR, ref.day.year - before), min(LAST_YEAR, ref.day.year + after)
    if first > last:
        raise LunarOutOfRange()
    return range(first, last + 1)


def _chinese(match: Match[str], ref: Reference) -> Part | None:
    if not (match["mark"] or match["leap"] or match["first"] or match["m"] in MONTH_NAMES):
        return None
    month = MONTH_NAMES.get(match["m"]) or number(match["m"])
    day = number(match["ones"] if match["first"] else match["d"])
    named = match["near"] or match["near2"]
    year = match["y"] or match["y2"]
    if (match["near"] and match["near2"]) or (match["y"] and match["y2"]):
        return None
    return _part(ref, LunarDay(int(year or 0), month, day, bool(match["leap"])), named)


def _spring(match: Match[str], ref: Reference) -> Part:
    return _part(ref, LunarDay(0, 1, number(match["d"])), None)


def _english(match: Match[str], ref: Reference) -> Part:
    month, day = int(match["m"]), int(match["d"])
    return _part(ref, LunarDay(int(match["y"] or 0), month, day, bool(match["leap"])), None)


def _part(ref: Reference, day: LunarDay, named_year: str | None) -> Part:
    if not (1 <= day.month <= 12 and 1 <= day.day <= 30):
        raise ImpossibleMoment(text=ref.text)
    if day.year:
        return certain(ref, [_in_year(ref, day, day.year)])
    if named_year:
        return _in_named_year(ref, day, ref.day.year + NAMED_YEARS[named_year])
    return _near(ref, day)


def _in_named_year(ref: Reference, day: LunarDay, year: int) -> Part:
    """Return the day in this or next year; of the last lunar months two years may be meant."""
    days = [_in_year(ref, day, year)]
    if day.month >= _LAST_MONTHS:
        before = _in_year(ref, day, year - 1)
        days.append(before if before and before.year == year else None)
    return certain(ref, days)


def _near(ref: Reference, day: LunarDay) -> Part:
    after = _AHEAD_YEARS if day.leap else 2
    before = _AHEAD_YEARS if day.leap else 2
    found = {year: _in_year(ref, day, year) for year in lunar_years(ref, before, after)}
    days = [solar for solar in found.values() if solar]
    part = nearest(ref, days)
    if not day.leap:
        _refuse_a_skipped_year(ref, day, found)
    return part


def _refuse_a_skipped_year(ref: Reference, day: LunarDay, found: dict[int, date | None]) -> None:
    """Refuse a 30th where the coming such month has 29 days: hardly a year on is meant."""
    shown = {
        year: solar or _in_year(ref, LunarDay(year, day.month, day.day - 1), year)
        for year, solar in found.items()
    }
    ahead = [year for year, solar in shown.items() if solar and solar >= ref.day]
    if ref.sense is Sense.AHEAD and ahead and found[ahead[0]] is None:
        raise ImpossibleMoment(text=ref.text)


def _in_year(ref: Reference, day: LunarDay, year: int) -> date | None:
    moon = almanac_of(ref).moon
    return solar_day(moon, LunarDay(year, day.month, day.day, day.leap))


_YEAR = "(?:(?P<y{0}>[0-9]{{4}})年|(?P<near{0}>[去今明后])年)?"
RULES = (
    Rule(
        _YEAR.format("") + f"(?P<mark>{MARK})?" + _YEAR.format("2") + "(?P<leap>[闰閏])?"
        f"(?P<m>[正冬腊臘]|{NUMBER})月(?:(?P<first>初)(?P<ones>{NUMBER})|(?P<d>{NUMBER}))日?",
        _chinese,
        "月",
    ),
    Rule(f"大年初(?P<d>{NUMBER})", _spring, "初"),
    Rule(
        r"(?:on )?(?:the )?lunar:?[ -]?(?:(?P<y>\d{4})-)?(?P<leap>l|leap )?"
        r"(?P<m>\d{1,2})-(?P<d>\d{1,2})(?!\d)",
        _english,
    ),
)
