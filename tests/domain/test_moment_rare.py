"""Rarer ways of saying a moment, in English and Chinese, and what stays refused beside them."""

from __future__ import annotations

from datetime import datetime

import pytest
from tests.phrases import reading, rows

SUNDAY = datetime.fromisoformat("2026-11-22T10:00:20")
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

AHEAD = """
2026-11-22T10:00:50 = in 30 seconds | 30 seconds from now | 30秒后 | 三十秒钟以后
2026-11-22T10:00:25 = in 5 secs | 5秒后 | 5秒之後
2026-11-22T10:45 = in 45 min
2026-11-22T11:00 = today in one hour | in 1 hour today
2026-11-22T11:00! = in less than an hour
2026-11-22T10:40 = ten forty
2026-11-22T10:45 = ten forty five
2026-11-22T21:45 = three quarters past 9pm | 3 quarters past nine p.m.
2026-11-22T22:10 = 10 H 10 pm | 10h10pm | 10:10 pm
2026-11-22T23:32 = 下午11点32分 | 下午11:32 | 下午十一点三十二
2026-11-22T21:00 = 下午9点 | 下午9:00
2026-11-22T15:14:20 = 3点14分20 | 3点14分20秒 | 下午三点十四分二十秒
2026-11-22T15:30:59 = 下午三点半五十九秒
2026-11-23T08:40 = tomorrow eight forty | eight forty
2026-11-23T12:00 = tomorrow lunch
2026-11-28T09:00 = on saturday for 9am
2026-11-27 = next friday? | next friday! | 下周五？
2026-11-27 = for the 27 | for the 27th | for the twenty seventh
2026-11-24T13:00 = 两天三小时后 | 两天零三小时后 | in 2 days 3 hours
2026-12-22T10:30 = 一个月零三十分钟后
2027-12-25 = 25 december 2027 | december 25, twenty twenty seven | 2027 12 25
2028-01-05 = jan fifth two thousand and twenty eight | 二千零二十八年一月五日 | 两千零二十八年1月5号
2027-11-10 = 明年本月十日 | 明年这个月10号
2045-12-01 = 45年12月1日 | 1-dec-45
ambiguous_when = 65年12月1日 | 1-dec-65 | 1 dec '65 | 12/13/65 | seven thirty | 7:30 | at 5
ambiguous_when = this friday | half past seven
unreadable_when = eight forty boxes | nov 25 45 | 10w | 60w | 100w | 2-5 | 2-15 | 4.22 | 两天三小时
unreadable_when = june nineteen eighty | dec five twenty thirty | dec 5 nineteen forty five
2027-02-15 = 2 / 15
ambiguous_when = 2 / 5 | 两周后的周二 | 两周后周六
2026-12-06 = 两周后的周日 | 再过两周后的周日
unreadable_when = in a second | 30 seconds | 秒后 | 下午11点多 | today in one hour 3pm
"""
BEHIND = """
2026-11-22T09:59:50 = 30 seconds ago | 30秒前
2026-11-01 = 3 weeks ago today
2025-11-23 = a year ago tomorrow
2026-11-20T07:00 = 两天三小时前
2026-11-15 = sunday from last week
2016-06-22 = june twenty-second twenty sixteen | 22nd of june, two thousand and sixteen
1978-09-21 = september the twenty-first nineteen seventy eight
1901-09-10 = september 10, nineteen oh one
2000-09-10 = tenth of september, two thousand | 两千年九月十日
1979-05-27 = may 27 79 | 27th may 79 | may 27 '79 | 27-may-79 | 79年5月27日
2004-08-15 = 两千零四年八月十五号 | 二零零四年八月十五日
2025-11-10 = 去年本月十日
2010-01-29 = 2010 01 29
2026-11-20 = this friday
future_when = in 30 seconds
"""


@pytest.mark.parametrize(("phrase", "expected"), rows(AHEAD))
def test_ahead(phrase: str, expected: str) -> None:
    assert reading(phrase, SUNDAY) == expected


@pytest.mark.parametrize(("phrase", "expected"), rows(BEHIND))
def test_behind(phrase: str, expected: str) -> None:
    assert reading(phrase, SUNDAY, past=True) == expected


def expected_moments() -> list[str]:
    """Return every reading of the tables that is a moment."""
    return sorted({expected for _, expected in rows(AHEAD) + rows(BEHIND) if expected[0] == "2"})


@pytest.mark.parametrize("expected", expected_moments())
def test_the_echo_is_read_as_the_moment(expected: str) -> None:
    shown = expected.removesuffix("!").replace("T", " ")
    at = datetime.fromisoformat(shown)
    past, ahead = shown < SUNDAY.isoformat(" "), (at.date() - SUNDAY.date()).days
    far = {0: "今天", 1: "明天"}.get(ahead, f"{abs(ahead)} 天{'前' if past else '后'}")
    by, before = ("by ", " 前") if expected.endswith("!") else ("", "")
    chinese = f"周{'一二三四五六日'[at.weekday()]} {shown}{before}，{far}"
    assert reading(f"{by}{WEEKDAYS[at.weekday()]} {shown}", SUNDAY, past=past) == expected
    assert reading(chinese, SUNDAY, past=past) == expected
