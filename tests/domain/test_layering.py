"""Layers over time: refunds, rungs without a purchase, and identities on any lives."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadfunnel.domain.layer import LAYERS, LayerRules
from leadfunnel.domain.layering import (
    Life,
    Lost,
    Returned,
    Rung,
    Sale,
    Turn,
    identities,
    layer_on,
    turned,
)

RULES = LayerRules()
D0 = date(2026, 1, 1)


def day(number: int) -> date:
    return D0 + timedelta(days=number)


def sale(number: int, *returned: Returned, amount: int = 1000, occasion: str = "") -> Sale:
    return Sale(
        day(number), number * 86_400, number, occasion or f"day {number}", amount, 1, returned
    )


def test_a_refund_counts_from_its_own_day_on() -> None:
    life = Life(D0, (sale(10, Returned(day(20), -1000, -1)),))
    assert layer_on(life, RULES, day(19)) == "new"
    assert layer_on(life, RULES, day(20)) == "potential"


def test_a_partial_refund_leaves_the_occasion() -> None:
    life = Life(D0, (sale(10, Returned(day(20), -999, 0)),))
    assert layer_on(life, RULES, day(30)) == "new"


def test_without_an_amount_goods_decide() -> None:
    life = Life(D0, (sale(10, Returned(day(20), 0, -1), amount=0),))
    assert layer_on(life, RULES, day(30)) == "potential"


def test_one_order_is_one_occasion() -> None:
    life = Life(D0, (sale(1, occasion="order A"), sale(2, occasion="order A")))
    assert layer_on(life, RULES, day(3)) == "new"


def test_a_won_stage_without_a_purchase_is_an_occasion() -> None:
    life = Life(D0, rungs=(Rung(day(1), 86_400, "open"), Rung(day(5), 5 * 86_400, "won")))
    assert layer_on(life, RULES, day(4)) == "potential"
    assert layer_on(life, RULES, day(5)) == "new"
    assert layer_on(life, RULES, day(96)) == "dormant-temporary"


def test_confidence_is_lost_until_the_next_purchase() -> None:
    lost = (Lost(day(20), 20 * 86_400, 20),)
    once, again = Life(D0, (sale(10),), lost=lost), Life(D0, (sale(10), sale(40)), lost=lost)
    assert layer_on(once, RULES, day(19)) == "new"
    assert layer_on(once, RULES, day(20)) == "dormant-permanent"
    assert layer_on(again, RULES, day(41)) == "returning"


def test_nobody_is_in_a_layer_before_they_are_known() -> None:
    assert layer_on(Life(day(5)), RULES, day(4)) is None
    assert layer_on(Life(day(5)), RULES, day(5)) == "potential"


@pytest.mark.parametrize(
    ("number", "layer"),
    [(9, "mature"), (69, "loyal"), (75, "loyal"), (150, "mature"), (200, "dormant-temporary")],
)
def test_the_layers_of_a_busy_buyer(number: int, layer: str) -> None:
    days = (*range(10), 35, 65, 68, 110)
    life = Life(D0, tuple(sale(one) for one in days))
    assert layer_on(life, RULES, day(number)) == layer


numbers = st.integers(0, 500)
returns = st.builds(Returned, numbers.map(day), st.integers(-1500, 0), st.integers(-2, 0))
sales = st.builds(
    lambda number, back, order: sale(number, *back, occasion=order),
    numbers,
    st.lists(returns, max_size=2),
    st.sampled_from(("", "order A", "order B")),
)
rungs = st.lists(
    st.builds(lambda n, kind: Rung(day(n), n * 86_400, kind), numbers, st.sampled_from(
        ("open", "won", "repeat")
    )), max_size=3,
).map(lambda found: tuple(sorted(found, key=lambda rung: rung.at)))  # fmt: skip
lives = st.builds(
    Life,
    numbers.map(day),
    st.lists(sales, max_size=14).map(tuple),
    rungs,
    st.lists(numbers.map(day), max_size=3).map(tuple),
    st.lists(st.builds(lambda n: Lost(day(n), n * 86_400, n), numbers), max_size=2).map(tuple),
)


@given(st.lists(lives, max_size=25), st.lists(numbers, min_size=2, max_size=6, unique=True))
def test_layers_add_up_and_are_those_of_each_day_alone(
    people: list[Life], marks: list[int]
) -> None:
    days = [day(number) for number in sorted(marks)]
    turns = [
        Turn(str(last), first, last, moves)
        for first, last, moves in zip(days, days[1:], turned(people, RULES, days), strict=False)
    ]
    assert identities(turns) == []
    for turn in turns:
        alone = Counter(layer_on(life, RULES, turn.last) for life in people)
        assert {code: turn.end(code) for code in LAYERS} == {code: alone[code] for code in LAYERS}
        assert turn.newcomers == sum(turn.first < life.entered <= turn.last for life in people)


def test_figures_that_do_not_add_up_are_named() -> None:
    first = Turn("a", D0, day(1), {(None, "new"): 2})
    second = Turn("b", day(1), day(2), {("new", "new"): 1})
    assert identities([first, second]) == ["a, b: end = start"]
