"""Moments written in digits: ISO dates and times, month and day, clock times with a colon."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from re import Match

from leadfunnel.domain.moment_days import calendar_day, full_year, near_year_day
from leadfunnel.domain.moment_part import (
    AmbiguousMoment,
    Clock,
    ImpossibleMoment,
    MomentOutOfRange,
    Notation,
    Part,
    Reference,
    Rule,
    on,
)


def _full_date(match: Match[str], ref: Reference) -> Part:
    year, month, day = match.group("y", "m", "d")
    return on(calendar_day(ref, int(year), int(month), int(day)))


def _spaced_date(match: Match[str], ref: Reference) -> Part | None:
    return _full_date(match, ref) if ref.whole else None


def _month_and_day(match: Match[str], ref: Reference) -> Part:
    return Part(days=near_year_day(ref, int(match["m"]), int(match["d"])))


def _day_and_month(match: Match[str], ref: Reference) -> Part:
    return Part(days=near_year_day(ref, *_ordered(match, ref)))


def _date_in_any_order(match: Match[str], ref: Reference) -> Part:
    return on(calendar_day(ref, int(match["y"]), *_ordered(match, ref)))


def _ordered(match: Match[str], ref: Reference) -> tuple[int, int]:
    """Return month and day of 11/25 or 25/11; two small numbers do not say which is the month."""
    low, high = sorted((int(match["a"]), int(match["b"])))
    if high <= 12 and low != high:
        readings = f"{low:02}-{high:02} / {high:02}-{low:02}"
        raise AmbiguousMoment(text=ref.text, readings=readings)
    return low, high


def _short_years(match: Match[str], ref: Reference) -> Part:
    """Read 11/25/26 only where it is one day in every order of year, month and day."""
    a, b, c = match.group("a", "b", "y")
    orders = ((c, b, a), (c, a, b), (a, b, c))
    days = set()
    for year, month, day in orders[: 3 if len(a) == 2 else 2]:
        try:
            days.add(date(full_year(ref, year), int(month), int(day)))
        except ValueError:
            continue
    if len(days) > 1:
        raise AmbiguousMoment(text=ref.text, readings=" / ".join(map(str, sorted(days))))
    if not days:
        raise ImpossibleMoment(text=ref.text)
    return on(days.pop())


def _week_date(match: Match[str], ref: Reference) -> Part:
    year, week, weekday = (int(match[name]) for name in ("y", "w", "d"))
    try:
        day = date.fromisocalendar(year, week, weekday)
    except ValueError:
        raise ImpossibleMoment(text=ref.text) from None
    return on(calendar_day(ref, day.year, day.month, day.day))


def _basic_clock(match: Match[str], _: Reference) -> Part:
    hour, minute, second = match.group("h", "min", "s")
    return Part(clock=Clock(int(hour), int(minute), int(second or 0)))


def _stamp(match: Match[str], ref: Reference) -> Part | None:
    """Read a date and time with an offset as wall time of the reference's zone.

    Without the T, 10:00-11:00 is rather from ten to eleven.
    """
    if ref.now.tzinfo is None or (
        match.string[match.start("h") - 1] == " " and match["zone"][0] == "-"
    ):
        return None
    year, month, day, hour, minute = (int(match[name]) for name in ("y", "m", "d", "h", "min"))
    there_on = calendar_day(ref, year, month, day)
    try:
        zone = timezone(_offset(match["zone"]))
        there = datetime(there_on.year, month, day, hour, minute, int(match["s"] or 0), tzinfo=zone)
    except ValueError:
        raise ImpossibleMoment(text=ref.text) from None
    try:
        here = there.astimezone(ref.now.tzinfo)
    except (OverflowError, ValueError):
        raise MomentOutOfRange(text=ref.text) from None
    return Part(exact=here.replace(tzinfo=None))


def _offset(zone: str) -> timedelta:
    if zone in ("z", "utc", "gmt"):
        return timedelta()
    digits = zone[1:].replace(":", "")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:] or 0))
    return -offset if zone[0] == "-" else offset


def _clock(match: Match[str], _: Reference) -> Part:
    hour, minute, second = match.group("h", "min", "s")
    notation = Notation.PADDED if len(hour) == 2 and hour[0] == "0" else Notation.COLON
    return Part(clock=Clock(int(hour), int(minute), int(second or 0), notation))


_SECONDS = r"(?:[:.](?P<s>\d\d)(?:\.\d+)?)?"

_YEAR_MONTH_DAY = r"(?P<y>\d{4,})-(?P<m>\d\d)-(?P<d>\d\d)[t ](?P<h>\d\d):(?P<min>\d\d)"
_COMPACT = r"(?P<y>(?:19|20|21)\d\d)(?P<m>[01]\d)(?P<d>[0-3]\d)"
_COMPACT_CLOCK = r"t(?P<h>\d\d)(?P<min>\d\d)(?P<s>\d\d)?"
_ZONE = r" ?(?P<zone>z|utc|gmt|[+-]\d\d(?::?\d\d)?)(?![\d:])"

RULES = (
    Rule(r"(?:on )?(?P<y>\d{4,})([-/.])(?P<m>\d{1,2})\2(?P<d>\d{1,2})(?!\d)", _full_date, "-/."),
    Rule(r"(?P<y>(?:19|20)\d\d) (?P<m>[01]\d) (?P<d>[0-3]\d)\b(?![:.])", _spaced_date, " "),
    Rule(rf"(?:on )?{_COMPACT}(?![\d:])", _full_date),
    Rule(r"(?:on )?(?P<m>\d\d)-(?P<d>\d\d)(?![\d-])", _month_and_day, "-"),
    Rule(r"(?:on )?(?P<a>\d{1,2})(?: / |/)(?P<b>\d{1,2})(?![\d/])", _day_and_month, "/"),
    Rule(
        r"(?:on )?(?P<a>\d{1,2})([-/.])(?P<b>\d{1,2})\2(?P<y>\d{4})(?!\d)",
        _date_in_any_order,
        "-/.",
    ),
    Rule(r"(?:on )?(?P<a>\d{1,2})([-/])(?P<b>\d{1,2})\2(?P<y>\d\d)(?![\d/:-])", _short_years, "-/"),
    Rule(r"(?:on )?(?P<y>\d{4})-?w(?P<w>\d\d)-?(?P<d>[1-7])(?!\d)", _week_date, "w"),
    Rule(_YEAR_MONTH_DAY + _SECONDS + _ZONE, _stamp, ("z", "+", "-", "utc", "gmt")),
    Rule(_COMPACT + _COMPACT_CLOCK + _ZONE, _stamp, "t"),
    Rule(r"(?<=\d)" + _COMPACT_CLOCK + r"(?!\w)", _basic_clock, "t"),
    Rule(
        r"(?:at )?(?:about )?t?(?P<h>\d{1,2}):(?P<min>\d\d)"
        + _SECONDS
        + r"(?: ?hour\b)?(?![\d:]| ?[ap]\.?m)",
        _clock,
        ":",
    ),
)
