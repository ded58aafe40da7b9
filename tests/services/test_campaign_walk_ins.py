"""People whom a guide writes on a spare row of the sheet: new customers, once, for that guide."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from openpyxl import load_workbook
from tests.campaigning import NAME, begun, summary
from tests.conftest import Clocked
from tests.services.test_campaign_sheets import collect, fill, written

from leadfunnel import i18n
from leadfunnel.services.campaign_collect import RowsRefused
from leadfunnel.services.campaign_setting import CampaignSetting, Terms
from leadfunnel.services.capture import Capture
from leadfunnel.services.details import Details, Entering
from leadfunnel.services.log import Log

HEADER = ("姓名", "电话", "微信", "意向", "意向产品", "约到店日期", "备注", "编号")


def table(path: Path, *rows: tuple[str, ...]) -> Path:
    """Write a sheet typed from paper."""
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        csv.writer(out).writerows([HEADER, *(row + ("",) * (8 - len(row)) for row in rows)])
    return path


def test_a_new_person_on_a_spare_row_is_a_customer_of_the_guide_and_only_once(
    clocked: Clocked, tmp_path: Path
) -> None:
    store = begun(clocked, 6)
    i18n.use("zh-CN")
    path = written(store, tmp_path, "小王")
    fill(path, 0, {
        2: {"意向": "犹豫"},
        5: {"姓名": "路过的陈姐", "电话": 13611112222, "意向": "强", "意向产品": "烟机",
            "是否进群": "是", "进群方式": "扫码", "备注": "带孩子来的"},
        6: {"姓名": "老客户", "电话": "136 1111 3333", "第1次": "4-27 10:30 犹豫"},
        7: {"姓名": "小雨", "微信": "xiaoyu_88", "意向": "无意"},
    })  # fmt: skip
    known = Capture(store.book()).add("老客户 13611113333 抖音", Details(), Entering())
    before = summary(store)
    found = collect(store, path)
    assert (found.understood["changed"], found.understood["bad"]) == (4, 0)
    assert [one.name for one in found.customers] == ["路过的陈姐", "小雨"]
    for one in found.customers:
        assert (one.owner and one.owner.name, one.source) == ("小王", NAME)
        assert one.stage
        assert one.stage.code == "B"
    assert found.customers[0].phones[0].number == "+8613611112222"
    assert found.customers[1].wechat == ("xiaoyu_88",)
    with store.book().read() as page:
        joined = page.customer(known.customers[0].id)
        assert (joined.owner and joined.owner.name, joined.source) == ("lin", "抖音")
    rows = {row.guide.name: row.figures for row in summary(store).rows if row.guide}
    assert (rows["小王"].listed, rows["小王"].keen, rows["小王"].qr) == (5, 1, 1)
    assert (rows["小王"].unsure, rows["小王"].averse) == (2, 1)
    assert (rows["小李"].listed, rows["小赵"].listed) == (2, 2)
    after = summary(store)
    assert collect(store, path).operation is None
    assert summary(store) == after
    Log(store.book()).undo()
    assert summary(store) == before
    with store.book().read() as page:
        assert page.session.values("customers.by_name", key="小雨", limit=9) == []


def test_a_walk_in_buys_on_the_second_sheet(clocked: Clocked, tmp_path: Path) -> None:
    store = begun(clocked, 3)
    CampaignSetting(store.book()).edit(NAME, Terms(source="五一摆台"))
    i18n.use("zh-CN")
    path = written(store, tmp_path)
    fill(path, 1, {
        2: {"姓名": "赵先生", "电话": "13611114444", "是否到店": "是", "是否成交": "是",
            "成交产品": "烟机", "金额": 3999},
    })  # fmt: skip
    found = collect(store, path)
    assert found.customers[0].source == "五一摆台"
    total = summary(store).total
    assert (total.came, total.bought, total.money) == (1, 1, {"CNY": (399_900, 0)})
    row = next(one for one in summary(store).rows if one.guide and one.guide.name == "小李")
    assert row.figures.bought == 1
    assert collect(store, path).operation is None


def test_who_might_be_somebody_known_is_listed_to_decide(clocked: Clocked, tmp_path: Path) -> None:
    store = begun(clocked, 3)
    path = table(
        tmp_path / "纸.csv",
        ("客户01", "13611115551", "", "强"),
        ("客户02", "1361111555", "", "强"),
        ("", "13611115553", "", "强"),
        ("没电话", "", "", "强"),
        ("客户03", "13611115554", "", "强", "", "", "", "99"),
        ("新来的", "13611115555", "same", "强"),
        ("新来的", "13611115555", "", "", "冰箱"),
    )
    with pytest.raises(RowsRefused) as caught:
        collect(store, path)
    codes = [(one["line"], one["code"]) for one in caught.value.problems]
    assert codes == [
        (2, "name_alike"), (3, "bad_cell"), (4, "no_name_on_row"), (5, "nobody_on_row"),
        (6, "unknown_person"),
    ]  # fmt: skip
    assert "#1 136****0101" in str(caught.value.problems[0]["text"])
    found = collect(store, path, skip_bad=True)
    assert [one.name for one in found.customers] == ["新来的"]
    assert found.customers[0].wechat == ("13611115555",)
    decided = table(
        tmp_path / "定了.csv",
        ("客户01", "13611115551", "", "强", "", "", "", "新"),
        ("客户02", "", "lin_02", "强", "", "", "", "2"),
    )
    found = collect(store, decided)
    assert [one.name for one in found.customers] == ["客户01"]
    with store.book().read() as page:
        assert page.customer(2).wechat == ("lin_02",)
    assert collect(store, decided).operation is None
    taken = table(tmp_path / "错.csv", ("客户03", "", "lin_02", "强", "", "", "", "3"))
    with pytest.raises(RowsRefused) as caught:
        collect(store, taken)
    assert caught.value.problems[0]["code"] == "identity_elsewhere"


def test_a_blank_row_of_somebody_listed_says_nothing(clocked: Clocked, tmp_path: Path) -> None:
    store = begun(clocked, 3)
    Capture(store.book()).add("路人 13611116666", Details(), Entering())
    path = table(tmp_path / "空.csv", ("客户01", "13600000101"), ("路人", "13611116666"))
    assert collect(store, path).understood["changed"] == 1
    assert summary(store).total.listed == 4
    assert collect(store, path).operation is None
    i18n.use("zh-CN")
    sheet = load_workbook(written(store, tmp_path, "小李")).worksheets[0]
    assert {row[1].value for row in sheet.iter_rows(min_row=2)} == {"客户01", "路人"}
