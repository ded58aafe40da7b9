"""A birthday in a line is the customer's, if it says so and can be read; else it stays a note."""

from __future__ import annotations

import pytest
from tests.domain.reading import read

FOUND = """
生日 5月3日|生日5月3号|5月3日生日|5月3号过生日|她的生日是5月3日|生日：05-03|birthday 3 May = --05-03
birthday is on May 3rd|her birthday is 3 may|3 May birthday|b-day: 5月3日 = --05-03
生日：1990-05-03|1990年5月3日出生|出生日期 1990.5.3|born 3 May 1990|dob 1990-05-03 = 1990-05-03
birthday May 3, 1990|1990年5月3日生 = 1990-05-03
农历八月十五生日|生日农历八月十五|农历生日 8月15|生日(农历)8月15 = lunar:--08-15
lunar birthday 08-15 = lunar:--08-15
腊月廿三生日 = lunar:--12-23
"""
STAYS = """
女儿生日5月3日|女儿 生日 5月3日|老婆的生日是5月3日|son's birthday 3 May|her daughter birthday 3 May
生日八月十五|生日 5月40日|生日 2月30日|生日 5/3|生日 2027-05-03|5月3日生日宴|3 May birthday party
生日0503|95年5月3日生日|birthday: 13|生日快到了
"""


def rows() -> list[tuple[str, str]]:
    lines = [line.rpartition(" = ") for line in FOUND.strip().splitlines()]
    return [(text, stored) for texts, _, stored in lines for text in texts.split("|")]


@pytest.mark.parametrize(("text", "stored"), rows())
def test_a_birthday_is_read_as_the_flag_reads_it(text: str, stored: str) -> None:
    for line in (f"王芳 13800138000 {text} 静音", f"王芳 明天回访, {text}"):
        found = read(line)
        assert (found.name, found.birthday, found.moments) == ("王芳", stored, ())
        assert found.note == ""
    assert found.when is not None
    assert found.when.moment.iso() == "2026-11-23"


@pytest.mark.parametrize("text", STAYS.strip().replace("\n", "|").split("|"))
def test_another_or_unreadable_birthday_stays_in_the_note(text: str) -> None:
    found = read(f"王芳 {text}")
    assert (found.birthday, found.when, found.note) == ("", None, text)
