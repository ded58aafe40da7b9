"""What customers allow is kept with its history and heeded; a reason to be reminded rests."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.conftest import Clocked

from leadfunnel.domain.consent import UnknownChannel
from leadfunnel.domain.reminder import UnknownReason
from leadfunnel.domain.sentence import Sentence
from leadfunnel.services.book import Book
from leadfunnel.services.capture import Capture
from leadfunnel.services.consents import Consenting, WhichState, Wish
from leadfunnel.services.details import Details, Entering
from leadfunnel.services.log import Log
from leadfunnel.services.looking import Looking
from leadfunnel.services.morning import Morning
from leadfunnel.services.mutes import Mutes, NotMuted, TooSoon, UntilWhen
from leadfunnel.services.promises import FollowUps
from leadfunnel.services.touches import Told, Touches

DAY = 86400


@pytest.fixture
def shop(clocked: Clocked) -> Clocked:
    for text in ("王姐 13800138000", "张伟 13800138001"):
        Capture(clocked.book()).add(text, Details(), Entering())
    return clocked


def warnings(shop: Clocked) -> tuple[Book, list[str]]:
    """A book, and where the warnings of its commands go."""
    told: list[str] = []

    def warn(sentence: Sentence) -> None:
        told.append(sentence.text)

    book = shop.book()
    return Book(book.store, replace(book.acting, warn=warn)), told


def forbidden(shop: Clocked) -> bool:
    return Looking(shop.book()).show("1").customer.do_not_contact


def test_every_channel_is_the_mark_not_to_contact(shop: Clocked) -> None:
    consents = Consenting(shop.book())
    consents.set("1", Wish(given=False, how="打电话来说的"))
    assert forbidden(shop)
    assert [item.customer.id for item in Morning(shop.book()).today("all").items] == []
    consents.set("1", Wish(given=False, channel="微信"))
    consents.set("1", Wish(given=True, channel="all", at="3 days ago"))
    assert forbidden(shop)
    consents.set("1", Wish(given=True, channel="全部"))
    assert not forbidden(shop)
    history = consents.show("1").history
    assert [(wish.channel, wish.state) for wish in history] == [
        ("all", "given"), ("all", "withdrawn"), ("wechat", "withdrawn"), ("all", "given"),
    ]  # fmt: skip
    assert history[1].how == "打电话来说的"
    Log(shop.book()).undo()
    assert forbidden(shop)


def test_the_flag_of_edit_writes_the_history_once(shop: Clocked) -> None:
    for forbid in (True, True, False):
        Capture(shop.book()).edit("1", Details(do_not_contact=forbid))
        assert forbidden(shop) is forbid
    history = Consenting(shop.book()).show("1").history
    assert [wish.state for wish in history] == ["withdrawn", "given"]


def test_what_is_forbidden_is_warned_of(shop: Clocked) -> None:
    consents = Consenting(shop.book())
    consents.set("1", Wish(given=False, channel="wechat"))
    book, told = warnings(shop)
    FollowUps(book).next("1", ["tomorrow"], "call")
    FollowUps(book).next("2", ["tomorrow"], "wechat")
    Touches(book).log("1", "wechat", "they wrote", Told(incoming=True))
    assert told == []
    FollowUps(book).next("1", ["tomorrow"], "wechat")
    assert told == ["{customer} asked not to be contacted by {channel}."]
    consents.set("1", Wish(given=False))
    consents.set("1", Wish(given=True, channel="sms"))
    del told[:]
    FollowUps(book).next("1", ["tomorrow"], "sms")
    assert told == []
    Touches(book).log("1", "push", "新品", Told())
    FollowUps(book).next("1", ["tomorrow"], "visit")
    assert told == ["{customer} asked not to be contacted."] * 2


def test_a_wish_says_a_state_and_a_channel(shop: Clocked) -> None:
    with pytest.raises(WhichState):
        Consenting(shop.book()).set("1", Wish(channel="wechat"))
    with pytest.raises(UnknownChannel):
        Consenting(shop.book()).set("1", Wish(given=True, channel="fax"))


def reasons(shop: Clocked, number: int) -> list[str]:
    items = Morning(shop.book()).today("all").items
    return [r.code for item in items if item.customer.id == number for r in item.reasons]


def test_a_muted_reason_rests_until_its_day(shop: Clocked) -> None:
    shop.now += 5 * DAY
    assert reasons(shop, 1) == ["never_contacted"]
    Mutes(shop.book()).mute("1", "从未联系", "+3d")
    assert reasons(shop, 1) == []
    assert reasons(shop, 2) == ["never_contacted"]
    assert list(Looking(shop.book()).show("1").mutes) == ["never_contacted"]
    shop.now += 2 * DAY
    assert reasons(shop, 1) == []
    shop.now += DAY
    assert reasons(shop, 1) == ["never_contacted"]
    assert Looking(shop.book()).show("1").mutes == {}


def test_a_rest_is_moved_ended_and_undone(shop: Clocked) -> None:
    shop.now += 5 * DAY
    Mutes(shop.book()).mute("1", "never_contacted", "+3d")
    Mutes(shop.book()).mute("1", "never_contacted", "+30d")
    shop.now += 10 * DAY
    assert reasons(shop, 1) == []
    Mutes(shop.book()).unmute("1", "never_contacted")
    assert reasons(shop, 1) == ["never_contacted"]
    with pytest.raises(NotMuted):
        Mutes(shop.book()).unmute("1", "never_contacted")
    Log(shop.book()).undo()
    assert reasons(shop, 1) == []


def test_the_promised_and_the_others_keep_their_other_reasons(shop: Clocked) -> None:
    from leadfunnel.services.ladder import Ladder, Move

    Ladder(shop.book()).promote(["1"], Move(to="C"))
    shop.now += 30 * DAY
    assert {"no_next_step", "stuck", "never_contacted"} <= set(reasons(shop, 1))
    Mutes(shop.book()).mute("1", "stuck", "+90d")
    assert set(reasons(shop, 1)) == {"no_next_step", "never_contacted", "never_bought"}
    FollowUps(shop.book()).next("1", ["today"])
    assert "stuck" not in reasons(shop, 1)


def test_the_muted_take_no_place_from_the_others(shop: Clocked) -> None:
    numbers = [
        Capture(shop.book())
        .add(f"c{place} 138001390{place:02}", Details(), Entering())
        .customers[0]
        .id
        for place in range(70)
    ]
    shop.now += 5 * DAY
    for number in numbers:
        Mutes(shop.book()).mute(f"#{number}", "never_contacted", "+3d")
    agenda = Morning(shop.book()).today("all")
    assert sorted(item.customer.id for item in agenda.items) == [1, 2]
    assert agenda.left_over == 0


def test_a_rest_has_a_known_reason_and_a_later_day(shop: Clocked) -> None:
    for reason, until, error in (
        ("hungry", "+3d", UnknownReason),
        ("stuck", None, UntilWhen),
        ("stuck", "today", TooSoon),
    ):
        with pytest.raises(error):
            Mutes(shop.book()).mute("1", reason, until)
