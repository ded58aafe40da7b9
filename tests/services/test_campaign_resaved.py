"""Sheets that were opened, typed into and saved by other programs.

The files were written by `campaign sheet`, typed into and re-saved by LibreOffice Calc, as it keeps
the columns or after all of them were formatted as numbers. What another office does to a sheet
(styles on empty rows, text that looks like numbers, marks of full width) is done to one here.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from shutil import copy
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from openpyxl.styles import Font
from tests.campaigning import begun, log, summary
from tests.conftest import Clocked
from tests.services.test_campaign_sheets import collect, fill, written

from leadfunnel import i18n
from leadfunnel.services import campaigns
from leadfunnel.services.campaign_collect import RowsRefused

SAVED = Path(__file__).parent / "sheets"
CALLS = {
    1: [("04-28 09:30", "A"), ("04-28 10:00", "A")],
    4: [("04-27 12:00", "C"), ("04-27 18:00", "B")],
    7: [("04-28 10:00", "A")],
    8: [("04-28 10:00", "D")],
}
OFFICE: dict[int, dict[str, object]] = {
    2: {"意向": "强 ", "第2次": "４月２８日　９：３０　要报价", "约到店日期": "5月3号",
        "是否进群": "√", "进群方式": "二维码"},
    3: {"意向": "犹豫\n", "第1次": "4.27未接", "第2次": "4/27 18:00", "意向产品": "冰箱"},
    4: {"姓名": " 路过的陈姐\xa0", "电话": "'13611112222", "意向": "强"},
    5: {"姓名": "李哥", "电话": "136\xa01111\u20033333", "意向": "无意"},
}  # fmt: skip


def office(path: Path) -> None:
    """Do to a sheet what an office does that keeps empty rows and marks numbers as text."""
    fill(path, 0, OFFICE)
    book = load_workbook(path)
    sheet = book.worksheets[0]
    for row in range(6, 300):
        for column in range(1, 15):
            sheet.cell(row, column).value = "" if row % 2 else None
            sheet.cell(row, column).font = Font(name="宋体")
    for cell in sheet[4]:
        cell.quotePrefix = True
    book.save(path)


def taken(store: Clocked) -> dict[int, list[tuple[str, str | None]]]:
    """What was recorded of calls, by customer."""
    with store.book().read() as page:
        people = campaigns.people(page, campaigns.one(page, None))
        return {
            one.customer_id: [
                (f"{page.calendar.local(call.at):%m-%d %H:%M}", call.grade) for call in one.calls
            ]
            for one in people
            if one.calls
        }


@pytest.mark.parametrize("name", ["resaved.xlsx", "resaved.ods", "resaved-gbk.csv", "office.xlsx"])
def test_what_was_typed_in_another_program_is_recorded_once(
    clocked: Clocked, tmp_path: Path, name: str
) -> None:
    store = begun(clocked, 6)
    log(store, "客户01 A 约周六")
    i18n.use("zh-CN")
    if name == "office.xlsx":
        office(path := written(store, tmp_path))
    else:
        copy(SAVED / name, path := tmp_path / name)
    found = collect(store, path)
    assert found.understood["bad"] == 0
    numbers = [one.phones[0].number for one in found.customers]
    assert numbers == ["+8613611112222", "+8613611113333"]
    assert [one.name for one in found.customers] == ["路过的陈姐", "李哥"]
    assert taken(store) == CALLS
    total = summary(store).total
    assert (total.qr, total.booked, total.listed) == (1, 1, 8)
    both = name.startswith("resaved.")
    assert (total.came, total.bought) == (both, both)
    assert total.money == ({"CNY": (399_900, 0)} if both else {})
    with store.book().read() as page:
        people = campaigns.people(page, campaigns.one(page, None))
        one = next(one for one in people if one.customer_id == 1)
        assert [fact.on_day for fact in one.facts if fact.fact == "visit"][-1] == "2026-05-03"
    assert collect(store, path).operation is None


def test_the_lists_to_pick_from_are_still_there() -> None:
    for sheet, columns in zip(load_workbook(SAVED / "resaved.xlsx"), ("EKL", "GHIJM"), strict=True):
        lists = sheet.data_validations.dataValidation
        assert [str(one.sqref)[0] for one in lists] == list(columns)
    with ZipFile(SAVED / "resaved.ods") as whole:
        content = whole.read("content.xml").decode()
    assert content.count("<table:content-validation ") == 8
    assert "犹豫" in content


def cells(*rows: str) -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        path = folder / "a.csv"
        path.write_text("姓名,电话,意向,约到店日期\n" + "\n".join(rows), encoding="utf-8")
        return path

    return write


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("46145", "2026-05-03"),
        ("46145.625", "2026-05-03"),
        ("5/3", "2026-05-03"),
        ("3.5", "2026-05-03"),
        ("2026-05-03 00:00:00", "2026-05-03"),
        ("2026-05-03 15:00:00", "2026-05-03"),
        ("12/5", None),
        ("5/5", "2026-05-05"),
        ("146145", None),
        ("1/13/2026/1", None),
    ],
)
def test_days_as_programs_save_them(
    clocked: Clocked, tmp_path: Path, cell: str, day: str | None
) -> None:
    store = begun(clocked, 1)
    path = cells(f"客户01,13600000101.0,强,{cell}")(tmp_path)
    if day is None:
        with pytest.raises(RowsRefused) as caught:
            collect(store, path)
        assert [(one["line"], one["code"]) for one in caught.value.problems] == [(2, "bad_cell")]
        return
    collect(store, path)
    with store.book().read() as page:
        (one,) = campaigns.people(page, campaigns.one(page, None))
        assert [fact.on_day for fact in one.facts if fact.fact == "visit"] == [day]


def test_rows_that_cannot_be_read_are_left_one_file_for_each_header(
    clocked: Clocked, tmp_path: Path
) -> None:
    store = begun(clocked, 3)
    log(store, "客户01 A 约周六")
    i18n.use("zh-CN")
    path = written(store, tmp_path)
    fill(path, 0, {2: {"意向": "很强"}, 3: {"姓名": "短号", "电话": "1.36E+10", "意向": "强"}})
    fill(path, 1, {2: {"是否到店": "大概"}})
    with pytest.raises(RowsRefused) as caught:
        collect(store, path)
    told = [(one["sheet"], one["line"], one["code"]) for one in caught.value.problems]
    assert told == [
        ("电话邀约记录表", 2, "bad_cell"),
        ("电话邀约记录表", 3, "lost_digits"),
        ("成功邀约记录表", 2, "bad_cell"),
    ]
    found = collect(store, path, skip_bad=True)
    left = [Path(str(one)) for one in found.understood["refused_files"]]  # type: ignore[attr-defined]
    assert [one.name for one in left] == ["小李.refused.csv", "小李.refused.2.csv"]
    lines = [one.read_text(encoding="utf-8-sig").splitlines() for one in left]
    assert [len(one) for one in lines] == [3, 2]
    mended = left[1].read_text(encoding="utf-8-sig").replace("大概", "是")
    left[1].write_text(mended, encoding="utf-8-sig")
    collect(store, left[1])
    assert summary(store).total.came == 1
    assert collect(store, left[1]).operation is None
