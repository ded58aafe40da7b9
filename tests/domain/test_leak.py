"""The leak finder: what it says of known tables, how often it is wrong, and what it finds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from random import Random

import pytest

from leadfunnel.domain.climb import Climb
from leadfunnel.domain.leak import (
    BETTER,
    FEW,
    LEVEL,
    WORSE,
    Judged,
    Tried,
    against_earlier,
    against_rest,
    aged_shares,
    judged,
    own_age,
    worst,
)
from leadfunnel.domain.proportions import Share

CODES = ("PROSPECT", "CONTACT", "NEED", "VALUE", "NEGOTIATE", "WON")
TABLE = (100, 80, 40, 20, 10, 5)
"""The worked example: 80 %, then 50 % four times over, five at its end."""
LEAST, FIVE = 30, 0.05


def judge(here: Sequence[int], there: Sequence[int]) -> tuple[Judged, ...]:
    return judged(list(against_earlier(CODES, here, there)), LEAST, FIVE)


@pytest.mark.parametrize(
    "before",
    [
        (0, 0, 0, 0, 0, 0),
        TABLE,
        tuple(3 * reached for reached in TABLE),
        # three of five, and twice as many at the end, make no verdict either
        (100, 80, 40, 20, 10, 10),
        (100, 80, 40, 20, 5, 3),
        (90, 75, 40, 22, 12, 9),
    ],
)
def test_of_the_worked_example_no_step_stands_out(before: tuple[int, ...]) -> None:
    found = judge(TABLE, before)
    assert worst(found) is None
    assert [one.verdict for one in found[-2:]] == [FEW, FEW]
    assert {one.verdict for one in found} <= {LEVEL, FEW}


def test_with_nothing_to_compare_with_all_is_too_few() -> None:
    found = judge(TABLE, (0,) * 6)
    assert [one.verdict for one in found] == [FEW] * 5
    assert all(one.p is None and one.low is None and one.missed == 0 for one in found)


def test_a_step_that_fell_apart_is_named_with_its_interval_and_n() -> None:
    found = judge((400, 320, 60, 30, 15, 8), (1200, 960, 480, 240, 120, 60))
    leak = worst(found)
    assert leak is not None
    assert (leak.tried.base, leak.tried.code) == ("CONTACT", "NEED")
    assert (leak.tried.here.n, leak.tried.there.n) == (320, 960)
    assert leak.high is not None
    assert leak.high < -0.2
    assert leak.missed == pytest.approx(100)
    assert [one.verdict for one in found] == [LEVEL, WORSE, LEVEL, LEVEL, FEW]


def test_what_is_better_is_no_leak() -> None:
    found = judge((400, 390, 200, 100, 50, 25), (400, 200, 100, 50, 25, 12))
    assert found[0].verdict == BETTER
    assert worst(found) is None


def test_all_that_was_tried_is_corrected_for() -> None:
    one = Tried("A", "B", Share(40, 100), Share(55, 100))
    alone = judged([one], LEAST, FIVE)[0]
    assert alone.p is not None
    assert alone.verdict == WORSE
    assert 0.03 < alone.p < 0.04
    many = judged([one, *(Tried("A", "B", Share(50, 100), Share(50, 100)) for _ in range(3))],
                  LEAST, FIVE)  # fmt: skip
    assert many[0].verdict == LEVEL
    assert many[0].p == alone.p
    assert many[0].adjusted == pytest.approx(4 * alone.p)
    # what is too few was not tried, and costs nothing
    few = judged([one, *(Tried("A", "B", Share(3, 5), Share(50, 100)) for _ in range(3))],
                 LEAST, FIVE)  # fmt: skip
    assert few[0].adjusted == alone.p
    assert [one.verdict for one in few] == [WORSE, FEW, FEW, FEW]


def test_the_leak_that_costs_most_people_is_the_worst() -> None:
    small = Tried("A", "B", Share(0, 50), Share(40, 80))
    large = Tried("B", "C", Share(100, 400), Share(160, 400))
    found = worst(judged([small, large], LEAST, FIVE))
    assert found is not None
    assert found.tried == large


def test_a_segment_is_compared_with_all_others() -> None:
    groups = {"a": Share(5, 50), "b": Share(30, 60), None: Share(4, 40), "nobody": Share(0, 0)}
    tried = list(against_rest(("A", "B"), "source", groups))
    assert [(one.group, one.here, one.there) for one in tried] == [
        ("a", Share(5, 50), Share(34, 100)),
        ("b", Share(30, 60), Share(9, 90)),
        (None, Share(4, 40), Share(35, 110)),
    ]


def test_two_segments_are_compared_once() -> None:
    groups = {"a": Share(30, 50), "b": Share(10, 50)}
    assert [one.group for one in against_rest(("A", "B"), "owner", groups)] == ["b"]
    assert list(against_rest(("A", "B"), "owner", {"a": Share(3, 9)})) == []


def test_segments_are_compared_at_an_age_everybody_has_had() -> None:
    old, young = Climb(0, (0, 90), (False, False)), Climb(100, (100, 150), (False, False))
    newest = Climb(180, (180,), (False,))
    climbs = [("a", old), ("b", young), ("b", newest)]
    # at 60 seconds of their own, of whom the newest has had only 20
    assert aged_shares(climbs, 2, 60, 200) == {"a": Share(0, 1), "b": Share(1, 1)}
    assert aged_shares(climbs, 2, 100, 200) == {"a": Share(1, 1), "b": Share(1, 1)}
    assert own_age(1000, 900, 0.01) == 864
    assert own_age(1000, 9000, 0.01) == 8000
    assert own_age(1000, 900, None) == 0


# --- how often it is wrong


def cohort(dice: Random, size: int, rates: Sequence[float]) -> list[int]:
    """How many reach each rung when everybody takes each step at its rate."""
    reached = [size]
    for rate in rates:
        reached.append(sum(dice.random() < rate for _ in range(reached[-1])))
    return reached


def compared(dice: Random, size: int, rates: Sequence[float], groups: int) -> Iterator[Tried]:
    """A period against earlier ones, and its segments against each other, all of one making."""
    parts = [cohort(dice, size // groups, rates) for _ in range(groups)]
    here = [sum(column) for column in zip(*parts, strict=True)]
    there = cohort(dice, 3 * size, rates)
    yield from against_earlier(CODES, here, there)
    for rank in range(1, len(here)):
        shares: dict[str | None, Share] = {
            f"g{n}": Share(part[rank], part[rank - 1]) for n, part in enumerate(parts)
        }
        yield from against_rest((CODES[rank - 1], CODES[rank]), "source", shares)


@pytest.mark.parametrize(
    ("size", "rates", "groups"),
    [
        (60, (0.8, 0.5, 0.5, 0.5, 0.5), 2),
        (200, (0.8, 0.5, 0.5, 0.5, 0.5), 4),
        (400, (0.3, 0.2, 0.5, 0.9, 0.1), 3),
        (400, (0.05, 0.5, 0.5, 0.5, 0.5), 5),
    ],
)
def test_without_a_difference_verdicts_are_rare(
    size: int, rates: tuple[float, ...], groups: int
) -> None:
    """At most 5 % of the periods may have a verdict; 400 of them leave 2.2 points of noise."""
    dice = Random(20261122)  # noqa: S311 - not for secrets
    times = 400
    wrong = sum(
        any(one.verdict in (WORSE, BETTER)
            for one in judged(list(compared(dice, size, rates, groups)), LEAST, FIVE))
        for _ in range(times)
    )  # fmt: skip
    assert wrong / times <= 0.05 + 2 * (0.05 * 0.95 / times) ** 0.5


@pytest.mark.parametrize("step", [0, 1, 2])
def test_a_large_difference_is_found_at_its_step(step: int) -> None:
    dice = Random(7)  # noqa: S311 - not for secrets
    usual = [0.7, 0.6, 0.6, 0.6, 0.6]
    broken = [rate * (0.4 if place == step else 1) for place, rate in enumerate(usual)]
    named: Counter[str | None] = Counter()
    for _ in range(100):
        here, there = cohort(dice, 400, broken), cohort(dice, 1200, usual)
        leak = worst(judge(here, there))
        named[leak.tried.code if leak else None] += 1
    assert named[CODES[step + 1]] >= 95


def test_the_segment_that_leaks_is_named() -> None:
    dice = Random(11)  # noqa: S311 - not for secrets
    found = 0
    for _ in range(50):
        groups: dict[str | None, Share] = {
            name: Share(sum(dice.random() < rate for _ in range(120)), 120)
            for name, rate in (("ads", 0.15), ("friends", 0.5), ("fair", 0.5))
        }
        leak = worst(judged(list(against_rest(("B", "C"), "source", groups)), LEAST, FIVE))
        found += leak is not None and leak.tried.group == "ads"
    assert found >= 48
