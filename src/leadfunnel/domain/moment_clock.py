"""Times of day said in English, in the form that `moment_words.plain` gives them."""

from __future__ import annotations

from datetime import time
from re import Match

from leadfunnel.domain.moment_days import days_later
from leadfunnel.domain.moment_part import (
    AFTERNOON,
    DEFAULT_HOURS,
    EVENING,
    Clock,
    DayPart,
    ImpossibleMoment,
    Notation,
    Part,
    Reference,
    Rule,
)

_AT = "(?:at |(?<=\\w )for (?=[\\d:.]+ ?[ap]m))?(?:about )?"

_DAY_PARTS = {
    "morning": DayPart(range(1, 12), DEFAULT_HOURS["morning"]),
    "noon": DayPart(range(12, 13), DEFAULT_HOURS["noon"]),
    "lunch": DayPart(range(11, 15), DEFAULT_HOURS["noon"]),
    "lunchtime": DayPart(range(11, 15), DEFAULT_HOURS["noon"]),
    "afternoon": AFTERNOON,
    "evening": EVENING,
    "night": DayPart(range(18, 25), DEFAULT_HOURS["evening"]),
    "tonight": EVENING,
    "am": DayPart(range(12), time(9)),
    "pm": DayPart(range(12, 24), time(15)),
}
_FRACTIONS = {"half": 30, "quarter": 15}
# Before these a bare hour is a time: 8 tonight, 9 tomorrow morning.
_PART_FOLLOWS = (
    r"(?=,? (?:(?:at )?lunchtime|in the (?:morning|afternoon|evening|night)|at (?:night|noon)"
    r"|tonight|last night|(?:this|today|tomorrow|yesterday|mon|tue|wed|thu|fri|sat|sun)"
    r" (?:morning|afternoon|evening|night))\b)"
)


def _part_of_day(match: Match[str], ref: Reference) -> Part:
    day = days_later(ref, -1 if match["shift"] == "last" else 0)
    part = _DAY_PARTS[match["part"] or "tonight"]
    return Part(days=iter((day,)), fixed=day, day_part=part)


def _day_part(match: Match[str], ref: Reference) -> Part | None:
    """Read a part of the day; "tomorrow lunch" may go on as "tomorrow lunch box"."""
    if match["part"] == "lunch" and not match[0].startswith("at ") and not ref.whole:
        return None
    return Part(day_part=_DAY_PARTS[match["part"]])


def _half_day(match: Match[str], _: Reference) -> Part:
    return Part(day_part=_DAY_PARTS[match["half"] or match["early"]])


def _early(_: Match[str], __: Reference) -> Part:
    """Read "early" before a morning, whose usual time is early already."""
    return Part()


def _first_thing(match: Match[str], _: Reference) -> Part:
    if "morning" in match.string.replace(match[0], ""):
        return Part()
    return Part(day_part=_DAY_PARTS["morning"])


def _half_day_clock(match: Match[str], ref: Reference) -> Part:
    hour = int(match["h"])
    if not (12 < hour < 24 and match["min"] and match["half"] == "p"):
        hour = _hour_of_day(hour, match["half"], ref)
    return Part(clock=Clock(hour, int(match["min"] or 0), int(match["s"] or 0)))


def _hour_of_day(hour: int, half: str, ref: Reference) -> int:
    if not 1 <= hour <= 12:
        raise ImpossibleMoment(text=ref.text)
    return hour % 12 + (12 if half == "p" else 0)


def _bare_hour(match: Match[str], _: Reference) -> Part | None:
    said = match["at"] or match["clock"] or match["near"] is not None
    return Part(clock=Clock(int(match["h"]), notation=Notation.BARE)) if said else None


def _last_hour(match: Match[str], ref: Reference) -> Part | None:
    """Read "tonight 8", where nothing follows that might be counted."""
    return Part(clock=Clock(int(match["h"]), notation=Notation.BARE)) if ref.whole else None


def _spelled_clock(match: Match[str], ref: Reference) -> Part | None:
    """Read "ten forty" as 10:40 is read, if it was spelled and nothing follows to be counted."""
    spelled = ref.whole and not any(char.isdecimal() for char in ref.text)
    return _spaced_clock(match, ref) if spelled else None


def _spaced_clock(match: Match[str], _: Reference) -> Part:
    return Part(clock=Clock(int(match["h"]), int(match["min"]), notation=Notation.COLON))


def _closed_clock(match: Match[str], ref: Reference) -> Part | None:
    """Read "at 1530" as 15:30 is read, where no street follows that has this number.

    "Around 1530" is read too, but "around 2030" may be a year.
    """
    hour = match["h"]
    is_year = match["at"] is None and hour in ("19", "20")
    if is_year or not (ref.whole or match["unit"]):
        return None
    padded = len(hour) == 2 and hour[0] == "0"
    notation = Notation.PADDED if padded else Notation.COLON
    return Part(clock=Clock(int(hour), int(match["min"]), notation=notation))


def _letter_clock(match: Match[str], _: Reference) -> Part | None:
    """Read 15h30; but 1h30 alone is rather an hour and a half."""
    hour = int(match["h"])
    if not match["at"] and hour < 13:
        return None
    return Part(clock=Clock(hour, int(match["min"]), notation=Notation.COLON))


def _minutes(match: Match[str]) -> int:
    if match["n"] and match["quarters"]:
        return 15 * int(match["n"])
    return _FRACTIONS.get(match["fraction"]) or int(match["n"])


def _counted_clock(match: Match[str], ref: Reference) -> Part | None:
    """Read half past 3, quarter to 4pm, 20 min to noon."""
    minutes = _minutes(match)
    hour, named = match["h"], match["named"]
    if minutes >= 60 or (hour and int(hour) > 24):
        raise ImpossibleMoment(text=ref.text)
    exact = bool(named or match["half"] or hour == "0")
    if match["bare"] is not None and not exact:
        return None
    base = {"noon": 12, "midnight": 24}[named] if named else int(hour)
    if match["half"]:
        base = _hour_of_day(base, match["half"], ref)
    total = 60 * base + (minutes if match["way"] in ("past", "after") else -minutes)
    if total < 0 or total >= 1440 or (named == "midnight" and match["way"] != "to"):
        return None
    if exact or total >= 780:
        return Part(clock=Clock(*divmod(total, 60)))
    return Part(clock=Clock(total // 60 or 12, total % 60, notation=Notation.BARE))


def _midnight(_: Match[str], __: Reference) -> Part:
    return Part(clock=Clock(0, notation=Notation.MIDNIGHT))


RULES = (
    Rule(
        r"(?:(?P<shift>this|last) )(?P<part>morning|noon|afternoon|evening|night)\b|tonight\b",
        _part_of_day,
        ("this ", "last ", "tonight"),
    ),
    Rule(
        r"(?:in the |in |on the |during the |at )?(?P<part>morning|afternoon|evening|night)\b"
        "(?: of(?= the))?",
        _day_part,
        ("morning", "afternoon", "evening", "night"),
    ),
    Rule(
        _AT + r"(?:12 ?(?=noon))?(?P<part>noon|lunchtime|(?<=at )lunch|(?<=\w )lunch\Z)\b",
        _day_part,
        ("noon", "lunch"),
    ),
    Rule(
        r"(?:(?<=\w )|(?<=, ))(?P<half>[ap]m)\b|(?P<early>[ap]m)(?= ?\d)", _half_day, ("am", "pm")
    ),
    Rule(
        r"early (?:in the |(?:on )?(?=(?:tomorrow|mon|tue|wed|thu|fri|sat|sun) ))?"
        r"(?=(?:[a-z]+ )?morning\b)",
        _early,
        ("early ",),
    ),
    Rule(r"1(?:st|nth) thing(?: in the morning)?(?: on(?= ))?\b", _first_thing, ("thing",)),
    Rule(r"(?:at |about )?(?:12 )?midnight\b(?: on(?= ))?", _midnight, ("midnight",)),
    Rule(
        _AT + r"(?P<h>\d{1,2})(?:(?:[: .]| ?h ?)?(?P<min>[0-5]\d)(?:[:.](?P<s>[0-5]\d))?)?"
        r"(?P<half>[ap])m\b",
        _half_day_clock,
        ("am", "pm"),
    ),
    Rule(
        r"(?:(?P<at>at (?:about )?)|about )?(?P<h>\d{1,2})(?P<clock> ?o'clock\b)?(?P<near>"
        + _PART_FOLLOWS
        + r")?(?![\d:]|\.\d| ?[ap]m\b| (?:min|hour|day|week|fortnight|month|year)\b)",
        _bare_hour,
        ("at ", "clock", "lunch", "night", "morning", "noon", "evening"),
    ),
    Rule(
        r"(?<=(?:ing|oon|ght) )(?:about )?(?P<h>\d{1,2})\Z",
        _last_hour,
        ("morning", "afternoon", "evening", "night"),
    ),
    Rule(
        r"at (?:about )?(?P<h>\d{1,2}) (?P<min>[0-5]\d)(?![\d:]| ?[ap]m\b| [a-z]+ (?:ago|later))",
        _spaced_clock,
        ("at ",),
    ),
    Rule(r"(?P<h>[1-9]|1[0-5]) (?P<min>[1-5]\d)\Z", _spelled_clock),
    Rule(
        r"(?:(?P<at>at )(?:about )?|\Aabout )"
        r"(?P<h>\d{1,2})(?P<min>[0-5]\d)(?P<unit> ?(?:hour|h))?\b",
        _closed_clock,
        ("at ", "about "),
    ),
    Rule(r"(?P<at>)(?P<h>0\d)(?P<min>[0-5]\d)(?P<unit> ?hour)\b", _closed_clock, ("hour",)),
    Rule(r"(?P<at>at )?(?P<h>\d{1,2})h(?P<min>[0-5]\d)(?!\w)", _letter_clock, ("h",)),
    Rule(
        _AT + r"(?:(?:a )?(?P<fraction>half(?= past)|quarter)"
        r"|(?P<n>\d{1,2})(?: min|(?P<quarters>(?<=3) quarter)|(?= past)"
        r"|(?P<bare>)(?<=15|20|25))) (?P<way>past|after|to|before) "
        r"(?:(?P<h>\d{1,2})(?:(?P<half>[ap])m| ?o'clock)?"
        r"|(?P<named>noon|midnight))\b(?![:.]\d)",
        _counted_clock,
        ("past ", " to ", "after ", "before "),
    ),
)
