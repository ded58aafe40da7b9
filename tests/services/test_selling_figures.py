"""Sales of a real store: periods, groups, comparison, trend, as of and as known."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path
from random import Random

import pytest
from tests.conftest import NOW, Clocked

from leadfunnel.domain.spread import spread
from leadfunnel.errors import LeadfunnelError
from leadfunnel.services.bin import Bin
from leadfunnel.services.buying import Buying, Terms
from leadfunnel.services.capture import Capture
from leadfunnel.services.details import Details, Entering
from leadfunnel.services.log import Log
from leadfunnel.services.merging import Merging
from leadfunnel.services.refunds import Refunds
from leadfunnel.services.results.sales import SalesReport
from leadfunnel.services.sales import Asked, Sales
from leadfunnel.services.sales_by import BadSalesGrouping
from leadfunnel.services.weekly import When

DAY = 86_400
ALL = When(first="2020-01-01")


@pytest.fixture
def shop(clocked: Clocked) -> Clocked:
    people = (
        Details(name="王姐", phones=("13800138000",), source="抖音", tags=("region:浦东", "VIP")),
        Details(name="张伟", phones=("13800138001",), tags=("region:浦东", "region:徐汇")),
        Details(name="李四", phones=("13800138002",), company="华美"),
    )
    for details in people:
        Capture(clocked.book()).add("", details, Entering())
    return clocked


def buy(shop: Clocked, line: str, **terms: str) -> None:
    Buying(shop.book()).buy(line.split(), Terms(**terms))  # type: ignore[arg-type]


def sales(shop: Clocked, when: When = When(), **asked: object) -> SalesReport:  # noqa: B008
    return Sales(shop.book()).sales(when, Asked(**asked))  # type: ignore[arg-type]


def groups(report: SalesReport) -> dict[object, tuple[int, int]]:
    return {one.group: (one.revenue, one.spread.count) for one in report.rows}


def test_this_month_is_shown_where_no_period_is_named(shop: Clocked) -> None:
    buy(shop, "王姐 面霜 560")
    buy(shop, "张伟 面霜 300 2026-10-31")
    found = sales(shop)
    assert (found.label, found.occasions, found.sums[0].revenue) == ("2026-11", 1, 56000)
    assert sales(shop, When("month", previous=True)).sums[0].revenue == 30000
    assert sales(shop, When("year")).sums[0].revenue == 86000


def test_groups_of_every_kind(shop: Clocked) -> None:
    buy(shop, "王姐 面霜:1:100 洁面:1:50", outlet="一店")
    buy(shop, "张伟 面霜 300")
    shop.user = "mei"
    buy(shop, "李四 洁面 70 2026-11-02")
    by = lambda *names: groups(sales(shop, by=names))  # noqa: E731
    assert by("product") == {("洁面",): (12000, 2), ("面霜",): (40000, 2)}
    assert by("来源") == {("抖音",): (15000, 1), (None,): (37000, 2)}
    assert by("outlet") == {("一店",): (15000, 1), (None,): (37000, 2)}
    assert by("company") == {("华美",): (7000, 1), (None,): (45000, 2)}
    assert by("day") == {("2026-11-02",): (7000, 1), ("2026-11-22",): (45000, 2)}
    assert by("week") == {("2026-W45",): (7000, 1), ("2026-W47",): (45000, 2)}
    assert by("标签:地区") == {
        ("徐汇 + 浦东",): (30000, 1),
        ("浦东",): (15000, 1),
        (None,): (7000, 1),
    }
    assert by("level") == {("basic",): (52000, 3)}
    assert by("month", "source") == {
        ("2026-11", "抖音"): (15000, 1),
        ("2026-11", None): (37000, 2),
    }


def test_an_unknown_grouping_is_refused(shop: Clocked) -> None:
    with pytest.raises(BadSalesGrouping):
        sales(shop, by=("weather",))


def test_periods_are_compared_at_equal_age(shop: Clocked) -> None:
    buy(shop, "王姐 面霜 560")
    buy(shop, "张伟 面霜 300 2026-10-21")
    buy(shop, "李四 面霜 900 2026-10-25")
    buy(shop, "李四 面霜 400 2025-11-03")
    before, year = sales(shop, compare=True).before
    assert (before.first, before.last) == (date(2026, 10, 1), date(2026, 10, 22))
    assert [row.revenue for row in before.sums] == [30000]
    assert (year.first, year.last) == (date(2025, 11, 1), date(2025, 11, 22))
    assert [row.revenue for row in year.sums] == [40000]
    closed = sales(shop, When("month", previous=True), compare=True).before[0]
    assert (closed.first, closed.last) == (date(2026, 9, 1), date(2026, 9, 30))


def test_a_trend_has_every_period_also_the_empty_ones(shop: Clocked) -> None:
    buy(shop, "王姐 面霜 560")
    buy(shop, "张伟 面霜 300 2026-09-21")
    found = sales(shop, trend=True).trend
    assert [point.label for point in found[-3:]] == ["2026-09", "2026-10", "2026-11"]
    assert [point.sums.get("CNY") for point in found[-3:]] == [(30000, 1), None, (56000, 1)]
    assert (len(found), found[-1].running, found[-2].running) == (12, True, False)
    days = sales(shop, When(first="2026-11-01", last_day="2026-11-10"), trend=True).trend
    assert len(days) <= 10


def test_as_of_and_as_known(shop: Clocked) -> None:
    buy(shop, "王姐 面霜 560 2026-11-20")
    shop.now += DAY
    buy(shop, "张伟 面霜 300 2026-11-20")
    Refunds(shop.book()).refund("王姐", ["560"])
    now = sales(shop)
    assert (now.occasions, now.sums[0].revenue) == (1, 30000)
    then = sales(shop, as_of="2026-11-22")
    assert (then.occasions, then.sums[0].revenue, then.recorded_since) == (2, 86000, 1)
    known = sales(shop, known_at="2026-11-22")
    assert (known.occasions, known.sums[0].revenue) == (1, 56000)
    shop.now += DAY
    Log(shop.book()).undo(None)
    shop.now += DAY
    Log(shop.book()).redo()
    assert sales(shop, known_at="2026-11-24").sums[0].revenue == 86000
    assert sales(shop).sums[0].revenue == 30000


def test_whoever_draws_the_mean_up_is_named(shop: Clocked) -> None:
    for number in range(8):
        buy(shop, f"张伟 面霜 100 2026-11-0{number + 1}")
    buy(shop, "王姐 面霜 1000")
    found = sales(shop)
    assert found.pulls["CNY"].tops == ((100000, 1),)
    assert found.names == {1: "王姐"}


@pytest.mark.parametrize("seed", range(6))
def test_random_stores_agree_with_a_count_of_their_rows(tmp_path: Path, seed: int) -> None:
    shop = random_store(Clocked(tmp_path / "store.db"), Random(seed))  # noqa: S311
    found = sales(shop, ALL)
    revenue, occasions = brute(shop.path)
    assert {one.currency: one.revenue for one in found.sums} == revenue
    for one in found.sums:
        assert one.spread == spread(Counter(occasions[one.currency]))
    for by in ("owner", "source", "product", "month", "tag:region", "outlet"):
        rows = sales(shop, ALL, by=(by,)).rows
        sums: dict[str, int] = defaultdict(int)
        for one in rows:
            sums[one.currency] += one.revenue
        assert sums == revenue, by


def random_store(shop: Clocked, dice: Random) -> Clocked:
    shop.now = NOW - 80 * DAY
    for number in range(6):
        details = Details(name=f"客{number}", phones=(f"1380013800{number}",), source="抖音")
        Capture(shop.book()).add("", details, Entering())
    for _ in range(50):
        shop.now += dice.randrange(2 * DAY)
        who = f"#{dice.randrange(1, 7)}"
        try:
            step(shop, dice, who)
        except LeadfunnelError:
            continue
    return shop


def step(shop: Clocked, dice: Random, who: str) -> None:
    chance = dice.random()
    if chance < 0.6:
        goods = " ".join(dice.sample(("面霜x2", "洁面", "精华:1:99"), dice.randrange(1, 3)))
        money = dice.choice(("", "560", "1200.5", "$80"))
        order = str(dice.randrange(99)) if dice.random() < 0.3 else None
        Buying(shop.book()).buy(f"{who} {goods} {money}".split(), Terms(order=order))
    elif chance < 0.8:
        Refunds(shop.book()).refund(who, dice.choice(([], ["50"])))
    elif chance < 0.9:
        Log(shop.book()).undo(None)
    elif chance < 0.95:
        Bin(shop.book()).delete([who])
    else:
        Merging(shop.book()).merge((who, f"#{dice.randrange(1, 7)}"), keep="A")


def brute(path: Path) -> tuple[dict[str, int], dict[str, list[int]]]:
    """Count revenue and net occasions from the rows and what is derived for each."""
    connection = sqlite3.connect(path)
    rows = connection.execute(
        "SELECT p.id, coalesce(p.refunds, p.id), p.customer_id, p.amount, p.currency, p.kept,"
        " p.occasion FROM purchase p JOIN customer c ON c.id = p.customer_id"
        " WHERE p.void_op IS NULL AND c.deleted_at IS NULL AND c.merged_into IS NULL"
    ).fetchall()
    connection.close()
    revenue: dict[str, int] = defaultdict(int)
    of = {number: (customer, occasion) for number, _, customer, *_, occasion in rows}
    kept = {of[number] for number, *_, whole, _ in rows if whole}
    nets: dict[tuple[object, str], int] = defaultdict(int)
    known = {(of[row[0]], row[4]) for row in rows if row[5] and row[3] is not None}
    for _, root, _, amount, currency, *_ in rows:
        if amount is not None:
            revenue[currency] += amount
            nets[of[root], currency] += amount
    occasions: dict[str, list[int]] = defaultdict(list)
    for (occasion, currency), net in nets.items():
        if occasion in kept and (occasion, currency) in known:
            occasions[currency].append(net)
    return dict(revenue), occasions
