"""First, last and numbered days of weeks, months, quarters and years, said in English."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from re import Match

from leadfunnel.domain.calendar import last_of_month
from leadfunnel.domain.moment_days import (
    calendar_day,
    month_day,
    month_end,
    near,
    near_month_day,
    near_month_end,
    near_year_day,
    week_day,
)
from leadfunnel.domain.moment_part import ImpossibleMoment, Part, Reference, Rule, on
from leadfunnel.domain.moment_words import MONTH, MONTHS, ORDINAL, WEEKDAYS

_SHIFTS = {"last": -1, "past": -1, "this": 0, "next": 1}
_LETTERS = {"w": "week", "m": "month", "q": "quarter", "y": "year"}
_LIMITS = ("", "by ", "before ", "until ", "due ", "due by ", "no later than ")
_WHICH = "(?:the )?(?P<shift>this |next |last |past )?"
_OF_MONTH = (
    r"(?:(?: of| in)? (?P<shift>this|next|last) month\b| (?:of|in) (?P<the>(?:the )?month)\b"
    rf"|(?: of| in)?(?: this)? {MONTH}\b(?:,? (?P<y>\d{{4}})(?![\d:]))?)"
)


def _edge(match: Match[str], ref: Reference) -> Part:
    """Read end of month, beginning of next week, eoq."""
    unit = match["unit"] or _LETTERS[match["letter"]]
    shift = _SHIFTS[(match["shift"] or "this").strip()]
    if match["edge"] != "start":
        return on(_last_day(ref, unit, shift))
    if unit == "month" and not match["shift"]:
        return Part(days=near_month_day(ref, 1))
    return on(_first_day(ref, unit, shift))


def _end(match: Match[str], ref: Reference) -> Part:
    return on(_last_day(ref, match["unit"], 0))


def _first_day(ref: Reference, unit: str, shift: int) -> date:
    if unit == "week":
        return week_day(ref, shift, 0)
    if unit == "month":
        return month_day(ref, shift, 1)
    if unit == "quarter":
        return month_day(ref, 3 * shift - (ref.day.month - 1) % 3, 1)
    return calendar_day(ref, ref.day.year + shift, 1, 1)


def _last_day(ref: Reference, unit: str, shift: int) -> date:
    if unit == "week":
        return week_day(ref, shift, 6)
    if unit == "month":
        return month_end(ref, shift)
    if unit == "quarter":
        return month_end(ref, 3 * shift + 2 - (ref.day.month - 1) % 3)
    return calendar_day(ref, ref.day.year + shift, 12, 31)


def _edge_of_month(match: Match[str], ref: Reference) -> Part:
    """Read end of march, beginning of june 2027."""
    month, is_end = MONTHS.index(match["month"]) + 1, match["edge"] == "end"
    if match["y"]:
        first = calendar_day(ref, int(match["y"]), month, 1)
        return on(last_of_month(first.year, month) if is_end else first)
    return Part(days=near_month_end(ref, month) if is_end else near_year_day(ref, month, 1))


def _end_of_day(match: Match[str], ref: Reference) -> Part:
    """A day alone lasts to its end; without another day, today is meant."""
    rest = match.string[: match.start()] + match.string[match.end() :]
    return on(ref.day) if rest in _LIMITS else Part()


def _edge_day(match: Match[str], ref: Reference) -> Part:
    """Read last day of the quarter, first day of next week."""
    shift = _SHIFTS[(match["shift"] or "this").strip()]
    day = _last_day if match["nth"] == "last" else _first_day
    return on(day(ref, match["unit"], shift))


def _nth(match: Match[str], ref: Reference) -> Part:
    """Read first monday of next month, last friday in march 2027, 3rd day of october."""
    what, nth = match["what"], match["nth"]
    count = -1 if nth == "last" else int(nth.rstrip("stndrh"))
    months = (_numbered(ref, first, what, count) for first in _months(match, ref))
    if match["the"] or (match["month"] and not match["y"]):
        return Part(days=months)
    return on(next(months))


def _months(match: Match[str], ref: Reference) -> Iterator[date]:
    """Yield the first days of the months that may be meant, the nearest first."""
    if match["month"] is None:
        shift = _SHIFTS[match["shift"] or "this"]
        shifts = near(ref, 0) if match["the"] else (shift,)
        yield from (month_day(ref, months, 1) for months in shifts)
        return
    month = MONTHS.index(match["month"]) + 1
    if match["y"]:
        yield calendar_day(ref, int(match["y"]), month, 1)
        return
    for years in near(ref, month - ref.day.month):
        yield calendar_day(ref, ref.day.year + years, month, 1)


def _numbered(ref: Reference, first: date, what: str, count: int) -> date:
    """Return the numbered (-1 is the last) weekday or day of the month."""
    last = last_of_month(first.year, first.month)
    if what == "day":
        day = last.day if count < 0 else count
    elif count < 0:
        day = last.day - (last.weekday() - WEEKDAYS.index(what)) % 7
    else:
        day = 1 + (WEEKDAYS.index(what) - first.weekday()) % 7 + 7 * (count - 1)
    if not 1 <= day <= last.day:
        raise ImpossibleMoment(text=ref.text)
    return first.replace(day=day)


RULES = (
    Rule(
        rf"(?:at )?(?:the )?(?:(?P<edge>end|start) of {_WHICH}(?P<unit>week|month|quarter|year)"
        r"|eo(?P<letter>[wmqy]))\b",
        _edge,
        ("end of", "start of", "eo"),
    ),
    Rule(r"(?:at )?(?:the )?(?P<unit>month|quarter|year)(?:'s)?[ -]end\b", _end, ("end",)),
    Rule(
        rf"(?:at )?(?:the )?(?P<edge>end|start) of {MONTH}\b(?:,? (?P<y>\d{{4}})(?![\d:]))?",
        _edge_of_month,
        ("end of", "start of"),
    ),
    Rule(
        r"(?:the )?(?:eod|cob|end of (?:the )?(?:business )?day|(?:close|end) of business)\b"
        r"(?: on(?= ))?"
        r"|(?:the )?end of (?:the )?(?=today|tomorrow|mon|tue|wed|thu|fri|sat|sun)",
        _end_of_day,
        ("eod", "cob", "end of", "close of"),
    ),
    Rule(
        rf"(?:on )?(?:the )?(?P<nth>1st|1nth|last) day of {_WHICH}(?P<unit>week|quarter|year)\b",
        _edge_day,
        ("day of",),
    ),
    Rule(
        rf"(?:on )?(?:the )?(?P<nth>\d{{1,2}}{ORDINAL}|last) (?P<what>{'|'.join(WEEKDAYS)}|day)"
        + _OF_MONTH,
        _nth,
        ("st ", "nd ", "rd ", "th "),
    ),
)
