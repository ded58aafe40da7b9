"""Lunar days and birthdays: each comes once in every lunar year from 1900 to 2099."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadfunnel.adapters.almanac import almanac
from leadfunnel.adapters.lunar import BoraxMoon
from leadfunnel.domain.birthday import (
    BadBirthday,
    LunarBirthday,
    is_lunar_header,
    kept_exactly,
    keys_of,
    next_birthday,
    read_birthday,
    read_lunar,
)
from leadfunnel.domain.lunar import LunarDay, LunarOutOfRange, new_years_eve, solar_day

MOON = BoraxMoon()
CHINA = almanac("CN")
SHARP = {
    (1900, 1, 1, False): "1900-01-31",
    (2023, 2, 1, True): "2023-03-22",
    (2025, 6, 1, True): "2025-07-25",
    (2025, 12, 29, False): "2026-02-16",
    (2025, 12, 30, False): None,
    (2026, 6, 1, True): None,
    (2033, 11, 1, True): "2033-12-22",
    (2034, 1, 1, False): "2034-02-19",
    (2099, 12, 30, False): "2100-02-08",
}
births = st.builds(
    LunarBirthday, st.integers(1, 12), st.integers(1, 30), st.booleans(),
    st.one_of(st.none(), st.integers(1900, 2099)),
)  # fmt: skip


@pytest.mark.parametrize(("day", "solar"), SHARP.items())
def test_sharp_days(day: tuple[int, int, int, bool], solar: str | None) -> None:
    found = solar_day(MOON, LunarDay(*day))
    assert (found.isoformat() if found else None) == solar
    assert found is None or MOON.lunar(found) == LunarDay(*day)


@given(st.dates(date(1900, 1, 31), date(2100, 2, 8)))
def test_there_and_back(day: date) -> None:
    assert solar_day(MOON, MOON.lunar(day)) == day


@pytest.mark.parametrize("day", [date(1900, 1, 30), date(2100, 2, 9), date(2150, 1, 1)])
def test_outside_the_table_is_one_error(day: date) -> None:
    with pytest.raises(LunarOutOfRange):
        MOON.lunar(day)


@pytest.mark.parametrize(("year", "eve"), [(2025, "2026-02-16"), (2026, "2027-02-05")])
def test_new_years_eve_is_the_last_day(year: int, eve: str) -> None:
    assert new_years_eve(MOON, year).isoformat() == eve


@given(births, st.integers(1900, 2099))
def test_a_birthday_comes_once_in_a_lunar_year(birth: LunarBirthday, year: int) -> None:
    first = MOON.solar(LunarDay(year, 1, 1))
    length = (new_years_eve(MOON, year) - first).days + 1
    end = birth.stored()[birth.stored().rindex("-", 0, -3) + 1 :]
    days = (first + timedelta(days=n) for n in range(length))
    kept = [day for day in days if f"lunar:{end}" in keys_of(day, MOON)]
    assert kept == [birth.in_year(MOON, year)]


@given(births, st.dates(date(1900, 1, 31), date(2098, 12, 31)))
def test_the_next_birthday_is_near(birth: LunarBirthday, today: date) -> None:
    day = next_birthday(birth.stored(), today, MOON)
    assert today <= day <= today + timedelta(days=385)


def test_a_solar_leap_day_is_kept_on_the_28th() -> None:
    assert next_birthday("1988-02-29", date(2027, 1, 1), MOON) == date(2027, 2, 28)
    assert next_birthday("--02-29", date(2028, 1, 1), MOON) == date(2028, 2, 29)
    assert "02-29" in keys_of(date(2027, 2, 28), MOON)
    assert "02-29" not in keys_of(date(2028, 2, 28), MOON)


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("农历八月十五", "lunar:--08-15"),
        ("農曆八月十五", "lunar:--08-15"),
        ("阴历8月15", "lunar:--08-15"),
        ("农历8月15日", "lunar:--08-15"),
        ("8月15日(农历)", "lunar:--08-15"),
        ("08-15（阴历）", "lunar:--08-15"),
        ("lunar 08-15", "lunar:--08-15"),
        ("lunar:--08-15", "lunar:--08-15"),
        ("农历1990年8月15", "lunar:1990-08-15"),
        ("1990年农历八月十五", "lunar:1990-08-15"),
        ("农历1990-08-15", "lunar:1990-08-15"),
        ("lunar 1990-08-15", "lunar:1990-08-15"),
        ("lunar:1990-08-15", "lunar:1990-08-15"),
        ("农历1990.8.15", "lunar:1990-08-15"),
        ("闰六月十五", "lunar:--L06-15"),
        ("农历闰6月15", "lunar:--L06-15"),
        ("lunar leap 06-15", "lunar:--L06-15"),
        ("lunar:--L06-15", "lunar:--L06-15"),
        ("农历2025年闰六月初一", "lunar:2025-L06-01"),
        ("腊月廿三", "lunar:--12-23"),
        ("正月初五", "lunar:--01-05"),
        ("八月初五", "lunar:--08-05"),
        ("冬月十一", "lunar:--11-11"),
        ("1988-06-18", "1988-06-18"),
        ("--06-18", "--06-18"),
        ("6月18日", "--06-18"),
        ("3 May", "--05-03"),
        ("May 3rd, 1990", "1990-05-03"),
        ("3rd of September 1990", "1990-09-03"),
    ],
)
def test_reads_birthdays(text: str, stored: str) -> None:
    assert read_birthday(text, CHINA) == stored
    assert read_birthday(stored, CHINA) == stored


@pytest.mark.parametrize(
    "text",
    ["农历", "农历八月", "农历十三月初一", "农历八月三十一", "农历2025年腊月三十",
     "lunar 2026-L06-01", "农历1990年闰六月初一", "八月十五", "lunar", "闰六月",
     "农历8月0日", "lunar 00-01", "31 June", "3 Foo", "May"],
)  # fmt: skip
def test_refuses_what_is_no_birthday(text: str) -> None:
    with pytest.raises(BadBirthday):
        read_birthday(text, CHINA)


def test_a_year_outside_the_table_is_refused() -> None:
    with pytest.raises(LunarOutOfRange):
        read_birthday("农历1890年八月十五", CHINA)


@given(births)
def test_the_stored_form_is_read_back(birth: LunarBirthday) -> None:
    assert read_lunar(birth.stored()) == birth


def test_whoever_was_born_on_a_day() -> None:
    found = kept_exactly(date(1990, 10, 3), MOON)
    assert found == ("1990-10-03", "--10-03", "lunar:1990-08-15", "lunar:--08-15")


@pytest.mark.parametrize(
    ("name", "lunar"),
    [("农历生日", True), ("阴历生日", True), ("生日", False), ("Birthday", False)],
)
def test_a_column_can_say_that_it_is_lunar(name: str, lunar: bool) -> None:
    assert is_lunar_header(name) is lunar
