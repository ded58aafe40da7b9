"""Cohorts at equal age, and the difference between two."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.domain.test_funnel import LIFECYCLE, journey
from tests.domain.test_funnel_properties import Pipeline, stores

from leadfunnel.domain.aged import age_of, cohort_at_age, differences
from leadfunnel.domain.climb import DAY, is_mature
from leadfunnel.domain.funnel import cohort

WEEK = 7 * DAY


def week(start: int) -> list:
    """Two came in on the first day; one got on after two days, the other after nine."""
    return [
        journey(start + 1, (start, "B"), (start + 2 * DAY, "C")),
        journey(start + 2, (start + 5, "B"), (start + 9 * DAY, "C")),
    ]


def test_an_earlier_period_is_taken_at_the_age_this_one_has() -> None:
    histories = [*week(0), *week(WEEK)]
    now = WEEK + 3 * DAY
    bounds = (WEEK, 2 * WEEK)
    this = cohort_at_age(histories, LIFECYCLE, bounds, age_of(bounds, now))
    before = cohort_at_age(histories, LIFECYCLE, (0, WEEK), 3 * DAY)
    older = cohort_at_age(histories, LIFECYCLE, (0, WEEK), 10 * DAY)
    reached = [[row.reached for row in one.stages[:2]] for one in (this, before, older)]
    assert reached == [[2, 1], [2, 1], [2, 2]]


def test_who_came_in_later_than_that_age_is_not_in_it() -> None:
    histories = [journey(1, (0, "B")), journey(2, (4 * DAY, "B"))]
    assert cohort_at_age(histories, LIFECYCLE, (0, WEEK), 3 * DAY).population == 1
    assert age_of((100, 200), 50) == 0


def test_a_step_nobody_made_leaves_every_age_young() -> None:
    assert [is_mature(8 * DAY, WEEK, days) for days in (2.5, 8.0, 8.1, None)] == [
        True, True, False, False,
    ]  # fmt: skip
    assert not is_mature(WEEK - 1, WEEK, 0.5)  # it has not ended


def test_the_difference_of_two_rates_has_the_published_interval() -> None:
    """56/70 against 48/80 is the first example of Newcombe (1998), table II, method 10."""
    first = cohort([journey(n, (1, "B"), *([(2, "C")] if n < 56 else [])) for n in range(70)],
                   LIFECYCLE)  # fmt: skip
    second = cohort([journey(n, (1, "B"), *([(2, "C")] if n < 48 else [])) for n in range(80)],
                    LIFECYCLE)  # fmt: skip
    found = differences(first, second, LIFECYCLE, least=30)[0]
    assert found.difference == pytest.approx(0.2)
    assert found.interval == pytest.approx((0.0524, 0.3339), abs=5e-5)
    assert found.judged
    assert not differences(first, second, LIFECYCLE, least=71)[0].judged


@given(stores(), st.integers(-1, 14), st.integers(0, 14))
def test_a_period_beside_itself_differs_in_nothing(
    store: tuple[Pipeline, list], start: int, age: int
) -> None:
    pipeline, histories = store
    one = cohort_at_age(histories, pipeline, (start, start + 5), age)
    for row in differences(one, one, pipeline, least=0):
        assert row.difference in (None, 0.0)
        if row.interval:
            assert row.interval[0] <= 0 <= row.interval[1]
            assert row.interval[0] == pytest.approx(-row.interval[1])
