"""Ratios, Wilson intervals and percentiles against figures worked out by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadfunnel.domain.rate import quantile, ratio, wilson


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [
        # z^2 = 3.8414588; for 80 of 100: (0.8 + 0.0192073 -+ 1.9599640 x
        # sqrt(0.0016 + 0.0000960)) / 1.0384146
        (80, 100, 0.711170, 0.866633),
        (5, 10, 0.236593, 0.763407),
        (1, 10, 0.017876, 0.404150),
        # with no success the upper bound is z^2 / (n + z^2) = 3.8414588 / 13.8414588
        (0, 10, 0.0, 0.277533),
        (10, 10, 0.722467, 1.0),
        (1, 1, 0.206549, 1.0),
    ],
)
def test_wilson_of_known_counts(successes: int, n: int, low: float, high: float) -> None:
    assert wilson(successes, n) == pytest.approx((low, high), abs=1e-6)


def test_wilson_with_a_round_z() -> None:
    # z = 2, 5 of 10: (0.5 + 0.2 -+ 2 sqrt(0.025 + 0.01)) / 1.4
    assert wilson(5, 10, z=2.0) == pytest.approx((0.2327388, 0.7672612), abs=1e-6)


def test_wilson_of_nothing_is_none() -> None:
    assert wilson(0, 0) is None


@pytest.mark.parametrize(("successes", "n"), [(-1, 4), (5, 4), (1, 0), (0, -1)])
def test_wilson_refuses_impossible_counts(successes: int, n: int) -> None:
    with pytest.raises(ValueError, match=f"{successes} successes of {n}"):
        wilson(successes, n)


@given(st.integers(1, 10**9).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_holds_the_rate_and_mirrors(counts: tuple[int, int]) -> None:
    successes, n = counts
    interval, mirrored = wilson(successes, n), wilson(n - successes, n)
    assert interval is not None
    assert mirrored is not None
    assert 0 <= interval[0] <= successes / n <= interval[1] <= 1
    assert interval[0] < interval[1]
    assert interval == pytest.approx((1 - mirrored[1], 1 - mirrored[0]), abs=1e-12)


def test_ratio() -> None:
    assert ratio(80, 100) == 0.8
    assert ratio(0, 3) == 0.0
    assert ratio(0, 0) is None


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [
        ([], 0.5, None),
        ([7], 0.9, 7),
        ([3, 1], 0.5, 2),
        ([5, 1, 3], 0.5, 3),
        ([1, 2, 3, 4], 0.5, 2.5),
        (list(range(11)), 0.9, 9),
        ([0, 10, 20, 30, 40], 0.9, 36),
        ([2, 1], 0.0, 1),
        ([2, 1], 1.0, 2),
    ],
)
def test_quantile(values: list[float], share: float, expected: float | None) -> None:
    assert quantile(values, share) == (None if expected is None else pytest.approx(expected))


@given(st.lists(st.integers(0, 10**9), min_size=1), st.floats(0, 1))
def test_quantile_lies_between_the_ends(values: list[int], share: float) -> None:
    found = quantile(values, share)
    assert found is not None
    assert min(values) <= found <= max(values)
