"""Moments that name a festival: 中秋节晚上8点, 国庆前三天, 节后, the day before christmas."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from re import Match

from leadfunnel.domain.festivals import FESTIVALS, Festival, day_of, named_in
from leadfunnel.domain.lunar import FIRST_YEAR, LAST_YEAR, LunarDay, LunarOutOfRange, solar_day
from leadfunnel.domain.moment_days import calendar_day
from leadfunnel.domain.moment_lunar import NAMED_YEARS, almanac_of, certain, nearest
from leadfunnel.domain.moment_part import (
    AmbiguousMoment,
    Part,
    Reference,
    Rule,
    Sense,
    UnreadableMoment,
)
from leadfunnel.domain.moment_script import either, simplified
from leadfunnel.domain.moment_text import NUMBER, number
from leadfunnel.domain.record import replace
from leadfunnel.errors import N_

_COUNTS = ("one", "two", "three", "four", "five", "six", "seven")
_ENGLISH_YEARS = {"last": -1, "this": 0, "next": 1}
_SMALL_YEAR = (23, 24)  # 小年 in the north and in the south
_FIRST_OF_YEAR, _EVE = (1, 1), -1
_DAYS_OF_UNIT = {"天": 1, "日": 1, "d": 1, "周": 7, "w": 7}

Shift = Callable[[date], date]


class FestivalByCountry(UnreadableMoment):
    """A festival that every country keeps on a day of its own, and not known for this region."""

    code = "festival_by_country"
    message = N_('"{text}" falls on different days in different countries; not known for {region}.')
    hint = N_("Write the date, e.g. 2026-11-25, or set: leadfunnel config set region US")


def rules(line: str) -> tuple[Rule, ...]:
    """Return a rule for each festival that the line names, and for the holidays as such."""
    plain = simplified(line).replace("'", "")
    found = tuple(
        Rule(_chinese_pattern(name), partial(_chinese, festival))
        if not name.isascii() or name.isdigit()
        else Rule(_english_pattern(name), partial(_english, festival))
        for name, festival in named_in(plain)
    )
    if "节" in plain or "年" in plain:
        found += _HOLIDAYS
    return found


def _chinese_pattern(name: str) -> str:
    return (
        "(?:(?P<near>[去今明后])年|(?P<y>[0-9]{4})年|(?P<next>下一?[个個]))?的?(?P<past>过[完了])?"
        + either(name)
        + "(?:[当當][天日]|那天)?"
        f"(?:的?(?P<dir>[前后])(?P<n>{NUMBER})(?P<unit>[天日]|[个個]?周)"
        "|的?(?P<second>第二天|次日)|(?P<eve>前夕|前夜|前一晚)"
        "|(?:之|以|过)?(?P<after>后)(?:的?第一[个個]工作日|第一天上班|上班第一天|上班)?"
        "|(?:之|以)?(?P<before>前)(?:的?最后一[个個]工作日)?)?(?![0-9])"
    )


def _english_pattern(name: str) -> str:
    return (
        r"(?:on )?(?:the )?(?:(?P<n>\d{1,3}|an?|" + "|".join(_COUNTS) + r") "
        r"(?P<unit>d|w)(?:ays?|eeks?) (?P<dir>before|after) "
        r"|(?P<one>day) (?P<way>before|after) |(?P<edge>before|after) )?(?:the )?"
        r"(?:(?P<shift>this|next|last|coming) (?P<year>year'?s )?)?"
        + either(name)
        + r"(?:,? (?:in |of )?(?P<y>\d{4})(?![\d:])|,? (?P<late>this|next|last) year)?(?![a-z'])"
    )


def _chinese(festival: Festival, match: Match[str], ref: Reference) -> Part | None:
    shift, edge = _chinese_shift(match)
    year = int(match["y"]) if match["y"] else None
    if match["near"]:
        year = ref.day.year + NAMED_YEARS[match["near"]]
    if match["past"] and edge:
        return None
    return _part(festival, ref, year, shift, "after" if match["past"] else edge)


def _chinese_shift(match: Match[str]) -> tuple[int, str]:
    if match["n"]:
        count = number(match["n"]) * _DAYS_OF_UNIT[match["unit"][-1]]
        return (count if match["dir"] == "后" else -count), ""
    if match["second"] or match["eve"]:
        return (1 if match["second"] else -1), ""
    return 0, "after" if match["after"] else "before" if match["before"] else ""


def _english(festival: Festival, match: Match[str], ref: Reference) -> Part | None:
    shift = 0
    if match["n"]:
        count = _count(match["n"]) * _DAYS_OF_UNIT[match["unit"]]
        shift = count if match["dir"] == "after" else -count
    if match["one"]:
        shift = 1 if match["way"] == "after" else -1
    named = match["late"] or (match["shift"] if match["year"] or match["shift"] == "this" else None)
    if named == "coming" or (match["shift"] and match["late"]):
        return None
    year = int(match["y"]) if match["y"] else None
    if named:
        year = ref.day.year + _ENGLISH_YEARS[named]
    elif match["shift"] == "next":
        _refuse_doubtful_next(festival, ref)
    elif match["shift"] == "last":
        before = [day for day in _days(festival, ref) if day < ref.day]
        return Part(days=iter([_later(ref, shift, before[-1])])) if before else None
    return _part(festival, ref, year, shift, match["edge"] or "")


def _count(word: str) -> int:
    if word in _COUNTS:
        return _COUNTS.index(word) + 1
    return 1 if word in ("a", "an") else int(word)


def _refuse_doubtful_next(festival: Festival, ref: Reference) -> None:
    """Refuse `next christmas` while this year's is still to come."""
    ahead = [day for day in _days(festival, ref) if day >= ref.day]
    if len(ahead) > 1 and ahead[0].year == ref.day.year:
        raise AmbiguousMoment(text=ref.text, readings=f"{ahead[0]} / {ahead[1]}")


def _part(
    festival: Festival, ref: Reference, year: int | None, shift: int, edge: str
) -> Part | None:
    if edge == "before" and ref.sense is not Sense.AHEAD:
        return None
    moved = _edge(festival, ref, edge) if edge else partial(_later, ref, shift)
    if year is None:
        part = nearest(ref, [moved(day) for day in _days(festival, ref)])
    else:
        part = certain(ref, [moved(day) for day in _in_year(festival, ref, year)])
    if not edge:
        return part
    told = replace(part, deadline=edge == "before")
    return replace(told, workdays=True) if festival.off else told


def _later(ref: Reference, days: int, day: date) -> date:
    try:
        later = day + timedelta(days=days)
    except OverflowError:
        later = date.min
    return calendar_day(ref, later.year, later.month, later.day)


def _edge(festival: Festival, ref: Reference, edge: str) -> Shift:
    """Return how to come from the festival to the working day beside its official holiday.

    A festival without one has nothing beside it but the days before and after.
    """
    sign = 1 if edge == "after" else -1
    if festival.off is None:
        return partial(_later, ref, sign)
    workdays = almanac_of(ref).workdays
    first, last = festival.off if almanac_of(ref).region == "CN" else (0, 0)

    def beside(day: date) -> date:
        known = workdays.years is not None and workdays.knows(day)
        usual = 0 if known else last if sign > 0 else first
        return workdays.counted(day + timedelta(days=usual), sign)

    return beside


def _rule(festival: Festival, ref: Reference) -> str:
    region = almanac_of(ref).region
    rule = festival.rule_in(region)
    if rule is None:
        raise FestivalByCountry(text=ref.text, region=region)
    return rule


def _days(festival: Festival, ref: Reference) -> list[date]:
    """Return the festival's days from the year before last to two years on, in order."""
    rule, almanac = _rule(festival, ref), almanac_of(ref)
    years = range(ref.day.year - 2, ref.day.year + 3)
    if rule[0] in "Lt":
        years = range(max(years[0], FIRST_YEAR), min(years[-1], LAST_YEAR) + 1)
        if not years:
            raise LunarOutOfRange()
    return [day_of(rule, year, almanac) for year in years if 1900 <= year < 9999]


def _in_year(festival: Festival, ref: Reference, year: int) -> list[date]:
    """Return the day in a year; at the turn of the lunar year two may be meant."""
    calendar_day(ref, year, 1, 1)
    rule, almanac = _rule(festival, ref), almanac_of(ref)
    days = [day_of(rule, year, almanac)]
    if festival.crosses_year and year > FIRST_YEAR:
        before = day_of(rule, year - 1, almanac)
        days += [before] if before.year == year else []
    return days


def _holiday(match: Match[str], ref: Reference) -> Part | None:
    """Read 节后 and 节前: beside the holiday that is on or comes next."""
    edge = "after" if match["edge"] == "后" else "before"
    if edge == "before" and ref.sense is not Sense.AHEAD:
        return None
    if ref.sense is not Sense.AHEAD or almanac_of(ref).region != "CN":
        return None
    found = (
        day
        for festival in _official()
        for solar in _days(festival, ref)
        if (day := _edge(festival, ref, edge)(solar)) > ref.day
        or (edge == "before" and day == ref.day)
    )
    part = Part(days=iter([min(found)]), deadline=edge == "before")
    return replace(part, workdays=True)


def _official() -> Iterator[Festival]:
    return (
        festival
        for festival in FESTIVALS
        if festival.off and not festival.chinese.startswith("十一")
    )


def _after_new_year(_: Match[str], ref: Reference) -> Part | None:
    """Read 年后 and 过完年: after the Spring Festival."""
    spring = next(festival for festival in FESTIVALS if "春节" in festival.names)
    return _part(spring, ref, None, 0, "after")


def _small_year(_: Match[str], ref: Reference) -> Part:
    """Refuse 小年, which the north keeps a day before the south."""
    moon = almanac_of(ref).moon
    days = [
        nearest(
            ref, [day for year in _around(ref) if (day := solar_day(moon, LunarDay(year, 12, at)))]
        )
        for at in _SMALL_YEAR
    ]
    readings = " / ".join(str(next(part.days)) for part in days if part.days)
    raise AmbiguousMoment(text=ref.text, readings=readings)


def _around(ref: Reference) -> range:
    return range(max(FIRST_YEAR, ref.day.year - 2), min(LAST_YEAR, ref.day.year + 2) + 1)


_HOLIDAYS = (
    Rule(
        r"\A[节節](?P<edge>[前后])(?:(?:的?第一|最后一)[个個]工作日|第一天上班|上班第一天|上班)?",
        _holiday,
        "节節",
    ),
    Rule(r"\A(?:年后|过[完了]年)(?:以?后)?(?:上班)?(?![0-9])", _after_new_year, "年"),
    Rule("(?:[今明]年)?小年(?:夜|当天|那天)?", _small_year, "小"),
)
