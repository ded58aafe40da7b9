"""Spans of time counted from now or from a day, in the form that `moment_words.plain` gives."""

from __future__ import annotations

import re
from re import Match

from leadfunnel.domain.moment_days import days_later, months_later, seconds_later, span_later
from leadfunnel.domain.moment_part import (
    AmbiguousMoment,
    Part,
    Reference,
    Rule,
    Sense,
    UnreadableMoment,
)

_UNITS = {
    "min": (0, 0, 1),
    "h": (0, 0, 60),
    "hour": (0, 0, 60),
    "d": (0, 1, 0),
    "day": (0, 1, 0),
    "w": (0, 7, 0),
    "week": (0, 7, 0),
    "fortnight": (0, 14, 0),
    "m": (1, 0, 0),
    "mo": (1, 0, 0),
    "month": (1, 0, 0),
    "y": (12, 0, 0),
    "year": (12, 0, 0),
}
# With these counts people say months; 5m, 10m or 30m may as well be minutes.
_MONTH_COUNTS = (1, 2, 3, 4, 6, 9, 12)
_MOST_WEEKS = 8

_UNIT = r"(?:min|month|mo|hour|day|week|fortnight|year|[dwmyh])(?![a-z])"
_TERM = rf"(?:\d+(?: more)? ?|\ban? ){_UNIT}"
_NAMED_DAY = r" (?:yesterday|today|tomorrow)\Z"
_AMOUNT = f"(?P<amount>{_TERM}(?:(?: and |, | )?{_TERM})*)"


def _amount(match: Match[str], ref: Reference) -> Part | None:
    sign, tail = (match["sign"] or "").strip(), (match["tail"] or "").strip()
    if tail == "ago" and re.match(_NAMED_DAY, match.string[match.end() :]):
        return None
    doubled = sign and tail and not (sign == "in" and tail.startswith(("from", "'", "time")))
    if doubled or not (sign or tail) or (tail.endswith("time") and sign != "in"):
        return None
    if tail == "back" and ref.sense is Sense.AHEAD:
        return None
    backward = sign == "-" or tail in ("ago", "back", "before now")
    return _away(match["amount"], ref, -1 if backward else 1, deadline=_is_limit(sign))


def _is_limit(sign: str) -> bool:
    return sign.startswith(("within", "in less")) or sign.endswith("next")


def _seconds(match: Match[str], ref: Reference) -> Part | None:
    if bool(match["sign"]) == bool(match["tail"]):
        return None
    backward = match["tail"] in (" ago", " back")
    return Part(exact=seconds_later(ref, (-1 if backward else 1) * int(match["n"])))


def _compact(match: Match[str], ref: Reference) -> Part | None:
    hours = re.fullmatch("(1[3-9]|2[0-3])h", match["amount"])
    if hours:
        raise AmbiguousMoment(text=ref.text, readings=f"{hours[1]}:00 / +{hours[0]}")
    if _is_other(match["amount"], ref):
        return None
    return _away(match["amount"], ref, 1, deadline=False)


def _is_other(amount: str, ref: Reference) -> bool:
    """Say whether 60w is rather watts, 20w two hundred thousand, and 3m in a note metres."""
    if amount.endswith("w") and amount[:-1].isdecimal():
        return int(amount[:-1]) > _MOST_WEEKS
    return not ref.whole and amount.endswith("m") and amount[:-1].isdecimal()


def _away(amount: str, ref: Reference, sign: int, *, deadline: bool) -> Part:
    months, days, minutes = (sign * count for count in _span(amount, ref))
    if minutes:
        return Part(exact=span_later(ref, months, days, minutes), deadline=deadline)
    if months:
        return Part(days=iter((months_later(ref, months, days),)), deadline=deadline)
    return Part(days=iter((days_later(ref, days),)), deadline=deadline)


def _span(amount: str, ref: Reference) -> tuple[int, int, int]:
    """Return months, days and minutes; an m is a month, but a minute behind an hour.

    Raises UnreadableMoment where a unit comes twice, AmbiguousMoment for 30m.
    """
    months = days = minutes = 0
    before, said = "", set[tuple[int, int, int]]()
    for number, unit in re.findall(rf"(?:(\d+)(?: more)? ?|\ban? )({_UNIT})", amount):
        count = int(number or 1)
        size = _UNITS["min" if unit == "m" and before in ("h", "hour") else unit]
        if unit == "m" and not before and count not in _MONTH_COUNTS:
            raise AmbiguousMoment(text=ref.text, readings=f"{count}mo / {count}min")
        if size in said:
            raise UnreadableMoment(text=ref.text)
        said.add(size)
        months += count * size[0]
        days += count * size[1]
        minutes += count * size[2]
        before = unit
    return months, days, minutes


def _offset(match: Match[str], ref: Reference) -> Part | None:
    """Read "3 days after", "two weeks before", "a week" (on friday) in front of a day."""
    sign = -1 if match["way"] in ("before", "ago") else 1
    months, days, minutes = _span(match["amount"], ref)
    is_whole_weeks = not months and days % 7 == 0
    if minutes or not (match["way"] or is_whole_weeks):
        return None
    return Part(offset=(sign * months, sign * days))


def _next_to(match: Match[str], _: Reference) -> Part:
    return Part(offset=(0, -1 if match["way"] == "before" else 1))


RULES = (
    Rule(
        r"(?P<sign>[+-] ?|in the next |in |within the next |within |in less than "
        r"|over the next |after )?"
        r"(?:about )?"
        + _AMOUNT
        + r"(?P<tail> ago| back| later| hence| from (?:right )?now| from today| before now"
        r"|'?s?'? time)?\b",
        _amount,
        ("+", "-", "in ", "after ", "next ", "ago", "back", "later", "hence", "now", "from"),
    ),
    Rule(
        r"(?P<sign>in )?(?P<n>\d+) (?:secs?|seconds)(?P<tail> ago| back| later| from now)?\b",
        _seconds,
        (" sec",),
    ),
    Rule(r"(?P<amount>(?:\d+(?:min|mo|[dwmyh]) ?)+)(?<! )(?![\w])", _compact),
    Rule(
        _AMOUNT
        + r" (?P<way>from|after|before|ago(?="
        + _NAMED_DAY
        + r")|(?=today|tomorrow|on [mtwfs]))\b",
        _offset,
        ("from ", "after ", "before ", "today", "tomorrow", "yesterday", "on "),
    ),
    Rule(r"(?:the )?day (?P<way>after|before)\b", _next_to, ("day ",)),
)
