"""What is overdue spread over the next days, and a bare length of time as a moment to come."""

from __future__ import annotations

from collections import Counter

import pytest
from tests.conftest import Clocked

from leadfunnel.domain.moment import UnreadableMoment
from leadfunnel.services.capture import Capture
from leadfunnel.services.details import Details, Entering
from leadfunnel.services.due import Due
from leadfunnel.services.log import Log
from leadfunnel.services.moments import Moments
from leadfunnel.services.promises import FollowUps
from leadfunnel.services.spreading import BadSpread, Spread, spoken, spread
from leadfunnel.services.touches import Told, Touches

DAY = 86_400


@pytest.fixture
def late(clocked: Clocked) -> Clocked:
    """Seven promises, one after another overdue by the 22nd, and one to come."""
    clocked.now -= 10 * DAY
    for number in range(8):
        Capture(clocked.book()).add(f"客{number} 1380013{number:04}", Details(), Entering())
        when = "2026-11-15" if number == 3 else "2026-12-24" if number == 7 else "2026-11-16 15:00"
        FollowUps(clocked.book()).next(str(number + 1), [when])
    clocked.now += 10 * DAY
    return clocked


def days(clocked: Clocked) -> Counter[str]:
    found = Due(clocked.book()).due().items
    return Counter(item.follow_up.due.day.isoformat()[5:] for item in found)


def test_the_overdue_are_spread_and_come_back_in_one(late: Clocked) -> None:
    found = spread(late.book(), Spread("3天", 2))
    assert days(late) == {"11-16": 1, "11-23": 2, "11-24": 2, "11-25": 2, "12-24": 1}
    assert found.understood == {"moved": 6, "left": 1}
    first = [
        item.follow_up for item in Due(late.book()).due().items if item.follow_up.due.day.day == 23
    ]
    assert sorted((one.customer_id, one.due.at) for one in first) == [(1, None), (4, None)]
    Log(late.book()).undo()
    assert days(late) == {"11-15": 1, "11-16": 6, "12-24": 1}


def test_without_a_number_they_are_parted_evenly(late: Clocked) -> None:
    spread(late.book(), Spread("3d"))
    assert days(late) == {"11-23": 3, "11-24": 3, "11-25": 1, "12-24": 1}
    again = spread(late.book(), Spread("3d"))
    assert (again.operation, again.understood) == (None, {})


def test_a_preview_moves_nothing(late: Clocked) -> None:
    before = days(late)
    assert spread(late.book(), Spread("3d", dry_run=True)).understood == {"moved": 7, "left": 0}
    assert days(late) == before


def test_the_days_must_be_to_come_and_not_too_many(late: Clocked) -> None:
    for over in ("today", "2028-01-01"):
        with pytest.raises(BadSpread):
            spread(late.book(), Spread(over, 20))


@pytest.mark.parametrize(
    ("who", "text", "expected"),
    [
        ("过期", "到 3天 每天20", Spread("3天", 20)),
        ("逾期", "到下周五 每天 5 个", Spread("下周五", 5)),
        ("过期", "到3天", Spread("3天")),
        ("过期", "每天20 到3天", Spread("3天", 20)),
        ("过期", "明天", None),
        ("王姐", "到 3天 每天20", None),
    ],
)
def test_how_it_is_said_in_chinese(who: str, text: str, expected: Spread | None) -> None:
    assert spoken(who, text.split()) == expected


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("3天", "11-25"), ("三天", "11-25"), ("2周", "12-06"), ("两周", "12-06"),
        ("1个月", "12-22"), ("3 days", "11-25"), ("two weeks", "12-06"), ("半个月", "12-07"),
        ("3日", "12-03"), ("3号", "12-03"),
    ],
)  # fmt: skip
def test_a_length_of_time_is_so_far_ahead_where_a_moment_must_be(
    late: Clocked, text: str, day: str
) -> None:
    FollowUps(late.book()).snooze("f1", text.split(" "))
    FollowUps(late.book()).next("8", [*text.split(" "), "定套餐"])
    [read] = Moments(late.book()).words(text.split(" ")).items
    assert read.moment is not None
    assert read.moment.day.isoformat()[5:] == day
    assert days(late)[day] == 2
    assert {item.follow_up.note for item in Due(late.book()).due().items} == {"", "定套餐"}


def test_within_a_sentence_it_is_none(late: Clocked) -> None:
    Touches(late.book()).log_line(["8", "call", "用了", "3天"], Told())
    assert len(Due(late.book()).due().items) == 8
    with pytest.raises(UnreadableMoment):
        FollowUps(late.book()).next("8", ["3天无理由退货"])


def test_a_manager_spreads_what_is_overdue_of_others(late: Clocked) -> None:
    late.now -= 10 * DAY
    late.user = "mei"
    for number in (21, 22):
        Capture(late.book()).add(f"美{number} 1390013{number:04}", Details(), Entering())
        FollowUps(late.book()).next(f"美{number}", ["2026-11-17"])
    late.now += 10 * DAY
    late.user = "boss"
    assert spread(late.book(), Spread("3d")).understood == {}
    assert spread(late.book(), Spread("3d", 1, owner="mei")).understood == {"moved": 2, "left": 0}
    found = spread(late.book(), Spread("3d", 2, owner="all", dry_run=True))
    assert found.understood == {"moved": 6, "left": 1}
    assert days(late) == {"11-15": 1, "11-16": 6, "11-23": 1, "11-24": 1, "12-24": 1}
