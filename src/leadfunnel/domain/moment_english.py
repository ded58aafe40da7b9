"""Moments said in English."""

from __future__ import annotations

from datetime import timedelta
from re import Match

from leadfunnel.domain.moment_days import (
    calendar_day,
    days_later,
    minutes_later,
    month_day,
    month_end,
    near_month_day,
    near_weekday,
    near_year_day,
    shifted,
    week_day,
)
from leadfunnel.domain.moment_part import (
    AFTERNOON,
    EVENING,
    MORNING,
    NOON,
    AmbiguousMoment,
    Clock,
    ImpossibleMoment,
    Notation,
    Part,
    Reference,
    Rule,
    Sense,
    on,
)

_NAMED_DAYS = {
    "day before yesterday": -2,
    "yesterday": -1,
    "today": 0,
    "tomorrow": 1,
    "tmr": 1,
    "tmrw": 1,
    "day after tomorrow": 2,
}
_DAY_PARTS = {
    "morning": MORNING,
    "noon": NOON,
    "midday": NOON,
    "afternoon": AFTERNOON,
    "evening": EVENING,
    "night": EVENING,
}
_PARTS_OF_DAYS = {
    "last night": (-1, EVENING),
    "this morning": (0, MORNING),
    "this afternoon": (0, AFTERNOON),
    "this evening": (0, EVENING),
    "tonight": (0, EVENING),
}
_SHIFTS = {"last": -1, "this": 0, "next": 1}
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NUMBERS = (
    *("one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
_UNITS = {"mi": "minute", "h": "hour", "d": "day", "w": "week", "m": "month", "y": "year"}
_COMPACT = ("d", "w", "m", "mo", "y", "h", "min")
# With these counts people say months; 5m, 10m or 30m may as well be minutes.
_MONTH_COUNTS = (1, 2, 3, 4, 6, 9, 12)

_WEEKDAY = (
    r"(?P<day>mon(?:day)?|tue(?:s|sday)?|wed(?:s|nesday)?|thu(?:r|rs|rsday)?|fri(?:day)?"
    r"|sat(?:urday)?|sun(?:day)?)\b\.?"
)
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<d>\d{1,2})"
_YEAR = r"(?:(?:,? |-)(?P<y>\d{4,}))?(?![\d:])"
_AMOUNT = (
    r"(?P<sign>[+-] ?|in |within )?(?P<n>\d+|half an?|an?|" + "|".join(_NUMBERS) + ")"
    r"(?P<gap> ?)(?P<unit>d|days?|w|wks?|weeks?|mo|months?|m|y|yrs?|years?|h|hrs?|hours?"
    r"|min|mins|minutes?)\b(?P<tail> ago| later| from now)?"
)


def _named_day(match: Match[str], ref: Reference) -> Part:
    return on(days_later(ref, _NAMED_DAYS[match["day"]]))


def _part_of_day(match: Match[str], ref: Reference) -> Part:
    days, day_part = _PARTS_OF_DAYS[match["part"]]
    return Part(days=iter((days_later(ref, days),)), day_part=day_part)


def _weekday(match: Match[str], ref: Reference) -> Part:
    weekday = _WEEKDAYS.index(match["day"][:3])
    shift = match["after"] or match["shift"]
    if shift in (None, "coming"):
        return Part(days=near_weekday(ref, weekday), weekday=True)
    day = week_day(ref, _SHIFTS[shift], weekday)
    if shift == "last" and not (match["week"] or match["after"]) and weekday < ref.day.weekday():
        latest = day + timedelta(days=7)
        raise AmbiguousMoment(text=ref.text, readings=f"{day} / {latest}")
    return on(day)


def _weekend(match: Match[str], ref: Reference) -> Part | None:
    if ref.sense is not Sense.AHEAD:
        return None
    return on(week_day(ref, 1, 5) if match["next"] else max(ref.day, week_day(ref, 0, 5)))


def _next_alone(match: Match[str], ref: Reference) -> Part:
    return on(week_day(ref, 1, 0) if match["unit"] == "week" else month_day(ref, 1, 1))


def _end(match: Match[str], ref: Reference) -> Part:
    unit, shift = match["letter"] or match["unit"][0], 1 if match["next"] else 0
    if unit == "w":
        return on(week_day(ref, shift, 6))
    if unit == "m":
        return on(month_end(ref, shift))
    return on(calendar_day(ref, ref.day.year + shift, 12, 31))


def _amount(match: Match[str], ref: Reference) -> Part | None:
    sign, tail = (match["sign"] or "").strip(), (match["tail"] or "").strip()
    compact = match["n"].isdigit() and not match["gap"] and match["unit"] in _COMPACT
    if (sign and tail) or not (sign or tail or compact):
        return None
    deadline = sign == "within"
    count = -1 if sign == "-" or tail == "ago" else 1
    unit = _UNITS.get(match["unit"][:2]) or _UNITS[match["unit"][0]]
    if match["n"].startswith("half"):
        return _half(ref, unit, count, deadline)
    number = _count(match["n"])
    if match["unit"] == "m" and number not in _MONTH_COUNTS:
        raise AmbiguousMoment(text=ref.text, readings=f"{number}mo / {number}min")
    return shifted(ref, unit, count * number, deadline)


def _count(word: str) -> int:
    if word in _NUMBERS:
        return _NUMBERS.index(word) + 1
    return 1 if word in ("a", "an") else int(word)


def _half(ref: Reference, unit: str, count: int, deadline: bool) -> Part | None:
    if unit == "hour":
        return shifted(ref, "minute", count * 30, deadline)
    return shifted(ref, "month", count * 6, deadline) if unit == "year" else None


def _month_date(match: Match[str], ref: Reference) -> Part:
    month, day = _MONTHS.index(match["month"][:3]) + 1, int(match["d"])
    if match["y"]:
        return on(calendar_day(ref, int(match["y"]), month, day))
    return Part(days=near_year_day(ref, month, day))


def _day_of_month(match: Match[str], ref: Reference) -> Part:
    if shift := match["before"] or match["of"]:
        return on(month_day(ref, _SHIFTS[shift], int(match["d"])))
    return Part(days=near_month_day(ref, int(match["d"])))


def _half_day_clock(match: Match[str], ref: Reference) -> Part:
    hour, minute = int(match["h"]), int(match["min"] or 0)
    if not 1 <= hour <= 12:
        raise ImpossibleMoment(text=ref.text)
    return Part(clock=Clock(hour % 12 + (12 if match["half"] == "p" else 0), minute))


def _bare_hour(match: Match[str], _: Reference) -> Part | None:
    if not (match["at"] or match["clock"]):
        return None
    return Part(clock=Clock(int(match["h"]), notation=Notation.BARE))


def _day_part(match: Match[str], _: Reference) -> Part:
    return Part(day_part=_DAY_PARTS[match["part"]])


def _now(_: Match[str], ref: Reference) -> Part:
    return Part(exact=minutes_later(ref, 0))


def _deadline(_: Match[str], ref: Reference) -> Part | None:
    return Part(deadline=True) if ref.sense is Sense.AHEAD else None


RULES = (
    Rule(r"\A(?:by|before) ", _deadline),
    Rule(r"\A(?:right )?now\Z", _now),
    Rule(r"(?:the )?(?P<day>" + "|".join(_NAMED_DAYS) + r")\b", _named_day),
    Rule(r"(?P<part>" + "|".join(_PARTS_OF_DAYS) + r")\b", _part_of_day),
    Rule(
        r"(?:on )?(?:(?P<shift>next|this|last|coming) (?P<week>week )?(?:on )?)?"
        + _WEEKDAY
        + r"(?: (?P<after>next|this|last) week\b)?",
        _weekday,
    ),
    Rule(r"(?:the |this |(?P<next>next ))?weekend\b", _weekend),
    Rule(r"\Anext (?P<unit>week|month)\Z", _next_alone),
    Rule(
        r"(?:eo(?P<letter>[wmy])|(?:the )?end of (?:the |this |(?P<next>next ))?"
        r"(?P<unit>week|month|year))\b",
        _end,
    ),
    Rule(_AMOUNT, _amount),
    Rule(rf"(?:on )?{_MONTH}[ -]?(?:the )?{_DAY}(?:st|nd|rd|th)?{_YEAR}", _month_date),
    Rule(rf"(?:on )?(?:the )?{_DAY}(?:st|nd|rd|th)?(?: of)?[ -]?{_MONTH}\b{_YEAR}", _month_date),
    Rule(
        r"(?:on )?(?:(?P<before>next|this|last) month (?:on )?)?(?:the )?"
        + _DAY
        + r"(?:st|nd|rd|th)(?: of (?P<of>next|this|last) month)?\b",
        _day_of_month,
    ),
    Rule(
        r"(?:at )?(?P<h>\d{1,2})(?::(?P<min>\d\d))? ?(?P<half>[ap])(?:m\b|\.m\.)", _half_day_clock
    ),
    Rule(r"(?P<at>at )?(?P<h>\d{1,2})(?P<clock> ?o'?clock\b)?(?![\d:]| ?[ap]\.?m\b)", _bare_hour),
    Rule(
        r"(?:in the |at |12 (?=noon))?(?P<part>morning|noon|midday|afternoon|evening|night)\b",
        _day_part,
    ),
)
