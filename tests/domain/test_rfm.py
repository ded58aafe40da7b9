"""Buyers' scores and segments, how they come back, and who makes most of the revenue."""

from __future__ import annotations

import json
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadfunnel.data import shipped_text
from leadfunnel.domain.pareto import pareto
from leadfunnel.domain.rfm import (
    Buyer,
    Returning,
    Scale,
    UnknownBuyers,
    by_quintiles,
    find_segment,
    segments,
)

RULES = json.loads(shipped_text("rules.json"))["rfm"]
SEGMENTS = segments(RULES)
STEPS = Scale((30, 60, 120, 240), (2, 3, 5, 9), (500, 1000, 3000, 10000), quintiles=False)


@pytest.mark.parametrize(
    ("days", "occasions", "spent", "scores"),
    [
        (0, 1, 0, (5, 1, 1)),
        (30, 2, 499, (5, 2, 1)),
        (31, 3, 500, (4, 3, 2)),
        (240, 8, 2999, (2, 4, 3)),
        (241, 9, 10000, (1, 5, 5)),
    ],
)
def test_fixed_steps(days: int, occasions: int, spent: int, scores: tuple[int, ...]) -> None:
    assert STEPS.scores(Buyer(1, days, occasions, spent)) == scores


buyers = st.lists(
    st.tuples(st.integers(0, 400), st.integers(1, 12), st.integers(-100, 10**6)), min_size=1
).map(lambda rows: [Buyer(number, *row) for number, row in enumerate(rows)])


@given(buyers)
def test_a_score_is_the_fifth_one_is_in(found: list[Buyer]) -> None:
    scale = by_quintiles(found)
    for one in found:
        worse = (
            sum(other.days > one.days for other in found),
            sum(other.occasions < one.occasions for other in found),
            sum(other.spent < one.spent for other in found),
        )
        assert scale.scores(one) == tuple(1 + 5 * count // len(found) for count in worse)


def test_every_score_has_a_segment_and_every_segment_a_score() -> None:
    found = {
        next(one.code for one in SEGMENTS if one.holds(scores))
        for scores in product(range(1, 6), repeat=3)
    }
    assert found == {one.code for one in SEGMENTS}
    for one in SEGMENTS:
        assert set(one.names) == set(one.action) == {"en", "zh-CN", "zh-TW"}


@pytest.mark.parametrize("text", ["must-not-lose", "Must Not Lose", "必须挽回", "必須挽回"])
def test_segments_answer_to_their_names(text: str) -> None:
    assert find_segment(SEGMENTS, text).code == "must-not-lose"


def test_an_unknown_segment_is_refused() -> None:
    with pytest.raises(UnknownBuyers):
        find_segment(SEGMENTS, "vip")


def test_how_buyers_come_back_by_hand() -> None:
    # 4 buyers, 7 occasions: 3 gaps of together 60 days; 2 came back; 5 active before, 2 gone
    back = Returning(4, 2, 7, 60, 1001, 5, 2)
    assert (back.repeat_rate, back.mean_days) == (Fraction(1, 2), 20)
    assert (back.value, back.churn) == (Fraction(1001, 4), Fraction(2, 5))
    none = Returning(0, 0, 0, 0, 0, 0, 0)
    assert (none.repeat_rate, none.mean_days, none.value, none.churn) == (None,) * 4


def test_the_fewest_that_make_80_percent() -> None:
    sums = [("a", 50), ("b", 30), ("c", 15), ("d", 5)]
    found = pareto("CNY", sums, 4, 100)
    assert [(one.key, one.running) for one in found.makers] == [("a", 50), ("b", 80)]
    assert pareto("CNY", [], 0, 0).makers == ()


@given(st.lists(st.integers(1, 10**9), min_size=1))
def test_the_makers_reach_the_share_and_one_fewer_does_not(amounts: list[int]) -> None:
    ordered, total = sorted(amounts, reverse=True), sum(amounts)
    found = pareto("CNY", list(enumerate(ordered)), len(ordered), total)
    assert 10 * found.makers[-1].running >= 8 * total
    before = found.makers[-1].running - found.makers[-1].revenue
    assert 10 * before < 8 * total
