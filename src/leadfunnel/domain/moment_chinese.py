"""Moments said in Chinese, in the form that `moment_text.normalised` gives them."""

from __future__ import annotations

import re
from datetime import timedelta
from re import Match

from leadfunnel.domain.moment_chinese_days import RULES as DAYS
from leadfunnel.domain.moment_chinese_days import SHIFT, WEEKDAY, quarter_end, shift, weekday_number
from leadfunnel.domain.moment_chinese_times import RULES as TIMES
from leadfunnel.domain.moment_days import (
    calendar_day,
    days_later,
    minutes_later,
    month_end,
    months_later,
    seconds_later,
    span_later,
    week_day,
)
from leadfunnel.domain.moment_part import AmbiguousMoment, Part, Reference, Rule, Sense, on
from leadfunnel.domain.moment_text import FIGURES, number

# Months, days and minutes of every unit, and of its half where one speaks of it; longest first.
_UNITS = {
    "年": ((12, 0, 0), (6, 0, 0)),
    "季度": ((3, 0, 0), None),
    "月": ((1, 0, 0), (0, 15, 0)),
    "周": ((0, 7, 0), None),
    "天": ((0, 1, 0), None),
    "小时": ((0, 0, 60), (0, 0, 30)),
    "刻钟": ((0, 0, 15), None),
    "分": ((0, 0, 1), None),
}
_ORDER = tuple(_UNITS)
_COUNTED = ("季度", "周", "月", "小时")
_NAMED = ("季度", "月")  # without 个, 二月 and 二季度 are names
_PIECE = (
    rf"(?P<n>半|{FIGURES})(?P<point>\.5)?(?P<counter>个)?(?P<middle>半)?"
    "(?P<unit>[天周月年]|季度|小时|刻钟|分)(?:(?<=分)钟)?(?P<end>半)?"
)
_AMOUNT = "(?P<amount>[0-9零一二三四五六七八九十百半个天周月季度年小时刻钟分.]+)"


def _amount(match: Match[str], ref: Reference) -> Part | None:
    """Read 3天后, 5天前, 一周内, 一年零三个月后 and 过两天."""
    passing, tail = match["passing"], match["tail"] or ""
    if not (passing or tail) or (passing and tail and not tail.endswith("后")):
        return None
    total = _total(match["amount"])
    if total is None or not any(total):
        return None
    months, days, minutes = (-part if tail.endswith("前") else part for part in total)
    deadline = tail.endswith("内")
    if minutes:
        return Part(exact=span_later(ref, months, days, minutes), deadline=deadline)
    later = months_later(ref, months, days) if months else days_later(ref, days)
    return Part(days=iter((later,)), deadline=deadline)


def _weekday_weeks_later(match: Match[str], ref: Reference) -> Part:
    """Read 两周后的周二 where that week's Tuesday is also the first from that day on."""
    later = days_later(ref, 7 * number(match["n"]))
    ahead = weekday_number(match["day"]) - later.weekday()
    in_week, coming = later + timedelta(days=ahead), later + timedelta(days=ahead % 7)
    if in_week != coming:
        raise AmbiguousMoment(text=ref.text, readings=f"{in_week} / {coming}")
    return on(coming)


def _seconds(match: Match[str], ref: Reference) -> Part:
    """Read 30秒后 and 5秒前."""
    seconds = number(match["n"])
    return Part(exact=seconds_later(ref, -seconds if match["way"] == "前" else seconds))


def _total(said: str) -> tuple[int, int, int] | None:
    """Return the months, days and minutes of 一年零三个月 or 两小时三十分钟."""
    pieces = list(re.finditer(_PIECE, said))
    units = [_ORDER.index(piece["unit"]) for piece in pieces]
    values = [_value(piece) for piece in pieces]
    if "".join(piece[0] for piece in pieces) != said or sorted(set(units)) != units:
        return None
    known = [value for value in values if value]
    if len(known) < len(values):
        return None
    months, days, minutes = (sum(column) for column in zip(*known, strict=True))
    return months, days, minutes


def _value(piece: Match[str]) -> tuple[int, ...] | None:
    unit, counter, half_alone = piece["unit"], piece["counter"], piece["n"] == "半"
    halves = half_alone + sum(bool(piece[name]) for name in ("point", "middle", "end"))
    if (counter and unit not in _COUNTED) or (piece["middle"] and not counter) or halves > 1:
        return None
    if unit in _NAMED and not (counter or half_alone):
        return None
    whole, half = _UNITS[unit]
    if halves and half is None:
        return None
    count = 0 if half_alone else number(piece["n"])
    added = half if halves and half else (0, 0, 0)
    return tuple(count * part + more for part, more in zip(whole, added, strict=True))


def _end_of_period(match: Match[str], ref: Reference) -> Part | None:
    """Read 本周内, 下个月内, 年内: a deadline on the last day."""
    if ref.sense is not Sense.AHEAD:
        return None
    unit, count = match["unit"], shift(match["shift"])
    if unit == "周":
        end = week_day(ref, count, 6)
    elif unit == "月":
        end = month_end(ref, count)
    elif unit == "季":
        end = quarter_end(ref, count)
    else:
        end = calendar_day(ref, ref.day.year + count, 12, 31)
    return Part(days=iter((end,)), deadline=True)


def _now(_: Match[str], ref: Reference) -> Part:
    return Part(exact=minutes_later(ref, 0))


def _just_now(_: Match[str], ref: Reference) -> Part | None:
    return Part(exact=minutes_later(ref, 0)) if ref.sense is Sense.BEHIND else None


def _deadline(_: Match[str], ref: Reference) -> Part | None:
    return Part(deadline=True) if ref.sense is Sense.AHEAD else None


RULES = (
    Rule(r"\A(?:现在|此刻|此时|当前)\Z", _now, "现此前"),
    Rule(r"\A刚[才刚]\Z", _just_now, "刚"),
    *DAYS,
    *TIMES,
    Rule(
        f"(?P<passing>再?过)?{_AMOUNT}(?<=[天周月度年时钟分半])(?P<tail>[之以过]?后|[之以]?[前内])?",
        _amount,
        "过后前内",
    ),
    Rule(f"(?:再?过)?(?P<n>{FIGURES})个?周[之以]?后的?{WEEKDAY}", _weekday_weeks_later, "周"),
    Rule(f"(?P<n>{FIGURES})秒钟?[之以]?(?P<way>[后前])", _seconds, "秒"),
    Rule(f"(?:{SHIFT}|今)(?P<unit>[周月季年])度?[之以]?内\\Z", _end_of_period, "内"),
    Rule(r"\A(?P<shift>)(?P<unit>[月季年])度?[之以]?内\Z", _end_of_period, "内"),
    Rule(r"\A(?:最[晚迟]|不晚于|截[止至]到?|赶在)", _deadline, "最不截赶"),
    Rule(
        r"(?<=.)(?<![前后])[之以]?前(?:\Z|(?=,(?:[今明]天|[0-9]+天后)\Z))|(?<=[天日])[之以]?内\Z",
        _deadline,
        "前内",
    ),
)
