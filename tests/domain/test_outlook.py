"""Estimates from a measured rate: the worked example, the ends, and what always holds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadfunnel.domain.outlook import Measured, expected, measured, needed

counts = st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def rate(successes: int, n: int) -> Measured:
    found = measured(successes, n, 1)
    assert found
    return found


def test_the_worked_example_of_eight_weeks() -> None:
    """31 of 320 are 9.7 %: for 5 one needs 52 (38-73), as the Friday screen of a team says."""
    found = needed(5, rate(31, 320))
    assert found
    assert (found.likely, found.low, found.high) == (52, 38, 73)


@pytest.mark.parametrize(("n", "told"), [(29, False), (30, True)])
def test_of_fewer_than_the_least_nothing_is_told(n: int, told: bool) -> None:
    assert (measured(3, n, 30) is not None) is told


def test_of_nobody_nothing_is_told_whatever_the_least() -> None:
    assert measured(0, 0, 0) is None


def test_where_nobody_got_there_no_number_is_enough() -> None:
    assert needed(5, rate(0, 320)) is None


def test_newcomers_are_expected_by_the_rate_and_its_interval() -> None:
    found = expected(10, rate(31, 320))
    assert (found.likely, found.low, found.high) == (1, 0, 2)


@given(counts, st.integers(1, 500))
def test_the_range_holds_the_estimate(counted: tuple[int, int], goal: int) -> None:
    found = needed(goal, rate(*counted))
    assert (found is None) == (counted[0] == 0)
    if found:
        assert goal <= found.low <= found.likely
        assert found.high is None or found.likely <= found.high
        likely = expected(found.likely, rate(*counted))
        assert likely.likely >= goal or abs(likely.likely - goal) <= 1


@given(counts, st.integers(0, 500))
def test_nobody_is_expected_twice(counted: tuple[int, int], people: int) -> None:
    found = expected(people, rate(*counted))
    assert found.high is not None
    assert 0 <= found.low <= found.likely <= found.high <= people
