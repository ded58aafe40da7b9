"""Dates of stages that are only assumed: not exported as sure, and counted once all is read."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.conftest import Clocked
from tests.importing import Desk
from tests.services.test_import_systems import heard

from leadfunnel.services.export_format import Export
from leadfunnel.services.exporting import Exporting
from leadfunnel.services.importing import Import, Importing

PEOPLE = "姓名,手机,阶段\n王姐,13800138000,意向\n李四,13800138001,高意向\n赵六,13800138002,潜在\n"
SHIFTS = "phone,from,to,at\n13800138000,B,C,2026-10-01\n"
ASSUMED = "Customers without a date for their stage"


@pytest.fixture
def desk(clocked: Clocked, tmp_path: Path) -> Desk:
    folder = tmp_path / "files"
    folder.mkdir()
    return Desk(clocked, folder)


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_our_own_export_changes_nothing_when_it_comes_back(desk: Desk, suffix: str) -> None:
    desk.run(PEOPLE)
    path = desk.folder / f"out.{suffix}"
    Exporting(desk.clocked.book()).run(Export((), str(path), False, False, None, None))
    before = desk.dump()
    desk.clocked.now += 86_400
    again = desk.again(name=path.name)
    assert (again.added, again.updated, again.unchanged) == (0, 0, 3)
    assert again.operation is None
    assert desk.dump() == before


def test_only_a_sure_date_of_a_stage_is_exported(desk: Desk) -> None:
    desk.run(PEOPLE)
    path = desk.folder / "out.csv"
    Exporting(desk.clocked.book()).run(Export((), str(path), False, False, None, None))
    names, *rows = [line.split(",") for line in path.read_text("utf-8").splitlines()]
    since = names.index("stage_since")
    assert [bool(row[since]) for row in rows] == [False, False, True]


def both(desk: Desk, shifts: str) -> list[str]:
    (desk.folder / "people.csv").write_text(PEOPLE, "utf-8")
    (desk.folder / "shifts.csv").write_text(shifts, "utf-8")
    asked = [
        Import(str(desk.folder / "people.csv"), related=True),
        Import(str(desk.folder / "shifts.csv"), kind="stage-changes", related=True),
    ]
    found = Importing(desk.clocked.book()).together(asked, lambda: b"")
    said = [sentence for part in found.parts for sentence in heard(part)]
    return [one for one in said if one.startswith(ASSUMED)]


def test_dates_that_another_file_brings_are_not_said_to_be_missing(desk: Desk) -> None:
    [told] = both(desk, SHIFTS)
    assert told.startswith(f"{ASSUMED}, 1:")


def test_nothing_is_said_when_all_are_dated(desk: Desk) -> None:
    assert both(desk, SHIFTS + "13800138001,B,D,2026-10-02\n") == []
