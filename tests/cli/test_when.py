"""`when`, the echo of what was read, lunar birthdays, and the file of own days off."""

from __future__ import annotations

import json

import pytest
from tests.cli.conftest import Program

CHINESE = {"LEADFUNNEL_LANG": "zh-CN"}


def test_when_shows_each_moment(lf: Program) -> None:
    ran = lf("when", "tomorrow", "3pm", "下周三", "--json").document
    assert ran["schema"] == "leadfunnel.moments/1"
    assert ran["moments"] == [
        {
            "text": "tomorrow 3pm",
            "understood": "Mon 2026-11-23 15:00, tomorrow",
            "date": "2026-11-23",
            "time": "15:00",
            "at": "2026-11-23T15:00:00+08:00",
            "recurs": None,
            "error": None,
        },
        {
            "text": "下周三",
            "understood": "Wed 2026-11-25, in 3 days",
            "date": "2026-11-25",
            "time": None,
            "at": "2026-11-25T00:00:00+08:00",
            "recurs": None,
            "error": None,
        },
    ]


def test_when_shows_the_next_three_of_a_recurring_moment(lf: Program) -> None:
    (found,) = lf("when", "每两周周五下午3点", "--json").document["moments"]
    assert found["recurs"] == {
        "rule": "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR;BYHOUR=15;BYMINUTE=0;FROM=2026-11-27",
        "next": [f"{day}T15:00:00+08:00" for day in ("2026-11-27", "2026-12-11", "2026-12-25")],
    }
    assert (found["date"], found["time"]) == ("2026-11-27", "15:00")
    assert found["understood"] == "every 2 weeks, Fri, 15:00"
    shown = lf("when", "every 2 weeks on fri at 3pm").out
    assert "Fri 2026-12-11 15:00, in 19 days" in shown


def test_what_is_not_understood_is_told_beside_the_rest(lf: Program) -> None:
    found = lf("when", "明天", "call her", "昨天", "--json").document["moments"]
    assert [item["text"] for item in found] == ["明天", "call her", "昨天"]
    assert [item["date"] for item in found] == ["2026-11-23", None, "2026-11-21"]
    assert found[1]["error"]["code"] == "unreadable_when"
    assert found[1]["at"] is None
    shown = lf("when", "明天", "call her")
    assert shown.rc == 0
    assert 'Cannot read "call her"' in shown.out


def test_one_bad_moment_does_not_hide_the_next(lf: Program) -> None:
    found = lf("when", "农历2100年正月初一", "tomorrow", "3pm", "2月30日", "--json").document
    assert [item["text"] for item in found["moments"]] == [
        "农历2100年正月初一", "tomorrow 3pm", "2月30日",
    ]  # fmt: skip
    codes = [item["error"] and item["error"]["code"] for item in found["moments"]]
    assert codes == ["lunar_out_of_range", None, "impossible_when"]


def test_when_nothing_is_understood_it_fails(lf: Program) -> None:
    ran = lf("when", "call her")
    assert (ran.rc, ran.out) == (2, "")
    assert ran.err.startswith('error: Cannot read "call her" as a date or time.\nhint: ')
    both = lf("when", "call her", "--json")
    assert both.rc == 2
    assert json.loads(both.out)["moments"][0]["error"] == json.loads(both.err)["error"]
    assert lf("when", "tomorrow at 3").err.startswith('error: "tomorrow at 3" can mean 03:00')


def test_when_reads_lines_of_standard_input(lf: Program) -> None:
    text = "明天 15:00\r\n\n  next wed\n垃圾\n"
    found = lf("when", "-", "--json", stdin=text).document["moments"]
    assert [item["text"] for item in found] == ["明天 15:00", "next wed", "垃圾"]
    assert lf("when", "-", stdin="\n").rc == 2
    assert lf("when", "-", stdin=b"\xff").rc == 2
    assert lf("when", "").rc == 2


@pytest.mark.parametrize("text", ["2026-02-30", "闰十三月初一", "农历2100年正月初一", "每月32号"])
def test_what_no_calendar_has_is_refused(lf: Program, text: str) -> None:
    assert lf("when", text).rc == 2


def test_a_promise_needs_one_date(lf: Program) -> None:
    before = lf.dump()
    ran = lf("next", "1", "每周一", "打电话")
    assert ran.rc == 2
    assert '"每周一" comes again and again' in ran.err
    assert "leadfunnel when 每周一" in ran.err
    assert lf("snooze", "bob", "every", "monday").rc == 2
    assert lf.dump() == before


def test_a_promise_is_echoed_with_the_character_of_its_day(lf: Program) -> None:
    spring = {"LEADFUNNEL_NOW": "2026-11-22T10:00:00+08:00"}
    assert "Fri 2027-01-01" in lf("next", "1", "元旦", env=spring).out
    ran = lf("next", "1", "国庆后")
    assert "Fri 2027-10-08" in ran.out
    assert "the days off of 2027 are not published" in ran.out


def test_own_days_off_are_used_and_checked_before_anything_is_done(lf: Program) -> None:
    path = lf.folder / "workdays.toml"
    path.write_text('[[off]]\nname = "盘点"\nfrom = 2026-11-23\nto = 2026-11-24\n', "utf-8")
    assert "Wed 2026-11-25" in lf("next", "1", "next working day").out
    assert "Mon 2026-11-23 (off: 盘点)" in lf("next", "1", "明天").out
    path.write_text("off = 3\nworked = []\n", "utf-8")
    before = lf.dump()
    ran = lf("next", "1", "明天")
    assert ran.rc == 6
    assert "off: must be a list" in ran.err
    assert "worked: unknown key" in ran.err
    assert lf.dump() == before


def test_a_lunar_birthday_is_kept_shown_found_and_exported(lf: Program) -> None:
    assert lf("edit", "1", "--birthday", "农历1990年八月十五").rc == 0
    assert lf("add", "Lu", "--birthday", "lunar leap 06-15").rc == 0
    assert lf("show", "1", "--json").document["customer"]["birthday"] == "lunar:1990-08-15"
    assert "lunar 1990-08-15: Wed 2027-09-15, in 297 days" in lf("show", "1").out
    assert "农历1990年八月十五" in lf("show", "1", env=CHINESE).out

    def found(day: str, filter_: str) -> list[int]:
        env = {"LEADFUNNEL_NOW": f"{day}T10:00:00+08:00"}
        items = lf("list", filter_, "--json", env=env).document["items"]
        return [item["id"] for item in items]

    assert found("2027-09-14", "birthday<1d") == [1]
    assert found("2027-09-16", "birthday<1d") == []
    assert found("2026-11-22", "birthday=1990-10-03") == [1]
    assert found("2036-08-05", "birthday<2d") == [5]  # a leap sixth month
    assert found("2027-07-17", "birthday<2d") == [5]  # an ordinary one
    assert lf("export", "--output", "out.csv").rc == 0
    assert "lunar:1990-08-15" in (lf.folder / "out.csv").read_text("utf-8")


@pytest.mark.parametrize(
    ("text", "rc"), [("农历2025年腊月三十", 2), ("农历十三月初一", 2), ("农历1890年正月初一", 2)]
)
def test_a_lunar_birthday_that_no_year_has_is_refused(lf: Program, text: str, rc: int) -> None:
    assert lf("edit", "1", "--birthday", text).rc == rc


def test_lunar_birthdays_are_imported(lf: Program) -> None:
    rows = ("甲,13811110001,农历8月15", "乙,13811110002,腊月廿三", "丙,13811110003,6月18日")
    (lf.folder / "a.csv").write_text("\n".join(["姓名,手机,生日", *rows, ""]), "utf-8")
    assert lf("import", "a.csv", "--yes").rc == 0
    (lf.folder / "b.csv").write_text("姓名,手机,农历生日\n丁,13811110004,1990-08-15\n", "utf-8")
    assert lf("import", "b.csv", "--yes").rc == 0
    items = lf("list", "phone~1381111", "--json").document["items"]
    assert [item["birthday"] for item in items] == [
        "lunar:--08-15", "lunar:--12-23", "--06-18", "lunar:1990-08-15",
    ]  # fmt: skip
    (lf.folder / "c.csv").write_text("姓名,手机,生日\n戊,13811110005,农历1800年8月15\n", "utf-8")
    ran = lf("import", "c.csv", "--yes", "--json")
    assert "Lunar dates are known from 1900 to 2099 only." in ran.out + ran.err
