from __future__ import annotations

import sys
import zoneinfo
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadfunnel.domain.calendar import (
    BackwardSpan,
    BadDayStart,
    BadWeekStart,
    BusinessCalendar,
    NoZoneData,
    Period,
    UnknownZone,
    day_period,
    month_period,
    previous,
    quarter_period,
    span,
    week_period,
    year_period,
)
from leadfunnel.domain.day_finder import BLOCK_BITS, DayFinder
from leadfunnel.errors import Exit

ZONES = ("Asia/Shanghai", "America/New_York", "America/Sao_Paulo", "Pacific/Apia", "Asia/Kathmandu")
KINDS = ("day", "week", "month", "quarter", "year")

days = st.dates(date(1902, 1, 1), date(2200, 1, 1))
instants = st.integers(-2_000_000_000, 7_000_000_000)
calendars = st.builds(
    BusinessCalendar,
    st.sampled_from(ZONES),
    st.sampled_from(("00:00", "01:30", "02:30", "04:00", "23:00")),
    st.integers(0, 6),
)


def at(text: str) -> int:
    return int(datetime.fromisoformat(text).timestamp())


def period_of(kind: str, day: date, week_start: int) -> Period:
    around = {
        "day": day_period,
        "month": month_period,
        "quarter": quarter_period,
        "year": year_period,
    }
    return week_period(day, week_start) if kind == "week" else around[kind](day)


@pytest.mark.parametrize(
    ("zone", "day_start", "instant", "expected"),
    [
        ("Asia/Shanghai", "00:00", "2026-11-21T23:59:59+08:00", date(2026, 11, 21)),
        ("Asia/Shanghai", "04:00", "2026-11-22T03:59:59+08:00", date(2026, 11, 21)),
        ("Asia/Shanghai", "04:00", "2026-11-22T04:00:00+08:00", date(2026, 11, 22)),
        ("America/New_York", "02:30", "2026-03-08T03:29:59-04:00", date(2026, 3, 7)),
        ("America/New_York", "02:30", "2026-03-08T03:30:00-04:00", date(2026, 3, 8)),
        ("America/New_York", "01:30", "2026-11-01T01:29:59-04:00", date(2026, 10, 31)),
        ("America/New_York", "01:30", "2026-11-01T01:30:00-04:00", date(2026, 11, 1)),
        ("America/New_York", "01:30", "2026-11-01T01:00:00-05:00", date(2026, 11, 1)),
        ("America/Sao_Paulo", "00:00", "2018-11-04T01:00:00-02:00", date(2018, 11, 4)),
        ("America/Sao_Paulo", "00:00", "2018-11-03T23:59:59-03:00", date(2018, 11, 3)),
        ("America/Sao_Paulo", "00:00", "2018-02-17T23:30:00-03:00", date(2018, 2, 17)),
        ("Pacific/Apia", "00:00", "2011-12-29T23:59:59-10:00", date(2011, 12, 29)),
        ("Pacific/Apia", "00:00", "2011-12-31T00:00:00+14:00", date(2011, 12, 31)),
        ("Pacific/Apia", "04:00", "2011-12-31T02:00:00+14:00", date(2011, 12, 29)),
    ],
)
def test_business_day(zone: str, day_start: str, instant: str, expected: date) -> None:
    assert BusinessCalendar(zone, day_start).day(at(instant)) == expected


@pytest.mark.parametrize(
    ("zone", "day", "wall", "expected"),
    [
        ("Asia/Shanghai", date(2026, 11, 25), time(15), "2026-11-25T15:00:00+08:00"),
        ("America/New_York", date(2026, 3, 8), time(2, 30), "2026-03-08T03:30:00-04:00"),
        ("America/New_York", date(2026, 11, 1), time(1, 30), "2026-11-01T01:30:00-04:00"),
        ("America/New_York", date(2026, 11, 1), time(1, 30, fold=1), "2026-11-01T01:30:00-04:00"),
        ("America/Sao_Paulo", date(2018, 11, 4), time(0), "2018-11-04T01:00:00-02:00"),
        ("Pacific/Apia", date(2011, 12, 30), time(12), "2011-12-31T12:00:00+14:00"),
        ("Asia/Shanghai", date(1991, 7, 1), time(12), "1991-07-01T12:00:00+09:00"),
    ],
)
def test_wall_time_becomes_an_instant(zone: str, day: date, wall: time, expected: str) -> None:
    calendar = BusinessCalendar(zone)
    instant = calendar.instant(day, wall)
    assert instant == at(expected)
    assert calendar.iso(instant) == expected
    assert calendar.local(instant).isoformat() == expected


def test_bounds_are_half_open_business_days() -> None:
    calendar = BusinessCalendar("America/New_York", "04:00")
    begin, end = calendar.bounds(week_period(date(2026, 11, 1)))
    assert calendar.iso(begin) == "2026-10-26T04:00:00-04:00"
    assert calendar.iso(end) == "2026-11-02T04:00:00-05:00"
    assert end - begin == 7 * 86400 + 3600


def test_the_last_day_there_is_has_bounds() -> None:
    begin, end = BusinessCalendar("Asia/Shanghai").bounds(year_period(date.max))
    assert end - begin == 365 * 86400
    assert week_period(date.max).last == date.max


@given(calendars, instants)
def test_each_instant_is_in_one_business_day(calendar: BusinessCalendar, instant: int) -> None:
    day = calendar.day(instant)
    one = timedelta(days=1)
    begin, end = calendar.bounds(day_period(day))
    assert calendar.start_of(day) == begin <= instant < end == calendar.start_of(day + one)
    begin, end = calendar.bounds(week_period(day, calendar.week_start))
    assert begin <= instant < end


@given(calendars, days, st.sampled_from(KINDS))
def test_periods_tile_time(calendar: BusinessCalendar, day: date, kind: str) -> None:
    period = period_of(kind, day, calendar.week_start)
    before = previous(period, kind)
    assert period.first <= day <= period.last
    assert before.last + timedelta(days=1) == period.first
    assert period_of(kind, before.first, calendar.week_start) == before
    assert before.label != period.label
    assert calendar.bounds(before)[1] == calendar.bounds(period)[0]


@given(calendars, days, st.times())
def test_instant_of_a_wall_time_reads_back(calendar: BusinessCalendar, day: date, at: time) -> None:
    instant = calendar.instant(day, at)
    wall = calendar.local(instant).replace(tzinfo=None)
    moved = wall - datetime.combine(day, at.replace(microsecond=0))
    assert timedelta(0) <= moved <= timedelta(days=1)
    again = calendar.instant(wall.date(), wall.time())
    assert again == instant


@pytest.mark.parametrize(
    ("period", "label", "first", "last"),
    [
        (day_period(date(2026, 11, 21)), "2026-11-21", "2026-11-21", "2026-11-21"),
        (week_period(date(2026, 11, 21)), "2026-W47", "2026-11-16", "2026-11-22"),
        (week_period(date(2027, 1, 1)), "2026-W53", "2026-12-28", "2027-01-03"),
        (week_period(date(2024, 12, 31)), "2025-W01", "2024-12-30", "2025-01-05"),
        (week_period(date(2026, 11, 21), 6), "2026-11-15", "2026-11-15", "2026-11-21"),
        (month_period(date(2028, 2, 3)), "2028-02", "2028-02-01", "2028-02-29"),
        (month_period(date(2026, 12, 31)), "2026-12", "2026-12-01", "2026-12-31"),
        (quarter_period(date(2026, 11, 21)), "2026-Q4", "2026-10-01", "2026-12-31"),
        (quarter_period(date(2026, 3, 31)), "2026-Q1", "2026-01-01", "2026-03-31"),
        (year_period(date(2026, 11, 21)), "2026", "2026-01-01", "2026-12-31"),
        (
            span(date(2026, 1, 1), date(2026, 3, 31)),
            "2026-01-01..2026-03-31",
            "2026-01-01",
            "2026-03-31",
        ),
    ],
)
def test_periods(period: Period, label: str, first: str, last: str) -> None:
    assert (period.label, str(period.first), str(period.last)) == (label, first, last)


def test_before_a_span_lie_as_many_days() -> None:
    before = previous(span(date(2026, 11, 10), date(2026, 11, 19)), "span")
    assert before == span(date(2026, 10, 31), date(2026, 11, 9))


def test_a_span_does_not_run_backward() -> None:
    with pytest.raises(BackwardSpan) as caught:
        span(date(2026, 3, 2), date(2026, 3, 1))
    assert caught.value.values == {"first": "2026-03-02", "last": "2026-03-01"}


@pytest.mark.parametrize(
    "name",
    ["", "Mars/Olympus", "../etc/passwd", "/etc/hosts", "America", "中国", "a\0b", "x" * 999],
)
def test_unknown_zone(name: str) -> None:
    with pytest.raises(UnknownZone) as caught:
        BusinessCalendar(name)
    assert caught.value.code == "unknown_zone"
    assert caught.value.exit is Exit.UNREADABLE
    assert caught.value.values == {"zone": name}


def test_no_zone_data_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in {"tzdata", *(name for name in sys.modules if name.startswith("tzdata."))}:
        monkeypatch.setitem(sys.modules, name, None)
    zoneinfo.reset_tzpath(to=())
    zoneinfo.ZoneInfo.clear_cache()
    try:
        with pytest.raises(NoZoneData) as caught:
            BusinessCalendar("Europe/Rome")
        assert "no time zone database" in caught.value.message
    finally:
        zoneinfo.reset_tzpath()


@pytest.mark.parametrize("text", ["", "4", "25:00", "04:00+08:00", "morning", "04:00:00.5"])
def test_bad_day_start(text: str) -> None:
    with pytest.raises(BadDayStart):
        BusinessCalendar("Asia/Shanghai", text)


@pytest.mark.parametrize("number", [-1, 7])
def test_bad_week_start(number: int) -> None:
    with pytest.raises(BadWeekStart):
        BusinessCalendar("Asia/Shanghai", week_start=number)


def test_calendars_compare_by_what_they_say() -> None:
    assert BusinessCalendar("Asia/Shanghai") == BusinessCalendar("Asia/Shanghai", "00:00", 0)
    assert BusinessCalendar("Asia/Shanghai") != BusinessCalendar("Asia/Shanghai", "04:00")
    assert repr(BusinessCalendar("Asia/Shanghai")).startswith("BusinessCalendar(zone='Asia/")


@given(calendars, st.lists(instants, min_size=1, max_size=20))
def test_days_found_in_blocks_are_those_of_the_calendar(
    calendar: BusinessCalendar, some: list[int]
) -> None:
    finder = DayFinder(calendar)
    near = [start + step for one in some for start in [calendar.start_of(calendar.day(one))]
            for step in (-1, 0, 1)]  # fmt: skip
    edges = [(one >> BLOCK_BITS << BLOCK_BITS) - 1 for one in some]
    for instant in (*some, *near, *edges):
        assert finder.day(instant) == calendar.day(instant)
