"""The official working days, and a person's own file of them."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import pytest

from leadfunnel.adapters.own_days import BadWorkdays, read_own_days
from leadfunnel.adapters.workdays import workdays
from leadfunnel.domain.workdays import NO_OWN_DAYS
from leadfunnel.errors import Exit

CHINA = workdays("CN")
GOOD = """
complete = [2027]
work = [2027-09-26, "2027-10-09"]

[[off]]
name = "国庆"
from = 2027-10-01
to = 2027-10-07

[[off]]
from = "2026-02-28"
"""
BAD = """
years = [2027]
complete = ["2027", 12]
work = [2027-09-26, 2027-10-02, "someday", 7]
off = ["2027-10-01", {name = 3, from = 2027-10-01, to = 2027-09-01},
  {from = 2027-10-01, to = 2027-10-07, until = 1}, {name = "x"}]
"""


def test_every_day_is_that_of_the_official_calendar() -> None:
    day = date(2004, 1, 1)
    while day <= date(2026, 12, 31):
        assert CHINA.works(day) == chinese_calendar.is_workday(day), day
        day += timedelta(days=1)


def test_which_years_are_known() -> None:
    assert CHINA.knows(date(2004, 1, 1), date(2026, 12, 31))
    assert not CHINA.knows(date(2027, 1, 1))
    assert workdays("US").knows(date(2027, 1, 1))


def test_legal_holidays_are_off_in_years_not_published() -> None:
    off = ("2027-01-01", "2027-02-05", "2027-02-08", "2027-04-05", "2027-06-09", "2027-10-01")
    assert not any(CHINA.works(date.fromisoformat(day)) for day in off)
    assert CHINA.works(date(2027, 10, 4))
    assert not CHINA.works(date(2150, 10, 1))


def test_elsewhere_people_work_from_monday_to_friday() -> None:
    abroad = workdays("US")
    assert abroad.works(date(2026, 10, 1))
    assert not abroad.works(date(2026, 2, 28))


def test_own_days_come_first(tmp_path: Path) -> None:
    path = tmp_path / "workdays.toml"
    path.write_text(GOOD, encoding="utf-8")
    mine = workdays("CN", read_own_days(path))
    assert mine.off[date(2027, 10, 7)] == "国庆"
    assert (mine.works(date(2027, 9, 26)), mine.works(date(2027, 10, 9))) == (True, True)
    assert not mine.works(date(2026, 2, 28))  # officially a worked Saturday
    assert mine.knows(date(2027, 1, 1))
    assert read_own_days(tmp_path / "none.toml") is NO_OWN_DAYS


def test_every_problem_is_told_with_its_key(tmp_path: Path) -> None:
    path = tmp_path / "workdays.toml"
    path.write_text(BAD, encoding="utf-8")
    with pytest.raises(BadWorkdays) as caught:
        read_own_days(path)
    assert caught.value.exit == Exit.BAD_FILE
    assert [str(problem["key"]) for problem in caught.value.problems] == [
        "years", "work[3]", "work[4]", "off[1]", "off[2].name", "off[2].to", "off[3].until",
        "off[4].from", "work[2]", "complete[1]", "complete[2]",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "raw", [b"\xff\xfe", b"off = [", b"#" * 1_000_001], ids=["not UTF-8", "not TOML", "too large"]
)
def test_a_file_that_is_no_toml_is_one_problem(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "workdays.toml"
    path.write_bytes(raw)
    with pytest.raises(BadWorkdays) as caught:
        read_own_days(path)
    assert len(caught.value.problems) == 1


def test_what_cannot_be_opened_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadWorkdays):
        read_own_days(tmp_path)
