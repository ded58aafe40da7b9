"""Costs spread over days."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from leadfunnel.domain.costing import Cost, folded, spread_out

DAYS = tuple(f"2026-10-{day:02}" for day in range(1, 32))


def _cost(number: int, amount: int, day: str, operation: int, *, typed: bool = True) -> Cost:
    told = (number, amount, "CNY", day, "投放", "", "lin", None, None, "抖音", None)
    return Cost(*told, operation, typed)


def test_five_thousand_over_october() -> None:
    parts = spread_out(500_000, 31)
    assert sum(parts) == 500_000
    assert sorted(set(parts)) == [16_129, 16_130]
    assert spread_out(2, 3) == (0, 1, 1)


@given(st.integers(0, 10**15), st.integers(1, 1098))
def test_the_parts_add_up_and_differ_by_one_unit_at_most(amount: int, days: int) -> None:
    parts = spread_out(amount, days)
    assert len(parts) == days
    assert sum(parts) == amount
    assert max(parts) - min(parts) <= 1


@given(st.lists(st.tuples(st.integers(0, 10**9), st.integers(1, 31)), max_size=5))
def test_what_was_spread_stands_once_in_the_list(told: list[tuple[int, int]]) -> None:
    rows = sorted(
        (
            _cost(n, part, day, operation)
            for operation, (amount, days) in enumerate(told)
            for n, (part, day) in enumerate(zip(spread_out(amount, days), DAYS, strict=False))
        ),
        key=lambda one: one.on_day,
    )
    found = folded(rows)
    assert sorted((one.amount, one.last_on or one.on_day) for one in found) == sorted(
        (amount, DAYS[days - 1]) for amount, days in told
    )


def test_rows_of_a_file_stay_apart() -> None:
    rows = [_cost(n, 5, DAYS[n], 1, typed=False) for n in range(3)]
    assert folded(rows) == rows
