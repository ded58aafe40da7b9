"""Whoever forbade it is left alone everywhere: one test for each place that proposes somebody."""

from __future__ import annotations

import pytest
from tests.campaigning import NAME, TERMS
from tests.conftest import Clocked
from tests.dealing import at

from leadfunnel.services.calling import Calling, Wanted
from leadfunnel.services.campaign_entry import CampaignEntry
from leadfunnel.services.campaign_lists import CampaignLists
from leadfunnel.services.campaign_refusals import MayNotInvite
from leadfunnel.services.campaign_setting import CampaignSetting
from leadfunnel.services.capture import Capture
from leadfunnel.services.consents import Consenting, Wish
from leadfunnel.services.details import Details, Entering
from leadfunnel.services.greetings import Greetings
from leadfunnel.services.materials import Materials, Traits
from leadfunnel.services.morning import Morning
from leadfunnel.services.plan_refusals import MustNotContact
from leadfunnel.services.planning import Planning
from leadfunnel.services.pushing import proposals
from leadfunnel.services.touches import Told, Touches
from leadfunnel.services.whom import Whom
from leadfunnel.services.why import Explaining

PEOPLE = ("甲 13600000101", "乙 13600000102", "丙 13600000103", "丁 13600000104")


@pytest.fixture
def shop(clocked: Clocked) -> Clocked:
    """Four customers, spoken to a while ago."""
    clocked.now = at("2026-04-01")
    for text in PEOPLE:
        Capture(clocked.book()).add(text, Details(), Entering())
    for number in "1234":
        Touches(clocked.book()).log_line([number, "微信", "聊了"], Told())
    clocked.now = at("2026-04-28")
    return clocked


def forbid(shop: Clocked, who: str, channel: str | None = None) -> None:
    Consenting(shop.book()).set(who, Wish(given=False, channel=channel))


def today(shop: Clocked, reason: str = "") -> list[str]:
    """Return who is on the morning list, or on it for one reason."""
    return [
        item.customer.name
        for item in Morning(shop.book()).today("all").items
        if not reason or reason in [one.code for one in item.reasons]
    ]


def held(shop: Clocked, who: str) -> list[tuple[str, str]]:
    return [(one.code, by.by) for one, by in Explaining(shop.book()).why(who).held]


def test_the_morning_list(shop: Clocked) -> None:
    assert "甲" in today(shop)
    forbid(shop, "甲")
    assert "甲" not in today(shop)
    assert "乙" in today(shop)


@pytest.mark.parametrize(("day", "channel"), [("2026-06-01", "wechat"), ("2026-06-08", "phone")])
def test_the_steps_of_a_plan_in_the_morning_list(shop: Clocked, day: str, channel: str) -> None:
    shop.now = at("2026-06-01")
    for who in ("甲", "乙"):
        Planning(shop.book()).start("care-21", Whom((who,)), "2026-06-01")
    shop.now = at(day)
    assert {"甲", "乙"} <= set(today(shop, "plan_step"))
    forbid(shop, "甲", "email")
    assert "甲" in today(shop, "plan_step")
    forbid(shop, "甲", channel)
    assert "甲" not in today(shop, "plan_step")
    assert "乙" in today(shop, "plan_step")
    assert ("plan_step", "consent") in held(shop, "甲")
    Consenting(shop.book()).set("甲", Wish(given=True, channel=channel))
    assert "甲" in today(shop, "plan_step")


def test_birthdays_in_the_morning_list(shop: Clocked) -> None:
    for who in ("甲", "乙"):
        Capture(shop.book()).edit(who, Details(birthday="04-28"))
    assert set(today(shop, "birthday")) == {"甲", "乙"}
    forbid(shop, "甲", "greeting")
    assert today(shop, "birthday") == ["乙"]
    assert ("birthday", "consent") in held(shop, "甲")


def test_pushes(shop: Clocked) -> None:
    Materials(shop.book()).add("新品", Traits(kind="video", content="看这里"))
    forbid(shop, "甲")
    forbid(shop, "乙", "push")
    with shop.book().read() as page:
        assert {one.customer.name for one in proposals(page, None, 10)} == {"丙", "丁"}
    assert not {"甲", "乙"} & set(today(shop, "content_push"))


def test_greetings(shop: Clocked) -> None:
    shop.now = at("2026-09-24")
    forbid(shop, "甲")
    forbid(shop, "乙", "greeting")
    found = Greetings(shop.book()).round("中秋")
    assert {item.customer.name for item in found.items} == {"丙", "丁"}
    assert found.barred == 1  # who is not to be contacted at all is not even looked at


def test_the_call_queue(shop: Clocked) -> None:
    forbid(shop, "甲")
    forbid(shop, "乙", "phone")
    forbid(shop, "丙", "wechat")
    found = Calling(shop.book()).queue(Wanted(Whom(where="phone~136")))
    assert {one.id for one in found.callees} == {3, 4}
    assert found.skipped["do_not_contact"] == 2


def test_plans_are_not_begun(shop: Clocked) -> None:
    forbid(shop, "甲")
    with pytest.raises(MustNotContact):
        Planning(shop.book()).start("nurture", Whom(("甲",)))
    Planning(shop.book()).start("nurture", Whom(where="phone~136"))
    begun = Planning(shop.book()).runs("nurture").items
    assert [customer.name for customer, _ in begun] == ["乙", "丙", "丁"]


def _taken(shop: Clocked) -> dict[str, object]:
    return dict(CampaignLists(shop.book("小李")).take(9, None).understood)


def test_the_list_of_a_sale(shop: Clocked) -> None:
    CampaignSetting(shop.book()).new(NAME, TERMS)
    forbid(shop, "甲")
    forbid(shop, "乙", "phone")
    filled = CampaignLists(shop.book()).fill(Whom(where="phone~136"), NAME).understood
    assert (filled["added"], filled["left_out"]) == (2, {"do_not_contact": 2})
    forbid(shop, "丙", "phone")  # on the list already
    assert _taken(shop)["guides"] == [{"guide": "小李", "new": 1, "open": 0}]
    with pytest.raises(MayNotInvite):
        CampaignEntry(shop.book()).log(["甲", "A"], NAME)


def test_what_was_done_all_the_same_is_recorded_with_a_warning(shop: Clocked) -> None:
    """The log says what happened; it is what proposes people that must leave them out."""
    from dataclasses import replace

    from leadfunnel.services.book import Book

    warned: list[str] = []
    book = shop.book()
    loud = Book(book.store, replace(book.acting, warn=lambda said: warned.append(said.text)))
    forbid(shop, "甲", "push")
    assert Touches(loud).log("甲", "push", "新品", Told()).operation is not None
    assert warned == ["{customer} asked not to be contacted by {channel}."]
