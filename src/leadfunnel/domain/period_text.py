"""Periods as people type them: 2026, 2026-12, 2026-Q4, 12月, 本季度, next month, A..B."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time

from leadfunnel.domain import calendar
from leadfunnel.domain.calendar import Period
from leadfunnel.errors import N_, UnreadableError

_NUMBERS = {"一": 1, "二": 2, "三": 3, "四": 4, **{str(digit): digit for digit in range(1, 5)}}
_KINDS = {
    **dict.fromkeys(("day", "天", "日"), "day"),
    **dict.fromkeys(("week", "周", "週", "星期"), "week"),
    **dict.fromkeys(("month", "月", "个月", "個月"), "month"),
    **dict.fromkeys(("quarter", "季", "季度"), "quarter"),
    **dict.fromkeys(("year", "年"), "year"),
}
_SIDES = {
    **dict.fromkeys(("this", "", "本", "这", "這", "这个", "這個", "今"), 0),
    **dict.fromkeys(("next", "下", "下个", "下個", "明"), 1),
    **dict.fromkeys(("last", "上", "上个", "上個", "去"), -1),
}
_RELATIVE = re.compile(
    f"({'|'.join(sorted(filter(None, _SIDES), key=len, reverse=True))})?"
    f"({'|'.join(sorted(_KINDS, key=len, reverse=True))})"
)


class BadPeriod(UnreadableError):
    """The text names no period."""

    code = "bad_period"
    message = N_("Cannot read {text} as a period.")
    hint = N_("Write 2026, 2026-12, 2026-Q4, 本季度, next month, or 2026-01-01..2026-03-31.")


def read_period(text: str, today: date, week_start: int = 0) -> Period:
    """Return the days a text names; raise BadPeriod, or BackwardSpan where they are swapped."""
    word = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).lower()
    first, dots, last = word.partition("..")
    try:
        if dots:
            return calendar.span(date.fromisoformat(first), date.fromisoformat(last))
        found = _dated(word, today) or _relative(word, today, week_start) or _said(text, today)
    except (ValueError, OverflowError):
        found = None
    if found is None:
        raise BadPeriod(text=text[:40])
    return found


def _dated(word: str, today: date) -> Period | None:
    if match := re.fullmatch("([0-9]{4})-([0-9]{2})-([0-9]{2})", word):
        return calendar.day_period(date(*map(int, match.groups())))
    if match := re.fullmatch("([0-9]{4})年?", word):
        return calendar.year_period(date(int(match[1]), 1, 1))
    if match := re.fullmatch("([0-9]{4})[-/年]([0-9]{1,2})月?(?:份)?", word):
        return calendar.month_period(date(int(match[1]), int(match[2]), 1))
    if match := re.fullmatch("([0-9]{1,2})月(?:份)?", word):
        return calendar.month_period(date(today.year, int(match[1]), 1))
    match = re.fullmatch("(?:([0-9]{4})[-年]?)?(?:q([1-4])|第?([一二三四1-4])季度?)", word)
    if match:
        quarter = _NUMBERS[match[2] or match[3]]
        return calendar.quarter_period(date(int(match[1] or today.year), 3 * quarter, 1))
    return None


def _said(text: str, today: date) -> Period | None:
    """Return the one day that a text names as promises do: 12月底, end of March, 11月20日.

    Where the one behind and the one ahead are as near, it is the one ahead.
    """
    from leadfunnel.domain.moment import read_day, read_moment
    from leadfunnel.domain.moment_part import AmbiguousMoment, UnreadableMoment

    noon = datetime.combine(today, time(12))
    try:
        return calendar.day_period(read_day(text, noon, day=today))
    except AmbiguousMoment:
        moment = read_moment(text, noon, day=today)
        return calendar.day_period(moment.day)
    except UnreadableMoment:
        return None


def _relative(word: str, today: date, week_start: int) -> Period | None:
    match = _RELATIVE.fullmatch(word)
    if not match or (match[2] in ("天", "日", "年") and not match[1]):
        return None
    return _beside(_KINDS[match[2]], _SIDES[match[1] or ""], today, week_start)


def _beside(kind: str, side: int, today: date, week_start: int) -> Period:
    """Return the period around today, the one before or the one after."""
    found = around(kind, today, week_start)
    if side < 0:
        return calendar.previous(found, kind)
    return found if side == 0 else around(kind, date.fromordinal(found.last.toordinal() + 1))


def around(kind: str, day: date, week_start: int = 0) -> Period:
    """Return the day, week, month, quarter or year around a day."""
    if kind == "week":
        return calendar.week_period(day, week_start)
    make = {
        "day": calendar.day_period,
        "month": calendar.month_period,
        "quarter": calendar.quarter_period,
        "year": calendar.year_period,
    }
    return make[kind](day)
