"""Who goes back to the pool, and how many may be taken from it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from leadfunnel.domain.pool import DAY, Held, PoolRules, is_let_go, ranked, reason_phrase, room

TODAY = date(2026, 11, 22)
NOW = 1_795_312_800
RULES = PoolRules(20, 300, 30, False, 7, {"D": 10, "X": 0})
IDLE = Held(1, "B", NOW - 30 * DAY, None, False)


@pytest.mark.parametrize(
    ("held", "let_go"),
    [
        (IDLE, True),
        (replace(IDLE, since=NOW - 30 * DAY + 1), False),
        (replace(IDLE, promised=TODAY), False),
        (replace(IDLE, promised=TODAY + timedelta(60)), False),
        (replace(IDLE, promised=TODAY - timedelta(1)), True),
        (replace(IDLE, bought=True), False),
        (replace(IDLE, busy=True), False),
        (replace(IDLE, stage="D", since=NOW - 10 * DAY), True),
        (replace(IDLE, stage="C", since=NOW - 10 * DAY), False),
        (replace(IDLE, stage="X", since=NOW - 999 * DAY), False),
        (replace(IDLE, stage=None), True),
    ],
)
def test_who_is_let_go(held: Held, let_go: bool) -> None:
    assert is_let_go(held, RULES, NOW, TODAY) is let_go


def test_buyers_go_too_where_the_rules_say_so() -> None:
    rules = replace(RULES, release_buyers=True)
    assert is_let_go(replace(IDLE, bought=True), rules, NOW, TODAY)


@pytest.mark.parametrize(
    ("per_day", "most", "taken", "holding", "left"),
    [
        (20, 300, 0, 0, 20),
        (20, 300, 15, 0, 5),
        (20, 300, 25, 0, 0),
        (20, 300, 0, 297, 3),
        (0, 300, 99, 100, 200),
        (20, 0, 1, 9999, 19),
        (0, 0, 99, 9999, None),
    ],
)
def test_how_many_may_be_taken(
    per_day: int, most: int, taken: int, holding: int, left: int | None
) -> None:
    rules = replace(RULES, take_per_day=per_day, hold_most=most)
    assert room(rules, taken, holding) == left


def test_the_farthest_then_the_last_in_touch_come_first() -> None:
    assert ranked([(1, 1, 50), (2, 3, 10), (3, 3, 20), (4, 3, 20)]) == [3, 4, 2, 1]


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        ("pool", "taken from the pool"),
        ("idle:35", "35 days without contact"),
        ("idle:soon", "idle:soon"),
        ("left:小周", "小周 left the team"),
        ("too busy", "too busy"),
        (None, ""),
    ],
)
def test_reasons_are_told_in_words(reason: str | None, told: str) -> None:
    assert str(reason_phrase(reason)) == told
