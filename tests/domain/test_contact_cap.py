"""The contact cap: tables by hand, and random years in which it must hold."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadfunnel.domain.contact_cap import (
    Caps,
    GreetingDay,
    Held,
    Sent,
    chosen,
    greeting_held,
    push_held,
)

CAPS = Caps()
MOON = GreetingDay("中秋", date(2026, 9, 25), 5)
NATION = GreetingDay("国庆", date(2026, 10, 1), 3)
BIRTHDAY = GreetingDay("birthday", date(2026, 10, 3), 10)


def sep(day: int) -> date:
    return date(2026, 9, day)


@pytest.mark.parametrize(("today", "sent", "until", "reason"), [
    (1, [], None, None),
    (8, [("push", 1)], None, None),
    (7, [("push", 1)], 8, "recent"),
    (7, [("greeting", 5)], 12, "recent"),
    (7, [("greeting", 1), ("push", 3)], 10, "recent"),
    (17, [], None, None),
    (18, [], 26, "festival"),
    (25, [], 26, "festival"),
    (14, [("push", 10)], 17, "recent"),
    (14, [("push", 11)], 26, "recent"),  # on 18 September the festival is near
])  # fmt: skip
def test_pushes(
    today: int, sent: list[tuple[str, int]], until: int | None, reason: str | None
) -> None:
    had = [Sent(kind, sep(day)) for kind, day in sent]
    found = push_held(sep(today), had, [MOON], CAPS)
    assert (found and (found.until, found.reason)) == (until and (sep(until), reason))


def test_four_pushes_in_thirty_days() -> None:
    had = [Sent("push", date(2026, 6, day)) for day in (1, 8, 15, 22)]
    assert push_held(date(2026, 6, 30), had, [], CAPS) == Held(date(2026, 7, 1), "often")
    assert push_held(date(2026, 7, 1), had, [], CAPS) is None
    greetings = [Sent("greeting", one.day) for one in had]
    assert push_held(date(2026, 6, 30), greetings, [], CAPS) is None


def test_of_two_festivals_within_a_week_the_bigger_is_greeted() -> None:
    days = [MOON, NATION]
    assert greeting_held(sep(24), MOON, [], days, CAPS) is None
    assert greeting_held(sep(26), NATION, [], [NATION], CAPS) is None
    assert greeting_held(sep(24), NATION, [], days, CAPS) == Held(MOON.day, "bigger", MOON)
    had = [Sent("greeting", sep(25))]
    assert greeting_held(date(2026, 9, 30), NATION, had, [NATION], CAPS) == Held(
        date(2026, 10, 2), "recent"
    )
    assert chosen([MOON, NATION, BIRTHDAY], CAPS) == [BIRTHDAY, MOON]
    far = GreetingDay("国庆", date(2026, 10, 2), 9)
    assert chosen([MOON, far], CAPS) == [far, MOON]


def test_a_push_before_a_festival_holds_the_greeting_back() -> None:
    assert greeting_held(sep(25), MOON, [Sent("push", sep(22))], [MOON], CAPS) == Held(
        sep(29), "recent"
    )


START = date(2026, 1, 1)
DAYS = st.integers(0, 200).map(lambda step: START + timedelta(days=step))
FESTIVALS = st.lists(
    st.builds(GreetingDay, st.sampled_from("abcdef"), DAYS, st.integers(1, 5)),
    max_size=12,
    unique_by=lambda one: one.code,
)


@given(FESTIVALS, st.lists(st.tuples(DAYS, st.booleans()), max_size=120))
def test_whatever_asks_the_cap_holds(
    festivals: list[GreetingDay], asked: list[tuple[date, bool]]
) -> None:
    sent: list[Sent] = []
    for today, push in sorted(asked):
        ahead = [one for one in festivals if today <= one.day <= today + timedelta(days=14)]
        if push:
            if push_held(today, sent, ahead, CAPS) is None:
                sent.append(Sent("push", today))
                assert all(one.day - today > timedelta(days=7) for one in ahead)
        else:
            for one in ahead:
                near = one.day - today <= timedelta(days=1)
                if near and greeting_held(today, one, sent, ahead, CAPS) is None:
                    sent.append(Sent("greeting", today))
    days = sorted(one.day for one in sent)
    assert all(later - day >= timedelta(days=7) for day, later in pairwise(days))
    pushes = [one.day for one in sent if one.kind == "push"]
    for day in pushes:
        assert sum(timedelta(0) <= day - other < timedelta(days=30) for other in pushes) <= 4


@given(FESTIVALS, DAYS, st.lists(st.tuples(st.sampled_from(("push", "greeting")), DAYS)))
def test_a_held_push_is_free_on_its_day_and_not_before(
    festivals: list[GreetingDay], today: date, had: list[tuple[str, date]]
) -> None:
    sent = [Sent(kind, day) for kind, day in had if day <= today]
    held = push_held(today, sent, festivals, CAPS)
    if held is not None:
        assert push_held(held.until, sent, festivals, CAPS) is None
        for step in range((held.until - today).days):
            assert push_held(today + timedelta(days=step), sent, festivals, CAPS) is not None


@given(FESTIVALS)
def test_the_days_chosen_lie_apart_and_leave_out_only_smaller_ones(
    festivals: list[GreetingDay],
) -> None:
    taken = chosen(festivals, CAPS)
    for one in taken:
        assert all(one == other or abs((one.day - other.day).days) >= 7 for other in taken)
    for one in set(festivals) - set(taken):
        assert any(
            abs((one.day - other.day).days) < 7 and other.weight >= one.weight for other in taken
        )
