"""Moments that come again and again."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadfunnel.adapters.almanac import almanac
from leadfunnel.domain.moment_part import AmbiguousMoment, ImpossibleMoment
from leadfunnel.domain.recurrence import BadRecurrence, Recurrence, occurrences, read_rule
from leadfunnel.domain.recurrence_text import read_recurrence

SUNDAY = datetime.fromisoformat("2026-11-22T10:00")
CHINA = almanac("CN")
READ = """
每天|FREQ=DAILY|11-22 11-23
天天|FREQ=DAILY|11-22 11-23
每天早上9点|FREQ=DAILY;BYHOUR=9;BYMINUTE=0|11-23 11-24
每周一|FREQ=WEEKLY;BYDAY=MO|11-23 11-30
每週五下午三點|FREQ=WEEKLY;BYDAY=FR;BYHOUR=15;BYMINUTE=0|11-27 12-04
每周一三五|FREQ=WEEKLY;BYDAY=MO,WE,FR|11-23 11-25
每周一、三、五下午3点|FREQ=WEEKLY;BYDAY=MO,WE,FR;BYHOUR=15;BYMINUTE=0|11-23 11-25
每周一到周五早上9点|FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;BYHOUR=9;BYMINUTE=0|11-23 11-24
每周一9点半|FREQ=WEEKLY;BYDAY=MO;BYHOUR=9;BYMINUTE=30|11-23 11-30
每星期二|FREQ=WEEKLY;BYDAY=TU|11-24 12-01
每两周|FREQ=WEEKLY;INTERVAL=2;BYDAY=SU;FROM=2026-11-22|11-22 12-06
每隔一周|FREQ=WEEKLY;INTERVAL=2;BYDAY=SU;FROM=2026-11-22|11-22 12-06
隔周周五下午3点|FREQ=WEEKLY;INTERVAL=2;BYDAY=FR;BYHOUR=15;BYMINUTE=0;FROM=2026-11-27|11-27 12-11
每3天|FREQ=DAILY;INTERVAL=3;FROM=2026-11-22|11-22 11-25
每隔一天|FREQ=DAILY;INTERVAL=2;FROM=2026-11-22|11-22 11-24
每月15号|FREQ=MONTHLY;BYMONTHDAY=15|12-15 01-15
每个月的15号上午10点|FREQ=MONTHLY;BYMONTHDAY=15;BYHOUR=10;BYMINUTE=0|12-15 01-15
每月1号和15号|FREQ=MONTHLY;BYMONTHDAY=1,15|12-01 12-15
每月31号|FREQ=MONTHLY;BYMONTHDAY=31|11-30 12-31
每月最后一天|FREQ=MONTHLY;BYMONTHDAY=-1|11-30 12-31
每月底|FREQ=MONTHLY;BYMONTHDAY=-1|11-30 12-31
每月最后一个周五|FREQ=MONTHLY;BYDAY=-1FR|11-27 12-25
每月第一个周一上午10点|FREQ=MONTHLY;BYDAY=1MO;BYHOUR=10;BYMINUTE=0|12-07 01-04
每月最后一个工作日|FREQ=MONTHLY;WORKDAY=-1|11-30 12-31
每个工作日|FREQ=DAILY;WORKDAY=1|11-23 11-24
每季度|FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=22;FROM=2026-11-22|11-22 02-22
每季度末|FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1;FROM=2026-12-01|12-31 03-31
每季度初|FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=1;FROM=2027-01-01|01-01 04-01
每年8月8日|FREQ=YEARLY;BYMONTH=8;BYMONTHDAY=8|08-08 08-08
每年2月29日|FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29|02-28 02-29
每年农历八月十五|FREQ=YEARLY;LUNAR=08-15|09-15 10-03
每年腊月廿三|FREQ=YEARLY;LUNAR=12-23|01-30 01-19
每年中秋|FREQ=YEARLY;LUNAR=08-15|09-15 10-03
每年母亲节|FREQ=YEARLY;BYMONTH=5;BYDAY=2SU|05-09 05-14
daily|FREQ=DAILY|11-22 11-23
every day at 9am|FREQ=DAILY;BYHOUR=9;BYMINUTE=0|11-23 11-24
every monday|FREQ=WEEKLY;BYDAY=MO|11-23 11-30
every mon, wed and fri at 3pm|FREQ=WEEKLY;BYDAY=MO,WE,FR;BYHOUR=15;BYMINUTE=0|11-23 11-25
every other week|FREQ=WEEKLY;INTERVAL=2;BYDAY=SU;FROM=2026-11-22|11-22 12-06
every 2 weeks on friday|FREQ=WEEKLY;INTERVAL=2;BYDAY=FR;FROM=2026-11-27|11-27 12-11
every other friday|FREQ=WEEKLY;INTERVAL=2;BYDAY=FR;FROM=2026-11-27|11-27 12-11
every month on the 15th|FREQ=MONTHLY;BYMONTHDAY=15|12-15 01-15
monthly|FREQ=MONTHLY;BYMONTHDAY=22|11-22 12-22
quarterly|FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=22;FROM=2026-11-22|11-22 02-22
yearly|FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=22|11-22 11-22
every weekday|FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR|11-23 11-24
every business day at 9:30|FREQ=DAILY;WORKDAY=1;BYHOUR=9;BYMINUTE=30|11-23 11-24
every last friday of the month|FREQ=MONTHLY;BYDAY=-1FR|11-27 12-25
the last friday of every month|FREQ=MONTHLY;BYDAY=-1FR|11-27 12-25
last day of every month|FREQ=MONTHLY;BYMONTHDAY=-1|11-30 12-31
every year on august 8|FREQ=YEARLY;BYMONTH=8;BYMONTHDAY=8|08-08 08-08
every christmas|FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=25|12-25 12-25
"""
NONE = """
每周3点|twice a week|every half hour|every day before christmas
每天每天|周一|明天|每|every|每周八|每月左右
every easter|每周五前|每天打电话|每年清明|mondayish|每天明天
"""
IMPOSSIBLE = (
    "every 32nd|每月32号|每年2月30日|每年13月1日|每0天|every 0 weeks|every 99999 days|每月0号"
)


@pytest.mark.parametrize("entry", READ.strip().splitlines())
def test_reads_recurring_moments(entry: str) -> None:
    text, rule, days = entry.split("|")
    found = read_recurrence(text, SUNDAY, almanac=CHINA)
    assert found is not None
    assert found.rule() == rule
    assert read_rule(rule) == found
    coming = [f"{day:%m-%d}" for day, _ in islice(occurrences(found, SUNDAY, CHINA), 2)]
    assert coming == days.split()


@pytest.mark.parametrize("text", NONE.strip().replace("\n", "|").split("|"))
def test_everything_else_is_none(text: str) -> None:
    assert read_recurrence(text, SUNDAY, almanac=CHINA) is None


@pytest.mark.parametrize("text", IMPOSSIBLE.split("|"))
def test_days_that_never_come_are_refused(text: str) -> None:
    with pytest.raises(ImpossibleMoment):
        read_recurrence(text, SUNDAY, almanac=CHINA)


@pytest.mark.parametrize(
    ("text", "readings"),
    [("每隔两周", "每2周 / 每3周"), ("每隔3个月", "每3月 / 每4月"), ("每天七点", "07:00 / 19:00"),
     ("every day at 3", "03:00 / 15:00")],
)  # fmt: skip
def test_two_readings_are_refused(text: str, readings: str) -> None:
    with pytest.raises(AmbiguousMoment) as caught:
        read_recurrence(text, SUNDAY, almanac=CHINA)
    assert caught.value.values == {"text": text, "readings": readings}


@pytest.mark.parametrize(
    "text",
    ["", "FREQ=HOURLY", "FREQ=DAILY;INTERVAL=0", "FREQ=WEEKLY;BYDAY=XX", "BYDAY=MO", "x",
     "FREQ=DAILY;BYHOUR=25;BYMINUTE=0", "FREQ=DAILY;FROM=2026-13-01", "FREQ=MONTHLY;BYMONTHDAY=40",
     "FREQ=YEARLY;LUNAR=13-01", "INTERVAL=2;FREQ=DAILY;FROM=2026-11-22", "FREQ=YEARLY;BYMONTH=13"],
)  # fmt: skip
def test_what_is_no_canonical_form_is_refused(text: str) -> None:
    with pytest.raises(BadRecurrence):
        read_rule(text)


def test_worked_weekends_count_and_holidays_do_not() -> None:
    found = read_recurrence("每个工作日", SUNDAY, almanac=CHINA)
    assert found is not None
    start = datetime.fromisoformat("2026-09-30T10:00")
    days = [day for day, _ in islice(occurrences(found, start, CHINA), 4)]
    assert days == [date(2026, 9, 30), date(2026, 10, 8), date(2026, 10, 9), date(2026, 10, 10)]


@given(
    st.sampled_from([
        Recurrence("DAILY", 3, start=date(2026, 11, 22)),
        Recurrence("WEEKLY", 2, ("MO", "FR"), start=date(2026, 11, 23)),
        Recurrence("MONTHLY", month_days=(31,)),
        Recurrence("MONTHLY", 3, month_days=(30,), start=date(2026, 11, 30)),
        Recurrence("MONTHLY", days=("-1FR",)),
        Recurrence("YEARLY", month=2, month_days=(29,)),
        Recurrence("YEARLY", lunar="12-30"),
        Recurrence("YEARLY", lunar="L06-30"),
        Recurrence("DAILY", workday=1),
    ]),
    st.datetimes(datetime.fromisoformat("2026-11-22"), datetime.fromisoformat("2090-01-01")),
)  # fmt: skip
def test_the_next_ones_do_not_hang_on_when_it_is_asked(found: Recurrence, after: datetime) -> None:
    """The days after the second one, asked for anew, are those that follow it."""
    coming = [day for day, _ in islice(occurrences(found, after, CHINA), 4)]
    assert coming == sorted(set(coming))
    assert coming[0] >= after.date()
    again = datetime.combine(coming[0] + timedelta(days=1), datetime.min.time())
    assert [day for day, _ in islice(occurrences(found, again, CHINA), 3)] == coming[1:]
