from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from leadfunnel.domain.moment import (
    AmbiguousMoment,
    DaysDisagree,
    ImpossibleMoment,
    MomentOutOfRange,
    PastMoment,
    UnreadableMoment,
    read_day,
    read_moment,
)
from leadfunnel.errors import Exit, UnreadableError

MONDAY = datetime.fromisoformat("2026-11-23T10:00")
SATURDAY = datetime.fromisoformat("2026-11-21T10:00")

UNREADABLE = """
|next week 3pm|fri 9|march|2 weeks|in a few days|in 1.5 days|twice a week|asap
tomorrow 3pm 4pm|tonight 3pm|now tomorrow|2026-11-25 10:00-11:00
明天 15:00+08:00|10:00-11:00|11.25|3-4|2026|2026年|11月|3|15|13800138000|8千|8.5|5号楼|3d打印
廿五|国庆后|三个工作日后|农历八月十五|八月十五|腊月廿三|正月十五|十一月廿五|初五|三月三|中秋|除夕
元旦|十一|五一|双十一|3天|下周3点|下周三点|3月后|凌晨|下周前|上午15点|周一到周五|1-2点
10-11点|10-11 点|2-3天后|02-03天后|周8|周10点|晚|早|一早|今夜|半夜|月中|过3天再|周五前台
前周五|周五后|3点后|5日后|下半年|明年|明年初|明年元月|下周三或周四|下周三左右|3点多
周三上午或下午|的明天|明天的|,明天|半天后|半个半月后|半周后|晚上1点|凌晨12点|上午12点|王姐|call her
"""
AMBIGUOUS = {
    "at 3": "03:00 / 15:00",
    "tomorrow at 3": "03:00 / 15:00",
    "3 o'clock": "03:00 / 15:00",
    "fri at 9": "09:00 / 21:00",
    "3:30": "03:30 / 15:30",
    "七点": "07:00 / 19:00",
    "明天7点半": "07:30 / 19:30",
    "8点": "08:00 / 20:00",
    "3/4": "03-04 / 04-03",
    "1/2/2027": "01-02 / 02-01",
    "+5m": "5mo / 5min",
    "+30m": "30mo / 30min",
    "last fri": "2026-11-13 / 2026-11-20",
}
IMPOSSIBLE = """
11月31日|2026-02-30|11-31|02-29|2月29日|31号|32号|0号|feb 29|feb 30|31 nov|13/13|2026-13-01|20261301
25点|10:60|24:30|0am|tomorrow 13pm|2026-00-10|下个月32号|99999999999999999999999999号|13月1日|3月0日
"""
OUT_OF_RANGE = """
999999999d|+999999999d|0000-01-01|10000-01-01|1899-12-31|9999-12-31 24:00|99999999天前|999年前
in 99999999999999999999999999999999999 days|in 99999999999999999999999999999999999 months
in 99999999999999999999999999999999999 minutes|+9999y
999999999999个月后|99999999999小时后|9999999年1月1日
"""
PASSED = """
3 days ago|-1d|yesterday|last night|this morning|morning|in the morning|上周三|5天前|昨天|今天9点
今天 9:59|去年3月1日|2026-01-05|2026-11-20|2026-11-21 09:59|上个月5号|2小时前|nov 25 2000|本周一
"""
HAPPENED = """
昨天=2026-11-20;前天=2026-11-19;大前天=2026-11-18;yesterday=2026-11-20;3 days ago=2026-11-18
3天前=2026-11-18;两周前=2026-11-07;一个月前=2026-10-21;半个月前=2026-11-06;半年前=2026-05-21
上周三=2026-11-11;上上周五=2026-11-06;last wed=ambiguous_when;last sun=2026-11-15;-3d=2026-11-18
wed last week=2026-11-11;last week fri=2026-11-13;周三=2026-11-18;周六=2026-11-21;fri=2026-11-20
yesterday 3pm=2026-11-20T15:00;昨晚8点=2026-11-20T20:00;last night=2026-11-20T19:00
昨天下午=2026-11-20T15:00;周六 11点=2026-11-14T11:00;9点=2026-11-21T09:00;09:30=2026-11-21T09:30
2小时前=2026-11-21T08:00;20分钟前=2026-11-21T09:40;an hour ago=2026-11-21T09:00
25号=2026-10-25;5号=2026-11-05;11月25日=2025-11-25;11月5日=2026-11-05;11-05=2026-11-05
上个月5号=2026-10-05;上月底=2026-10-31;10月底=2026-10-31;月初=2026-11-01;去年3月1日=2025-03-01
今天9点=2026-11-21T09:00;今天=2026-11-21;now=2026-11-21T10:00;现在=2026-11-21T10:00
5th of last month=2026-10-05;last month 5th=2026-10-05;nov 5=2026-11-05;2024-02-29=2024-02-29
明天=future_when;3pm=future_when;+3d=future_when;下周三=future_when;2026-11-22=future_when
今天 10:01=future_when;2小时后=future_when;周五前=unreadable_when;by fri=unreadable_when
周末=unreadable_when;weekend=unreadable_when;三天内=future_when
"""


def phrases(table: str) -> list[str]:
    return table.strip("\n").replace("\n", "|").split("|")


def outcomes(table: str) -> list[list[str]]:
    return [entry.split("=") for entry in table.strip("\n").replace("\n", ";").split(";")]


def outcome(text: str, now: datetime, *, past: bool = False) -> str:
    try:
        return read_moment(text, now, past=past).iso()
    except UnreadableError as error:
        return error.code


@pytest.mark.parametrize("text", phrases(UNREADABLE))
def test_refuses_what_it_does_not_fully_understand(text: str) -> None:
    assert outcome(text, MONDAY) == outcome(text, SATURDAY) == "unreadable_when"


@pytest.mark.parametrize(("text", "readings"), AMBIGUOUS.items())
def test_names_the_readings_of_an_ambiguous_moment(text: str, readings: str) -> None:
    with pytest.raises(AmbiguousMoment) as caught:
        read_moment(text, SATURDAY, past=text.startswith("last"))
    assert caught.value.values == {"text": text, "readings": readings}


@pytest.mark.parametrize("text", phrases(IMPOSSIBLE))
def test_refuses_days_and_times_that_do_not_exist(text: str) -> None:
    with pytest.raises(ImpossibleMoment):
        read_moment(text, SATURDAY)


@pytest.mark.parametrize("text", phrases(OUT_OF_RANGE))
def test_refuses_years_out_of_range(text: str) -> None:
    with pytest.raises(MomentOutOfRange) as caught:
        read_moment(text, SATURDAY)
    assert "date" in caught.value.message
    assert "range" in caught.value.message


@pytest.mark.parametrize("text", phrases(PASSED))
def test_a_follow_up_is_never_in_the_past(text: str) -> None:
    with pytest.raises(PastMoment) as caught:
        read_moment(text, SATURDAY)
    assert "log --at" in caught.value.hint


@pytest.mark.parametrize(
    "text", ["thu 2026-11-25", "明天后天", "11月25日周四", "周三 周四", "今天明天"]
)
def test_refuses_days_that_disagree(text: str) -> None:
    with pytest.raises(DaysDisagree):
        read_moment(text, SATURDAY)


@pytest.mark.parametrize(("text", "expected"), outcomes(HAPPENED))
def test_reads_what_happened(text: str, expected: str) -> None:
    assert outcome(text, SATURDAY, past=True) == expected


def test_errors_say_what_to_write() -> None:
    with pytest.raises(UnreadableMoment) as caught:
        read_moment("some\nday " + "x" * 500, SATURDAY)
    error = caught.value
    assert error.exit is Exit.UNREADABLE
    assert error.code == "unreadable_when"
    assert "tomorrow 3pm" in error.hint
    assert str(error.values["text"]).startswith("some day xxx")
    assert len(str(error.values["text"])) <= 80


@pytest.mark.parametrize(
    ("text", "now", "expected"),
    [
        ("+1m", "2027-01-31T10:00", "2027-02-28"),
        ("一个月后", "2028-01-31T10:00", "2028-02-29"),
        ("周三", "2026-11-25T10:00", "2026-11-25"),
        ("周三 9点", "2026-11-25T10:00", "2026-12-02T09:00"),
        ("周三 11点", "2026-11-25T10:00", "2026-11-25T11:00"),
        ("25号 9点", "2026-11-25T10:00", "2026-12-25T09:00"),
        ("25号", "2026-11-25T10:00", "2026-11-25"),
        ("11月25日 9点", "2026-11-25T10:00", "2027-11-25T09:00"),
        ("2月29日", "2028-01-10T10:00", "2028-02-29"),
        ("31号 9点", "2026-10-31T10:00", "impossible_when"),
        ("月底", "2026-11-30T10:00", "2026-11-30"),
        ("月初", "2026-12-01T10:00", "2026-12-01"),
        ("5号", "2026-12-20T10:00", "2027-01-05"),
        ("下个月5号", "2026-12-20T10:00", "2027-01-05"),
        ("下午", "2026-11-25T16:00", "past_when"),
        ("下午", "2026-11-25T20:00", "2026-11-26T15:00"),
        ("周末", "2026-11-22T10:00", "2026-11-22"),
        ("next mon", "2026-11-22T10:00", "2026-11-23"),
        ("下周一", "2027-01-01T10:00", "2027-01-04"),
        ("15:00", "2026-11-25T15:00:59", "2026-11-25T15:00"),
        ("30分钟后", "2026-12-31T23:45:10", "2027-01-01T00:15"),
    ],
)
def test_turns_of_day_month_and_year(text: str, now: str, expected: str) -> None:
    assert outcome(text, datetime.fromisoformat(now)) == expected


@pytest.mark.parametrize(
    ("text", "past", "expected"),
    [
        ("今天", False, "2026-11-21"),
        ("明天", False, "2026-11-22"),
        ("周六", False, "2026-11-21"),
        ("15:00", False, "2026-11-22T15:00"),
        ("03:00", False, "2026-11-22T03:00"),
        ("+2h", False, "2026-11-22T04:00"),
        ("23:00", True, "2026-11-21T23:00"),
        ("01:00", True, "2026-11-22T01:00"),
        ("昨天", True, "2026-11-20"),
        ("2026-11-22", True, "2026-11-22"),
    ],
)
def test_after_midnight_the_business_day_counts(text: str, past: bool, expected: str) -> None:
    now, day = datetime.fromisoformat("2026-11-22T02:00"), date(2026, 11, 21)
    assert read_moment(text, now, past=past, day=day).iso() == expected


@pytest.mark.parametrize(
    ("text", "zone", "expected"),
    [
        ("2026-11-25T15:00+08:00", "Asia/Shanghai", "2026-11-25T15:00"),
        ("2026-11-25 15:00 +0800", "America/New_York", "2026-11-25T02:00"),
        ("2026-11-25T15:00:30Z", "Asia/Shanghai", "2026-11-25T23:00:30"),
        ("2026-11-25T15:00-05", "Asia/Shanghai", "2026-11-26T04:00"),
        ("2026-11-25 15:00 UTC", "Asia/Shanghai", "2026-11-25T23:00"),
        ("20261125T150000Z", "Asia/Shanghai", "2026-11-25T23:00"),
        ("2026-11-25T25:00Z", "Asia/Shanghai", "impossible_when"),
        ("2026-11-25T15:00+99:00", "Asia/Shanghai", "impossible_when"),
        ("9999-12-31T23:00Z", "Asia/Shanghai", "when_out_of_range"),
        ("2026-11-25 10:00-11:00", "Asia/Shanghai", "unreadable_when"),
    ],
)
def test_offsets_are_converted(text: str, zone: str, expected: str) -> None:
    assert outcome(text, SATURDAY.replace(tzinfo=ZoneInfo(zone))) == expected


def test_offset_without_a_zone_to_convert_to() -> None:
    assert outcome("2026-11-25T15:00+08:00", SATURDAY) == "unreadable_when"


def test_hours_are_real_hours_across_a_clock_change() -> None:
    now = datetime(2026, 10, 31, 23, 0, tzinfo=ZoneInfo("America/New_York"))
    assert read_moment("in 4 hours", now).iso() == "2026-11-01T02:00"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-01-31", date(2026, 1, 31)),
        ("2027-01-31", date(2027, 1, 31)),
        ("9999-12-31", date(9999, 12, 31)),
        ("11月5日", date(2026, 11, 5)),
        ("5号", date(2026, 11, 5)),
        ("周三", date(2026, 11, 18)),
        ("昨天", date(2026, 11, 20)),
        ("3天前", date(2026, 11, 18)),
        ("tomorrow", date(2026, 11, 22)),
        ("月底", date(2026, 11, 30)),
        ("上月底", date(2026, 10, 31)),
        ("月初", date(2026, 11, 1)),
        ("下周三", date(2026, 11, 25)),
    ],
)
def test_reads_the_day_of_a_report(text: str, expected: date) -> None:
    assert read_day(text, SATURDAY) == expected


@pytest.mark.parametrize(
    "text", ["明天3点", "in 2 hours", "2026-11-25 15:00", "周五前", "now", "x"]
)
def test_a_report_takes_no_time(text: str) -> None:
    with pytest.raises(UnreadableMoment):
        read_day(text, SATURDAY)


@pytest.mark.parametrize("text", ["12-31", "12月1日", "25号", "nov 30"])
def test_a_report_date_ahead_needs_its_year(text: str) -> None:
    with pytest.raises(AmbiguousMoment):
        read_day(text, SATURDAY)
