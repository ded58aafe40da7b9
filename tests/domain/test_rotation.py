"""Which copies are kept: by hand-counted calendars, and over random years."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadfunnel.domain.rotation import Keeping, Kept, fewer, spent

KEEPING = Keeping(2, 7, 4, 12, budget=10**12)
START = date(2026, 1, 1)


def copy(day: date, order: int = 0, *, size: int = 1, customers: int = 10, **more: bool) -> Kept:
    return Kept(f"{day}/{order}", day, order, size, customers, **more)


def kept_after(copies: list[Kept], today: date, keeping: Keeping = KEEPING) -> list[Kept]:
    going = {one.name for one in spent(copies, keeping, today)}
    return [one for one in copies if one.name not in going]


def lived(days: int, a_day: int = 1) -> tuple[list[Kept], date]:
    """Copies as they are left after making some every day and rotating each time."""
    copies: list[Kept] = []
    today = START
    for number in range(days):
        today = START + timedelta(days=number)
        for order in range(a_day):
            copies.append(copy(today, number * a_day + order))
            copies = kept_after(copies, today)
    return copies, today


def test_two_days_are_kept_whole_and_a_week_by_the_day() -> None:
    copies, today = lived(9, a_day=3)
    days = [today - timedelta(days=back) for back in range(9)]
    found = [sum(one.day == day for one in copies) for day in days]
    assert found == [3, 3, 1, 1, 1, 1, 1, 1, 1]


def test_after_two_years_there_are_days_weeks_and_months() -> None:
    copies, today = lived(730)
    ages = sorted((today - one.day).days for one in copies)
    assert ages[:9] == list(range(9))
    assert len(ages) <= 2 + 7 + 4 + 12 + 1
    assert len([age for age in ages if 9 <= age <= 45]) >= 4
    assert ages[-1] > 330
    older = [one.day for one in copies if (today - one.day).days > 45]
    assert len({(day.year, day.month) for day in older}) >= 10


def test_a_clock_that_ran_a_year_ahead_and_back_costs_no_copy() -> None:
    copies, today = lived(30, a_day=2)
    before = {one.name for one in copies}
    ahead = today + timedelta(days=365)
    copies = kept_after([*copies, copy(ahead, 100), copy(ahead, 101)], ahead)
    assert before <= {one.name for one in copies}
    copies = kept_after([*copies, copy(today, 102)], today)
    assert before <= {one.name for one in copies}


def test_a_long_rest_ends_once_enough_days_lie_after_it() -> None:
    old = [copy(START, order) for order in range(5)]
    for days in range(1, 12):
        since = [copy(START + timedelta(days=100 + n), 10 + n) for n in range(days)]
        left = [one for one in kept_after([*old, *since], since[-1].day) if one.day == START]
        assert len(left) == (5 if days < 7 else 1), days


def test_the_fullest_copy_and_those_with_a_name_stay() -> None:
    full = copy(START, 0, customers=5000)
    named = copy(START, 1, named=True)
    empty = [copy(START + timedelta(days=n), n + 2, customers=0) for n in range(1, 400)]
    left = kept_after([full, named, *empty], empty[-1].day)
    assert {full, named, empty[-1]} <= set(left)


def test_the_oldest_go_first_above_the_budget() -> None:
    copies = [copy(START + timedelta(days=n), n, size=10) for n in range(5)]
    keeping = Keeping(2, 7, 4, 12, budget=30)
    left = kept_after(copies, copies[-1].day, keeping)
    assert [one.order for one in left] == [2, 3, 4]
    tiny = kept_after(copies, copies[-1].day, Keeping(2, 7, 4, 12, budget=1))
    assert [one.order for one in tiny] == [4]


@pytest.mark.parametrize(
    ("now", "before", "told"),
    [(0, 5000, True), (0, 1, True), (10, 10, False), (79, 100, True), (80, 100, False),
     (5, 12, False), (3, 20, True), (20, 10, False), (0, 0, False)],
)  # fmt: skip
def test_strikingly_fewer_customers(now: int, before: int, *, told: bool) -> None:
    assert fewer(now, before, 0.8) is told


DAYS = st.lists(st.integers(0, 800), min_size=1, max_size=60)


@given(DAYS, st.integers(1, 100), st.integers(0, 900))
def test_the_last_and_the_fullest_are_never_spent(days: list[int], budget: int, today: int) -> None:
    copies = [
        copy(START + timedelta(days=day), order, customers=day % 7, size=3)
        for order, day in enumerate(sorted(days))
    ]
    now = START + timedelta(days=today)
    going = spent(copies, Keeping(2, 7, 4, 12, budget), now)
    past = [one for one in copies if one.day <= now]
    assert all(one in past for one in going)
    assert len({one.name for one in going}) == len(going)
    if past:
        left = [one for one in past if one not in going]
        assert past[-1] in left
        assert max(one.customers for one in left) == max(one.customers for one in past)
