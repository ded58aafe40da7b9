"""Days and times counted from the reference of a moment; the near ones where a part is left out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from leadfunnel.domain.calendar import last_of_month
from leadfunnel.domain.moment_part import (
    AmbiguousMoment,
    ImpossibleMoment,
    MomentOutOfRange,
    Part,
    Reference,
    Sense,
)

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from dateutil.relativedelta import relativedelta

FIRST_YEAR, LAST_YEAR = 1900, 9999
PIVOT = 70  # as in domain.dates, whose import would cost more than a number
_YEARS_AHEAD = 20

_MINUTES = {"minute": 1, "hour": 60}
_DAYS = {"day": 1, "week": 7}
_MONTHS = {"month": 1, "year": 12}


def calendar_day(ref: Reference, year: int, month: int, day: int) -> date:
    """Return the date; MomentOutOfRange or ImpossibleMoment when there is none."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise MomentOutOfRange(text=ref.text)
    try:
        return date(year, month, day)
    except (ValueError, OverflowError):
        raise ImpossibleMoment(text=ref.text) from None


def full_year(ref: Reference, digits: str) -> int:
    """Return the year; two digits below the pivot are of this century, if that is not too far."""
    if len(digits) > 2:
        return int(digits)
    year = int(digits) + (2000 if int(digits) < PIVOT else 1900)
    if year > ref.day.year + _YEARS_AHEAD:
        raise AmbiguousMoment(text=ref.text, readings=f"{year - 100} / {year}")
    return year


def week_day(ref: Reference, weeks: int, weekday: int) -> date:
    """Return a weekday (Monday is 0) of the ISO week that lies `weeks` from this one."""
    return days_later(ref, 7 * weeks + weekday - ref.day.weekday())


def near_weekday(ref: Reference, weekday: int) -> Iterator[date]:
    """Yield the coming such weekday, or the last one where the past is meant; today counts."""
    ahead = (weekday - ref.day.weekday()) % 7
    behind = ahead - 7 if ahead else 0
    for days in (ahead, ahead + 7) if ref.sense is Sense.AHEAD else (behind, behind - 7):
        yield days_later(ref, days)


def near_month_day(ref: Reference, day: int) -> Iterator[date]:
    """Yield that day of this month and of the next or last one, beginning with the nearest."""
    for months in near(ref, day - ref.day.day):
        yield month_day(ref, months, day)


def near_year_day(ref: Reference, month: int, day: int) -> Iterator[date]:
    """Yield that date in this year and in the next or last one, beginning with the nearest."""
    for years in near(ref, 100 * (month - ref.day.month) + day - ref.day.day):
        yield calendar_day(ref, ref.day.year + years, month, day)


def near_month_end(ref: Reference, month: int) -> Iterator[date]:
    """Yield the last day of that month in this year and in the next or last one."""
    for years in near(ref, month - ref.day.month):
        first = calendar_day(ref, ref.day.year + years, month, 1)
        yield last_of_month(first.year, month)


def month_day(ref: Reference, months: int, day: int) -> date:
    """Return a day of the month that lies `months` from this one."""
    return calendar_day(ref, *_month_from(ref, months), day)


def month_end(ref: Reference, months: int = 0) -> date:
    """Return the last day of the month that lies `months` from this one."""
    first = month_day(ref, months, 1)
    return last_of_month(first.year, first.month)


def days_later(ref: Reference, days: int) -> date:
    """Return the day that lies `days` from the business day."""
    try:
        later = ref.day + timedelta(days=days)
    except OverflowError:
        raise MomentOutOfRange(text=ref.text) from None
    return calendar_day(ref, later.year, later.month, later.day)


def months_later(ref: Reference, months: int, days: int = 0, *, start: date | None = None) -> date:
    """Return the day months and days away; a month too short for the day gives its last day."""
    try:
        later = (start or ref.day) + _span(months, days)
    except (OverflowError, ValueError):
        raise MomentOutOfRange(text=ref.text) from None
    return calendar_day(ref, later.year, later.month, later.day)


def minutes_later(ref: Reference, minutes: int) -> datetime:
    """Return the wall clock so many real minutes from now, also across a clock change."""
    try:
        if ref.now.tzinfo is None:
            later = ref.now + timedelta(minutes=minutes)
        else:
            later = ref.now.astimezone(UTC) + timedelta(minutes=minutes)
            later = later.astimezone(ref.now.tzinfo)
    except (OverflowError, ValueError):
        raise MomentOutOfRange(text=ref.text) from None
    calendar_day(ref, later.year, later.month, later.day)
    return later.replace(tzinfo=None, second=0, microsecond=0)


def shifted(ref: Reference, unit: str, count: int, deadline: bool = False) -> Part:
    """Return what lies so many units (minute, hour, day, week, month, year) from now."""
    if unit in _MINUTES:
        return Part(exact=minutes_later(ref, count * _MINUTES[unit]), deadline=deadline)
    if unit in _DAYS:
        later = days_later(ref, count * _DAYS[unit])
    else:
        later = months_later(ref, count * _MONTHS[unit])
    return Part(days=iter((later,)), deadline=deadline)


def seconds_later(ref: Reference, seconds: int) -> datetime:
    """Return the wall clock so many seconds from now."""
    minute = minutes_later(ref, seconds // 60)
    return minute + timedelta(seconds=ref.now.second + seconds % 60)


def span_later(ref: Reference, months: int, days: int, minutes: int) -> datetime:
    """Return the wall clock a span away, its minutes counted first and as real ones."""
    wall = minutes_later(ref, minutes)
    if not (months or days):
        return wall
    return datetime.combine(months_later(ref, months, days, start=wall.date()), wall.time())


def _month_from(ref: Reference, months: int) -> tuple[int, int]:
    count = 12 * ref.day.year + ref.day.month - 1 + months
    return count // 12, count % 12 + 1


def _span(months: int, days: int) -> timedelta | relativedelta:
    if not months:
        return timedelta(days=days)
    from dateutil.relativedelta import relativedelta

    return relativedelta(months=months, days=days)


def near(ref: Reference, ahead: int) -> tuple[int, int]:
    """Return how many periods away the nearest two lie; `ahead` >= 0 if this one's is to come."""
    if ref.sense is Sense.AHEAD:
        return (0, 1) if ahead >= 0 else (1, 2)
    if ref.sense is Sense.BEHIND:
        return (0, -1) if ahead <= 0 else (-1, -2)
    return (0, -1)
