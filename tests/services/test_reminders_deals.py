"""Open deals on the morning list: each by the limit of its own stage and its own close."""

from __future__ import annotations

from datetime import date, timedelta

from tests.conftest import Clocked
from tests.dealing import add, at, move

from leadfunnel.services.deal_moves import DealMoves
from leadfunnel.services.ladder import Move
from leadfunnel.services.morning import Morning
from leadfunnel.services.mutes import Mutes
from leadfunnel.services.promises import FollowUps
from leadfunnel.services.touches import Told, Touches
from leadfunnel.services.why import Explaining
from leadfunnel.views.words import say

START = date(2026, 8, 3)
LIMIT = 120
"""Days for which the key-account pipeline keeps a deal at its first stage."""


def go(firm: Clocked, days: int) -> None:
    firm.now = at((START + timedelta(days=days)).isoformat())


def stuck(firm: Clocked) -> list[str]:
    agenda = Morning(firm.book()).today(everything=True)
    return [
        say(reason.said, None)
        for item in agenda.items
        for reason in item.reasons
        if reason.code == "stuck" and "deal" in reason.said.values
    ]


def test_a_deal_is_stuck_the_day_after_the_limit_of_its_stage(firm: Clocked) -> None:
    ref = add(firm, amount="100万", title="一期")
    go(firm, LIMIT)
    assert stuck(firm) == []
    go(firm, LIMIT + 1)
    assert stuck(firm) == ["一期: 121 days in Need"]
    move(firm, "promote", ref)
    assert stuck(firm) == []


def test_a_deal_past_its_close_is_told_until_it_is_closed(firm: Clocked) -> None:
    ref = add(firm, amount="8万", close="8月底")
    go(firm, 28)  # the last of August
    assert stuck(firm) == []
    go(firm, 29)
    assert stuck(firm) == ["open deal should have closed 1 day ago"]
    DealMoves(firm.book()).move("drop", [ref], Move(reason="价格"), exit_kind="lost")
    assert stuck(firm) == []


def test_several_deals_are_each_told_and_the_customer_once(firm: Clocked) -> None:
    add(firm, amount="8万", title="一期", close="2026-08-31")
    add(firm, amount="9万", title="二期", close="2026-09-10")
    go(firm, 40)
    assert stuck(firm) == [
        "一期: should have closed 12 days ago",
        "二期: should have closed 2 days ago",
    ]
    agenda = Morning(firm.book()).today(everything=True)
    assert [item.customer.name for item in agenda.items].count("华新电子") == 1


def test_what_silences_a_clock_silences_that_of_a_deal(firm: Clocked) -> None:
    add(firm, amount="8万", title="一期", close="2026-08-31")
    go(firm, 40)
    Mutes(firm.book()).mute("华新", "stuck", "+5d")
    assert stuck(firm) == []
    go(firm, 46)
    assert len(stuck(firm)) == 1
    Touches(firm.book()).log("华新", "call", "", Told(outcome="connected"))
    assert stuck(firm) == []  # rests for a week
    go(firm, 54)
    assert len(stuck(firm)) == 1
    FollowUps(firm.book()).next("华新", ["+3d"])
    assert stuck(firm) == []
    held = {one.code: by.by for one, by in Explaining(firm.book()).why("华新").held}
    assert held["stuck"] == "promise"
