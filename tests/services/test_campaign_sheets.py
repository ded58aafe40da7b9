"""Sheets of a sale go out as workbooks and come back filled in: partly, twice, typed by hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from tests.campaigning import begun, enter, log, summary
from tests.conftest import Clocked

from leadfunnel import i18n
from leadfunnel.adapters.forms import workbook
from leadfunnel.services.campaign_collect import CampaignCollect, RowsRefused
from leadfunnel.services.campaign_pile import NoSheet
from leadfunnel.services.campaign_reports import totals
from leadfunnel.services.campaign_sheets import CampaignSheets
from leadfunnel.services.campaign_summary import summary_form
from leadfunnel.services.log import Log
from leadfunnel.services.results.changed import Changed


def written(store: Clocked, folder: Path, guide: str = "小李") -> Path:
    path = folder / f"{guide}.xlsx"
    path.write_bytes(workbook(CampaignSheets(store.book()).sheet(guide, None).forms))
    return path


def fill(path: Path, place: int, rows: dict[int, dict[str, object]]) -> None:
    """Fill cells of a sheet in by their row and header."""
    book = load_workbook(path)
    sheet = book.worksheets[place]
    heads = {cell.value: cell.column for cell in sheet[1]}
    for row, cells in rows.items():
        for name, value in cells.items():
            sheet.cell(row, heads[name]).value = value
    book.save(path)


def collect(store: Clocked, path: Path, *, skip_bad: bool = False) -> Changed:
    collecting = CampaignCollect(store.book())
    return collecting.collect([str(path)], None, None, lambda: b"", skip_bad=skip_bad)


@pytest.mark.parametrize("spoken", ["zh-CN", "zh-TW", "en"])
def test_a_sheet_has_its_headers_and_lists_in_every_language(
    clocked: Clocked, tmp_path: Path, spoken: str
) -> None:
    from leadfunnel.domain.campaign_form import COLUMNS, HEADERS, LANGUAGES, TITLES

    store = begun(clocked)
    log(store, "客户01 A 群 周六来")
    i18n.use(spoken)
    book = load_workbook(written(store, tmp_path))
    place = LANGUAGES.index(spoken)
    assert book.sheetnames == [TITLES[kind][place] for kind in ("calls", "visits")]
    for sheet, kind, rows in zip(book, ("calls", "visits"), (5, 2), strict=True):
        heads = [cell.value for cell in sheet[1]]
        assert heads == [HEADERS[code][place] for code in COLUMNS[kind]]
        assert sheet.max_row == rows
        listed = {str(one.sqref).split(":")[0] for one in sheet.data_validations.dataValidation}
        assert listed == ({"E2", "K2", "L2"} if kind == "calls" else {"G2", "H2", "I2", "J2", "M2"})


@pytest.mark.parametrize("spoken", ["zh-CN", "zh-TW", "en"])
def test_a_sheet_that_comes_back_as_it_went_out_changes_nothing(
    clocked: Clocked, tmp_path: Path, spoken: str
) -> None:
    store = begun(clocked)
    enter(
        store, "小李", "客户01 A 要:烟机 群 周六来 预算3千", "客户04 成交 烟机 3999", "客户07 未接"
    )
    enter(store, "小李", "客户10 来了 没买 价格")
    before = summary(store)
    i18n.use(spoken)
    found = collect(store, written(store, tmp_path))
    i18n.use("en")
    assert found.operation is None
    assert summary(store) == before


def test_what_was_filled_in_is_recorded_once(clocked: Clocked, tmp_path: Path) -> None:
    store = begun(clocked)
    i18n.use("zh-CN")
    path = written(store, tmp_path)
    fill(path, 0, {
        2: {"意向": "强", "意向产品": "烟机,冰箱", "第1次": "4-27 10:30 带老婆",
            "约到店日期": "2026-05-02",
            "是否进群": "是", "进群方式": "扫码"},
        3: {"第1次": "4-27 未接", "第2次": "未接"},
        4: {"意向": "无意"},
    })  # fmt: skip
    collect(store, path)
    first = summary(store)
    total = first.total
    assert (total.called, total.connected, total.keen, total.averse) == (3, 2, 1, 1)
    assert (total.not_reached, total.qr, total.phone, total.booked) == (1, 1, 0, 1)
    assert first.interests == (("冰箱", 1, 0), ("烟机", 1, 0))
    assert totals(first.rows) == total
    assert collect(store, path).operation is None
    fill(path, 0, {3: {"第3次": "犹豫 再想想"}})
    collect(store, path)
    assert summary(store).total.unsure == 1
    Log(store.book()).undo()
    assert summary(store) == first


def test_the_second_sheet_brings_the_purchase(clocked: Clocked, tmp_path: Path) -> None:
    store = begun(clocked)
    log(store, "客户01 A 约周六")
    log(store, "客户04 A 约周六")
    i18n.use("zh-CN")
    path = written(store, tmp_path)
    fill(path, 1, {
        2: {"是否到店": "是", "是否成交": "是", "成交产品": "烟机", "金额": 3999},
        3: {"是否到店": "是", "是否成交": "否", "未成交原因": "价格"},
    })  # fmt: skip
    collect(store, path)
    found = summary(store)
    assert (found.total.came, found.total.bought) == (2, 1)
    assert found.total.money == {"CNY": (399_900, 0)}
    assert found.not_bought == (("price", 1),)
    assert collect(store, path).operation is None
    fill(path, 1, {2: {"金额": 4999}})
    with pytest.raises(RowsRefused):
        collect(store, path)


def test_bad_rows_stop_it_or_are_left_in_a_file(clocked: Clocked, tmp_path: Path) -> None:
    store = begun(clocked)
    path = tmp_path / "纸.csv"
    path.write_text(
        "电话,意向,是否进群,约到店日期,编号\n"
        "13600000101,强,是,,\n"
        "13999999999,强,,,\n"
        "13600000102,很强,,,\n"
        "13600000103,强,大概,,\n"
        "13600000104,强,,某天,\n"
        ",强,,,\n"
        "13600000105,强,,,1\n",
        encoding="utf-8",
    )
    before = summary(store)
    with pytest.raises(RowsRefused) as caught:
        collect(store, path)
    assert [one["line"] for one in caught.value.problems] == [3, 4, 5, 6, 7, 8]
    assert summary(store) == before
    found = collect(store, path, skip_bad=True)
    assert (found.understood["changed"], found.understood["bad"]) == (1, 6)
    left = Path(str(found.understood["refused_file"]))
    assert left.read_text(encoding="utf-8-sig").count("\n") == 7
    assert summary(store).total.called == 1
    assert collect(store, path, skip_bad=True).operation is None
    assert sorted(one.name for one in tmp_path.glob("*.refused*")) == [left.name]


def test_other_files_are_no_sheets(clocked: Clocked, tmp_path: Path) -> None:
    store = begun(clocked)
    path = tmp_path / "a.csv"
    for text in ("x,y\n1,2\n", "姓名,电话,备注\n客户01,13600000101,老客\n", "意向\n强\n"):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(NoSheet):
            collect(store, path)


def test_the_summary_goes_into_a_workbook(clocked: Clocked, tmp_path: Path) -> None:
    store = begun(clocked)
    enter(store, "小李", "客户01 A 群", "客户04 成交 烟机 3999")
    path = tmp_path / "s.xlsx"
    i18n.use("zh-CN")
    path.write_bytes(workbook([summary_form(summary(store))]))
    rows = list(load_workbook(path).worksheets[0].iter_rows(values_only=True))
    assert rows[0][:5] == ("导购", "任务电话", "实打", "接通", "强")
    assert [row[0] for row in rows[1:]] == ["小李", "小王", "小赵", "合计"]
    assert rows[1][14:16] == (1, "3999.00 CNY")
    assert all(sum(row[at] for row in rows[1:4]) == rows[4][at] for at in range(1, 15))
