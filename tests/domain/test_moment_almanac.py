"""Festivals, lunar days and working days among the moments, on days known to be sharp."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadfunnel.adapters.almanac import almanac
from leadfunnel.domain.moment import (
    AmbiguousMoment,
    Moment,
    RecurringMoment,
    leading_moment,
    read_day,
    read_moment,
)
from leadfunnel.domain.workdays import MOST_DAYS, OwnDays
from leadfunnel.errors import UnreadableError

SUNDAY = datetime.fromisoformat("2026-11-22T10:00")
CHINA = almanac("CN")
AHEAD = """
农历八月十五=2027-09-15;阴历八月十五=2027-09-15;農曆八月十五=2027-09-15;农历8月15=2027-09-15
腊月廿三=2027-01-30;臘月廿三=2027-01-30;正月初五=2027-02-10;八月初五=2027-09-05
大年三十=2027-02-05;除夕=2027-02-05;年三十=2027-02-05;闰六月初一=2036-07-23
农历2027年八月十五=2027-09-15;2027年农历八月十五=2027-09-15;明年农历八月十五=2027-09-15
农历2033年闰十一月初一=2033-12-22;lunar 08-15=2027-09-15;lunar 2033-L11-01=2033-12-22
元旦=2027-01-01;春节=2027-02-06;过年=2027-02-06;元宵=2027-02-20;元宵节=2027-02-20
清明=2027-04-05;端午=2027-06-09;端午節=2027-06-09;七夕=2027-08-08;中秋=2027-09-15
重阳=2027-10-08;国庆=2027-10-01;國慶節=2027-10-01;十一=2027-10-01;五一=2027-05-01
劳动节=2027-05-01;六一=2027-06-01;儿童节=2027-06-01;三八=2027-03-08;妇女节=2027-03-08
七一=2027-07-01;教师节=2027-09-10;双十一=2027-11-11;双11=2027-11-11;雙十二=2026-12-12
618=2027-06-18;平安夜=2026-12-24;圣诞=2026-12-25;聖誕節=2026-12-25;情人节=2027-02-14
母亲节=2027-05-09;父亲节=2027-06-20;感恩节=2026-11-26;万圣节=2027-10-31;冬至=2026-12-22
腊八=2027-01-15;北方小年=2027-01-30;南方小年=2027-01-31;立春=2027-02-04
new year's day=2027-01-01;new year's eve=2026-12-31;christmas=2026-12-25;xmas=2026-12-25
christmas eve=2026-12-24;valentine's day=2027-02-14;valentine’s day=2027-02-14
easter=2027-03-28;good friday=2027-03-26;easter monday=2027-03-29;thanksgiving=2026-11-26
black friday=2026-11-27;cyber monday=2026-11-30;halloween=2027-10-31;mother's day=2027-05-09
mothers' day=2027-05-09;father's day=2027-06-20;labor day=2027-05-01;st patrick's day=2027-03-17
martin luther king day=2027-01-18;chinese new year=2027-02-06;chinese new year's eve=2027-02-05
mid-autumn festival=2027-09-15;dragon boat festival=2027-06-09;national day=2027-10-01
winter solstice=2026-12-22;4th of july=2027-07-04;fourth of july=2027-07-04
黑色星期五=2026-11-27;黑五=2026-11-27;网络星期一=2026-11-30
明年春节=2027-02-06;2027年春节=2027-02-06;今年圣诞=2026-12-25;今年除夕=2027-02-05
下个中秋节=2027-09-15;christmas next year=2027-12-25;christmas 2027=2027-12-25
this christmas=2026-12-25;next year's easter=2027-03-28;next easter=2027-03-28
中秋节晚上8点=2027-09-15T20:00;圣诞节的下午3点=2026-12-25T15:00;christmas at noon=2026-12-25T12:00
christmas eve 8pm=2026-12-24T20:00;国庆第二天上午10点=2027-10-02T10:00
国庆前三天=2027-09-28;国庆前3天=2027-09-28;国庆节后三天=2027-10-04;大年初三=2027-02-08;大年初五晚上8点=2027-02-10T20:00;圣诞第二天=2026-12-26
中秋前一天=2027-09-14;国庆后两周=2027-10-15;圣诞当天=2026-12-25;圣诞前夕=2026-12-24
the day before christmas=2026-12-24;2 days after easter=2027-03-30
the day after thanksgiving=2026-11-27
a week before christmas=2026-12-18;after christmas=2026-12-26;圣诞后=2026-12-26
圣诞前=2026-12-24 by;before christmas=2026-12-24 by;by christmas=2026-12-25 by;节前=2026-12-31 by
三个工作日后=2026-11-25;3个工作日后=2026-11-25;3个工作日内=2026-11-25 by;过三个工作日=2026-11-25
下个工作日=2026-11-23;下一个工作日=2026-11-23;下个月第一个工作日=2026-12-01
本月最后一个工作日=2026-11-30;5个工作日后下午3点=2026-11-27T15:00
in 3 working days=2026-11-25;3 business days from now=2026-11-25
within 5 business days=2026-11-27 by
next working day=2026-11-23;next business day=2026-11-23;first working day of next month=2026-12-01
last business day of the month=2026-11-30
"""
# Read on another day than the Sunday: the working days of 2026 are known in full.
KNOWN = {
    ("2026-09-28T10:00", "国庆后"): "2026-10-08",
    ("2026-10-03T10:00", "国庆后"): "2026-10-08",
    ("2026-10-03T10:00", "节后"): "2026-10-08",
    ("2026-10-03T10:00", "国庆后第一个工作日"): "2026-10-08",
    ("2026-09-28T10:00", "过完国庆"): "2026-10-08",
    ("2026-09-28T10:00", "国庆前"): "2026-09-30 by",
    ("2026-09-24T10:00", "中秋后"): "2026-09-28",
    ("2026-09-24T10:00", "节后"): "2026-09-28",
    ("2026-02-01T10:00", "春节前"): "2026-02-14 by",
    ("2026-02-01T10:00", "春节后"): "2026-02-24",
    ("2026-02-20T10:00", "年后"): "2026-02-24",
    ("2026-02-13T10:00", "下个工作日"): "2026-02-14",
    ("2026-02-13T10:00", "两个工作日后"): "2026-02-24",
    ("2026-02-27T10:00", "next working day"): "2026-02-28",
    ("2026-09-30T10:00", "in 2 working days"): "2026-10-09",
    ("2026-09-28T10:00", "after national day"): "2026-10-08",
    ("2026-09-01T10:00", "10月第一个工作日"): "2026-10-08",
    ("2026-10-05T10:00", "中秋节"): "2027-09-15",
    ("2026-09-25T10:00", "中秋节"): "2026-09-25",
    ("2026-09-25T20:30", "中秋节晚上8点"): "2027-09-15T20:00",
    ("2025-07-01T10:00", "闰六月初一"): "2025-07-25",
    ("2025-01-01T10:00", "除夕"): "2025-01-28",
    ("2026-01-10T10:00", "大年三十"): "2026-02-16",
    ("2023-01-01T10:00", "腊八"): "2024-01-18",
}
UNSURE = """
小年=ambiguous_when;明年除夕=ambiguous_when;next christmas=ambiguous_when
memorial day=festival_by_country;independence day=festival_by_country
今年中秋=past_when;去年中秋=past_when;last christmas=past_when
八月十五=unreadable_when;初五=unreadable_when;中秋左右=unreadable_when;节日=unreadable_when;国庆后第二天=unreadable_when
农历十三月初一=impossible_when;农历八月三十一=impossible_when;农历2025年腊月三十=impossible_when
农历2026年闰六月初一=impossible_when;0个工作日后=impossible_when;3个工作日=unreadable_when
农历2100年正月初一=lunar_out_of_range;农历1899年正月初一=lunar_out_of_range
99999个工作日后=too_many_workdays;in 999999999 working days=too_many_workdays
第九十个工作日=unreadable_when;下个月第九十个工作日=impossible_when;每周一=recurring_when
"""
BY_REGION = {
    ("US", "mother's day"): "2027-05-09",
    ("GB", "mother's day"): "2027-03-07",
    ("IE", "母亲节"): "2027-03-07",
    ("FR", "mother's day"): "festival_by_country",
    ("TW", "父亲节"): "2027-08-08",
    ("AU", "father's day"): "2027-09-05",
    ("US", "labor day"): "2027-09-06",
    ("GB", "labour day"): "festival_by_country",
    ("US", "五一"): "2027-05-01",
    ("TW", "国庆"): "2027-10-10",
    ("US", "national day"): "festival_by_country",
    ("US", "independence day"): "2027-07-04",
    ("US", "memorial day"): "2027-05-31",
    ("CA", "thanksgiving"): "2027-10-11",
    ("TW", "儿童节"): "2027-04-04",
    ("US", "中秋"): "2027-09-15",
    ("US", "节后"): "unreadable_when",
    ("US", "in 3 working days"): "2026-11-25",
}


def entries(table: str) -> list[tuple[str, str]]:
    found = [entry.rsplit("=", 1) for entry in table.strip("\n").replace("\n", ";").split(";")]
    return [(text, told) for text, told in found]


def outcome(text: str, now: datetime, region: str = "CN", *, past: bool = False) -> str:
    try:
        moment = read_moment(text, now, past=past, almanac=almanac(region))
    except UnreadableError as error:
        return error.code
    return moment.iso() + (" by" if moment.deadline else "")


@pytest.mark.parametrize(("text", "told"), entries(AHEAD))
def test_reads_the_next_one_ahead(text: str, told: str) -> None:
    assert outcome(text, SUNDAY) == told


@pytest.mark.parametrize(("said", "told"), KNOWN.items())
def test_reads_around_the_holidays(said: tuple[str, str], told: str) -> None:
    now, text = said
    assert outcome(text, datetime.fromisoformat(now)) == told


@pytest.mark.parametrize(("text", "code"), entries(UNSURE))
def test_refuses_what_is_not_sure(text: str, code: str) -> None:
    assert outcome(text, SUNDAY) == code


@pytest.mark.parametrize(("said", "told"), BY_REGION.items())
def test_goes_by_the_region(said: tuple[str, str], told: str) -> None:
    region, text = said
    assert outcome(text, SUNDAY, region) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [("中秋", "2026-09-25"), ("去年圣诞", "2025-12-25"), ("last christmas", "2025-12-25"),
     ("3个工作日前", "2026-11-18"), ("3 working days ago", "2026-11-18"),
     ("上个工作日", "2026-11-20"), ("国庆后", "2026-10-08"), ("国庆前三天", "2026-09-28"),
     ("国庆前", "unreadable_when"), ("3个工作日内", "unreadable_when")],
)  # fmt: skip
def test_reads_what_has_happened(text: str, told: str) -> None:
    assert outcome(text, SUNDAY, past=True) == told


def test_a_report_reads_the_days_of_this_year() -> None:
    assert read_day("中秋", SUNDAY, almanac=CHINA) == date(2026, 9, 25)
    with pytest.raises(AmbiguousMoment) as caught:
        read_day("圣诞", SUNDAY, almanac=CHINA)
    assert caught.value.values["readings"] == "2025-12-25 / 2026-12-25"


def test_small_new_year_names_both_days() -> None:
    with pytest.raises(AmbiguousMoment) as caught:
        read_moment("小年", SUNDAY, almanac=CHINA)
    assert caught.value.values["readings"] == "2027-01-30 / 2027-01-31"


def test_a_year_without_published_days_is_said() -> None:
    unknown = read_moment("国庆后", SUNDAY, almanac=CHINA)
    assert (unknown.day, "2027" in unknown.remark) == (date(2027, 10, 8), True)
    assert not read_moment("三个工作日后", SUNDAY, almanac=CHINA).remark
    legal = read_moment("first working day of january", SUNDAY, almanac=CHINA)
    assert legal.day == date(2027, 1, 4)


def test_the_end_of_a_month_on_a_day_off_is_kept_and_said() -> None:
    october = datetime.fromisoformat("2026-10-20T10:00")
    assert read_moment("月底", october, almanac=CHINA).remark == "a day off"
    assert read_moment("eom", october, almanac=CHINA).remark == "a day off"
    assert read_moment("月底", SUNDAY, almanac=CHINA) == Moment(date(2026, 11, 30), None)
    assert not read_moment("周六", october, almanac=CHINA).remark


def test_own_days_come_before_the_official_ones() -> None:
    own = OwnDays({date(2026, 11, 23): ""}, frozenset([date(2026, 11, 28)]), frozenset([2027]))
    mine = almanac("CN", own)
    assert read_moment("下个工作日", SUNDAY, almanac=mine).day == date(2026, 11, 24)
    assert read_moment("五个工作日后", SUNDAY, almanac=mine).day == date(2026, 11, 28)
    assert not read_moment("国庆后", SUNDAY, almanac=mine).remark


def test_the_words_after_a_festival_are_the_note() -> None:
    moment, used = leading_moment(["中秋节", "晚上8点", "送月饼"], SUNDAY, almanac=CHINA)
    assert (moment.iso(), used) == ("2027-09-15T20:00", 2)
    with pytest.raises(RecurringMoment) as caught:
        leading_moment(["every", "monday", "call", "back"], SUNDAY, almanac=CHINA)
    assert caught.value.values["text"] == "every monday"


@given(st.dates(date(2004, 1, 1), date(2026, 12, 31)), st.integers(-60, 60))
def test_counting_working_days_counts_each_once(day: date, count: int) -> None:
    workdays = CHINA.workdays
    end = workdays.counted(day, count)
    between = (date.fromordinal(n) for n in range(*_span(day, end)))
    assert sum(map(workdays.works, between)) == abs(count)
    assert count == 0 or workdays.works(end)
    assert abs(count) <= MOST_DAYS


def _span(day: date, end: date) -> tuple[int, int]:
    if end >= day:
        return day.toordinal() + 1, end.toordinal() + 1
    return end.toordinal(), day.toordinal()


PIECES = (
    *("农历", "八月", "十五", "初五", "中秋", "国庆", "节", "后", "前", "三", "天", "工作日", "个"),
    *("明年", "下个月", "第一个", "晚上8点", "除夕", "过完", "闰", "每", "周一", "every", "day"),
    *("after", "before", "christmas", "easter", "next", "working", "in", "3", "lunar", "08-15"),
)


@given(st.lists(st.sampled_from(PIECES), max_size=7), st.booleans())
def test_what_is_read_lies_on_the_side_that_is_meant(pieces: list[str], past: bool) -> None:
    for text in ("".join(pieces), " ".join(pieces)):
        try:
            moment = read_moment(text, SUNDAY, past=past, almanac=CHINA)
        except UnreadableError:
            continue
        assert moment.day <= SUNDAY.date() if past else moment.day >= SUNDAY.date()
