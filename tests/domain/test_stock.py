"""When stock runs out, by the rule and by its closed form."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from leadfunnel.domain.stock import Supply, used_up

START = date(2026, 1, 1)


def test_stock_adds_up_and_starts_anew_after_a_gap() -> None:
    one = Supply(1, START, 1000, 30)
    more = Supply(1, date(2026, 1, 11), 2000, 30)
    late = Supply(1, date(2026, 6, 1), 500, 31)
    other = Supply(2, START, 1000, 7)
    assert used_up([one]) == {1: date(2026, 1, 31)}
    assert used_up([more, one, other]) == {1: date(2026, 4, 1), 2: date(2026, 1, 8)}
    assert used_up([one, more, late]) == {1: date(2026, 6, 16)}
    assert used_up([Supply(1, START, 0, 30)]) == {}


lines = st.lists(
    st.builds(
        Supply,
        st.just(1),
        st.integers(0, 400).map(lambda days: START + timedelta(days=days)),
        st.integers(1, 5000),
        st.just(30),
    ),
    min_size=1,
    max_size=8,
)


@given(lines)
def test_the_end_is_the_latest_start_with_all_that_came_from_then_on(found: list[Supply]) -> None:
    ordered = sorted(found, key=lambda one: one.day)
    latest = max(
        one.day.toordinal() * 1000 + sum(rest.quantity * 30 for rest in ordered[place:])
        for place, one in enumerate(ordered)
    )
    assert used_up(found) == {1: date.fromordinal(latest // 1000)}
