"""Importing shop and till exports as purchases."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.conftest import Clocked
from tests.dump import check
from tests.importing import Desk, day

from leadfunnel.domain.purchase import Purchase, totals
from leadfunnel.services.buying import Buying, Terms
from leadfunnel.services.importing import BadRows
from leadfunnel.services.log import Log
from leadfunnel.services.merging import Merging
from leadfunnel.services.refunds import Refunds

SHOP = (
    "订单编号,订单付款时间,买家姓名,收货人手机,商品名称,数量,实付金额,退款金额,门店,订单状态\n"
    "TB001,2026-03-01 10:00,王姐,13800138000,面霜,2瓶,560.00,0,浦东店,交易成功\n"
    "TB001,2026-03-01 10:00,王姐,13800138000,洁面,1,120.50,,浦东店,交易成功\n"
    "TB002,2026-05-02 09:00,王姐,13800138000,面霜,1,280,280,浦东店,交易成功\n"
    "TB003,2026-06-02 09:00,张伟,13900139000,面霜,1,280,,浦东店,交易关闭\n"
    "TB004,2026-06-03 09:00,张伟,13900139000,面霜,1,280,80,浦东店,交易成功\n"
)


@pytest.fixture
def desk(clocked: Clocked, tmp_path: Path) -> Desk:
    folder = tmp_path / "files"
    folder.mkdir()
    return Desk(clocked, folder)


def bought(desk: Desk, who: str) -> list[Purchase]:
    return list(reversed(desk.show(who).purchases))


def stages(desk: Desk, who: str) -> list[tuple[str | None, str, int]]:
    [journey] = desk.show(who).journeys
    return [(origin, target, at) for at, origin, target, *_ in journey.changes]


def test_rows_of_one_order_are_one_purchase_of_somebody_added_for_it(desk: Desk) -> None:
    found = desk.run(SHOP)
    assert (found.kind, found.rows, found.added, found.unchanged) == ("purchases", 5, 4, 1)
    first, second, back = bought(desk, "王姐")
    assert (first.order, str(first.amount), first.outlet) == ("TB001", "680.50 CNY", "浦东店")
    assert [(one.product, one.quantity, one.amount) for one in first.lines] == [
        ("面霜", 2000, 56000),
        ("洁面", 1000, 12050),
    ]
    assert (str(second.amount), second.kept) == ("280.00 CNY", False)
    assert (back.refunds, str(back.amount), back.lines[0].quantity) == (
        second.id,
        "-280.00 CNY",
        -1000,
    )
    customer = desk.show("王姐").customer
    assert (customer.purchases, str(customer.last_bought)) == (1, "2026-03-01")
    assert [money.minor for money in totals(one.amount for one in bought(desk, "张伟"))] == [20000]
    check(desk.clocked.path)


def test_stages_follow_the_days_of_the_purchases(desk: Desk) -> None:
    desk.run(SHOP + "TB005,2026-07-01,王姐,13800138000,面霜,1,280,,,\n")
    paid = day("2026-03-01") + 10 * 3600
    assert stages(desk, "王姐") == [
        (None, "B", paid),
        ("B", "E", paid),
        ("E", "F", day("2026-07-01")),
    ]


def test_whoever_left_after_buying_stays_out_and_comes_back_by_buying(desk: Desk) -> None:
    people = "姓名,手机,创建时间,阶段,阶段时间\n"
    desk.run(f"{people}王姐,13800138000,2026-01-05,流失,2026-04-01\n", name="people.csv")
    desk.run(SHOP.replace("TB002,2026-05-02", "TB002,2026-03-02"))
    assert stages(desk, "王姐")[-1][1] == "L"
    desk.run(SHOP.splitlines()[0] + "\nTB009,2026-07-01,王姐,13800138000,面霜,1,280,,,\n")
    assert stages(desk, "王姐")[-1] == ("L", "F", day("2026-07-01"))


def test_a_second_time_adds_nothing_and_undo_takes_all_back(desk: Desk) -> None:
    desk.run("姓名,手机\n李四,13700137000\n", name="people.csv")
    before = desk.dump()
    found = desk.run(SHOP)
    whole = desk.dump()
    again = desk.again()
    assert (again.operation, again.added, again.updated, again.unchanged) == (None, 0, 0, 5)
    assert desk.dump() == whole
    assert found.operation is not None
    Log(desk.clocked.book()).undo(found.operation)
    assert desk.dump() == before


def test_a_later_refund_is_added_and_a_changed_amount_is_a_conflict(desk: Desk) -> None:
    desk.run(SHOP)
    later = SHOP.replace("280,80,", "280,100,")
    assert desk.run(later).updated == 1
    assert [str(one.amount) for one in bought(desk, "张伟") if one.refunds] == [
        "-80.00 CNY",
        "-20.00 CNY",
    ]
    changed = later.replace("TB002,2026-05-02 09:00,王姐,13800138000,面霜,1,280,280", "TB002,"
                            "2026-05-02 09:00,王姐,13800138000,面霜,1,300,280")  # fmt: skip
    with pytest.raises(BadRows) as caught:
        desk.run(changed)
    [problem] = caught.value.problems
    assert problem["row"] == 4
    assert "300.00 CNY" in str(problem["text"])
    assert "280.00 CNY" in str(problem["text"])
    kept = desk.run(changed, skip_bad=True)
    assert (kept.refused, kept.unchanged) == (1, 4)
    swapped = SHOP.replace("TB004,2026-06-03 09:00,张伟,13900139000", "TB004,2026-06-03 09:00,"
                           "王姐,13800138000")  # fmt: skip
    with pytest.raises(BadRows):
        desk.run(swapped)


def test_an_order_typed_before_is_known(desk: Desk) -> None:
    desk.run("姓名,手机\n王姐,13800138000\n", name="people.csv")
    Buying(desk.clocked.book()).buy(["王姐", "面霜x2", "680.5"], Terms(order="TB001"))
    desk.run(SHOP)
    assert [one.order for one in bought(desk, "王姐") if one.order] == ["TB002", "TB001"]


def test_rows_without_an_order_are_told_by_what_they_say(desk: Desk) -> None:
    till = "date,phone,product,qty,unit price\n" + "2026-03-01,13800138000,cream,2,28.50\n" * 2
    assert desk.run(till, currency="USD").added == 2
    assert desk.again(currency="USD").unchanged == 2
    assert [str(one.amount) for one in bought(desk, "13800138000")] == ["57.00 USD"] * 2
    assert desk.show("13800138000").customer.purchases == 1


def test_an_order_total_on_every_row_counts_once(desk: Desk) -> None:
    text = (
        "order no,date,name,product,qty,order total\n"
        "A1,2026-03-01,王姐,cream,1,100\nA1,2026-03-01,王姐,soap,1,100\n"
    )
    desk.run(text)
    [one] = bought(desk, "王姐")
    assert str(one.amount) == "100.00 CNY"
    assert [line.amount for line in one.lines] == [None, None]
    with pytest.raises(BadRows):
        desk.run(text.replace("A1", "A2").replace("soap,1,100", "soap,1,90"), name="b.csv")


@pytest.mark.parametrize(
    "row",
    [
        "A1,,王姐,cream,1,100",
        "A1,2026-03-01,王姐,cream,lots,100",
        "A1,2026-03-01,王姐,cream,0,100",
        "A1,2026-03-01,王姐,cream,1,-100",
        "A1,2099-03-01,王姐,cream,1,100",
        "A1,2026-03-01,,cream,1,100",
        f"A1,2026-03-01,王姐,{'x' * 81},1,100",
    ],
)
def test_a_row_that_cannot_be_read_is_refused(desk: Desk, row: str) -> None:
    with pytest.raises(BadRows):
        desk.run(f"order no,date,name,product,qty,amount\n{row}\n")
    assert desk.all() == []


def test_a_merged_customer_still_has_the_order(desk: Desk) -> None:
    desk.run(SHOP)
    Merging(desk.clocked.book()).merge(("张伟", "王姐"), keep="A")
    assert desk.again().unchanged == 5
    Refunds(desk.clocked.book()).refund("b1", ["100"])
    assert desk.again().unchanged == 5
