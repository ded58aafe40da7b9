"""Buyers, referrals, channels and what is used up, over a real store."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from random import Random

import pytest
from tests.conftest import Clocked

from leadfunnel.domain.money import Money
from leadfunnel.errors import LeadfunnelError
from leadfunnel.services.as_known import Then
from leadfunnel.services.buyers import Buyers
from leadfunnel.services.buying import Buying, Terms
from leadfunnel.services.capture import Capture
from leadfunnel.services.channels import Channels
from leadfunnel.services.costs import Costs, Spending
from leadfunnel.services.details import Details, Entering
from leadfunnel.services.ladder import Ladder, Move
from leadfunnel.services.looking import Looking, Shape
from leadfunnel.services.pareto import Asked, Makers
from leadfunnel.services.products import Products, Traits
from leadfunnel.services.referral_tree import Referrals
from leadfunnel.services.refunds import Refunds
from leadfunnel.services.touches import Told, Touches
from leadfunnel.services.weekly import When

DAY = 86_400


def add(shop: Clocked, name: str, **more: str) -> None:
    Capture(shop.book()).add("", Details(name=name, **more), Entering())  # type: ignore[arg-type]


def buy(shop: Clocked, line: str) -> None:
    Buying(shop.book()).buy(line.split(), Terms())


@pytest.fixture
def shop(clocked: Clocked) -> Clocked:
    add(clocked, "老王", source="抖音")
    add(clocked, "张伟", referrer="老王", source="抖音")
    add(clocked, "李四", referrer="张伟")
    add(clocked, "王五", referrer="张伟")
    return clocked


def test_buyers_fall_into_segments(shop: Clocked) -> None:
    buy(shop, "老王 面霜 1500")
    buy(shop, "张伟 面霜 100 2026-01-05")
    buy(shop, "张伟 洁面 200 2026-03-06")
    found = Buyers(shop.book()).rfm()
    assert not found.scale.quintiles
    counts = {one.segment.code: (one.buyers, one.spent) for one in found.segments if one.buyers}
    assert counts == {"newcomers": (1, 150000), "at-risk": (1, 30000)}
    back = found.returning
    assert (back.repeat_rate, back.mean_days, back.value) == (Fraction(1, 2), 60, 90000)
    people = Buyers(shop.book()).people("快要流失")
    assert [one.label for one in people.customers] == ["张伟"]
    assert people.customers[0].spent == (Money(30000, "CNY"),)


def test_churn_is_of_those_who_were_active_before(shop: Clocked) -> None:
    # the last 90 days begin on 2026-08-25, those before on 2026-05-27
    for line in ("老王 面霜 9 2026-06-01", "张伟 面霜 9 2026-08-24", "李四 面霜 9 2026-05-26"):
        buy(shop, line)
    buy(shop, "张伟 面霜 9 2026-08-25")
    buy(shop, "王五 面霜 9")
    back = Buyers(shop.book()).rfm().returning
    assert (back.active, back.gone) == (2, 1)
    Refunds(shop.book()).refund("老王", [])
    back = Buyers(shop.book()).rfm().returning
    assert (back.buyers, back.active, back.gone) == (3, 1, 0)


def test_fifths_come_with_enough_buyers(shop: Clocked) -> None:
    dice = Random(7)  # noqa: S311
    for number in range(30):
        add(shop, f"客{number}")
        for _ in range(dice.randrange(1, 5)):
            day = f"2026-{dice.randrange(1, 11):02}-{dice.randrange(1, 28):02}"
            buy(shop, f"客{number} 面霜 {dice.randrange(1, 900)} {day}")
    found = Buyers(shop.book()).rfm()
    assert found.scale.quintiles
    assert sum(one.buyers for one in found.segments) == 30
    for one in found.segments:
        listed = Buyers(shop.book()).people(one.segment.code, None).customers
        assert len(listed) == one.buyers
        assert sum(sum_.minor for who in listed for sum_ in who.spent or ()) == one.spent


def test_who_makes_most_of_the_revenue(shop: Clocked) -> None:
    for line in ("老王 面霜 700", "张伟 洁面 200", "李四 洁面 60", "王五 面霜 40 2026-10-01"):
        buy(shop, line)
    found = Makers(shop.book()).pareto(When())
    (one,) = found.found
    assert [(found.names[maker.key], maker.running) for maker in one.makers] == [
        ("老王", 70000),
        ("张伟", 90000),
    ]
    assert (one.count, one.total) == (4, 100000)
    month = Makers(shop.book()).pareto(When("month"), Asked("产品")).found[0]
    assert [maker.key for maker in month.makers] == ["面霜", "洁面"]
    shop.now += DAY
    Refunds(shop.book()).refund("老王", [])
    assert Makers(shop.book()).pareto(When()).found[0].total == 30000
    for then in (Then(known_at="2026-11-22"), Then(as_of="2026-11-22")):
        assert Makers(shop.book()).pareto(When(), Asked(then=then)).found[0].total == 100000


def test_referrals_add_up_over_the_tree(shop: Clocked) -> None:
    shop.now += DAY
    for line in ("张伟 面霜 500", "李四 面霜 300"):
        buy(shop, line)
    items = Referrals(shop.book()).best().items
    told = [(one.customer.label, one.direct, one.bought, one.below) for one in items]
    assert told == [("老王", 1, 1, 3), ("张伟", 2, 1, 2)]
    assert [one.revenue for one in items] == [(Money(80000, "CNY"),), (Money(30000, "CNY"),)]
    tree = Referrals(shop.book()).of("老王")
    assert [(one.customer.label, one.depth) for one in tree.branches] == [
        ("张伟", 1),
        ("李四", 2),
        ("王五", 2),
    ]
    assert Referrals(shop.book()).of("李四").referrer == "张伟"


def test_whoever_was_spoken_with_since_need_not_be_thanked(shop: Clocked) -> None:
    shop.now += DAY
    buy(shop, "张伟 面霜 500")
    since = {one.customer.label: one.thank_since for one in Referrals(shop.book()).best().items}
    assert since == {"老王": date(2026, 11, 23), "张伟": date(2026, 11, 22)}
    Touches(shop.book()).log("老王", "call", "谢谢介绍", Told(outcome="connected"))
    since = {one.customer.label: one.thank_since for one in Referrals(shop.book()).best().items}
    assert since["老王"] is None


def test_a_circle_of_referrals_is_refused(shop: Clocked) -> None:
    with pytest.raises(LeadfunnelError, match="circle"):
        Capture(shop.book()).edit("老王", Details(referrer="李四"))


def test_channels_with_what_they_cost(shop: Clocked) -> None:
    buy(shop, "老王 面霜 600")
    Ladder(shop.book()).promote(["李四"], Move(to="E"))
    Costs(shop.book()).add(["100", "投放"], Spending(channel="抖音"))
    Costs(shop.book()).add(["李四", "30"], Spending())
    items = {one.source: one for one in Channels(shop.book()).channels(When()).items}
    douyin, none = items["抖音"], items[None]
    assert (douyin.leads, douyin.won, douyin.revenue, douyin.cost) == (
        2,
        1,
        {"CNY": 60000},
        {"CNY": 10000},
    )
    assert (none.leads, none.won, none.revenue, none.cost) == (2, 1, {}, {"CNY": 3000})
    assert (
        Channels(shop.book()).channels(When(first="2027-01-01", last_day="2027-01-31")).items == ()
    )


def test_what_is_used_up(shop: Clocked) -> None:
    Products(shop.book()).add("面霜", Traits(price="280", lasts=30))
    buy(shop, "老王 面霜 2026-10-20")
    buy(shop, "张伟 面霜x2 2026-10-20")
    buy(shop, "李四 面霜 2026-10-28")
    found = Buyers(shop.book()).used_up(7)
    told = [(who.label, one.day.isoformat()) for one, who in found.items]
    assert told == [("老王", "2026-11-19"), ("李四", "2026-11-27")]
    assert len(Buyers(shop.book()).used_up(60).items) == 3


def test_the_people_of_a_segment_can_be_listed_again(shop: Clocked) -> None:
    buy(shop, "老王 面霜 1500")
    people = Buyers(shop.book()).people("newcomers").customers
    again = Looking(shop.book()).list([f"id={people[0].id}"], Shape()).customers
    assert [one.id for one in again] == [one.id for one in people]
