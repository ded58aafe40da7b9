"""Days said in English, in the form that `moment_words.plain` gives them."""

from __future__ import annotations

from datetime import timedelta
from re import Match

from leadfunnel.domain.moment_days import (
    calendar_day,
    days_later,
    full_year,
    minutes_later,
    month_day,
    near_month_day,
    near_weekday,
    near_year_day,
    week_day,
)
from leadfunnel.domain.moment_part import (
    AmbiguousMoment,
    Part,
    Reference,
    Rule,
    Sense,
    UnreadableMoment,
    on,
)
from leadfunnel.domain.moment_words import MONTH, MONTHS, ORDINAL, WEEKDAY, WEEKDAYS

_SHIFTS = {"last": -1, "this": 0, "next": 1}

_NAMED_DAYS = {"yesterday": -1, "today": 0, "tomorrow": 1}
_DAY = rf"(?P<d>\d{{1,2}}){ORDINAL}?\.?"
_COUNTED_WEEKDAYS = (  # "2 mon later" may as well be two months later
    f"(?P<day>mon(?=s|days)|{'|'.join(WEEKDAYS[1:])})(?:s|days|sdays|nesdays|rsdays|urdays)?"
)
_YEAR = (
    r"(?:(?:{gap}|[-/.])(?P<y>\d{{4,}})|,? ?'(?P<yy>\d\d)|,? (?P<bare>[7-9]\d)"
    r"|,? (?:of )?(?P<year>next|this|last) year\b)?(?![\d:])"
)
_YEAR_AFTER_DAY, _YEAR_AFTER_MONTH = _YEAR.format(gap=",? |,"), _YEAR.format(gap=",? ?")


def _deadline(_: Match[str], ref: Reference) -> Part | None:
    return Part(deadline=True) if ref.sense is Sense.AHEAD else None


def _latest(match: Match[str], ref: Reference) -> Part | None:
    """Read "friday latest", which in front of a note may be "friday: latest price"."""
    return _deadline(match, ref) if ref.whole or match[0] != "latest" else None


def _now(_: Match[str], ref: Reference) -> Part:
    return Part(exact=minutes_later(ref, 0))


def _named_day(match: Match[str], ref: Reference) -> Part:
    return on(days_later(ref, _NAMED_DAYS[match["named"]]))


def _next_day(_: Match[str], ref: Reference) -> Part | None:
    """Read "next day", which in front of a note may be about something else."""
    return on(days_later(ref, 1)) if ref.whole else None


def _weekday(match: Match[str], ref: Reference) -> Part:
    weekday = WEEKDAYS.index(match["day"])
    shift = match["after"] or match["shift"]
    if shift is None:
        return Part(days=near_weekday(ref, weekday), weekday=True)
    day = week_day(ref, _SHIFTS[shift], weekday)
    named_week = match["week"] or match["after"]
    if shift == "this" and ref.sense is Sense.AHEAD and day <= ref.day and not named_week:
        coming = day + timedelta(days=7)
        raise AmbiguousMoment(text=ref.text, readings=f"{day} / {coming}")
    if shift == "last" and not named_week and weekday < ref.day.weekday():
        latest = day + timedelta(days=7)
        raise AmbiguousMoment(text=ref.text, readings=f"{day} / {latest}")
    return on(day)


def _weekday_beyond(match: Match[str], ref: Reference) -> Part:
    """Read "monday of the week after next" and "monday week", in front of a note only the first."""
    weekday = WEEKDAYS.index(match["day"])
    if match["beyond"] != "week":
        return on(week_day(ref, 2, weekday))
    if match.end() == len(match.string) and not ref.whole:
        raise UnreadableMoment(text=ref.text)
    return on(days_later(ref, 7 + (weekday - ref.day.weekday()) % 7))


def _close_weekday(match: Match[str], ref: Reference) -> Part:
    """Read "this coming friday" and "this past friday"; today's own weekday may mean either."""
    ahead = (WEEKDAYS.index(match["day"]) - ref.day.weekday()) % 7
    if match["close"] == "past":
        return on(days_later(ref, ahead - 7))
    if ahead == 0:
        readings = f"{ref.day} / {days_later(ref, 7)}"
        raise AmbiguousMoment(text=ref.text, readings=readings)
    return on(days_later(ref, ahead))


def _weekdays_from_now(match: Match[str], ref: Reference) -> Part:
    """Count from tomorrow on: on a friday, the first friday from now is the next."""
    ahead = (WEEKDAYS.index(match["day"]) - ref.day.weekday() - 1) % 7 + 1
    return on(days_later(ref, ahead + 7 * (int(match["n"]) - 1)))


def _weekend(match: Match[str], ref: Reference) -> Part | None:
    if ref.sense is not Sense.AHEAD:
        return None
    return on(week_day(ref, 1, 5) if match["next"] else max(ref.day, week_day(ref, 0, 5)))


def _next_alone(match: Match[str], ref: Reference) -> Part:
    count = 1 if match["unit"] else 2
    unit = match["unit"] or match["skipped"]
    return on(week_day(ref, count, 0) if unit == "week" else month_day(ref, count, 1))


def _month_date(match: Match[str], ref: Reference) -> Part | None:
    month, day = MONTHS.index(match["month"]) + 1, int(match["d"])
    if match["bare"] and not (ref.whole and match["bare"] in ref.text):
        return None  # "june nineteen eighty" is a month
    if year := _said_year(match, ref):
        return on(calendar_day(ref, year, month, day))
    return Part(days=near_year_day(ref, month, day))


def _said_year(match: Match[str], ref: Reference) -> int | None:
    """Return the year of a match, if one was said: 2027, '27 or next year."""
    if match["year"]:
        return ref.day.year + _SHIFTS[match["year"]]
    if short := match["yy"] or match["bare"]:
        return full_year(ref, short)
    return int(match["y"]) if match["y"] else None


def _year_first(match: Match[str], ref: Reference) -> Part:
    month = MONTHS.index(match["month"]) + 1
    return on(calendar_day(ref, int(match["y"]), month, int(match["d"])))


def _dashed_date(match: Match[str], ref: Reference) -> Part:
    month = MONTHS.index(match["month"]) + 1
    return on(calendar_day(ref, full_year(ref, match["y"]), month, int(match["d"])))


def _day_of_month(match: Match[str], ref: Reference) -> Part | None:
    """Read "the 15th"; a spelled ordinal in front of other words may count something else."""
    if shift := match["before"] or match["of"]:
        return on(month_day(ref, _SHIFTS[shift], int(match["d"])))
    if match["spelled"] and not (match["in_month"] or (ref.whole and match["the"])):
        return None
    return Part(days=near_month_day(ref, int(match["d"])))


def _plain_day_of_month(match: Match[str], ref: Reference) -> Part | None:
    if not (ref.whole or match["sure"]):
        return None
    return Part(days=near_month_day(ref, int(match["d"])))


_WEEKDAY_SIGNS = tuple(WEEKDAYS)

RULES = (
    Rule(
        r"\A(?:by|before|until|due(?: by| on)?|no later than|not later than|on or before) ",
        _deadline,
        ("by", "before", "until", "due", "later than"),
    ),
    Rule(r"(?:at the )?latest\Z", _latest, ("latest",)),
    Rule(
        r"(?<=\w )(?:by|before|until) (?=(?:about )?\d|noon|midnight|end of|eod|cob)",
        _deadline,
        (" by ", " before ", " until "),
    ),
    Rule(r"\A(?:right |just )?now\Z", _now, ("now",)),
    Rule("(?P<named>yesterday|today|tomorrow)\\b", _named_day, ("yesterday", "today", "tomorrow")),
    Rule(r"(?:the )?next day\b", _next_day, ("next day",)),
    Rule(
        r"(?:on )?(?:(?P<shift>next|this|last) (?P<week>week(?:'s)? )?(?:on )?)?"
        + WEEKDAY
        + r"(?:(?: of| in| from)? (?P<after>next|this|last) week\b)?",
        _weekday,
        _WEEKDAY_SIGNS,
    ),
    Rule(
        "(?:on )?" + WEEKDAY + r"(?:(?: of| in)? the)? (?P<beyond>week after next|week)\b",
        _weekday_beyond,
        ("week",),
    ),
    Rule(
        r"(?:on )?(?:this |the )?(?P<close>coming|upcoming|past) " + WEEKDAY,
        _close_weekday,
        ("coming", "past"),
    ),
    Rule(
        rf"(?:in )?(?P<n>[1-9]) {_COUNTED_WEEKDAYS} (?:from (?:now|today)|later)\b",
        _weekdays_from_now,
        ("from", "later"),
    ),
    Rule(
        r"(?:on |at |over )?(?:the |this |coming |this coming |(?P<next>next ))?weekend\b",
        _weekend,
        ("weekend",),
    ),
    Rule(
        r"\A(?:the )?(?:next (?P<unit>week|month)|(?P<skipped>week|month) after next)\Z",
        _next_alone,
        ("next",),
    ),
    Rule(
        rf"(?:on )?{MONTH}(?![a-z])[.,]?[ /-]?(?:the )?{_DAY}{_YEAR_AFTER_DAY}", _month_date, MONTHS
    ),
    Rule(
        rf"(?:on )?(?:the )?{_DAY}(?: ?of)?[ /-]?{MONTH}(?![a-z]){_YEAR_AFTER_MONTH}",
        _month_date,
        MONTHS,
    ),
    Rule(
        rf"(?:on )?(?P<y>(?:19|20|21)\d\d)[ ,/-]{{1,2}}{MONTH}[ /-]{_DAY}(?![\d:])",
        _year_first,
        MONTHS,
    ),
    Rule(rf"(?:on )?(?P<d>\d{{1,2}})([-/]){MONTH}\2(?P<y>\d\d)(?![\d:])", _dashed_date, MONTHS),
    Rule(
        r"(?:on |for (?=the ))?(?:(?P<before>next|this|last) month,? (?:on )?)?"
        r"(?P<the>the )?(?P<d>\d{1,2})"
        r"(?:(?P<spelled>nth)|st|nd|rd|th)\b"
        r"(?:(?: of)? (?P<of>next|this|last) month|(?P<in_month> of the month))?\b",
        _day_of_month,
        ("st", "nd", "rd", "th"),
    ),
    Rule(
        r"(?:(?P<sure>on the|(?<=[a-z]{3} )the)|on|the|for the) (?P<d>\d{1,2})"
        r"(?![\d:./]| ?[ap]m| (?:min|hour|day|week|month|year))",
        _plain_day_of_month,
        ("the ", "on "),
    ),
)
