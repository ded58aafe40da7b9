"""Targets: goals of a period, ramps, the pace needed, and the exchange for visits."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadfunnel.domain.calendar import Period, month_period
from leadfunnel.domain.target import (
    BadRamp,
    Exchange,
    Target,
    UnknownMetric,
    UnknownPer,
    days_left,
    goal_on,
    in_force,
    needed,
    period_around,
    read_metric,
    read_per,
    read_ramp,
)

MONDAY = date(2026, 9, 7)


def target(goal: int = 50, per: str = "week", **more: object) -> Target:
    given = {"id": 1, "metric": "calls", "owner_id": None, "currency": None, "from_on": MONDAY}
    return Target(**{**given, "goal": goal, "per": per, **more})  # type: ignore[arg-type]


def weekday(day: date) -> bool:
    return day.weekday() < 5


def test_the_months_pace_is_that_of_the_example() -> None:
    """312/500 on 21 September: 10 days left, 19 a day (seller.md, G34)."""
    month = month_period(date(2026, 9, 21))
    left = days_left(month, date(2026, 9, 21), lambda _: True)
    assert (left, needed(312, 500, left)) == (10, 19)
    assert days_left(month, date(2026, 9, 21), weekday) == 8


@pytest.mark.parametrize(
    ("done", "goal", "left", "unit", "expected"),
    [
        (0, 500, 25, 1, 20), (500, 500, 3, 1, 0), (600, 500, 3, 1, 0), (499, 500, 1, 1, 1),
        (0, 10, 0, 1, None), (10, 10, 0, 1, 0), (0, 10_000_000, 9, 100, 1_111_200),
    ],
)  # fmt: skip
def test_the_pace_is_rounded_up(
    done: int, goal: int, left: int, unit: int, expected: int | None
) -> None:
    assert needed(done, goal, left, unit) == expected


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.integers(1, 366), st.integers(1, 1000))
def test_the_pace_reaches_the_goal_and_one_unit_less_does_not(
    done: int, goal: int, left: int, unit: int
) -> None:
    pace = needed(done, goal, left, unit)
    assert pace is not None
    assert done + pace * left >= goal
    assert pace == 0 or done + (pace - unit) * left < goal


@pytest.mark.parametrize(
    ("base", "booked", "expected"),
    [(30, 0, 35), (30, 1, 25), (30, 2, 20), (30, 4, 10), (30, 6, 10), (8, 0, 13), (8, 3, 8)],
)
def test_visits_are_exchanged_for_invitations(base: int, booked: int, expected: int) -> None:
    assert Exchange(base, booked, 5, 5, 10).goal == expected


@pytest.mark.parametrize(
    ("per", "day", "expected"),
    [
        ("week", "2026-09-07", 30), ("week", "2026-09-13", 30), ("week", "2026-09-14", 40),
        ("week", "2026-09-21", 50), ("week", "2027-09-21", 50), ("day", "2026-09-08", 40),
        ("workday", "2026-09-12", 50), ("workday", "2026-09-08", 40), ("month", "2026-09-30", 30),
        ("month", "2026-10-01", 40), ("quarter", "2026-12-31", 40), ("year", "2028-01-01", 50),
    ],
)  # fmt: skip
def test_a_ramp_counts_periods(per: str, day: str, expected: int) -> None:
    ramped = target(per=per, ramp=(60, 80, 100))
    assert goal_on(ramped, date.fromisoformat(day), 0, weekday) == expected


def test_a_ramp_per_working_day_passes_over_days_off() -> None:
    ramped = target(per="workday", ramp=(20, 40, 60, 80, 100), from_on=date(2026, 9, 10))
    days = [date(2026, 9, 10) + timedelta(days=n) for n in range(6)]
    goals = [goal_on(ramped, day, 0, weekday) for day in days]
    assert goals == [10, 20, 30, 30, 30, 40]  # Thursday, Friday, the weekend, Monday, Tuesday


def test_goals_of_a_ramp_are_rounded_up() -> None:
    assert goal_on(target(goal=7, ramp=(50,)), MONDAY, 0, weekday) == 4


def test_what_a_person_has_of_their_own_comes_before_everybodys() -> None:
    general = target(goal=50, per="day")
    own = target(goal=60, per="day", owner_id=3, id=2)
    weekly = target(goal=200, per="week", id=3)
    ended = target(goal=9, per="month", id=4, until_on=date(2026, 9, 8))
    later = target(goal=9, per="year", id=5, from_on=date(2027, 1, 1))
    everything = [general, own, weekly, ended, later]
    assert in_force(everything, 3, date(2026, 9, 9)) == [own, weekly]
    assert in_force(everything, 4, date(2026, 9, 9)) == [general, weekly]
    assert in_force(everything, 4, date(2026, 9, 8)) == [general, weekly, ended]
    assert in_force(everything, 4, date(2026, 9, 6)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("new", "new"), ("新增", "new"), ("电话", "calls"), ("邀群", "invites"), ("业绩", "sales"),
        ("拜訪", "meetings"), ("stage: 报价洽谈", "stage:报价洽谈"), ("阶段:C", "stage:C"),
        ("stage：C", "stage:C"), ("Won", "won"),
    ],
)  # fmt: skip
def test_metrics_are_read_in_either_language(text: str, expected: str) -> None:
    assert read_metric(text) == expected


@pytest.mark.parametrize("text", ["", "stage:", "sale", "新"])
def test_an_unknown_metric_is_refused(text: str) -> None:
    with pytest.raises(UnknownMetric):
        read_metric(text)


def test_lengths_and_ramps_are_read() -> None:
    assert [read_per(text) for text in ("每天", "工作日", "週", "Month", "季度")] == [
        "day", "workday", "week", "month", "quarter",
    ]  # fmt: skip
    assert read_ramp("60%,80％， 100") == (60, 80, 100)
    with pytest.raises(UnknownPer):
        read_per("hour")


@pytest.mark.parametrize("text", ["", "0%", "60%,", "a", "1001%", "-5", "60;80", "1.5%"])
def test_a_broken_ramp_is_refused(text: str) -> None:
    with pytest.raises(BadRamp):
        read_ramp(text)


@given(
    st.sampled_from(["day", "workday", "week", "month", "quarter", "year"]),
    st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    st.integers(0, 6),
)
def test_a_period_lies_around_its_day(per: str, day: date, week_start: int) -> None:
    found = period_around(per, day, week_start)
    assert found.first <= day <= found.last
    before = Period(found.first, day - timedelta(days=1), "")
    passed = max(0, (before.last - before.first).days + 1)
    assert days_left(found, day, lambda _: True) + passed == (found.last - found.first).days + 1
