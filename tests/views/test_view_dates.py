"""The echo of days: whether people work on them, and recurring and lunar days in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest
from tests.views import samples
from tests.views.chinese import speak

from leadfunnel.adapters.almanac import almanac
from leadfunnel.domain.birthday import LunarBirthday
from leadfunnel.domain.moment import Moment
from leadfunnel.domain.recurrence import read_rule
from leadfunnel.domain.sentence import Phrase
from leadfunnel.domain.workdays import OwnDays
from leadfunnel.views.dates import echoed, moment_words
from leadfunnel.views.lunar import lunar_words
from leadfunnel.views.recurrences import recurrence_words

CHINA = replace(samples.setting(), almanac=almanac("CN"))
ABROAD = replace(samples.setting(), almanac=almanac("US"))


@pytest.mark.parametrize(
    ("day", "english", "chinese"),
    [
        ("2026-02-28", "Sat 2026-02-28 (workday)", "周六 2026-02-28 班"),
        ("2026-09-25", "Fri 2026-09-25 (off: Mid-Autumn Festival)", "周五 2026-09-25 休(中秋)"),
        ("2026-11-21", "Sat 2026-11-21", "周六 2026-11-21"),
        ("2026-11-25", "Wed 2026-11-25", "周三 2026-11-25"),
        ("2030-10-01", "Tue 2030-10-01", "周二 2030-10-01"),
    ],
)
def test_a_day_is_echoed_with_its_character(day: str, english: str, chinese: str) -> None:
    assert echoed(date.fromisoformat(day), CHINA) == english
    speak("zh-CN")
    assert echoed(date.fromisoformat(day), CHINA) == chinese


def test_elsewhere_days_have_none() -> None:
    assert echoed(date(2026, 9, 25), ABROAD) == "Fri 2026-09-25"
    assert echoed(date(2026, 9, 25), None) == "Fri 2026-09-25"


def test_own_days_are_echoed_too() -> None:
    own = OwnDays({date(2026, 12, 31): "盘点", date(2026, 12, 30): ""}, frozenset(), frozenset())
    mine = replace(CHINA, almanac=almanac("CN", own))
    assert echoed(date(2026, 12, 31), mine) == "Thu 2026-12-31 (off: 盘点)"
    assert echoed(date(2026, 12, 30), mine) == "Wed 2026-12-30 (off)"


def test_a_remark_is_said() -> None:
    moment = Moment(date(2026, 11, 28), time(15), remark=Phrase("a day off"))
    assert moment_words(moment, CHINA) == "Sat 2026-11-28 15:00, in 7 days (a day off)"
    speak("zh-CN")
    assert moment_words(moment, CHINA) == "周六 2026-11-28 15:00，7 天后（这天休息）"


@pytest.mark.parametrize(
    ("rule", "english", "chinese"),
    [
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR;BYHOUR=15;BYMINUTE=0;FROM=2026-11-23",
         "every 2 weeks, Mon, Fri, 15:00", "每 2 周，周一，周五，15:00"),
        ("FREQ=MONTHLY;BYDAY=-1FR", "every month, the last Fri", "每个月，最后一个周五"),
        ("FREQ=MONTHLY;BYMONTHDAY=15", "every month, day 15", "每个月，15 号"),
        ("FREQ=YEARLY;LUNAR=08-15", "every year, lunar 08-15", "每年，农历八月十五"),
        ("FREQ=DAILY;WORKDAY=1", "every working day", None),
        ("FREQ=MONTHLY;WORKDAY=7", "every month, working day no. 7", None),
        ("FREQ=MONTHLY;WORKDAY=-1", "every month, the last working day", None),
        ("FREQ=YEARLY;BYMONTH=8;BYMONTHDAY=8", "every year, month 8, day 8", None),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "every month, the last day", None),
    ],
)  # fmt: skip
def test_recurring_moments_in_words(rule: str, english: str, chinese: str | None) -> None:
    assert recurrence_words(read_rule(rule)) == english
    if chinese:
        speak("zh-CN")
        assert recurrence_words(read_rule(rule)) == chinese


@pytest.mark.parametrize(
    ("day", "english", "simplified", "traditional"),
    [
        (LunarBirthday(8, 15), "lunar 08-15", "农历八月十五", "農曆八月十五"),
        (LunarBirthday(6, 1, True, 2025), "lunar leap 2025-06-01", "农历2025年闰六月初一",
         "農曆2025年閏六月初一"),
        (LunarBirthday(12, 23), "lunar 12-23", "农历腊月廿三", "農曆臘月廿三"),
        (LunarBirthday(1, 10), "lunar 01-10", "农历正月初十", "農曆正月初十"),
        (LunarBirthday(11, 20), "lunar 11-20", "农历十一月二十", "農曆十一月二十"),
        (LunarBirthday(10, 30), "lunar 10-30", "农历十月三十", "農曆十月三十"),
    ],
)  # fmt: skip
def test_lunar_days_in_words(
    day: LunarBirthday, english: str, simplified: str, traditional: str
) -> None:
    assert lunar_words(day) == english
    for language, told in (("zh-CN", simplified), ("zh-TW", traditional)):
        speak(language)
        assert lunar_words(day) == told
