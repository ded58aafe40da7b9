"""Growth: the steps of hand-made lives, and cohorts against a recount."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadfunnel.domain.aarrr import (
    Figure,
    Kept,
    Life,
    UnknownFigure,
    cohorts,
    qualities,
    quality,
    read_figure,
)

KEPT = Kept(weeks=2, days=30)
BORN = date(2026, 10, 1)  # a Thursday


@pytest.mark.parametrize(
    ("days", "steps"),
    [
        ((), {"acquired"}),
        ((0,), {"acquired", "active"}),
        ((0, 3), {"acquired", "active"}),  # Thursday and the Sunday of one week
        ((0, 4), {"acquired", "active", "retained"}),  # Monday begins another week
        ((29,), {"acquired", "active"}),
        ((30,), {"acquired", "active", "retained"}),
    ],
)
def test_the_steps_by_hand(days: tuple[int, ...], steps: set[str]) -> None:
    life = Life(1, BORN, contacts=tuple(BORN + timedelta(days=day) for day in days))
    assert life.reached(KEPT) == steps
    assert Life(1, BORN, bought=True, brought=2, junk=True).reached(KEPT) == {
        "acquired",
        "revenue",
        "referral",
        "junk",
    }


def test_groups_are_told_by_size_and_add_up_to_all() -> None:
    lives = [
        Life(1, BORN, "抖音", sums=(("CNY", 100), ("USD", 7))),
        Life(2, BORN, None, brought=3),
        Life(3, BORN, "抖音", (BORN,), junk=True),
        Life(4, BORN, "小红书", sums=(("CNY", 5),)),
    ]
    found = qualities(lives, KEPT)
    assert [one.group for one in found] == ["抖音", "小红书", None]
    assert (found[0].acquired, found[0].counts["junk"], found[0].sums) == (
        2,
        1,
        {"CNY": 100, "USD": 7},
    )
    whole = quality(None, lives, KEPT)
    assert whole.brought == 3
    assert whole.acquired == sum(one.acquired for one in found)
    assert whole.sums == {"CNY": 105, "USD": 7}


def test_a_cohort_is_followed_to_the_period_of_today() -> None:
    lives = [
        Life(1, BORN, contacts=(BORN, date(2026, 11, 2))),
        Life(2, date(2026, 10, 31), contacts=(date(2026, 12, 24),)),
        Life(3, date(2026, 12, 1)),
    ]
    first, last = cohorts(lives, "month", date(2026, 12, 31), date(2026, 12, 30))
    assert (first.label, first.size, first.active, first.running) == ("2026-10", 2, (1, 1, 1), True)
    assert (last.label, last.size, last.active) == ("2026-12", 1, (0,))
    (first, _) = cohorts(lives, "month", date(2026, 12, 31), date(2026, 12, 31))
    assert not first.running


days = st.integers(0, 200)
drawn = st.lists(st.tuples(days, st.lists(days, max_size=6)), max_size=20)


@given(drawn, st.sampled_from(("week", "month")), st.integers(0, 6))
def test_every_cell_of_the_cohorts_can_be_opened(
    made: list[tuple[int, list[int]]], unit: str, week_start: int
) -> None:
    begin = date(2026, 1, 15)
    lives = [
        Life(n, begin + timedelta(days=born), contacts=tuple(begin + timedelta(d) for d in seen))
        for n, (born, seen) in enumerate(made)
    ]
    today = begin + timedelta(days=230)
    found = cohorts(lives, unit, today, today, week_start)
    kept = Kept(2, 30, week_start)
    assert sum(row.size for row in found) == len(lives)
    labels = [row.label for row in found]
    for row in found:
        whole = read_figure(row.label, labels)
        assert sum(whole.holds(life, kept, unit) for life in lives) == row.size
        for step, count in enumerate(row.active):
            cell = read_figure(f"{row.label}+{step}", labels)
            assert sum(cell.holds(life, kept, unit) for life in lives) == count


def test_figures_are_read_as_they_are_said() -> None:
    assert read_figure("促活", ()) == read_figure("activated", ()) == Figure("active")
    assert read_figure("junk：抖音", ()) == Figure("junk", "抖音", of_group=True)
    assert read_figure("留存:-", ()) == Figure("retained", None, of_group=True)
    assert read_figure("2026-w40+3", ("2026-W40",)) == Figure("2026-W40", step=3)
    for text in ("", "x", "2026-09", "2026-W40+x", "2026-W40:抖音", "2026-W40+"):
        with pytest.raises(UnknownFigure):
            read_figure(text, ("2026-W40",))
