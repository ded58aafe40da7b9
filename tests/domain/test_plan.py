"""Days and states of plans, by hand around National Day 2026, and for any plan."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadfunnel.adapters.almanac import almanac
from leadfunnel.domain.plan import (
    CHANNELS,
    ON_WORKING_DAYS,
    STATES,
    Look,
    Plan,
    Run,
    Step,
    current_round,
    does,
    due_step,
    is_over,
    next_step,
    plan_from_dict,
    plan_to_dict,
    planned,
    step_days,
)
from leadfunnel.domain.plan_schema import shipped

WORKS = almanac("CN").workdays.works
BOUGHT = date(2026, 9, 30)  # a Wednesday; 1 to 7 October are off, Saturday the 10th is worked
WORDS = {"en": "words"}


def step(day: int, channel: str = "message", **more: object) -> Step:
    return Step(day=day, channel=channel, texts=WORDS, **more)  # type: ignore[arg-type]


def run(*steps: Step, zero: date = BOUGHT, lead: int = 0) -> Run:
    plan = Plan("test", WORDS, steps)
    look = Look(zero, WORKS)
    return Run(1, 1, plan, zero, step_days(steps, zero, lead, look)[-1], lead)


def october(*days: int) -> tuple[date, ...]:
    return tuple(date(2026, 10, day) for day in days)


@pytest.mark.parametrize(
    ("channels", "days"),
    [
        ("message message message", october(1, 3, 7)),
        ("message message call", october(1, 3, 8)),
        ("call call call", october(8, 9, 10)),
        ("call message message", october(8, 9, 10)),
        ("call visit call", october(8, 9, 10)),
        ("message call message", october(1, 8, 9)),
        ("push greeting call", october(1, 3, 8)),
    ],
)
def test_days_1_3_and_7_of_the_eve_of_national_day(channels: str, days: tuple[date, ...]) -> None:
    steps = [step(day, channel) for day, channel in zip((1, 3, 7), channels.split(), strict=True)]
    assert step_days(steps, BOUGHT, 0, Look(BOUGHT, WORKS)) == days


def test_the_shipped_21_days_after_national_day_eve() -> None:
    """Bought on 30 September, delivered on 3 October; day 7 is the Saturday that is worked."""
    plan = next(plan for plan in shipped() if plan.name == "care-21")
    found = step_days(plan.steps, date(2026, 10, 3), 3, Look(BOUGHT, WORKS))
    # Day 21 is a Saturday that is off: the call waits for Monday the 26th.
    assert found == (BOUGHT, *october(4, 6, 10, 17, 26))


def test_counted_from_the_purchase_the_call_waits_for_the_first_working_day() -> None:
    plan = next(plan for plan in shipped() if plan.name == "care-21")
    found = step_days(plan.steps, BOUGHT, 0, Look(BOUGHT, WORKS))
    assert found == (BOUGHT, *october(1, 3, 8, 14, 21))


def test_without_days_off_nothing_moves() -> None:
    plan = next(plan for plan in shipped() if plan.name == "care-21")
    found = step_days(plan.steps, BOUGHT, 0, Look(BOUGHT))
    assert found == tuple(BOUGHT + timedelta(days=n) for n in (0, 1, 3, 7, 14, 21))


@pytest.mark.parametrize(
    ("today", "marks", "states"),
    [
        (29, {}, "ahead ahead ahead"),
        (30, {}, "due ahead ahead"),
        (31, {}, "due ahead ahead"),
        (33, {}, "missed due ahead"),
        (33, {"0": "done"}, "done due ahead"),
        (33, {"3": "done"}, "missed done ahead"),
        (33, {"3": "skipped"}, "missed skipped ahead"),
        (33, {"7": "done"}, "missed due done"),
        (40, {"0": "done"}, "done missed due"),
        (51, {}, "missed missed due"),
        (52, {}, "missed missed missed"),
    ],
)
def test_states_day_by_day(today: int, marks: dict[str, str], states: str) -> None:
    """Steps on days 0, 3 and 7 of 30 September; days are counted on from 1 September."""
    mine = run(step(0), step(3), step(7))
    look = Look(date(2026, 8, 31) + timedelta(days=today), late_days=14)
    assert " ".join(one.state for one in planned(mine, marks, look)) == states


@pytest.mark.parametrize(
    ("satisfaction", "open_case", "state", "words"),
    [
        (None, False, "due", "plain"),
        (5, False, "due", "story"),
        (4, False, "due", "story"),
        (3, False, "due", "mend"),
        (1, True, "held", "mend"),
        (None, True, "held", "plain"),
    ],
)
def test_late_steps_wait_for_an_open_case_and_speak_by_satisfaction(
    satisfaction: int | None, open_case: bool, state: str, words: str
) -> None:
    late = Step(
        14,
        "message",
        {"en": "plain"},
        satisfied={"en": "story"},
        unsatisfied={"en": "mend"},
        no_open_case=True,
    )
    look = Look(date(2026, 10, 14), satisfaction=satisfaction, open_case=open_case)
    (found,) = planned(run(late), {}, look)
    assert (found.state, found.step.words(satisfaction)["en"]) == (state, words)


def test_a_step_for_the_satisfied_is_left_out_for_others_and_hides_no_earlier_one() -> None:
    mine = run(step(7), step(14, when="satisfied"))
    today = date(2026, 10, 15)
    for satisfaction, states in ((None, "due left_out"), (2, "due left_out"), (5, "missed due")):
        found = planned(mine, {}, Look(today, satisfaction=satisfaction))
        assert " ".join(one.state for one in found) == states


@pytest.mark.parametrize(
    ("channel", "kind", "touch", "fits"),
    [
        ("message", "wechat", "contact", True),
        ("message", "wechat", "light", True),
        ("message", "call", "contact", True),
        ("message", "call", "attempt", False),
        ("message", "social", "light", False),
        ("call", "wechat", "contact", False),
        ("call", "call", "attempt", False),
        ("call", "visit", "contact", True),
        ("visit", "call", "contact", False),
        ("visit", "meeting", "contact", True),
        ("push", "push", "light", True),
        ("push", "wechat", "contact", False),
        ("greeting", "greeting", "light", True),
        ("call", "note", None, False),
    ],
)
def test_what_does_a_step(channel: str, kind: str, touch: str | None, fits: bool) -> None:
    assert does(step(0, channel), kind, touch) is fits


def test_a_round_is_the_last_begun_else_the_first() -> None:
    quarters = [date(2026, 1, 5), date(2026, 4, 5), date(2026, 7, 5)]
    assert current_round(iter(quarters), date(2026, 1, 4)) == quarters[0]
    assert current_round(iter(quarters), date(2026, 4, 4)) == quarters[0]
    assert current_round(iter(quarters), date(2026, 4, 5)) == quarters[1]
    assert current_round(iter(quarters), date(2027, 4, 5)) == quarters[2]


def test_a_run_is_over_when_nobody_waits_for_its_last_step() -> None:
    mine = run(step(0), step(7))
    last = date(2026, 10, 7)
    assert not is_over(mine, last + timedelta(days=14), 14)
    assert is_over(mine, last + timedelta(days=15), 14)


DAYS = st.dates(date(2025, 1, 1), date(2026, 12, 1))


@st.composite
def steps(draw: st.DrawFn) -> tuple[Step, ...]:
    days = sorted(draw(st.sets(st.integers(0, 60), min_size=1, max_size=10)))
    return tuple(
        Step(
            day=day,
            channel=draw(st.sampled_from(sorted(CHANNELS))),
            texts=WORDS,
            when=draw(st.sampled_from((None, None, "satisfied", "unsatisfied"))),
            no_open_case=draw(st.booleans()),
            from_start=day == days[0] and draw(st.booleans()),
        )
        for day in days
    )


@given(steps(), DAYS, st.integers(0, 10))
def test_no_two_steps_fall_on_a_day_and_calls_on_none_that_is_off(
    found: tuple[Step, ...], zero: date, lead: int
) -> None:
    days = step_days(found, zero, lead, Look(zero, WORKS))
    assert all(one < other for one, other in pairwise(days))
    for one, day in zip(found, days, strict=True):
        began = zero - timedelta(days=lead) if one.from_start else zero
        assert day >= began + timedelta(days=one.day)
        assert one.channel not in ON_WORKING_DAYS or WORKS(day)


@given(
    steps(),
    DAYS,
    st.integers(-5, 100),
    st.sampled_from((None, 1, 3, 4, 5)),
    st.booleans(),
    st.randoms(),
)
def test_every_step_has_one_state_and_marks_stand(
    found: tuple[Step, ...], zero: date, ahead: int, score: int | None, case: bool, dice: object
) -> None:
    marks = {
        str(one.day): ("done", "skipped")[place % 2]
        for place, one in enumerate(found)
        if dice.random() < 0.4  # type: ignore[attr-defined]
    }
    today = zero + timedelta(days=ahead)
    look = Look(today, WORKS, score, case)
    shown = planned(run(*found, zero=zero), marks, look)
    assert [one.step for one in shown] == list(found)
    assert {one.state for one in shown} <= set(STATES)
    assert {one.key: one.state for one in shown if one.state in ("done", "skipped")} == marks
    waiting = [one for one in shown if one.state in ("due", "held")]
    assert len(waiting) <= 1
    assert due_step(shown) == (waiting[0] if waiting else None)
    coming = [one for one in shown if one.state == "ahead"]
    assert all(one.on > today for one in coming)
    assert next_step(shown) == (coming[0] if coming else None)
    for one in shown:
        if one.state == "missed":
            later = any(other.on > one.on and other.on <= today for other in shown)
            assert later or (today - one.on).days > look.late_days


@given(steps(), st.booleans(), st.sampled_from((None, "B")))
def test_a_plan_is_kept_as_it_is(
    found: tuple[Step, ...], bought: bool, leaving: str | None
) -> None:
    plan = Plan("x", WORDS, found, "care", "purchase", "stage=B", "monthly", bought, leaving)
    assert plan_from_dict(plan_to_dict(plan)) == plan
