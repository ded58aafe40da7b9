"""Of which grade people were when they were touched: against a count by hand, and its cost."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
from tests.conftest import NOW, Clocked

from leadfunnel.services.activity import effort
from leadfunnel.services.capture import Capture
from leadfunnel.services.details import Details, Entering
from leadfunnel.store.activity import Days

WEEK = 7 * 86_400


def touch(page: Any, who: int, at: int, grade: str | None, user: int) -> None:
    page.ledger.insert(
        "interaction",
        who,
        kind="call",
        direction="out",
        touch="contact",
        grade=grade,
        text="",
        at=at,
        recorded_at=NOW,
        user_id=user,
    )


def add(clocked: Clocked, name: str) -> None:
    Capture(clocked.book()).add("", Details(name=name), Entering())


def counted(page: Any, days: int, before: int = 0) -> Counter[str | None]:
    """The touches of the first user on so many days up to some before today, by grade."""
    last = date(2026, 11, 22) - timedelta(before)
    found = tuple(last - timedelta(day) for day in reversed(range(days)))
    return Counter(effort(page, Days(found, page.calendar, NOW), 1).grades)


@pytest.mark.parametrize("seed", range(4))
def test_the_grade_then_is_the_last_said_before(clocked: Clocked, seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311
    add(clocked, "王姐")
    clocked.user = "mei"
    add(clocked, "张伟")
    said = []
    with clocked.book().record("import") as page:
        for _ in range(60):
            who, user = dice.randint(1, 2), dice.randint(1, 2)
            at, grade = NOW - dice.randint(1, 9) * WEEK // 4, dice.choice((None, None, *"ABCD"))
            touch(page, who, at, grade, user)
            said.append((who, at, len(said), grade, user))
    with clocked.book().read() as page:
        start = page.calendar.start_of(date(2026, 11, 16))
        found = counted(page, 7)
    expected: Counter[str | None] = Counter()
    for who, at, _number, _grade, user in said:
        if start <= at < NOW and user == 1:
            before = [one for one in said if one[0] == who and one[1] < at and one[3]]
            expected[max(before, key=lambda one: one[1:3])[3] if before else None] += 1
    assert found == expected


def test_four_times_the_touches_of_one_person_take_four_times_the_work(clocked: Clocked) -> None:
    steps: list[int] = []
    for name, touches in (("王姐", 300), ("张伟", 1200)):
        add(clocked, name)
        with clocked.book().record("import") as page:
            for number in range(touches):
                touch(page, len(steps) + 1, NOW - (1 - len(steps)) * WEEK - number, None, 1)
        steps.append(_steps(clocked, 7 * (1 - len(steps))))
    assert steps[1] < 6 * steps[0], steps


def _steps(clocked: Clocked, before: int) -> int:
    """How many tens of steps SQLite takes."""
    ticks: list[int] = []
    with clocked.book().read() as page:
        page.session.connection.set_progress_handler(lambda: ticks.append(1), 10)
        counted(page, 1, before)
        page.session.connection.set_progress_handler(None, 0)
    return len(ticks)
