"""Days said in Chinese: 大后天, 下周三, 月底, 明年3月5号, 十二月的第一个周六."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from re import Match

from leadfunnel.domain.calendar import last_of_month
from leadfunnel.domain.moment_days import (
    calendar_day,
    days_later,
    full_year,
    month_day,
    month_end,
    near_month_day,
    near_month_end,
    near_weekday,
    near_year_day,
    week_day,
)
from leadfunnel.domain.moment_part import ImpossibleMoment, Part, Reference, Rule, Sense, on
from leadfunnel.domain.moment_text import FIGURES, NotANumber, digits, number

_NAMED_DAYS = {"大前": -3, "前": -2, "昨": -1, "今": 0, "明": 1, "后": 2, "大后": 3}
_NAMED_YEARS = {
    "大前": -3,
    "前": -2,
    "去": -1,
    "今": 0,
    "本": 0,
    "明": 1,
    "来": 1,
    "后": 2,
    "大后": 3,
}
_WEEKDAYS = "一二三四五六日"
_REPUBLIC = 1911
_MILLENNIUM = "二千"
_NO_LUNAR_DAY = 31

SHIFT = "(?P<shift>这个?|本|下+个?|上+个?)"
_YEAR = (
    "(?:(?P<year>大?[前后]|[去今本明来])"
    f"|(?P<republic>民国)?(?P<y>(?:{_MILLENNIUM})?{FIGURES}|{_MILLENNIUM}))年[的,]?"
)
_END = "(?![0-9日点时分刻天个年月小:/.]|周(?![一二三四五六日天]))"
_SHORT = f"(?P<short>[0-9]{{1,2}}){_END}"
WEEKDAY = "周(?P<day>[一二三四五六日天]|[1-7](?![0-9]))"


def shift(said: str | None) -> int:
    """Return how many weeks, months or quarters 下下个 or 上个 lies away."""
    return (said or "").count("下") - (said or "").count("上")


def quarter_end(ref: Reference, quarters: int = 0) -> date:
    """Return the last day of the quarter that lies `quarters` from this one."""
    return month_end(ref, 2 - (ref.day.month - 1) % 3 + 3 * quarters)


def _named_day(match: Match[str], ref: Reference) -> Part:
    return on(days_later(ref, _NAMED_DAYS[match["day"]]))


def _weekday(match: Match[str], ref: Reference) -> Part:
    weekday = weekday_number(match["day"])
    if match["shift"]:
        return on(week_day(ref, shift(match["shift"]), weekday))
    return Part(days=near_weekday(ref, weekday), weekday=True)


def weekday_number(said: str) -> int:
    """Return 0 for Monday, said as 一 or 1."""
    return int(said) - 1 if said.isdigit() else _WEEKDAYS.index(said.replace("天", "日"))


def _weekend(match: Match[str], ref: Reference) -> Part | None:
    if ref.sense is not Sense.AHEAD:
        return None
    weeks = shift(match["shift"])
    return on(week_day(ref, weeks, 5) if weeks else max(ref.day, week_day(ref, 0, 5)))


def _next_alone(match: Match[str], ref: Reference) -> Part:
    count = shift(match["shift"])
    return on(week_day(ref, count, 0) if match["unit"] == "周" else month_day(ref, count, 1))


def _edge_of_month(match: Match[str], ref: Reference) -> Part:
    """Read 月底, 3月初, 下个月底 and 明年6月底."""
    is_end = match["edge"] != "初"
    if match["shift"]:
        months = shift(match["shift"])
        return on(month_end(ref, months) if is_end else month_day(ref, months, 1))
    if match["m"] is None:
        return on(month_end(ref)) if is_end else Part(days=near_month_day(ref, 1))
    month = number(match["m"])
    year = _year(match, ref)
    if year is None:
        return Part(days=near_month_end(ref, month) if is_end else near_year_day(ref, month, 1))
    first = calendar_day(ref, year, month, 1)
    return on(last_of_month(first.year, month) if is_end else first)


def _end_of_quarter(match: Match[str], ref: Reference) -> Part:
    """Read 季度末, 下季度末 and 四季度末."""
    if match["nth"]:
        return Part(days=near_month_end(ref, 3 * number(match["nth"])))
    return on(quarter_end(ref, shift(match["shift"])))


def _end_of_year(match: Match[str], ref: Reference) -> Part:
    year = _year(match, ref)
    return on(calendar_day(ref, ref.day.year if year is None else year, 12, 31))


def _month_and_day(match: Match[str], ref: Reference) -> Part | None:
    """Read 3月5号, 明年3月5; without 号, 八月十五 is rather lunar, 一月十五 and 三十一 are not."""
    day = number(match["d"] or match["short"] or match["plain"])
    if match["plain"] and not (match["m"] == "一" or day == _NO_LUNAR_DAY):
        return None
    if match["shift"]:
        return on(month_day(ref, shift(match["shift"]), day))
    month, year = number(match["m"]), _year(match, ref)
    if year is None:
        return Part(days=near_year_day(ref, month, day))
    return on(calendar_day(ref, year, month, day))


def _same_month(match: Match[str], ref: Reference) -> Part:
    """Read 去年本月十日."""
    year = _year(match, ref)
    return on(calendar_day(ref, year or ref.day.year, ref.day.month, number(match["d"])))


def _year(match: Match[str], ref: Reference) -> int | None:
    """Return the year of a match of _YEAR: 明年, 2027年, 二零二七年, 27年, 民国116年."""
    if match["year"]:
        return ref.day.year + _NAMED_YEARS[match["year"]]
    if match["y"] is None:
        return None
    if match["republic"]:
        return _REPUBLIC + number(match["y"])
    if match["y"].startswith(_MILLENNIUM):
        rest = match["y"].removeprefix(_MILLENNIUM)
        return 2000 + (number(rest) if rest else 0)
    figures = digits(match["y"])
    if len(figures) == 2:
        return full_year(ref, figures)
    if len(figures) < 4:
        raise NotANumber
    return int(figures)


def _marked_date(match: Match[str], ref: Reference) -> Part | None:
    """Read 12/5号 and 2026-12-5日, where 号 marks the day; 3-5号 is a range."""
    month, day = int(match["m"]), int(match["d"])
    if match["y"]:
        return on(calendar_day(ref, int(match["y"]), month, day))
    return Part(days=near_year_day(ref, month, day)) if match["mark"] != "-" else None


def _day_of_month(match: Match[str], ref: Reference) -> Part:
    return Part(days=near_month_day(ref, number(match["d"])))


def _nth_weekday(match: Match[str], ref: Reference) -> Part:
    """Read 12月的第一个周六 and 本月最后一个周五."""
    weekday = weekday_number(match["day"])
    nth = number(match["nth"]) if match["nth"] else None
    if match["shift"]:
        first = month_day(ref, shift(match["shift"]), 1)
        return on(_nth(ref, first, nth, weekday))
    month, year = number(match["m"]), _year(match, ref)
    if year is not None:
        return on(_nth(ref, calendar_day(ref, year, month, 1), nth, weekday))
    return Part(days=_near_nth(ref, month, nth, weekday))


def _near_nth(ref: Reference, month: int, nth: int | None, weekday: int) -> Iterator[date]:
    for years in (0, 1 if ref.sense is Sense.AHEAD else -1):
        yield _nth(ref, calendar_day(ref, ref.day.year + years, month, 1), nth, weekday)


def _nth(ref: Reference, first: date, nth: int | None, weekday: int) -> date:
    """Return the nth such weekday of the month, the last one without a number."""
    if nth is None:
        end = last_of_month(first.year, first.month)
        return end - timedelta(days=(end.weekday() - weekday) % 7)
    day = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
    if nth < 1 or day.month != first.month:
        raise ImpossibleMoment(text=ref.text)
    return day


_MONTH = f"(?:{SHIFT}月|(?:{_YEAR})?(?P<m>{FIGURES})月份?)"
_SAME_MONTH = f"(?:{_YEAR})(?:本|这个|同)月(?P<d>{FIGURES})日"

RULES = (
    Rule(
        "(?<!的)(?P<day>大前|大后|前|后|昨|今|明)(?:[天日]|儿个?)",
        _named_day,
        "天日儿",
    ),
    Rule(
        r"(?P<day>[昨今明](?=[早晚晨夜])|\A大?[前后](?=[早晚]))",
        _named_day,
        "早晚晨夜",
    ),
    Rule(f"(?:{SHIFT}(?:周的?)?)?{WEEKDAY}", _weekday, "周"),
    Rule(f"(?:{SHIFT}(?:周的?)?)?周末", _weekend, "末"),
    Rule(r"\A(?P<shift>下+个?)(?P<unit>周|月)\Z", _next_alone, "下"),
    Rule(f"(?:{_MONTH}的?月?|月)(?P<edge>[初底末])", _edge_of_month, "初底末"),
    Rule(
        f"(?:{SHIFT}|第?(?P<nth>[一二三四1-4]))?季度?[底末]",
        _end_of_quarter,
        "季",
    ),
    Rule(f"(?:{_YEAR}年?|年)[底末]", _end_of_year, "底末"),
    Rule(
        f"{_MONTH}的?(?:(?P<d>{FIGURES})日|{_SHORT}|(?P<plain>[一二三四五六七八九十]{{1,3}}+){_END})",
        _month_and_day,
        "月",
    ),
    Rule(_SAME_MONTH, _same_month, "年"),
    Rule(
        "(?:(?P<y>[0-9]{4})[-./])?(?P<m>[0-9]{1,2})(?P<mark>[-./])(?P<d>[0-9]{1,2})日",
        _marked_date,
        "-./",
    ),
    Rule(
        f"{_MONTH}的?(?:第(?P<nth>[一二三四五1-5])个?|最后一?个?)的?{WEEKDAY}",
        _nth_weekday,
        "第最",
    ),
    Rule(f"(?P<d>{FIGURES})日", _day_of_month, "日"),
)
