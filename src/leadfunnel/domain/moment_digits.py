"""Moments written in digits: ISO dates and times, month and day, clock times with a colon."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from re import Match

from leadfunnel.domain.moment_days import calendar_day, near_year_day
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


def _month_and_day(match: Match[str], ref: Reference) -> Part:
    return Part(days=near_year_day(ref, int(match["m"]), int(match["d"])))


def _slashes(match: Match[str], ref: Reference) -> Part:
    """Read 11/25 or 25/11; of two small numbers nobody can say which is the month."""
    low, high = sorted((int(match["a"]), int(match["b"])))
    if high <= 12 and low != high:
        readings = f"{low:02}-{high:02} / {high:02}-{low:02}"
        raise AmbiguousMoment(text=ref.text, readings=readings)
    if match["y"]:
        return on(calendar_day(ref, int(match["y"]), low, high))
    return Part(days=near_year_day(ref, low, high))


def _stamp(match: Match[str], ref: Reference) -> Part | None:
    """Read a date and time with an offset as wall time of the reference's zone.

    Without the T, 10:00-11:00 is rather from ten to eleven.
    """
    if ref.now.tzinfo is None or (match["t"] == " " and match["zone"][0] == "-"):
        return None
    year, month, day, hour, minute = (int(match[name]) for name in ("y", "m", "d", "h", "min"))
    date = calendar_day(ref, year, month, day)
    try:
        zone = timezone(_offset(match["zone"]))
        there = datetime(date.year, month, day, hour, minute, int(match["s"] or 0), tzinfo=zone)
    except ValueError:
        raise ImpossibleMoment(text=ref.text) from None
    try:
        here = there.astimezone(ref.now.tzinfo)
    except (OverflowError, ValueError):
        raise MomentOutOfRange(text=ref.text) from None
    return Part(exact=here.replace(tzinfo=None))


def _offset(zone: str) -> timedelta:
    if zone == "z":
        return timedelta()
    digits = zone[1:].replace(":", "")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:] or 0))
    return -offset if zone[0] == "-" else offset


def _clock(match: Match[str], _: Reference) -> Part:
    hour, minute, second = match.group("h", "min", "s")
    notation = Notation.PADDED if len(hour) == 2 and hour[0] == "0" else Notation.COLON
    return Part(clock=Clock(int(hour), int(minute), int(second or 0), notation))


_SECONDS = r"(?::(?P<s>\d\d)(?:\.\d+)?)?"

RULES = (
    Rule(r"(?:on )?(?P<y>\d{4,})([-/.])(?P<m>\d{1,2})\2(?P<d>\d{1,2})(?!\d)", _full_date),
    Rule(r"(?:on )?(?P<y>(?:19|20|21)\d\d)(?P<m>[01]\d)(?P<d>[0-3]\d)(?![\d:])", _full_date),
    Rule(r"(?:on )?(?P<m>\d\d)-(?P<d>\d\d)(?![\d-])", _month_and_day),
    Rule(r"(?:on )?(?P<a>\d{1,2})/(?P<b>\d{1,2})(?:/(?P<y>\d{4}))?(?![\d/])", _slashes),
    Rule(
        r"(?P<y>\d{4,})-(?P<m>\d\d)-(?P<d>\d\d)(?P<t>[t ])(?P<h>\d\d):(?P<min>\d\d)"
        + _SECONDS
        + r" ?(?P<zone>z|[+-]\d\d(?::?\d\d)?)(?![\d:])",
        _stamp,
    ),
    Rule(r"(?:at |t)?(?P<h>\d{1,2}):(?P<min>\d\d)" + _SECONDS + r"(?![\d:]| ?[ap]\.?m)", _clock),
)
