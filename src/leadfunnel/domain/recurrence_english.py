"""Recurring moments said in English: daily, every other friday, every month on the 15th."""

from __future__ import annotations

import re
from re import Match

from leadfunnel.domain.record import replace
from leadfunnel.domain.recurrence import WEEKDAYS, Recurrence
from leadfunnel.domain.recurrence_text import Form, Saying

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_COUNTS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}
_ORDINALS |= {"1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_UNITS = {"day": "DAILY", "week": "WEEKLY", "month": "MONTHLY", "year": "YEARLY"}
_DAY = (
    r"(?:mon(?:day)?|tue(?:s|sday)?|wed(?:s|nesday)?|thu(?:r|rs|rsday)?|fri(?:day)?"
    r"|sat(?:urday)?|sun(?:day)?)s?\b\.?"
)
_DAYS = f"(?P<days>{_DAY}(?:(?:, ?(?:and )?| ?/ ?| and | ?& ?){_DAY})*)"
_MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_OF = r"(?: of (?:the |each |every )?month)?"
_DAY_OF_MONTH = (
    r"(?:(?P<d>\d{1,2})(?:st|nd|rd|th)\b(?: and (?:the )?(?P<d2>\d{1,2})(?:st|nd|rd|th)\b)?"
    rf"|(?P<nth>{'|'.join(_ORDINALS)}) "
    rf"(?:(?P<whole>day)|(?P<work>(?:working|business) day)|(?P<weekday>{_DAY})))"
)
_ON = f"(?:,? on)?(?: the)? {_DAY_OF_MONTH}"


def _daily(_: Match[str], saying: Saying) -> Recurrence:  # noqa: ARG001 - called with both
    return Recurrence("DAILY")


def _working(match: Match[str], saying: Saying) -> Recurrence | None:
    if "weekday" in match[0]:
        return Recurrence("WEEKLY", days=WEEKDAYS[:5])
    return Recurrence("DAILY", workday=1) if saying.almanac else None


def _interval(match: Match[str]) -> int:
    if match["other"]:
        return 2
    word = match["n"]
    return 1 if not word else int(word) if word.isdigit() else _COUNTS.index(word) + 1


def _plain(match: Match[str], saying: Saying) -> Recurrence:
    freq = _UNITS[match["unit"]]
    return _counted(freq, _interval(match), saying)


def _counted(freq: str, interval: int, saying: Saying) -> Recurrence:
    """Return a rule that says no day, and so is counted from today."""
    found = Recurrence(freq, interval)
    if freq == "DAILY":
        return replace(found, start=saying.day) if interval > 1 else found
    if freq == "WEEKLY":
        return replace(found, days=(saying.weekday(),))
    found = replace(found, month_days=(saying.day.day,))
    return replace(found, month=saying.day.month) if freq == "YEARLY" else found


def _named(match: Match[str], saying: Saying) -> Recurrence:
    word = match["word"]
    if word == "quarterly" or word.endswith("quarter"):
        return _counted("MONTHLY", 3, saying)
    if word == "fortnightly" or word.endswith("fortnight"):
        return _counted("WEEKLY", 2, saying)
    freq = {"d": "DAILY", "w": "WEEKLY", "m": "MONTHLY"}.get(word[0], "YEARLY")
    return _counted(freq, 1, saying)


def _weekly(match: Match[str], _: Saying) -> Recurrence:
    return Recurrence("WEEKLY", _interval(match), _weekdays(match["days"]))


def _weekdays(text: str) -> tuple[str, ...]:
    found = {_NAMES.index(word[:3]) for word in re.findall(r"[a-z]{3,}", text) if word != "and"}
    return tuple(WEEKDAYS[day] for day in sorted(found))


def _monthly(match: Match[str], saying: Saying) -> Recurrence | None:
    found = Recurrence("MONTHLY", _interval(match))
    if match["d"]:
        days = {int(day) for day in (match["d"], match["d2"]) if day}
        return replace(found, month_days=tuple(sorted(days)))
    nth = _ORDINALS[match["nth"]]
    if match["whole"]:
        return replace(found, month_days=(nth,))
    if match["work"]:
        return replace(found, workday=nth) if saying.almanac else None
    return replace(found, days=(f"{nth}{_weekdays(match['weekday'])[0]}",))


def _yearly(match: Match[str], _: Saying) -> Recurrence:
    month = _MONTHS.index(match["month"]) + 1
    return Recurrence("YEARLY", month=month, month_days=(int(match["d"]),))


def _festival(match: Match[str], saying: Saying) -> Recurrence | None:
    from leadfunnel.domain.recurrence_festival import yearly

    return yearly(match["name"], saying)


_EVERY = rf"(?:every|each) (?:(?:(?P<n>\d{{1,9}}|{'|'.join(_COUNTS)})|(?P<other>other|second)) )?"
FORMS = (
    Form(r"(?:every|each) (?:weekday|working day|business day|workday)\b|weekdays\b", _working),
    Form(r"everyday\b", _daily),
    Form(
        r"(?P<word>daily|weekly|monthly|quarterly|yearly|annually|fortnightly"
        r"|(?:every|each) (?:quarter|fortnight))$",
        _named,
    ),
    Form(rf"{_EVERY}(?:weeks? on )?{_DAYS}(?! (?:of|in) )", _weekly),
    Form(rf"(?P<n>)(?P<other>)(?:on |weekly,? on ){_DAYS}(?<=s)(?! of)", _weekly),
    Form(rf"(?P<n>)(?P<other>)weekly,? on {_DAYS}(?! of)", _weekly),
    Form(rf"{_EVERY}months?{_ON}{_OF}", _monthly),
    Form(rf"(?P<n>)(?P<other>)monthly{_ON}{_OF}", _monthly),
    Form(rf"(?:every|each)(?P<n>)(?P<other>){_ON}{_OF}", _monthly),
    Form(rf"(?P<n>)(?P<other>)(?:on )?(?:the )?{_DAY_OF_MONTH} of (?:every|each) month", _monthly),
    Form(
        rf"(?:(?:every|each) year|yearly|annually|every)(?:,? on)?(?: the)? "
        rf"(?:{_MONTH} (?:the )?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?)\b",
        _yearly,
    ),
    Form(
        rf"(?:(?:every|each) year|yearly|annually|every)(?:,? on)?(?: the)? "
        rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {_MONTH}\b",
        _yearly,
    ),
    Form(rf"{_EVERY}(?P<unit>day|week|month|year)s?\b(?! on)", _plain),
    Form(r"(?P<word>daily|weekly|monthly|quarterly|yearly|annually|fortnightly)\b", _named),
    Form(r"(?:every|each)(?: year on)? (?P<name>[a-z' .]+?)(?= at |,| \d|$)", _festival),
)
