"""Scorecards: totals by hand, what fails, and how points are read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadfunnel.domain.pipeline import LANGUAGES
from leadfunnel.domain.scorecard import (
    BadPoints,
    Score,
    Scorecard,
    UnknownCriterion,
    read_points,
)
from leadfunnel.services.scores import cards

FIT = cards()["fit"]


@pytest.mark.parametrize(
    ("points", "total", "complete", "fails"),
    [
        ({}, 0, False, False),
        ({"power": 3, "need": 3, "decision": 3}, 12, True, False),
        ({"power": 0, "need": 0, "decision": 0}, 0, True, True),
        ({"power": 2, "need": 1, "decision": 2}, 6, True, False),
        ({"power": 2, "need": 1, "decision": 1}, 5, True, True),
        ({"need": 0}, 0, False, False),  # 3 + 3 may still come
        ({"need": 0, "power": 2}, 2, False, True),  # at most 5
        ({"need": 3}, 6, False, False),
    ],
)
def test_fit_by_hand(points: dict[str, int], total: int, complete: bool, fails: bool) -> None:
    score = Score(FIT, points, 6)
    assert (score.total, score.complete, score.fails) == (total, complete, fails)


@given(st.sampled_from(list(cards().values())), st.data())
def test_the_terms_make_the_total(card: Scorecard, data: st.DataObject) -> None:
    points = {
        c.key: data.draw(st.integers(0, c.most)) for c in card.criteria if data.draw(st.booleans())
    }
    score = Score(card, points, data.draw(st.integers(0, card.most)))
    assert score.total == sum(c.weight * (p or 0) for c, p in score.terms)
    assert 0 <= score.total <= card.most
    assert not (score.fails and score.total >= score.threshold)
    assert score.fails == (score.total < score.threshold) or not score.complete
    assert all(points[c.key] < c.most for c in score.weak)


def test_points_are_read_by_key_and_name() -> None:
    assert read_points(FIT, ["need=3", "购买力=2", "決策＝0"]) == {
        "need": 3, "power": 2, "decision": 0,
    }  # fmt: skip
    assert read_points(FIT, []) == {}


@pytest.mark.parametrize("word", ["need=4", "need=-1", "need=", "need", "need=x", "need=1.5"])
def test_points_out_of_reach(word: str) -> None:
    with pytest.raises(BadPoints):
        read_points(FIT, [word])


def test_an_unknown_criterion_lists_those_there_are() -> None:
    with pytest.raises(UnknownCriterion) as caught:
        read_points(FIT, ["trust=1"])
    assert caught.value.values["criteria"] == "power, need, decision"


def test_every_word_of_a_card_is_said_in_three_languages() -> None:
    assert list(cards()) == ["fit", "target", "activation"]
    for card in cards().values():
        told = [card.titles, *(text for c in card.criteria for text in (c.names, c.ask))]
        told += [c.missing for c in card.criteria if c.missing]
        assert all(set(text) == set(LANGUAGES) for text in told)
        assert len({c.key for c in card.criteria}) == len(card.criteria)
    assert all(c.missing for c in cards()["activation"].criteria)
