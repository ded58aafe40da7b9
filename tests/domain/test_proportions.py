"""The tests of two rates against published tables and figures worked out by hand."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadfunnel.domain.proportions import (
    Share,
    difference,
    fisher,
    holm,
    pooled_z,
    two_proportions,
)


def test_pooled_z_by_hand() -> None:
    # 50 of 100 and 65 of 100: p = 115/200 = 0.575, variance = 0.575 x 0.425 x 0.02 = 0.0048875,
    # z = -0.15 / 0.0699106 = -2.145598; two-sided 0.031906
    assert pooled_z(Share(50, 100), Share(65, 100)) == pytest.approx(0.031906, abs=1e-6)


@pytest.mark.parametrize(("z", "p"), [(1.959963984540054, 0.05), (2.5758293035489, 0.01)])
def test_the_normal_curve(z: float, p: float) -> None:
    # with 0.5 in all and n in each group, z = d sqrt(2n); choose d by the tables of the curve
    n = 10**12
    part = round(n / 2 + z * (n / 2) ** 0.5 / 2)
    assert pooled_z(Share(part, n), Share(n - part, n)) == pytest.approx(p, rel=1e-4)


@pytest.mark.parametrize(
    ("one", "other", "p"),
    [
        # Fisher's lady tasting tea: 3 of 4 right; (16 + 1) / 70 on each side
        (Share(3, 4), Share(1, 4), 34 / 70),
        (Share(4, 4), Share(0, 4), 2 / 70),
        # Fisher's convicted twins, 10 of 13 against 2 of 17: 0.000537 (Statistical Methods, 21.02)
        (Share(10, 13), Share(2, 17), 0.000537),
        (Share(0, 5), Share(0, 9), 1.0),
        (Share(5, 5), Share(9, 9), 1.0),
    ],
)
def test_fisher_of_known_tables(one: Share, other: Share, p: float) -> None:
    assert fisher(one, other) == pytest.approx(p, abs=5e-7)
    assert fisher(other, one) == pytest.approx(p, abs=5e-7)


def test_fisher_against_every_draw_counted() -> None:
    for n, m in product(range(1, 8), repeat=2):
        for a, b in product(range(n + 1), range(m + 1)):
            weights = {
                k: comb(n, k) * comb(m, a + b - k) for k in range(n + 1) if 0 <= a + b - k <= m
            }
            rare = sum(weight for weight in weights.values() if weight <= weights[a])
            exact = Fraction(rare, comb(n + m, a + b))
            assert fisher(Share(a, n), Share(b, m)) == pytest.approx(float(exact), abs=1e-12)


def test_fisher_by_logarithm_is_fisher() -> None:
    one, other = Share(3, 40), Share(150, 1990)
    weights = [comb(40, k) * comb(1990, 153 - k) for k in range(41)]
    rare = sum(weight for weight in weights if weight <= weights[3])
    assert fisher(one, other) == pytest.approx(rare / comb(2030, 153), rel=1e-8)


def test_few_are_tested_exactly_and_many_by_z() -> None:
    assert two_proportions(Share(3, 5), Share(40, 100)).method == "exact"
    assert two_proportions(Share(50, 100), Share(65, 100)).method == "z"
    # 20 x 20 / 40 = 10 are expected in the smallest cell, which is just enough
    assert two_proportions(Share(10, 20), Share(10, 20)).method == "z"
    assert two_proportions(Share(9, 20), Share(10, 20)).method == "exact"


@pytest.mark.parametrize(("one", "other"), [(Share(0, 0), Share(1, 2)), (Share(1, 2), Share(0, 0))])
def test_a_share_of_nobody_cannot_be_tested(one: Share, other: Share) -> None:
    with pytest.raises(ValueError, match="nobody"):
        two_proportions(one, other)
    with pytest.raises(ValueError, match="nobody"):
        difference(one, other)


@pytest.mark.parametrize(
    ("one", "other", "low", "high"),
    [
        # Newcombe (1998), Table II, method 10
        (Share(56, 70), Share(48, 80), 0.0524, 0.3339),
        (Share(9, 10), Share(3, 10), 0.1705, 0.8090),
        (Share(6, 7), Share(2, 7), 0.0582, 0.8062),
        (Share(5, 56), Share(0, 29), -0.0381, 0.1926),
        (Share(0, 10), Share(0, 20), -0.1611, 0.2775),
        (Share(0, 10), Share(0, 10), -0.2775, 0.2775),
        (Share(10, 10), Share(0, 20), 0.6791, 1.0000),
        (Share(10, 10), Share(0, 10), 0.6075, 1.0000),
    ],
)
def test_newcombe_of_the_published_table(one: Share, other: Share, low: float, high: float) -> None:
    assert difference(one, other) == pytest.approx((low, high), abs=5e-5)


def test_holm_by_hand() -> None:
    # ordered 0.005 x 4, 0.01 x 3, 0.03 x 2, 0.04 x 1, none below the one before it
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm([]) == ()
    assert holm([0.7, 0.9]) == (1.0, 1.0)


@given(st.lists(st.floats(0, 1), max_size=12))
def test_holm_keeps_the_order_and_lies_below_bonferroni(values: list[float]) -> None:
    adjusted = holm(values)
    for p, mended in zip(values, adjusted, strict=True):
        assert p <= mended <= min(1.0, len(values) * p) + 1e-12 or mended == max(adjusted)
    order = sorted(range(len(values)), key=values.__getitem__)
    assert [adjusted[place] for place in order] == sorted(adjusted)


shares = st.integers(1, 400).flatmap(lambda n: st.integers(0, n).map(lambda part: Share(part, n)))


@given(shares, shares)
def test_both_ways_round_it_is_one_test(one: Share, other: Share) -> None:
    assert two_proportions(one, other).p == pytest.approx(two_proportions(other, one).p, rel=1e-6)
    low, high = difference(one, other)
    assert -1 <= low <= one.part / one.n - other.part / other.n <= high <= 1
    assert difference(other, one) == pytest.approx((-high, -low), abs=1e-12)


def test_no_more_than_five_in_a_hundred_tables_are_called_different() -> None:
    """Every table of two groups, weighted by its chance: the share that p < 5 % lets through."""
    for n, m, rate in ((30, 30, 0.5), (30, 90, 0.2), (60, 60, 0.1), (200, 50, 0.3)):
        wrong = sum(
            comb(n, a) * comb(m, b) * rate ** (a + b) * (1 - rate) ** (n + m - a - b)
            for a, b in product(range(n + 1), range(m + 1))
            if two_proportions(Share(a, n), Share(b, m)).p < 0.05
        )
        assert wrong < 0.06
