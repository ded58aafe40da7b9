"""Sheets as people give them back: saved by another program, turned about, renamed, half filled."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from tests.campaigning import begun, log, summary
from tests.conftest import Clocked
from tests.services.test_campaign_sheets import collect, fill, written

from leadfunnel import i18n
from leadfunnel.services.campaign_collect import CampaignCollect, RowsRefused
from leadfunnel.services.campaign_reports import CampaignReports

FILLED: dict[int, dict[str, object]] = {
    2: {"意向": "强", "第1次": "4-27 10:30", "是否进群": "是", "进群方式": "扫码"},
    3: {"意向": "犹豫", "第1次": "4-27 未接", "第2次": "4-27 18:00 再想想", "意向产品": "冰箱"},
}


def book_of(rows: list[list[object]], path: Path) -> Path:
    book = Workbook()
    sheet: Any = book.active
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def turned(path: Path) -> None:
    """Put the columns the other way round."""
    book = load_workbook(path)
    for sheet in book.worksheets:
        rows = [[cell.value for cell in row][::-1] for row in sheet.iter_rows()]
        for place, row in enumerate(rows, 1):
            for column, value in enumerate(row, 1):
                sheet.cell(place, column).value = value
    book.save(path)


def spaced(path: Path) -> None:
    """Put an empty line below the header and between the people."""
    book = load_workbook(path)
    for place in (4, 3, 2):
        book.worksheets[0].insert_rows(place)
    book.save(path)


def titled(path: Path) -> None:
    """Put a title and the guide's name above the header."""
    book = load_workbook(path)
    sheet = book.worksheets[0]
    sheet.insert_rows(1, 2)
    sheet["A1"] = "五一爆破 电话邀约记录表"
    sheet["A2"] = "导购：小李"
    book.save(path)


def renamed(*names: tuple[str, str]) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        book = load_workbook(path)
        sheet = book.worksheets[0]
        for cell in sheet[1]:
            cell.value = dict(names).get(str(cell.value), cell.value)
        book.save(path)

    return change


def numbers(path: Path) -> None:
    """Make phones, ids and numbers what a spreadsheet makes of them: numbers."""
    book = load_workbook(path)
    sheet = book.worksheets[0]
    heads = {cell.value: cell.column for cell in sheet[1]}
    for name in ("电话", "编号", "序号"):
        for row in range(2, sheet.max_row + 1):
            cell = sheet.cell(row, heads[name])
            cell.number_format = "0.00E+00" if name == "电话" else "General"
            cell.value = float(str(cell.value).removeprefix("+86")) if cell.value else None
    book.save(path)


def dated(path: Path) -> None:
    """Make a day and an hour what a spreadsheet makes of them."""
    book = load_workbook(path)
    sheet = book.worksheets[0]
    heads = {cell.value: cell.column for cell in sheet[1]}
    sheet.cell(2, heads["约到店日期"]).value = date(2026, 5, 2)
    sheet.cell(2, heads["第1次"]).value = datetime(2026, 4, 27, 10, 30)  # noqa: DTZ001 - as in Excel
    book.save(path)


@pytest.mark.parametrize(
    "change",
    [
        turned,
        spaced,
        titled,
        numbers,
        dated,
        renamed(("电话", "聯絡電話"), ("意向", "意願"), ("是否进群", "是否進群")),
        renamed(
            ("电话", "Phone number"), ("意向", "Intent"), ("编号", "ID"), ("第1次", "1st call")
        ),
        renamed(("电话", " 手机号 "), ("编号", "客户编号")),
    ],
    ids=["turned", "spaced", "titled", "numbers", "dated", "traditional", "english", "mobile"],
)
def test_a_sheet_another_program_saved_is_read_once(
    clocked: Clocked, tmp_path: Path, change: Callable[[Path], None]
) -> None:
    store = begun(clocked, 6)
    i18n.use("zh-CN")
    path = written(store, tmp_path)
    fill(path, 0, FILLED)
    change(path)
    collect(store, path)
    total = summary(store).total
    assert (total.called, total.connected, total.keen, total.unsure) == (2, 2, 1, 1)
    assert (total.qr, total.phone) == (1, 0)
    assert total.booked == int(change is dated)
    with store.book().read() as page:
        from leadfunnel.services import campaigns

        found = campaigns.people(page, campaigns.one(page, None))
        calls = {one.customer_id: one.calls for one in found if one.calls}
        first = page.calendar.local(calls[1][0].at)
        assert (first.month, first.day, first.hour, first.minute) == (4, 27, 10, 30)
        assert [call.reached for call in calls[4]] == [False, True]
    assert collect(store, path).operation is None


def test_the_same_file_named_twice_is_recorded_once(clocked: Clocked, tmp_path: Path) -> None:
    store = begun(clocked, 6)
    i18n.use("zh-CN")
    path = written(store, tmp_path)
    fill(path, 0, FILLED)
    collecting = CampaignCollect(store.book())
    collecting.collect([str(path), str(path)], None, None, lambda: b"")
    found = CampaignReports(store.book()).summary(None)
    assert found.total.called == 2
    with store.book().read() as page:
        from leadfunnel.store import timeline

        assert len(timeline.entries(page.session, 4, limit=9)) == 2


def test_rounded_phones_are_refused_and_named(clocked: Clocked, tmp_path: Path) -> None:
    store = begun(clocked, 6)
    rows: list[list[object]] = [["电话", "意向"], ["1.36E+10", "强"], ["13600000104", "强"]]
    path = book_of(rows, tmp_path / "a.xlsx")
    with pytest.raises(RowsRefused) as caught:
        collect(store, path)
    (problem,) = caught.value.problems
    assert problem["line"] == 2
    assert problem["code"] == "lost_digits"
    assert collect(store, path, skip_bad=True).understood["changed"] == 1


def test_two_sheets_of_one_book_and_a_third_of_ones_own(clocked: Clocked, tmp_path: Path) -> None:
    store = begun(clocked, 6)
    log(store, "客户01 A 约周六")
    i18n.use("zh-CN")
    path = written(store, tmp_path)
    fill(path, 1, {2: {"是否到店": "是"}})
    book = load_workbook(path)
    book.create_sheet("我的备忘")["A1"] = "买咖啡"
    book.save(path)
    collect(store, path)
    assert summary(store).total.came == 1


def test_a_sheet_from_paper_without_ids_finds_people_by_phone(
    clocked: Clocked, tmp_path: Path
) -> None:
    store = begun(clocked, 6)
    path = tmp_path / "纸.csv"
    path.write_bytes(
        "姓名,电话,意向,意向产品,进群,备注,心情,空白\r\n"
        "客户01,136 0000 0101,强,烟机、冰箱,√,带老婆来,好,\r\n"
        "客户02,136-0000-0102,A,,,,,\r\n"
        "\r\n"
        "客户03,+8613600000103,C,,×,,,\r\n".encode("gb18030")
    )
    told = collect(store, path)
    assert told.said[1].values == {"names": "心情"}
    found = told.understood
    assert (found["rows"], found["changed"], found["bad"]) == (3, 3, 0)
    total = summary(store).total
    assert (total.keen, total.not_reached, total.phone) == (2, 1, 1)
