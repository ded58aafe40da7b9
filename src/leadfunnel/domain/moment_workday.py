"""Moments counted in working days: 三个工作日后, in 3 working days, the first one of a month."""

from __future__ import annotations

from datetime import date
from re import Match

from leadfunnel.domain.calendar import last_of_month
from leadfunnel.domain.moment_days import month_day, month_end, near_year_day
from leadfunnel.domain.moment_lunar import almanac_of, nearest
from leadfunnel.domain.moment_part import ImpossibleMoment, Part, Reference, Rule, Sense, on
from leadfunnel.domain.moment_text import NUMBER, number
from leadfunnel.domain.record import replace
from leadfunnel.domain.sentence import Phrase
from leadfunnel.errors import N_

_COUNTS = (
    *("one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
_ORDINALS = {"1nth": 1, "1st": 1, "2nth": 2, "2nd": 2, "3nth": 3, "3rd": 3, "last": -1}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY = r"(?:work(?:ing)?[ -]?|business )days?\b"


def remark(day: date, counted: bool, ref: Reference) -> Phrase | str:
    """Return what is to be said about a day: that it is only a guess, or that nobody works then.

    A day `counted` in working days is a guess in a year whose official days off are not known.
    """
    workdays = almanac_of(ref).workdays
    unknown = [one.year for one in (ref.day, day) if not workdays.knows(one)]
    if counted and unknown:
        text = N_("the days off of {year} are not published: only weekends and holidays left out")
        return Phrase(text, year=unknown[-1])
    return "" if counted or workdays.works(day) else Phrase(N_("a day off"))


def _chinese_count(match: Match[str], ref: Reference) -> Part | None:
    tail, passing = match["tail"] or "", match["passing"]
    if not (tail or passing) or (passing and tail and not tail.endswith("后")):
        return None
    count = number(match["n"])
    return _counted(ref, -count if tail.endswith("前") else count, tail.endswith("内"))


def _english_count(match: Match[str], ref: Reference) -> Part | None:
    sign, tail = (match["sign"] or "").strip(), (match["tail"] or "").strip()
    if bool(sign) == bool(tail):
        return None
    word = match["n"]
    count = _COUNTS.index(word) + 1 if word in _COUNTS else 1 if word in ("a", "an") else int(word)
    back = sign == "-" or tail == "ago"
    return _counted(ref, -count if back else count, sign == "within")


def _counted(ref: Reference, count: int, deadline: bool = False) -> Part | None:
    if deadline and ref.sense is not Sense.AHEAD:
        return None
    if count == 0:
        raise ImpossibleMoment(text=ref.text)
    day = almanac_of(ref).workdays.counted(ref.day, count)
    return Part(days=iter((day,)), deadline=deadline, workdays=True)


def _next(match: Match[str], ref: Reference) -> Part | None:
    back = match["back"] is not None
    return _counted(ref, -1 if back else 1)


def _chinese_nth(match: Match[str], ref: Reference) -> Part:
    place = -1 if match["nth"] == "最后一" else number(match["nth"][1:])
    if match["m"]:
        return _near_month(ref, number(match["m"]), place)
    shift = match["shift"] or ""
    return _of_month(ref, shift.count("下") - shift.count("上"), place)


def _english_nth(match: Match[str], ref: Reference) -> Part:
    place = _ORDINALS[match["nth"]]
    if match["month"]:
        return _near_month(ref, _MONTHS.index(match["month"][:3]) + 1, place)
    return _of_month(ref, {"next ": 1, "last ": -1}.get(match["shift"] or "", 0), place)


def _of_month(ref: Reference, months: int, place: int) -> Part:
    day = _in_month(ref, month_day(ref, months, 1), month_end(ref, months), place)
    return replace(on(day), workdays=True)


def _near_month(ref: Reference, month: int, place: int) -> Part:
    firsts = [next(near_year_day(replace(ref, sense=Sense.BEHIND), month, 1))]
    firsts = [
        first.replace(year=firsts[0].year + more) for first in firsts for more in (-1, 0, 1, 2)
    ]
    days = [_in_month(ref, first, last_of_month(first.year, month), place) for first in firsts]
    return replace(nearest(ref, days), workdays=True)


def _in_month(ref: Reference, first: date, last: date, place: int) -> date:
    found = almanac_of(ref).workdays.in_span(first, last, place)
    if found is None:
        raise ImpossibleMoment(text=ref.text)
    return found


RULES = (
    Rule(
        f"(?P<passing>再?过)?(?P<n>{NUMBER})[个個]?工作[日天](?P<tail>(?:之|以)?[后前内])?",
        _chinese_count,
        "工",
    ),
    Rule("(?:下一?[个個]?|(?P<back>上一?[个個]?))工作日", _next, "工"),
    Rule(
        f"(?:(?P<m>{NUMBER})月份?|(?P<shift>这[个個]?|本|下下[个個]?|下[个個]?|上[个個]?)月)"
        f"的?(?P<nth>第{NUMBER}|最后一)[个個]?工作日",
        _chinese_nth,
        "工",
    ),
    Rule(
        r"(?P<sign>in |within |[+-] ?)?(?P<n>\d{1,9}|an?|" + "|".join(_COUNTS) + f") {_DAY}"
        r"(?P<tail> ago| later| from now)?",
        _english_count,
    ),
    Rule(rf"(?:on )?(?:the )?(?:next|(?P<back>last|previous)) {_DAY}(?! of)", _next),
    Rule(
        rf"(?:on )?(?:the )?(?P<nth>{'|'.join(_ORDINALS)}) {_DAY} (?:of|in) "
        r"(?:(?:the |(?P<shift>this |next |last ))?month|(?P<month>"
        + "|".join(_MONTHS)
        + r")[a-z]*)\b",
        _english_nth,
    ),
)
