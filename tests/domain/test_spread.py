"""How amounts lie: against tables worked by hand, and against the statistics module."""

from __future__ import annotations

import statistics
from collections import Counter
from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadfunnel.domain.spread import root, spread


def of(*amounts: int):  # type: ignore[no-untyped-def]
    return spread(Counter(amounts))


def test_nothing_has_no_figures() -> None:
    found = of()
    assert (found.count, found.total) == (0, 0)
    assert (found.mean, found.median, found.modes, found.band) == (None, None, (), None)
    assert (found.deviation, found.range) == (None, None)


def test_one_amount_has_no_deviation_and_no_mode() -> None:
    found = of(560_00)
    assert (found.mean, found.median, found.modes, found.band) == (56000, 56000, (), None)
    assert (found.deviation, found.range) == (None, 0)


def test_a_table_worked_by_hand() -> None:
    # 2 4 4 4 5 5 7 9: mean 5, squares of the distances 9 1 1 1 0 0 4 16 = 32, 32 / 7
    found = of(200, 400, 400, 400, 500, 500, 700, 900)
    assert (found.count, found.total, found.mean, found.median) == (8, 4000, 500, 450)
    assert found.modes == (400,)
    assert found.variance == Fraction(320_000, 7)
    assert (found.deviation, found.range) == (214, 700)  # 213.809


def test_ten_and_one_very_large() -> None:
    found = of(*[100_000] * 9, 1_000_000)
    assert (found.mean, found.median) == (190_000, 100_000)


def test_all_modes_are_told_where_several_repeat() -> None:
    assert of(300, 100, 300, 100, 200).modes == (100, 300)


def test_the_busiest_band_where_nothing_repeats() -> None:
    # 5 amounts from 100 to 900: three bands of at least 267, so of 500: [0, 500) holds 3
    assert of(100, 150, 160, 700, 900).band == (0, 500)
    assert of(100, 900).band is None
    assert of(100, 100, 900).band is None


@pytest.mark.parametrize(
    ("square", "whole"), [(0, 0), ("1/4", 0), ("9/4", 2), ("25/4", 2), (2, 1), (3, 2), (16, 4)]
)
def test_roots_are_rounded_half_even(square: int | str, whole: int) -> None:
    assert root(Fraction(square)) == whole


@given(st.lists(st.integers(-(10**12), 10**12), min_size=1, max_size=40))
def test_the_figures_are_those_of_the_statistics_module(amounts: list[int]) -> None:
    found, exact = of(*amounts), list(map(Fraction, amounts))
    assert found.mean == statistics.mean(exact)
    assert found.median == statistics.median(exact)
    most = statistics.multimode(amounts)
    assert found.modes == (tuple(sorted(most)) if amounts.count(most[0]) > 1 else ())
    assert (found.low, found.high) == (min(amounts), max(amounts))
    if len(amounts) > 1:
        assert found.variance == statistics.variance(exact)
    else:
        assert found.variance is None
    if found.band:
        low, high = found.band
        held = sum(low <= amount < high for amount in amounts)
        assert held > 1
        assert all(
            held >= sum(start <= amount < start + high - low for amount in amounts)
            for start in range(
                min(amounts) // (high - low) * (high - low), max(amounts) + 1, high - low
            )
        )


@given(st.fractions(0, 10**15))
def test_a_root_is_the_nearest_whole_number(square: Fraction) -> None:
    with localcontext() as context:
        context.prec = 60
        exact = (Decimal(square.numerator) / Decimal(square.denominator)).sqrt()
    assert abs(exact - root(square)) <= Decimal("0.5")
