"""The figures of a campaign against a slow recount, and how a line of a paper sheet is read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadfunnel.domain.campaign import Guide, Policy
from leadfunnel.domain.campaign_figures import Figures, counted
from leadfunnel.domain.campaign_line import Ears, Noted, read_line
from leadfunnel.domain.campaign_spread import Waiting, spread
from leadfunnel.domain.invited import Bought, Called, Fact, Invited, Span, Step

TIMES = st.integers(0, 99)
GRADES = st.sampled_from([None, "A", "B", "C", "D"])
FACTS = st.builds(
    Fact,
    st.sampled_from(["group", "left", "asked", "visit", "junk", "reopened", "interest"]),
    st.sampled_from(["phone", "qr"]),
    TIMES,
    st.sampled_from([None, "2026-05-01", "2026-05-03"]),
)
CALLS = st.builds(Called, TIMES, st.sampled_from([None, "wrong_number"]), GRADES, st.booleans())
SALES = st.builds(Bought, TIMES, st.integers(1, 9), st.sampled_from(["CNY", "USD"]), st.booleans())


def in_time(strategy: st.SearchStrategy[list[object]]) -> st.SearchStrategy[tuple[object, ...]]:
    return strategy.map(lambda found: tuple(sorted(found, key=lambda one: one.at)))  # type: ignore[attr-defined]


PEOPLE = st.lists(
    st.builds(
        Invited,
        st.integers(1, 99),
        st.integers(0, 3),
        steps=in_time(st.lists(st.builds(Step, TIMES, st.sampled_from([None, 1, 2, 3, 4, 5])))),
        facts=in_time(st.lists(FACTS, max_size=5)),
        calls=in_time(st.lists(CALLS, max_size=4)),
        sales=in_time(st.lists(SALES, max_size=2)),
    ),
    max_size=12,
)
SPAN = Span(20, 80)
TODAY = "2026-05-02"


@given(PEOPLE)
def test_the_identities_hold_and_guides_sum_to_the_total(people: list[Invited]) -> None:
    total = counted(people, SPAN, TODAY, 3)
    assert total.listed + total.junk == len(people)
    assert total.called == total.connected + total.not_reached + total.wrong
    assert total.connected == total.keen + total.unsure + total.averse + total.ungraded
    assert total.group_intent <= total.in_group <= total.listed
    summed = Figures()
    for guide in range(4):
        summed += counted([one for one in people if one.guide_id == guide], SPAN, TODAY, 3)
    assert summed == total


@given(PEOPLE)
def test_everything_that_happened_keeps_the_order_of_the_rungs(people: list[Invited]) -> None:
    total = counted(people, Span(0, 1000), TODAY, 3)
    assert total.bought <= total.came <= total.listed
    assert total.came == total.bought + total.not_bought
    assert total.open + total.connected + total.came >= 0
    assert total.not_came <= total.booked


@given(PEOPLE)
def test_a_slow_recount_agrees(people: list[Invited]) -> None:
    total = counted(people, SPAN, TODAY, 3)
    called = reached = joined = bought = amount = 0
    for one in people:
        state = [fact.fact for fact in one.facts if fact.fact in ("junk", "reopened")]
        if state and state[-1] == "junk":
            continue
        inside = [call for call in one.calls if 20 <= call.at < 80]
        called += bool(inside)
        reached += any(call.reached for call in inside)
        entries = [fact for fact in one.facts if fact.fact == "group"]
        joined += bool(entries) and 20 <= entries[-1].at < 80
        won = [step.at for step in one.steps if step.rank == 5]
        won += [sale.at for sale in one.sales if not sale.refund]
        bought += bool(won) and 20 <= min(won) < 80
        for sale in one.sales:
            if sale.currency == "CNY" and not sale.refund and 20 <= sale.at < 80:
                amount += sale.amount or 0
    assert (total.called, total.connected) == (called, reached)
    assert (total.phone + total.qr, total.bought) == (joined, bought)
    assert total.money.get("CNY", (0, 0))[0] == amount


@pytest.mark.parametrize(("booked", "goal"), [(0, 35), (1, 25), (2, 20), (4, 10), (9, 10)])
def test_the_exchange_is_that_of_the_contract(booked: int, goal: int) -> None:
    assert Guide(1, "小李", 50, 30).invites(Policy(), booked).goal == goal


@given(
    st.lists(st.tuples(GRADES, st.sampled_from([None, 1, 2, 9])), max_size=30),
    st.integers(0, 9),
    st.integers(0, 9),
)
def test_a_list_is_shared_fairly(
    people: list[tuple[str | None, int | None]], one: int, other: int
) -> None:
    graded = [(grade, owner) for grade, owner in people if grade != "D"]
    waiting = [Waiting(place, *told) for place, told in enumerate(graded)]
    given_ = spread(waiting, {1: one, 2: other})
    counts = [list(given_.values()).count(guide) for guide in (1, 2)]
    assert len(given_) == min(len(waiting), one + other)
    assert counts[0] <= one
    assert counts[1] <= other
    free = spread([Waiting(who.id, who.grade) for who in waiting], {1: 40, 2: 40})
    for grade in ("A", "B", None, "C"):
        held = [free[who.id] for who in waiting if who.grade == grade]
        assert abs(held.count(1) - held.count(2)) <= 1
    left = {who.grade for who in waiting if who.id not in given_}
    ranks = ["A", "B", None, "C"]
    if left:
        first = min(ranks.index(grade) for grade in left)
        assert all(ranks.index(who.grade) <= first for who in waiting if who.id in given_)


SHEET = Ears(lambda _: None, lambda word: word == "烟机", sheet=True)
PLAIN = Ears(lambda _: None, lambda word: word == "烟机")


@pytest.mark.parametrize(
    ("text", "ears", "noted"),
    [
        ("B 烟机 群", SHEET, Noted(grade="B", interests=["烟机"], entry="phone")),
        ("强 洗碗机 扫码 带老婆", SHEET,
         Noted(grade="A", interests=["洗碗机"], entry="qr", text="带老婆")),
        ("A 带老婆来", PLAIN, Noted(grade="A", text="带老婆来")),
        ("A 烟机 要冰箱", PLAIN, Noted(grade="A", interests=["烟机"], text="要冰箱")),
        ("A 要:冰箱,烟机", PLAIN, Noted(grade="A", interests=["冰箱", "烟机"])),
        ("未接", SHEET, Noted(grade="C")),
        ("空号", SHEET, Noted(wrong=True)),
        ("无效 广告", SHEET, Noted(reasons={"junk": "广告"})),
        ("无效", SHEET, Noted(reasons={"junk": ""})),
        ("来了 没买 价格", SHEET, Noted(came=True, reasons={"not_bought": "价格"})),
        ("没来:下雨 A", SHEET, Noted(grade="A", reasons={"not_came": "下雨"})),
        ("成交 烟机 3999", SHEET, Noted(sale=["烟机", "3999"])),
        ("A 预算5千 邀群", PLAIN, Noted(grade="A", budget="5千", asked=True)),
        ("预算 5000 要商量", PLAIN, Noted(budget="5000", text="要商量")),
        ("退群", PLAIN, Noted(left=True)),
        ("想周末再看", PLAIN, Noted(text="想周末再看")),
        ("", PLAIN, Noted()),
    ],
)  # fmt: skip
def test_a_line_is_read(text: str, ears: Ears, noted: Noted) -> None:
    assert read_line(text.split(), ears) == noted


@pytest.mark.parametrize(
    ("text", "called"),
    [("B", True), ("扫码", False), ("成交 100", False), ("来了", False), ("说考虑", True),
     ("群", True), ("无效 广告", False), ("空号", True)],
)  # fmt: skip
def test_only_some_lines_tell_of_a_call(text: str, called: bool) -> None:
    assert read_line(text.split(), PLAIN).called == called
