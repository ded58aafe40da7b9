"""What the morning list says of customers, by real services over several days."""

from __future__ import annotations

import pytest
from tests.conftest import Clocked

from leadfunnel.services.buying import Buying, Terms
from leadfunnel.services.capture import Capture
from leadfunnel.services.details import Details, Entering
from leadfunnel.services.ladder import Ladder, Move
from leadfunnel.services.materials import Materials, Traits
from leadfunnel.services.morning import Morning
from leadfunnel.services.mutes import Mutes
from leadfunnel.services.promises import FollowUps
from leadfunnel.services.results.why import Why
from leadfunnel.services.touches import Told, Touches
from leadfunnel.services.why import Explaining

DAY = 86400
HOUR = 3600


@pytest.fixture
def shop(clocked: Clocked) -> Clocked:
    for text in ("王姐 13800138000", "张伟 13800138001"):
        Capture(clocked.book()).add(text, Details(), Entering())
    return clocked


def listed(clocked: Clocked, *, everything: bool = False) -> dict[str, list[str]]:
    agenda = Morning(clocked.book()).today(everything=everything)
    return {item.customer.name: [one.code for one in item.reasons] for item in agenda.items}


def why(clocked: Clocked, name: str = "王姐") -> Why:
    return Explaining(clocked.book()).why(name)


def held(clocked: Clocked, name: str = "王姐") -> dict[str, tuple[str, str | None]]:
    return {
        reminder.code: (by.by, by.until.isoformat() if by.until else None)
        for reminder, by in why(clocked, name).held
    }


def log(clocked: Clocked, kind: str, outcome: str | None = None, name: str = "王姐") -> None:
    Touches(clocked.book()).log(name, kind, "", Told(outcome=outcome))


def test_a_vain_attempt_is_made_again_in_another_half_of_the_day(shop: Clocked) -> None:
    log(shop, "call", "no_answer")  # Sunday 10:00
    assert "王姐" not in listed(shop)
    assert held(shop)["not_reached"] == ("half_day", "2026-11-22")
    shop.now += 2 * HOUR + 1800
    assert listed(shop)["王姐"] == ["not_reached"]
    log(shop, "call", "no_answer")
    assert held(shop)["not_reached"] == ("half_day", "2026-11-23")
    shop.now += 12 * HOUR
    assert listed(shop)["王姐"] == ["not_reached"]


def test_three_vain_attempts_in_a_week_rest_a_month_and_then_are_silence(shop: Clocked) -> None:
    for _ in range(3):
        log(shop, "call", "no_answer")
        shop.now += DAY
    assert "王姐" not in listed(shop)
    assert held(shop)["not_reached"] == ("not_reached", "2026-12-24")
    assert held(shop)["never_contacted"] == ("not_reached", "2026-12-24")
    shop.now += 28 * DAY  # Wednesday 2026-12-23
    assert "王姐" not in listed(shop)
    shop.now += DAY
    assert listed(shop)["王姐"] == ["not_reached", "silent"]
    assert held(shop)["never_bought"] == ("silent", None)


def test_a_contact_ends_what_was_not_answered(shop: Clocked) -> None:
    for _ in range(3):
        log(shop, "wechat", "sent")
    shop.now += DAY
    assert listed(shop)["王姐"] == ["silent"]
    log(shop, "wechat", "replied")
    assert "王姐" not in listed(shop)
    shop.now += DAY
    assert held(shop) == {}


def test_a_touch_rests_a_clock_for_its_own_interval(shop: Clocked) -> None:
    shop.now += DAY
    assert listed(shop)["王姐"] == ["never_contacted"]
    log(shop, "wechat", "sent")
    for _ in range(3):
        assert held(shop)["never_contacted"] == ("rest", "2026-11-26")
        assert "王姐" not in listed(shop)
        shop.now += DAY
    assert listed(shop)["王姐"] == ["never_contacted"]


def test_who_stays_silent_is_asked_after_once_a_month(shop: Clocked) -> None:
    for _ in range(3):
        shop.now += 4 * DAY
        log(shop, "wechat", "sent")
    shop.now += DAY
    assert listed(shop)["王姐"] == ["silent"]
    log(shop, "push")
    shop.now += 29 * DAY
    assert held(shop)["silent"][0] == "rest"
    shop.now += DAY
    assert "silent" in listed(shop)["王姐"]


def test_a_wrong_number_is_not_tried_again(shop: Clocked) -> None:
    log(shop, "call", "wrong_number")
    shop.now += DAY
    assert "not_reached" not in {reminder.code for reminder, _ in why(shop).held}


def test_never_bought_after_a_month_and_again_a_month_later(shop: Clocked) -> None:
    log(shop, "call")
    shop.now += 30 * DAY
    assert "never_bought" in listed(shop)["王姐"]
    log(shop, "call")
    shop.now += 29 * DAY
    assert held(shop)["never_bought"] == ("rest", "2027-01-21")
    shop.now += DAY
    assert "never_bought" in listed(shop)["王姐"]


def test_an_open_complaint_stands_before_everything_and_stops_selling(shop: Clocked) -> None:
    FollowUps(shop.book()).next("张伟", ["today"])
    log(shop, "call")
    shop.now += 31 * DAY
    Touches(shop.book()).log("王姐", "complaint", "漏水", Told())
    items = Morning(shop.book()).today().items
    assert [(item.customer.name, item.group) for item in items] == [
        ("王姐", "reminder"),
        ("张伟", "overdue"),
    ]
    assert held(shop)["never_bought"] == ("case_open", None)


def test_what_is_muted_says_until_when(shop: Clocked) -> None:
    shop.now += DAY
    Mutes(shop.book()).mute("王姐", "never_contacted", "+10d")
    assert held(shop)["never_contacted"] == ("mute", "2026-12-03")
    assert why(shop).place is None
    assert why(shop, "张伟").place is not None


def test_a_promise_says_which_clocks_it_silences(shop: Clocked) -> None:
    shop.now += 31 * DAY
    FollowUps(shop.book()).next("王姐", ["+5d"])
    assert held(shop) == {
        "never_contacted": ("promise", "2026-12-28"),
        "never_bought": ("promise", "2026-12-28"),
    }


def test_the_terms_of_the_score_add_up(shop: Clocked) -> None:
    shop.now += 3 * DAY
    found = why(shop)
    assert dict(found.terms) == {"never_contacted": 25, "stage": 5, "waiting": 3}
    assert found.score == 33
    assert found.place is not None
    assert (found.place.number, found.place.count) == (1, 2)


def test_nobody_who_left_is_ever_reminded_of(shop: Clocked) -> None:
    shop.now += 3 * DAY
    Ladder(shop.book()).drop(["王姐"], Move(), exit_kind="lost")
    found = why(shop)
    assert found.barred is not None
    assert (found.shown, found.held, found.score) == ((), (), 0)


def test_a_birthday_is_told_the_day_before_and_on_the_day(clocked: Clocked) -> None:
    Capture(clocked.book()).add("王姐 13800138000", Details(birthday="11-25"), Entering())
    Touches(clocked.book()).log("王姐", "call", "", Told())
    told = []
    for _ in range(6):
        told.append("birthday" in listed(clocked).get("王姐", []))
        clocked.now += DAY
    assert told == [False, False, True, True, False, False]


def test_a_lunar_birthday_is_found_by_the_lunar_calendar(clocked: Clocked) -> None:
    details = Details(birthday="农历十月十七")  # 2026-11-25
    Capture(clocked.book()).add("王姐 13800138000", details, Entering())
    told = []
    for _ in range(5):
        told.append("birthday" in listed(clocked).get("王姐", []))
        clocked.now += DAY
    assert told == [False, False, True, True, False]


def test_something_to_send_waits_for_the_contact_cap(shop: Clocked) -> None:
    Materials(shop.book()).add("选烟机指南", Traits(kind="ebook", content="https://x.cn/a"))
    log(shop, "call")
    shop.now += 8 * DAY
    assert "content_push" in listed(shop)["王姐"]
    log(shop, "greeting", "sent")
    assert held(shop)["content_push"][0] == "rest"
    shop.now += 6 * DAY
    assert "content_push" not in listed(shop).get("王姐", [])
    shop.now += DAY
    assert "content_push" in listed(shop)["王姐"]


def test_a_birthday_greeting_is_held_by_the_contact_cap_too(clocked: Clocked) -> None:
    Capture(clocked.book()).add("王姐 13800138000", Details(birthday="11-25"), Entering())
    log(clocked, "push", "sent")
    clocked.now += 3 * DAY
    assert "birthday" not in listed(clocked).get("王姐", [])
    assert held(clocked)["birthday"] == ("cap", "2026-11-29")


def test_a_greeting_day_is_one_line_for_all(shop: Clocked) -> None:
    log(shop, "call")
    rounds = []
    shop.now += 38 * DAY  # 2026-12-30
    for _ in range(4):
        found = Morning(shop.book()).today().rounds
        rounds.append([(one.name, one.day.isoformat()) for one in found])
        shop.now += DAY
    assert rounds == [[], [("元旦", "2027-01-01")], [("元旦", "2027-01-01")], []]


def test_a_step_of_a_plan_is_told_with_the_rest(shop: Clocked) -> None:
    Buying(shop.book()).buy(["王姐", "560元"], Terms())
    told = []
    for _ in range(8):
        told.append("plan_step" in listed(shop).get("王姐", []))
        shop.now += DAY
    assert any(told)
    assert "no_next_step" not in held(shop)
