"""Moments that come again and again: their canonical form, and when they come.

The form is that of RFC 5545 with five freedoms: FROM is the first day, on which an INTERVAL above
one is counted; BYMONTHDAY=31 is the last day of a shorter month, for a promise is never left out;
LUNAR=08-15 (L06-15 in a leap month) is a day of the lunar year; WORKDAY=1 is each working day, or
of a month the first, second ... or -1 the last one; BYHOUR and BYMINUTE are wall time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from leadfunnel.domain.calendar import last_of_month
from leadfunnel.domain.lunar import FIRST_YEAR, LAST_YEAR, LunarDay, observed
from leadfunnel.domain.record import dataclass
from leadfunnel.errors import N_, UnreadableError

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any

    from leadfunnel.domain.almanac import Almanac

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
MOST_INTERVAL = 999
_LONGEST = (31, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)  # by month, 0 for any
_DAY = re.compile(f"(?:-1|[1-5])?(?:{'|'.join(WEEKDAYS)})")
_LUNAR_DAY = "|L?(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|30)"


class BadRecurrence(UnreadableError):
    """The text is no canonical form of a recurring moment."""

    code = "bad_recurrence"
    message = N_("Cannot read {text} as a recurring moment.")
    hint = N_("Write e.g. FREQ=WEEKLY;BYDAY=MO;BYHOUR=9;BYMINUTE=0.")


@dataclass(frozen=True)
class Recurrence:
    """A recurring moment; what is empty does not count.

    `days` are weekdays such as MO, of a month also 2MO or -1FR. `lunar` is a yearly lunar day.
    """

    freq: str
    interval: int = 1
    days: tuple[str, ...] = ()
    month: int = 0
    month_days: tuple[int, ...] = ()
    lunar: str = ""
    workday: int = 0
    time: time | None = None
    start: date | None = None

    def rule(self) -> str:
        """Return the canonical form, which `read_rule` reads back."""
        hour = self.time.hour if self.time else ""
        minute = self.time.minute if self.time else ""
        parts = (
            ("FREQ", self.freq),
            ("INTERVAL", self.interval if self.interval > 1 else ""),
            ("BYMONTH", self.month or ""),
            ("BYMONTHDAY", ",".join(map(str, self.month_days))),
            ("BYDAY", ",".join(self.days)),
            ("LUNAR", self.lunar),
            ("WORKDAY", self.workday or ""),
            ("BYHOUR", hour),
            ("BYMINUTE", minute),
            ("FROM", self.start.isoformat() if self.start else ""),
        )
        return ";".join(f"{key}={value}" for key, value in parts if value != "")


def read_rule(text: str) -> Recurrence:
    """Read the canonical form; raise BadRecurrence."""
    try:
        values = dict(part.split("=", 1) for part in text.split(";"))
        found = _from_values(values)
    except (ValueError, KeyError):
        raise BadRecurrence(text=text[:80]) from None
    if found.rule() != text:
        raise BadRecurrence(text=text[:80])
    return found


def _from_values(values: dict[str, str]) -> Recurrence:
    at = time(int(values["BYHOUR"]), int(values["BYMINUTE"])) if "BYHOUR" in values else None
    found = Recurrence(
        freq=values["FREQ"],
        interval=int(values.get("INTERVAL", 1)),
        days=tuple(filter(None, values.get("BYDAY", "").split(","))),
        month=int(values.get("BYMONTH", 0)),
        month_days=tuple(int(day) for day in filter(None, values.get("BYMONTHDAY", "").split(","))),
        lunar=values.get("LUNAR", ""),
        workday=int(values.get("WORKDAY", 0)),
        time=at,
        start=date.fromisoformat(values["FROM"]) if "FROM" in values else None,
    )
    if not is_possible(found):
        raise ValueError
    return found


def is_possible(found: Recurrence) -> bool:
    """Say whether the rule is one that ever comes."""
    most = _LONGEST[found.month] if 0 <= found.month <= 12 else 0
    return (
        found.freq in FREQUENCIES
        and 1 <= found.interval <= MOST_INTERVAL
        and all(1 <= day <= most or day == -1 for day in found.month_days)
        and all(_DAY.fullmatch(day) for day in found.days)
        and bool(most and re.fullmatch(_LUNAR_DAY, found.lunar))
    )


def occurrences(
    found: Recurrence, after: datetime, almanac: Almanac | None = None
) -> Iterator[tuple[date, time | None]]:
    """Yield the days from the wall time `after` on, each with the wall time if one was said."""
    wall = after.replace(tzinfo=None, second=0, microsecond=0)
    first = max(wall.date(), found.start or wall.date())
    for day in _days(found, first, almanac):
        if day >= first and (found.time is None or datetime.combine(day, found.time) >= wall):
            yield day, found.time


def _days(found: Recurrence, first: date, almanac: Almanac | None) -> Iterator[date]:
    """Yield the days in order; a few may lie before the first."""
    if found.lunar:
        return _lunar_days(found.lunar, first, almanac)
    if found.workday:
        return _workdays(found, first, almanac)
    if found.month_days:
        return _month_days(found, first)
    return _ruled(found, first, **_weekdays(found))


def _ruled(found: Recurrence, first: date, **more: Any) -> Iterator[date]:
    """Yield what dateutil makes of the rule, counted from its first day."""
    from dateutil import rrule

    start = found.start if found.start and found.interval > 1 else first
    rule = rrule.rrule(
        getattr(rrule, found.freq),
        dtstart=datetime.combine(start, time()),
        interval=found.interval,
        cache=False,
        **more,
    )
    return (at.date() for at in rule.xafter(datetime.combine(first, time()), inc=True))


def _weekdays(found: Recurrence) -> dict[str, Any]:
    from dateutil import rrule

    days = [getattr(rrule, day[-2:])(int(day[:-2]) if day[:-2] else None) for day in found.days]
    more = {"byweekday": days or None, "bymonth": found.month or None}
    return {key: value for key, value in more.items() if value is not None}


def _months(found: Recurrence, first: date) -> Iterator[date]:
    """Yield the first day of each month that the rule names."""
    begun = (found.start or first).replace(day=1) if found.interval > 1 else first.replace(day=1)
    by_month = Recurrence(found.freq, found.interval, start=begun)
    more = {"bymonth": found.month} if found.month else {}
    return _ruled(by_month, first.replace(day=1), bymonthday=1, **more)


def _month_days(found: Recurrence, first: date) -> Iterator[date]:
    for begin in _months(found, first):
        last = last_of_month(begin.year, begin.month).day
        days = {min(day, last) if day > 0 else last + 1 + day for day in found.month_days}
        yield from (begin.replace(day=day) for day in sorted(days))


def _workdays(found: Recurrence, first: date, almanac: Almanac | None) -> Iterator[date]:
    assert almanac is not None  # noqa: S101 - such a rule is only read with one
    if found.freq == "DAILY":
        day = first - timedelta(days=1)
        while True:
            day = almanac.workdays.counted(day, 1)
            yield day
    for begin in _months(found, first):
        last = last_of_month(begin.year, begin.month)
        day_found = almanac.workdays.in_span(begin, last, found.workday)
        if day_found:
            yield day_found


def _lunar_days(text: str, first: date, almanac: Almanac | None) -> Iterator[date]:
    assert almanac is not None  # noqa: S101 - such a rule is only read with one
    month, day = text.removeprefix("L").split("-")
    for year in range(max(FIRST_YEAR, first.year - 1), LAST_YEAR + 1):
        lunar = LunarDay(year, int(month), int(day), text.startswith("L"))
        yield observed(almanac.moon, lunar)
