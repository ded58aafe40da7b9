"""A sale event day by day: what was done once stands on its day, and all days sum to the whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from tests.campaigning import begun, check, enter, log, summary
from tests.conftest import Clocked
from tests.dealing import at

from leadfunnel import i18n
from leadfunnel.adapters.forms import workbook
from leadfunnel.domain.campaign_out import Unreturned, sheets_out
from leadfunnel.domain.invited import Called, Fact, Invited, Step
from leadfunnel.services.campaign_lists import CampaignLists
from leadfunnel.services.campaign_reports import CampaignReports
from leadfunnel.services.campaign_summary import summary_forms
from leadfunnel.services.refunds import Refunds
from leadfunnel.services.results.campaigns import CampaignReport, GuideRow

ONCE = ("asked", "phone", "qr", "booked", "came", "bought")


def sold(store: Clocked) -> CampaignReport:
    """Play a sale by hand over four days."""
    begun(store)
    enter(store, "小李", "客户01 A 烟机 群 约周五", "客户04 未接", "客户07 B 群")
    enter(store, "小王", "客户02 A 扫码", "客户05 空号")
    store.now = at("2026-04-29")
    enter(store, "小李", "客户04 A 约周五", "客户07 A")
    log(store, "客户02 无效 同行")
    store.now = at("2026-05-01")
    enter(store, "小李", "客户01 成交 烟机 3999", "客户04 没买 价格")
    enter(store, "小赵", "客户03 成交 冰箱 2000")
    store.now = at("2026-05-03")
    Refunds(store.book()).refund("客户03", ["500"])
    return CampaignReports(store.book()).summary(None, by_day=True)


def told(row: GuideRow) -> dict[str, object]:
    """What stands on a day, without what is none."""
    names = ("called", "connected", "keen", "unsure", "averse", "not_reached", "wrong", *ONCE)
    found = {name: getattr(row.figures, name) for name in names if getattr(row.figures, name)}
    goals = {"goal": (row.calls_done, row.calls_goal, row.group_goal)}
    return {"money": row.figures.money, **found, **goals}


def test_each_day_has_what_each_guide_did_on_it(clocked: Clocked) -> None:
    found = sold(clocked)
    assert found.days is not None
    days = {
        one.day.isoformat()[5:]: {row.guide.name: told(row) for row in one.rows if row.guide}
        for one in found.days
    }
    assert days == {
        "04-28": {
            "小李": {"called": 3, "connected": 2, "keen": 1, "unsure": 1, "not_reached": 1,
                   "asked": 2, "phone": 2, "booked": 1, "money": {}, "goal": (3, 4, 2)},
            "小王": {"called": 1, "wrong": 1, "money": {}, "goal": (1, 4, 3)},
        },
        "04-29": {
            "小李": {"called": 2, "connected": 2, "keen": 2, "booked": 1, "money": {},
                   "goal": (2, 4, 2)},
        },
        "05-01": {
            "小李": {"came": 2, "bought": 1, "money": {"CNY": (399_900, 0)}, "goal": (0, 0, 0)},
            "小赵": {"came": 1, "bought": 1, "money": {"CNY": (200_000, 0)}, "goal": (0, 0, 0)},
        },
        "05-03": {"小赵": {"money": {"CNY": (0, 50_000)}, "goal": (0, 0, 0)}},
    }  # fmt: skip


def test_the_days_sum_to_the_whole(clocked: Clocked) -> None:
    found = sold(clocked)
    assert found.days is not None
    for name in ONCE:
        assert sum(getattr(one.total, name) for one in found.days) == getattr(found.total, name)
    for row in found.rows:
        mine = [
            other
            for one in found.days
            for other in one.rows
            if other.guide and row.guide and other.guide.user_id == row.guide.user_id
        ]
        for name in ("calls_goal", "calls_done", "group_goal", "days"):
            assert sum(getattr(other, name) for other in mine) == getattr(row, name)
    whole = found.total.money["CNY"]
    sums = [one.total.money.get("CNY", (0, 0)) for one in found.days]
    assert (sum(a for a, _ in sums), sum(b for _, b in sums)) == whole
    assert summary(clocked).days is None


def test_the_days_are_a_sheet_of_their_own(clocked: Clocked, tmp_path: Path) -> None:
    found = sold(clocked)
    i18n.use("zh-CN")
    path = tmp_path / "s.xlsx"
    path.write_bytes(workbook(summary_forms(found)))
    book = load_workbook(path)
    assert book.sheetnames == ["操盘手汇总表", "每天"]
    head, *rows = book.worksheets[1].iter_rows(values_only=True)
    assert head[:4] == ("日期", "导购", "任务电话", "实打")
    assert [row[:4] for row in rows] == [
        ("2026-04-28", "小李", 4, 3),
        ("2026-04-28", "小王", 4, 1),
        ("2026-04-29", "小李", 4, 2),
        ("2026-05-01", "小李", 0, 0),
        ("2026-05-01", "小赵", 0, 0),
        ("2026-05-03", "小赵", 0, 0),
    ]
    assert rows[3][-2] == "3999.00 CNY"


def test_whoever_was_given_people_and_told_of_none_has_not_handed_in(clocked: Clocked) -> None:
    store = begun(clocked)
    found = check(store)
    assert found.out is not None
    assert [(one.guide, one.people) for one in found.out] == [("小李", 4), ("小王", 4), ("小赵", 4)]
    enter(store, "小李", "客户01 A")
    log(store, "客户02 未接")
    store.now = at("2026-04-28") + 6 * 3600
    found = check(store)
    assert found.out is not None
    assert [(one.guide, one.since.isoformat()) for one in found.out] == [("小赵", "2026-04-28")]
    store.now = at("2026-04-29")
    CampaignLists(store.book()).assign(None)
    assert [one.guide for one in check(store).out or ()] == ["小李", "小王", "小赵"]
    enter(store, "小赵", "客户03 x")
    enter(store, "小王", "客户05 x")
    enter(store, "小李", "客户04 x")
    assert summary(store).out == ()


@pytest.mark.parametrize(
    ("told", "out"),
    [
        (Invited(1, 7, assigned_on="D2"), True),
        (Invited(1, 7, assigned_on="D2", steps=(Step(250, 1),)), True),
        (Invited(1, 7, assigned_on="D2", steps=(Step(250, None),)), False),
        (Invited(1, 7, assigned_on="D2", facts=(Fact("note", "x", 199),)), True),
        (Invited(1, 7, assigned_on="D2", facts=(Fact("note", "x", 200),)), False),
        (Invited(1, 7, assigned_on="D1", calls=(Called(210, None, None, reached=True),)), False),
        (Invited(1, 0, assigned_on="D2"), None),
        (Invited(1, 7), None),
        (Invited(1, 7, assigned_on="D3"), None),
    ],
)
def test_a_sheet_is_out_until_something_is_told(told: Invited, out: bool | None) -> None:
    starts = {"D1": 100, "D2": 200, "D3": 300}
    found = sheets_out([told], "D2", starts.__getitem__)
    expected = {True: (Unreturned(7, "D2", 1),), False: (), None: None}
    assert found == expected[out]
