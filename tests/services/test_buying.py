"""Purchases, refunds and what follows from them, over a real store."""

from __future__ import annotations

import sqlite3
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.conftest import Clocked

from leadfunnel.domain.condition import BadFilterValue
from leadfunnel.domain.money import Money
from leadfunnel.domain.purchase import Purchase, totals
from leadfunnel.errors import LeadfunnelError
from leadfunnel.services import purchase_refusals as refusals
from leadfunnel.services.bin import Bin
from leadfunnel.services.buying import Buying, Terms
from leadfunnel.services.capture import Capture
from leadfunnel.services.details import Details, Entering
from leadfunnel.services.ladder import Ladder, Move
from leadfunnel.services.log import Log
from leadfunnel.services.looking import Looking, Shape
from leadfunnel.services.merging import Merging
from leadfunnel.services.products import KnownProduct, Products, SeveralProducts, Traits
from leadfunnel.services.refunds import Refunds
from leadfunnel.store import purchases as stored

DAY = 86_400


@pytest.fixture
def shop(clocked: Clocked) -> Clocked:
    for text in ("王姐 13800138000", "张伟 13800138001"):
        Capture(clocked.book()).add(text, Details(), Entering())
    clocked.now += DAY
    return clocked


def buy(shop: Clocked, line: str, **terms: str) -> dict[str, object]:
    return dict(Buying(shop.book()).buy(line.split(), Terms(**terms)).understood)  # type: ignore[arg-type]


def refund(shop: Clocked, line: str) -> dict[str, object]:
    text, *words = line.split()
    return dict(Refunds(shop.book()).refund(text, words).understood)


def bought(shop: Clocked, number: int = 1) -> list[Purchase]:
    with shop.book().read() as page:
        return stored.of_customer(page.session, number)


def stage(shop: Clocked, who: str = "王姐") -> str | None:
    found = Looking(shop.book()).show(who).customer.stage
    return found.code if found else None


def counted(shop: Clocked, number: int = 1) -> tuple[int, str | None, str | None]:
    connection = sqlite3.connect(shop.path)
    try:
        row: tuple[int, str | None, str | None] = connection.execute(
            "SELECT purchases, first_bought_on, last_bought_on FROM customer WHERE id = ?",
            (number,),
        ).fetchone()
    finally:
        connection.close()
    return row


def test_a_line_becomes_a_purchase_with_its_products(shop: Clocked) -> None:
    told = buy(shop, "王姐 面霜x2 洁面 880 昨天 已付")
    assert told["lines"] == [
        {"product": "面霜", "quantity": "2", "amount": None},
        {"product": "洁面", "quantity": "1", "amount": None},
    ]
    assert (told["amount"], told["currency"], told["date"]) == ("880.00", "CNY", "2026-11-22")
    assert told["note"] == "已付"
    assert [product.name for product in Products(shop.book()).list().products] == ["洁面", "面霜"]


def test_prices_make_the_amount_and_a_total_their_lines(shop: Clocked) -> None:
    Products(shop.book()).add("面霜", Traits(price="280", lasts=30))
    Products(shop.book()).add("洁面", Traits(price="¥120.50"))
    assert buy(shop, "王姐 面霜x1.5 洁面")["amount"] == "540.50"
    lines = buy(shop, "王姐 面霜 洁面 400.5")["lines"]
    assert [line["amount"] for line in lines] == ["280.00", "120.50"]  # type: ignore[attr-defined]
    less = buy(shop, "王姐 面霜 洁面 380")["lines"]
    assert [line["amount"] for line in less] == [None, None]  # type: ignore[attr-defined]
    rest = buy(shop, "王姐 面霜:1:260 洁面", amount="380")["lines"]
    assert [line["amount"] for line in rest] == ["260.00", "120.00"]  # type: ignore[attr-defined]
    with pytest.raises(refusals.TotalDiffers):
        buy(shop, "王姐 面霜:1:260", amount="250")


def test_an_amount_nobody_knows_stays_unknown(shop: Clocked) -> None:
    told = buy(shop, "王姐 面霜")
    assert "amount" not in told
    assert bought(shop)[0].amount is None
    with pytest.raises(refusals.NothingBought):
        buy(shop, "王姐")


def test_products_answer_to_parts_and_pinyin_and_never_to_two(shop: Clocked) -> None:
    for name in ("保湿面霜", "修护面霜"):
        Products(shop.book()).add(name, Traits())
    assert buy(shop, "王姐 bsms 99")["lines"][0]["product"] == "保湿面霜"  # type: ignore[index]
    with pytest.raises(SeveralProducts):
        buy(shop, "王姐 面霜 99")
    with pytest.raises(KnownProduct):
        Products(shop.book()).add("保濕面霜", Traits())


def test_a_new_product_much_like_a_known_one_is_said(shop: Clocked) -> None:
    buy(shop, "王姐 面霜 560")
    for line, like in {"王姐 面爽 1": "面霜", "王姐 洁面 1": None, "王姐 soap 1": None}.items():
        spoken = Buying(shop.book()).buy(line.split(), Terms()).said
        found = [one.values["products"] for one in spoken if "products" in one.values]
        assert found == ([like] if like else [])


def test_first_purchase_wins_a_later_occasion_repeats(shop: Clocked) -> None:
    buy(shop, "王姐 面霜 560")
    assert stage(shop) == "E"
    buy(shop, "王姐 洁面 120")
    assert stage(shop) == "E"
    assert counted(shop) == (1, "2026-11-23", "2026-11-23")
    shop.now += 3 * DAY
    buy(shop, "王姐 面霜 560")
    assert stage(shop) == "F"
    assert counted(shop) == (2, "2026-11-23", "2026-11-26")


def test_two_orders_of_a_day_or_two_outlets_are_two_occasions(shop: Clocked) -> None:
    buy(shop, "王姐 面霜 560", order="A1")
    buy(shop, "王姐 面霜 560", order="A2")
    assert (stage(shop), counted(shop)[0]) == ("F", 2)
    buy(shop, "张伟 面霜 560", outlet="浦东")
    buy(shop, "张伟 面霜 560", outlet="徐汇")
    assert (stage(shop, "张伟"), counted(shop, 2)[0]) == ("F", 2)


def test_a_won_stage_without_a_purchase_is_an_occasion_before(shop: Clocked) -> None:
    Ladder(shop.book()).promote(["王姐", "张伟"], Move(to="E"))
    buy(shop, "王姐 面霜 560")
    assert stage(shop) == "E"  # the sale of that day, recorded after the promotion
    shop.now += DAY
    buy(shop, "张伟 面霜 560")
    assert stage(shop, "张伟") == "F"


def test_every_pipeline_the_customer_is_on_is_won(shop: Clocked) -> None:
    Ladder(shop.book()).promote(["王姐"], Move(pipeline="telesales"))
    Ladder(shop.book()).drop(["王姐"], Move(pipeline="industrial", to="INVALID"))
    Ladder(shop.book()).drop(["王姐"], Move(to="L"))
    buy(shop, "王姐 面霜 560")
    views = Looking(shop.book()).show("王姐").journeys
    assert {view.pipeline.name: view.stage for view in views} == {
        "lifecycle": "E",
        "telesales": "WON",
        "industrial": "INVALID",
    }


def test_an_order_number_is_recorded_once(shop: Clocked) -> None:
    buy(shop, "王姐 面霜 560", order="A1")
    with pytest.raises(refusals.SameOrder) as same:
        buy(shop, "王姐 面霜 560", order="A1")
    assert same.value.exit == 5
    for line in ("王姐 面霜 570", "张伟 面霜 560"):
        with pytest.raises(refusals.OrderConflict) as conflict:
            buy(shop, line, order="A1")
        assert len(conflict.value.problems) == 2
        assert conflict.value.exit == 5
    assert len(bought(shop)) == 1


def test_refunds_take_back_the_whole_or_a_part(shop: Clocked) -> None:
    buy(shop, "王姐 面霜:2:560 洁面:1:120")
    assert refund(shop, "王姐 面霜:1")["amount"] == "-280.00"
    with pytest.raises(refusals.TooMuchBack):
        refund(shop, "b1 面霜:2")
    with pytest.raises(refusals.TooMuchBack):
        refund(shop, "b1 401")
    with pytest.raises(refusals.NotOfPurchase):
        refund(shop, "b1 面爽")
    with pytest.raises(refusals.NothingBack):
        refund(shop, "b1 0")
    assert refund(shop, "b1 50")["amount"] == "-50.00"
    assert counted(shop)[0] == 1
    last = refund(shop, "b1")
    assert last["amount"] == "-350.00"
    assert [line["quantity"] for line in last["lines"]] == ["-1", "-1"]  # type: ignore[attr-defined]
    with pytest.raises(refusals.RefundedAlready):
        refund(shop, "b1")
    with pytest.raises(refusals.IsRefund):
        refund(shop, "b2")
    assert (stage(shop), counted(shop)) == ("E", (0, None, None))
    assert [money.minor for money in totals(one.amount for one in bought(shop))] == [0]


def test_a_refund_of_unknown_worth_asks_for_it(shop: Clocked) -> None:
    buy(shop, "王姐 面霜x2 洁面 880")
    with pytest.raises(refusals.AmountNeeded):
        refund(shop, "b1 洁面")
    assert refund(shop, "b1 洁面:1:100")["amount"] == "-100.00"
    assert refund(shop, "b1 面霜:2")["amount"] == "-780.00"
    buy(shop, "张伟 面霜x2")
    refund(shop, "张伟 面霜")
    assert counted(shop, 2)[0] == 1
    refund(shop, "张伟")
    assert counted(shop, 2)[0] == 0


def test_a_full_refund_then_a_new_purchase_is_the_first_again(shop: Clocked) -> None:
    buy(shop, "王姐 面霜 560")
    refund(shop, "王姐")
    shop.now += 5 * DAY
    buy(shop, "王姐 面霜 560")
    assert (stage(shop), counted(shop)[0]) == ("E", 1)


def test_which_purchase_is_refunded_must_be_clear(shop: Clocked) -> None:
    with pytest.raises(refusals.NoPurchases):
        refund(shop, "王姐")
    buy(shop, "王姐 面霜 560")
    buy(shop, "王姐 洁面 120")
    with pytest.raises(refusals.SeveralPurchases) as several:
        refund(shop, "王姐")
    assert [item["ref"] for item in several.value.candidates] == ["b2", "b1"]
    with pytest.raises(refusals.NoPurchase):
        refund(shop, "b9")


def test_undo_takes_all_of_it_back(shop: Clocked) -> None:
    before = dump(shop)
    buy(shop, "王姐 面霜x2 560", order="A1")
    Log(shop.book()).undo()
    assert dump(shop) == before
    assert stage(shop) == "B"
    buy(shop, "王姐 面霜x2 560", order="A1")
    Log(shop.book()).undo()
    Log(shop.book()).redo()
    assert (stage(shop), counted(shop)[0]) == ("E", 1)


def test_merging_moves_purchases_and_counts_occasions_anew(shop: Clocked) -> None:
    buy(shop, "王姐 面霜 560")
    buy(shop, "张伟 面霜 300")
    shop.now += DAY
    buy(shop, "张伟 面霜 200")
    refund(shop, "b3 50")
    Merging(shop.book()).merge(("王姐", "张伟"), keep="A")
    assert counted(shop) == (2, "2026-11-23", "2026-11-24")
    assert [one.ref for one in bought(shop)] == ["b4", "b3", "b2", "b1"]
    Log(shop.book()).undo()
    assert (counted(shop)[0], counted(shop, 2)[0]) == (1, 2)


def supplies_end(shop: Clocked) -> dict[str, str]:
    with shop.book().read() as page:
        return {one.product.name: str(one.day) for one in stored.run_outs_of(page.session, 1)}


def test_products_run_out_as_stock_adds_up_and_refunds_take_off(shop: Clocked) -> None:
    Products(shop.book()).add("面霜", Traits(lasts=30))
    buy(shop, "王姐 面霜:2:560")  # 2026-11-23, until 2027-01-22
    assert supplies_end(shop) == {"面霜": "2027-01-22"}
    shop.now += 10 * DAY
    buy(shop, "王姐 面霜:1:280")
    assert supplies_end(shop) == {"面霜": "2027-02-21"}
    refund(shop, "b1 面霜:1")
    assert supplies_end(shop) == {"面霜": "2027-01-22"}
    refund(shop, "b1 280")
    assert supplies_end(shop) == {"面霜": "2027-01-02"}
    Products(shop.book()).edit("面霜", Traits(lasts=60))
    assert supplies_end(shop) == {"面霜": "2027-02-01"}
    Log(shop.book()).undo()
    assert supplies_end(shop) == {"面霜": "2027-01-02"}
    Products(shop.book()).edit("面霜", Traits(lasts=0))
    assert supplies_end(shop) == {}


def test_who_runs_out_within_some_days_is_found(shop: Clocked) -> None:
    Products(shop.book()).add("面霜", Traits(lasts=30))
    buy(shop, "王姐 面霜 280")
    buy(shop, "张伟 面霜x2 560")
    with shop.book().read() as page:
        first, last = date(2026, 12, 20), date(2026, 12, 31)
        found = stored.running_out(page.session, first, last)
        assert [(one.customer_id, one.product.name, one.day) for one in found] == [
            (1, "面霜", date(2026, 12, 23))
        ]
    Bin(shop.book()).delete(["王姐"])
    with shop.book().read() as page:
        assert stored.running_out(page.session, first, last) == []


def test_buyers_are_listed_by_what_they_bought_and_spent(shop: Clocked) -> None:
    buy(shop, "王姐 面霜 560")
    buy(shop, "张伟 洁面 120")
    refund(shop, "b1 100")
    found = {
        "bought=面霜": ["王姐"],
        "买过~面": ["王姐", "张伟"],
        "spent>460": [],
        "spent>=460": ["王姐"],
        "消费<200": ["张伟"],
        "spent=120 and purchases=1": ["张伟"],
        "first_purchase<3d": ["王姐", "张伟"],
        "last_purchase>60d": [],
        "bought!=面霜": ["张伟"],
    }
    for text, names in found.items():
        listing = Looking(shop.book()).list([text], Shape(columns=("name", "spent")))
        assert [one.name for one in listing.customers] == names, text
    listing = Looking(shop.book()).list(["bought=面霜"], Shape(columns=("name", "spent")))
    assert listing.customers[0].spent == (Money(46000, "CNY"),)
    with pytest.raises(BadFilterValue):
        Looking(shop.book()).list(["spent>many"], Shape())


def dump(shop: Clocked) -> dict[str, list[tuple[object, ...]]]:
    """Return the live rows that purchases could touch."""
    connection = sqlite3.connect(shop.path)
    tables = ("product", "purchase", "purchase_line", "stage_change", "journey")
    try:
        found = {
            name: connection.execute(f"SELECT * FROM {name} WHERE void_op IS NULL").fetchall()
            for name in tables
        }
        found["customer"] = connection.execute("SELECT * FROM customer").fetchall()
    finally:
        connection.close()
    return found


steps = st.lists(
    st.tuples(
        st.sampled_from(("buy", "buy", "refund", "undo")),
        st.integers(1, 3),
        st.integers(1, 500),
        st.integers(0, 40),
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps)
def test_what_is_left_never_falls_below_nothing_and_adds_up(
    tmp_path_factory: pytest.TempPathFactory, plan: list[tuple[str, int, int, int]]
) -> None:
    shop = Clocked(tmp_path_factory.mktemp("shop") / "store.db")
    Capture(shop.book()).add("王姐", Details(), Entering())
    for kind, count, amount, later in plan:
        shop.now += later * 3600
        try:
            _step(shop, kind, count, amount)
        except LeadfunnelError:
            continue
    rows = bought(shop)
    for one in (row for row in rows if row.refunds is None):
        back = [row for row in rows if row.refunds == one.id]
        left = (one.amount.minor if one.amount else 0) + sum(
            row.amount.minor for row in back if row.amount
        )
        goods = sum(line.quantity for row in (one, *back) for line in row.lines)
        assert left >= 0
        assert goods >= 0
        assert one.kept == (not back or left > 0)
    days = {one.day for one in rows if one.kept}
    assert counted(shop)[0] == len(days)


def _step(shop: Clocked, kind: str, count: int, amount: int) -> None:
    if kind == "undo":
        Log(shop.book()).undo()
    elif kind == "buy":
        buy(shop, f"王姐 面霜:{count}:{amount} 洁面:1:{amount}")
    else:
        refund(shop, f"b{count} {amount}" if amount % 2 else f"b{count} 面霜:{count}")


@given(st.lists(st.tuples(st.integers(-(10**9), 10**9), st.sampled_from(("CNY", "USD", "JPY")))))
def test_totals_add_in_any_order(pairs: list[tuple[int, str]]) -> None:
    amounts = [Money(minor, currency) for minor, currency in pairs]
    found = totals(amounts)
    assert found == totals(reversed(amounts))
    for money in found:
        assert money.minor == sum(minor for minor, currency in pairs if currency == money.currency)
