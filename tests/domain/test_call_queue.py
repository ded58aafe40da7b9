"""Whom to call next: order, rests, and no number twice within an hour, by tables and at random."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadfunnel.domain.call_queue import (
    GROUPS,
    Callee,
    Calls,
    Rules,
    counted,
    free_from,
    in_a_row,
    is_left_alone,
    ordered,
    put_back,
    standing_grade,
    upcoming,
    without,
)

HOUR, DAY = 3600, 86_400
RULES = Rules(apart=HOUR, tries=3, rest=30 * DAY)


@pytest.mark.parametrize(("calls", "grade"), [
    (Calls(), None),
    (Calls(("A",), (), reached=True), "A"),
    (Calls(("A", "C"), (5, 6), reached=True), "A"),
    (Calls(("B", "A", "D"), (), reached=True), "D"),
    (Calls(("D", "B", "C", "C"), (9,), reached=True), "B"),
    (Calls(("C",), (5,)), "C"),
    (Calls((), (5,)), "C"),
    (Calls(("C",), (5,), reached=True), None),
    (Calls((), (), reached=True), None),
])  # fmt: skip
def test_a_missed_call_never_overwrites_what_somebody_said(calls: Calls, grade: str) -> None:
    assert standing_grade(calls) == grade


@pytest.mark.parametrize(("missed", "round_", "alone"), [
    ((), (), False),
    ((99 * DAY,), (99 * DAY,), False),
    ((98 * DAY, 99 * DAY), (98 * DAY, 99 * DAY), False),
    ((97 * DAY, 98 * DAY, 99 * DAY), (97 * DAY, 98 * DAY, 99 * DAY), True),
    ((99 * DAY, 98 * DAY, 97 * DAY), (97 * DAY, 98 * DAY, 99 * DAY), True),
    ((68 * DAY, 69 * DAY, 70 * DAY), (68 * DAY, 69 * DAY, 70 * DAY), False),
    ((40 * DAY, 41 * DAY, 42 * DAY, 99 * DAY), (99 * DAY,), False),
    ((69 * DAY, 99 * DAY), (99 * DAY,), False),
    ((69 * DAY + 1, 98 * DAY, 99 * DAY), (69 * DAY + 1, 98 * DAY, 99 * DAY), True),
])  # fmt: skip
def test_after_three_tries_they_are_left_alone_for_thirty_days(
    missed: tuple[int, ...], round_: tuple[int, ...], alone: bool
) -> None:
    assert in_a_row(missed, RULES.rest) == round_
    assert is_left_alone(missed, RULES, 100 * DAY) is alone


def test_the_keen_come_before_the_unsure_and_the_missed_last() -> None:
    grades = ("C", None, "B", "A", None, "A", "B")
    callees = [Callee(n, (f"{n}",), grade) for n, grade in enumerate(grades)]
    assert [one.id for one in ordered([*callees, callees[0]])] == [3, 5, 2, 6, 1, 4, 0]
    assert counted(callees) == {"A": 2, "B": 2, None: 2, "C": 1}


def test_whoever_waits_is_passed_over_and_comes_later() -> None:
    one, two = Callee(1, ("a", "b"), "A"), Callee(2, ("c",), "B", free_at=500)
    queue = ordered([one, two])
    assert upcoming(queue, {}, RULES, 0) == one
    assert upcoming(queue, {"b": 0}, RULES, HOUR - 1) == two
    assert upcoming(queue, {"b": 0}, RULES, 499) is None
    assert upcoming(queue, {"b": 0}, RULES, HOUR) == one
    assert free_from(one, {"a": 100, "b": 200}, RULES) == 200 + HOUR
    assert free_from(two, {"a": 100}, RULES) == 500
    back = put_back(queue, one, 900)
    assert [(callee.id, callee.free_at) for callee in back] == [(2, 500), (1, 900)]
    assert without(back, 2) == back[1:]


CALLEES = st.lists(
    st.builds(
        Callee,
        id=st.integers(1, 12),
        numbers=st.lists(st.sampled_from("pqrstuv"), min_size=1, max_size=2, unique=True).map(
            tuple
        ),
        grade=st.sampled_from(GROUPS),
        free_at=st.integers(0, 6 * HOUR),
    ),
    max_size=12,
)
ANSWERS = st.lists(st.sampled_from(["reached", "missed", "missed", "wrong"]), min_size=60)


@given(CALLEES, ANSWERS, st.lists(st.integers(0, 2 * HOUR), min_size=400, max_size=400))
def test_a_day_of_calls(callees: list[Callee], answers: list[str], steps: list[int]) -> None:
    """Two colleagues work through one queue in turn; the log is what both know of each other."""
    queue = ordered(callees)
    waiting, now = list(queue), 0
    dialled: dict[str, list[int]] = {}
    seen: list[int] = []
    done: set[int] = set()
    tries = dict.fromkeys((callee.id for callee in queue), 0)
    for step in steps:
        called = {number: times[-1] for number, times in dialled.items()}
        found = upcoming(waiting, called, RULES, now)
        if found is None:
            now += max(step, 60)
            continue
        ahead = waiting[: waiting.index(found)]
        assert all(free_from(one, called, RULES) > now for one in ahead)
        assert found.id not in done
        assert found.free_at <= now
        for number in found.numbers:
            assert now - dialled.get(number, [-HOUR])[-1] >= HOUR
            dialled.setdefault(number, []).append(now)
        if found.id not in seen:
            seen.append(found.id)
        answer = answers[sum(tries.values()) % len(answers)]
        tries[found.id] += 1
        if answer == "missed" and tries[found.id] < RULES.tries:
            waiting = list(put_back(waiting, replace(found, tries=1), now + 4 * HOUR))
            assert waiting[-1].id == found.id
        else:
            waiting = list(without(waiting, found.id))
            done.add(found.id)
        now += step % 600
    assert sorted(done | {one.id for one in waiting}) == sorted({one.id for one in queue})
    assert not done & {one.id for one in waiting}
    assert all(1 <= tries[number] <= RULES.tries for number in done)


@given(CALLEES)
def test_everyone_once_and_in_order_while_nobody_waits(callees: list[Callee]) -> None:
    queue = ordered(replace(one, numbers=(f"n{one.id}",), free_at=0) for one in callees)
    offered = []
    while (found := upcoming(queue, {}, RULES, 0)) is not None:
        offered.append(found)
        queue = without(queue, found.id)
    assert sorted(one.id for one in offered) == sorted({one.id for one in callees})
    places = [GROUPS.index(one.grade) for one in offered]
    assert places == sorted(places)
