"""The wording of lunar days."""

from __future__ import annotations

from leadfunnel.domain.birthday import LunarBirthday
from leadfunnel.i18n import _, language

_MONTHS = ("正", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "腊")
_DIGITS = "一二三四五六七八九十"
_LEAP = {"zh-CN": ("闰", "农历", "腊"), "zh-TW": ("閏", "農曆", "臘")}


def lunar_words(found: LunarBirthday) -> str:
    """Return a lunar day in words: lunar 1990-08-15, lunar leap 06-15, 农历八月十五."""
    if language() in _LEAP:
        return _chinese(found)
    year = f"{found.year}-" if found.year else ""
    text = _("lunar leap {date}") if found.leap else _("lunar {date}")
    return text.format(date=f"{year}{found.month:02}-{found.day:02}")


def _chinese(found: LunarBirthday) -> str:
    leap, mark, last = _LEAP[language()]
    year = f"{found.year}年" if found.year else ""
    month = last if found.month == 12 else _MONTHS[found.month - 1]
    return f"{mark}{year}{leap if found.leap else ''}{month}月{_day(found.day)}"


def _day(day: int) -> str:
    if day <= 10:
        return "初" + _DIGITS[day - 1]
    if day in (20, 30):
        return _DIGITS[day // 10 - 1] + "十"
    return ("十", "廿")[day // 10 - 1] + _DIGITS[day % 10 - 1]
