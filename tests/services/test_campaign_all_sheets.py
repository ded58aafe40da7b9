"""Everybody's sheets at once, as files and as one workbook, and read back for each guide."""

from __future__ import annotations

from pathlib import Path

from openpyxl import load_workbook
from tests.campaigning import begun, log, summary
from tests.conftest import Clocked
from tests.services.test_campaign_sheets import collect, fill

from leadfunnel import i18n
from leadfunnel.adapters.forms import workbook
from leadfunnel.domain.form import LONGEST_TITLE, Form, Forms, bound, file_names
from leadfunnel.services.campaign_sheets import CampaignSheets
from leadfunnel.views.reports.forms import forms_page


def test_one_workbook_with_everybodys_sheets_comes_back_for_each(
    clocked: Clocked, tmp_path: Path
) -> None:
    store = begun(clocked, 6)
    log(store, "客户02 A 约周六")
    i18n.use("zh-CN")
    forms = bound(CampaignSheets(store.book()).sheets(None))
    assert [one.title for one in forms.forms] == [
        *("小李 电话邀约记录表", "小李 成功邀约记录表"),
        *("小王 电话邀约记录表", "小王 成功邀约记录表"),
        *("小赵 电话邀约记录表", "小赵 成功邀约记录表"),
    ]
    assert forms.people == 6
    path = tmp_path / "all.xlsx"
    path.write_bytes(workbook(forms.forms))
    fill(path, 0, {2: {"意向": "强"}})
    fill(path, 3, {2: {"是否到店": "是"}})
    fill(path, 4, {2: {"意向": "犹豫"}, 4: {"姓名": "路人", "电话": "13611117777", "意向": "强"}})
    found = collect(store, path)
    assert [one.owner and one.owner.name for one in found.customers] == ["小赵"]
    rows = {row.guide.name: row.figures for row in summary(store).rows if row.guide}
    assert (rows["小李"].keen, rows["小王"].came) == (1, 1)
    assert (rows["小赵"].unsure, rows["小赵"].keen) == (1, 1)
    assert collect(store, path).operation is None
    page = forms_page(forms)
    assert page.count("<section") == 6
    assert "小赵 电话邀约记录表" in page


def test_names_of_sheets_and_files_are_taken_by_every_program(tmp_path: Path) -> None:
    form = Form("电话邀约记录表", ("电话",), (("1",),))
    names = ("a/b:c*?[x]", "A/B:C*?[x]", "../..", "名" * 80, "名" * 80, "李 四", "", "'x'")
    every = [Forms("e", (), (form,), 1, name) for name in names]
    titles = [one.title for one in bound(every).forms]
    assert max(map(len, titles)) <= LONGEST_TITLE
    assert len({title.casefold() for title in titles}) == len(names)
    path = tmp_path / "x.xlsx"
    path.write_bytes(workbook(bound(every).forms))
    assert load_workbook(path).sheetnames == titles
    files = file_names(every)
    assert len({name.casefold() for name in files}) == len(names)
    for name in files:
        (tmp_path / f"{name}.xlsx").touch()
    assert len(list(tmp_path.iterdir())) == len(names) + 1
