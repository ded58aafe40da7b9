"""Dates in files: the forms that are read, and how a column decides on the order of its parts."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadfunnel.domain.dates import (
    ORDERS,
    BadDate,
    BadDateOrder,
    Stamp,
    decide,
    instant,
    is_nothing,
    read_order,
    read_stamp,
)

DAY = date(2026, 2, 3)
FORMATS = {"ymd": "%y/%m/%d", "dmy": "%d/%m/%Y", "mdy": "%m/%d/%Y"}
EARLIEST, LATEST = (datetime.combine(date(year, 1, 1), time()) for year in (1971, 2100))
DAYS = st.dates(date(1970, 1, 1), date(2069, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "2026-02-03",
        "2026/2/3",
        "2026.2.3",
        "20260203",
        "2026年2月3日",
        "2026年02月03号",
        "26年2月3日",
        "3 Feb 2026",
        "03-Feb-2026",
        "3-Feb-26",
        "Feb 3, 2026",
        "February 3rd, 2026",
        " 2026-02-03 ",
    ],
)
@pytest.mark.parametrize("order", ORDERS)
def test_some_forms_name_their_own_order(text: str, order: str) -> None:
    assert read_stamp(text, order) == Stamp(DAY)


@pytest.mark.parametrize(
    ("text", "clock", "offset"),
    [
        ("2026-02-03 14:05", time(14, 5), None),
        ("2026-02-03 14:05:06", time(14, 5, 6), None),
        ("2026-02-03T14:05:06.123Z", time(14, 5, 6), UTC),
        ("2026-02-03T14:05:06+08:00", time(14, 5, 6), timezone(timedelta(hours=8))),
        ("2026-02-03 14:05:06 -0330", time(14, 5, 6), timezone(-timedelta(hours=3, minutes=30))),
        ("2026/2/3 2:05 PM", time(14, 5), None),
        ("2026/2/3 12:05 am", time(0, 5), None),
        ("2026年2月3日 下午2:05", time(14, 5), None),
        ("2026年2月3日14时05分", time(14, 5), None),
        ("2026-02-03 9:05", time(9, 5), None),
    ],
)
def test_a_time_of_day_is_read(text: str, clock: time, offset: timezone | None) -> None:
    assert read_stamp(text) == Stamp(DAY, clock, offset)


@pytest.mark.parametrize(
    "text",
    [
        "", "yesterday", "2026-13-01", "2026-02-30", "13/13/2026", "0026-01-01", "1/2", "12:30",
        "2026-02-03 25:00", "2026-02-03 14:61", "2026-02-03 14 Uhr", "99 Foo 2026", "1/2/345",
        "2026-02-03 0:30 pm", "2026-02-03 10:00 +99:00", "13800138000",
    ],
)  # fmt: skip
def test_no_date_is_refused(text: str) -> None:
    with pytest.raises(BadDate):
        read_stamp(text)


def test_the_order_decides_what_slashes_mean() -> None:
    assert read_stamp("02/03/2026", "dmy").day == date(2026, 3, 2)
    assert read_stamp("02/03/2026", "mdy").day == date(2026, 2, 3)
    assert read_stamp("02/03/04", "ymd").day == date(2002, 3, 4)
    with pytest.raises(BadDate):
        read_stamp("02/03/2026", "ymd")


def test_one_value_decides_for_the_column() -> None:
    found = decide([(2, "02/03/2026"), (3, "13/03/2026"), (4, "05/06/2026")])
    assert (found.order, found.line, found.example) == ("dmy", 3, "13/03/2026")
    assert decide([(2, "02/03/2026"), (3, "02/28/2026")]).order == "mdy"
    assert decide([(2, "26/02/28")]).order is None  # 28 Feb 2026, or 26 Feb 2028
    assert decide([(2, "26/02/13"), (3, "99/01/02")]).order == "ymd"


def test_values_that_name_their_order_decide_nothing_about_others() -> None:
    found = decide([(2, "2026-01-13"), (3, "02/03/2026")])
    assert found.order is None
    assert found.open == ("dmy", "mdy")
    assert (found.line, found.example) == (3, "02/03/2026")


def test_contradicting_values_are_ambiguous_and_junk_is_not_asked() -> None:
    assert decide([(2, "13/02/2026"), (3, "02/13/2026")]).order is None
    assert decide([(2, "13/02/2026"), (3, "soon"), (4, "99/99/2026")]).order == "dmy"
    assert decide([]).order == "ymd"


def test_dates_that_read_the_same_either_way_are_not_ambiguous() -> None:
    found = decide([(2, "03/03/2026"), (3, "04/04/2026")])
    assert found.order in ("dmy", "mdy")
    assert read_stamp("03/03/2026", found.order).day == date(2026, 3, 3)


@given(st.lists(DAYS, min_size=1, max_size=8), st.sampled_from(ORDERS))
def test_a_decision_is_right_or_not_made(days: list[date], order: str) -> None:
    texts = [day.strftime(FORMATS[order]) for day in days]
    found = decide(enumerate(texts, start=2))
    if found.order is None:
        assert order in found.open
        assert not any(day.day > 12 and order != "ymd" for day in days)
    else:
        assert [read_stamp(text, found.order).day for text in texts] == days


@given(st.datetimes(EARLIEST, LATEST), st.integers(-14 * 60, 14 * 60))
def test_an_instant_survives_iso_text(moment: datetime, minutes: int) -> None:
    aware = moment.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=minutes)))
    assert instant(read_stamp(aware.isoformat())) == int(aware.timestamp())


def test_orders_are_typed_in_many_ways() -> None:
    assert [read_order(text) for text in ("dmy", "DD/MM/YYYY", "%Y-%m-%d", "m/d/y")] == [
        "dmy",
        "dmy",
        "ymd",
        "mdy",
    ]
    with pytest.raises(BadDateOrder):
        read_order("european")


def test_words_for_nothing() -> None:
    assert all(map(is_nothing, ("", " ", "-", "无", "N/A", "null")))
    assert not any(map(is_nothing, ("0", "no", "2026-01-01")))


def test_days_as_spreadsheets_count_them() -> None:
    assert read_stamp("46056") == Stamp(DAY)
    assert read_stamp("46056.5") == Stamp(DAY, time(12))
    assert read_stamp("46056.99999999").time == time(23, 59, 59)
    assert decide([(2, "46056"), (3, "13/02/2026")]).order == "dmy"
    for text in ("4605", "460560", "99999"):
        with pytest.raises(BadDate):
            read_stamp(text)
