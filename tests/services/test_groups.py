"""Group chats: who is in them, who speaks, and what share has intent."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.campaigning import NAME, begun, log, people, summary
from tests.conftest import Clocked
from tests.dealing import at

from leadfunnel.domain.chat_group import Member, counted
from leadfunnel.services.buying import Buying
from leadfunnel.services.buying import Terms as Price
from leadfunnel.services.campaign_setting import CampaignSetting
from leadfunnel.services.dormant import Dormant
from leadfunnel.services.group_refusals import (
    BadGroupName,
    BadWay,
    GroupTaken,
    JunkMember,
    NoGroup,
    NoGroupYet,
    NothingOfGroup,
    NotInGroup,
    SeveralGroups,
)
from leadfunnel.services.grouping import Grouping, Terms
from leadfunnel.services.log import Log
from leadfunnel.services.results.changed import Changed
from leadfunnel.services.results.groups import GroupCard
from leadfunnel.services.touches import Told, Touches
from leadfunnel.services.whom import Whom

CLUB, DAY = "老客群", 86_400


def club(store: Clocked, count: int = 5) -> Clocked:
    store.now = at("2026-04-01")
    people(store, count)
    Grouping(store.book()).new(CLUB, Terms("老客户复购", "每周一款特价"))
    return store


def join(store: Clocked, *who: str, by: str | None = None, name: str = CLUB) -> Changed:
    return Grouping(store.book()).join(name, Whom(who), by, None)


def shown(store: Clocked, name: str = CLUB) -> GroupCard:
    return Grouping(store.book()).show(name)


def test_a_hand_counted_group(clocked: Clocked) -> None:
    store = club(clocked, 7)
    touches = Touches(store.book())
    grades = {"客户01": "A", "客户02": "B", "客户03": "D", "客户06": "A", "客户07": "A"}
    for who, grade in grades.items():
        touches.log(who, "call", "", Told(grade=grade))
    touches.log("客户01", "call", "", Told(outcome="no_answer"))
    join(store, "客户01", "客户02", by="phone")
    join(store, "客户03", "客户04", "客户06", "客户07", by="扫码")
    join(store, "客户05")
    groups = Grouping(store.book())
    groups.left(CLUB, Whom(("客户06",)), None, None)
    groups.left(CLUB, Whom(("客户07",)), "广告", None)
    store.now += 31 * DAY
    Grouping(store.book()).spoke(CLUB, Whom(("客户01", "客户02")), None)
    found = shown(store).figures
    assert (found.present, found.intent, found.keen, found.unsure) == (5, 2, 1, 1)
    assert (found.averse, found.ungraded) == (1, 2)
    assert (found.phone, found.qr, found.unknown) == (2, 2, 1)
    assert (found.silent, found.left, found.junk) == (3, 2, 0)
    assert shown(store).junk == {7: ""}


@given(
    st.lists(
        st.builds(
            Member,
            st.integers(1, 99),
            st.sampled_from(["phone", "qr", None]),
            st.integers(0, 10**7),
            st.sampled_from([None, 10**7]),
            st.sampled_from([None, 9 * 10**6]),
            st.sampled_from(["A", "B", "C", "D", None]),
            st.booleans(),
        )
    )
)
def test_everybody_counts_once(members: list[Member]) -> None:
    found = counted(members, 2 * 10**7, 30)
    assert found.present + found.junk + found.left == len(members)
    assert found.present == found.keen + found.unsure + found.averse + found.ungraded
    assert found.present == found.phone + found.qr + found.unknown
    assert found.silent <= found.present


def test_who_is_there_already_stays_and_who_left_may_come_back(clocked: Clocked) -> None:
    store = club(clocked)
    join(store, "客户01", by="qr")
    assert join(store, "客户01").operation is None
    groups = Grouping(store.book())
    with pytest.raises(NotInGroup):
        groups.spoke(CLUB, Whom(("客户02",)), None)
    groups.left(CLUB, Whom(("客户01",)), None, None)
    with pytest.raises(NotInGroup):
        groups.left(CLUB, Whom(("客户01",)), None, None)
    assert shown(store).figures.left == 1
    store.now += DAY
    join(store, "客户01", by="phone")
    found = shown(store)
    assert (found.figures.present, found.figures.left) == (1, 0)
    assert found.members[0][1].entry == "phone"
    for _ in range(3):
        Log(store.book()).undo()
    assert shown(store).members == ()


def test_the_group_of_a_sale_and_its_invitations_tell_the_same(clocked: Clocked) -> None:
    store = begun(clocked, 5)
    log(store, "客户01 A 群")
    Grouping(store.book()).new("五一群", Terms(campaign=NAME))
    log(store, "客户02 B 扫码")
    join(store, "客户03", name="五一群")
    log(store, "客户04 A 邀群")
    join(store, "客户04", name="五一群")
    total = summary(store).total
    assert (total.phone, total.qr, total.in_group, total.group_intent) == (2, 2, 4, 3)
    found = shown(store, "五一群").figures
    assert (found.phone, found.qr, found.present, found.intent) == (2, 2, 4, 3)
    log(store, "客户01 退群")
    Grouping(store.book()).left("五一群", Whom(("客户02",)), "同行", None)
    total, found = summary(store).total, shown(store, "五一群").figures
    assert (total.in_group, total.left, total.junk) == (2, 1, 1)
    assert (found.present, found.left) == (2, 2)
    with pytest.raises(JunkMember):
        join(store, "客户02", name="五一群")
    log(store, "客户01 群")
    log(store, "客户01 退群")
    assert summary(store).total.left == 1
    CampaignSetting(store.book()).close(None)
    join(store, "客户01", name="五一群")
    assert shown(store, "五一群").figures.present == 3


def test_loyal_customers_are_suggested_as_helpers(clocked: Clocked) -> None:
    store = club(clocked, 3)
    for month in range(10):
        store.now = at(f"2025-{month + 3:02d}-10")
        for who in ("客户01", "客户02"):
            Buying(store.book()).buy([who, "茶", "10"], Price())
    store.now = at("2025-12-20")
    join(store, "客户02")
    assert [one.name for one in shown(store).suggested] == ["客户02", "客户01"]
    changed = Grouping(store.book()).edit(CLUB, Terms(helper="客户02"))
    assert changed.understood["helper"] == 2
    found = shown(store)
    assert found.helper is not None
    assert found.helper.name == "客户02"
    assert [one.name for one in found.suggested] == ["客户01"]


def test_what_is_refused(clocked: Clocked) -> None:
    groups = Grouping(clocked.book())
    with pytest.raises(NoGroupYet):
        groups.show(CLUB)
    store = club(clocked)
    groups = Grouping(store.book())
    for name in ("", "12", "x" * 61, "a\x1b"):
        with pytest.raises(BadGroupName):
            groups.new(name, Terms())
    with pytest.raises(GroupTaken):
        groups.new("老客群", Terms())
    groups.new("新客群", Terms())
    with pytest.raises(GroupTaken):
        groups.edit("新客群", Terms(name=CLUB))
    with pytest.raises(NothingOfGroup):
        groups.edit(CLUB, Terms())
    with pytest.raises(SeveralGroups):
        groups.show("客群")
    with pytest.raises(NoGroup):
        groups.show("没有")
    with pytest.raises(BadWay):
        join(store, "客户01", by="鸽子")
    assert [one.name for one, _ in groups.list().groups] == [CLUB, "新客群"]
    assert groups.show("#2").group.name == "新客群"


def test_whoever_is_silent_in_the_group_stands_beside_the_sleepers(clocked: Clocked) -> None:
    store = club(clocked, 5)
    for who in ("客户01", "客户02", "客户03", "客户05"):
        Buying(store.book()).buy([who, "烟机", "100"], Price())
    join(store, "客户01", "客户02", "客户03", "客户04")
    Grouping(store.book()).new("新群", Terms())
    store.now += 20 * DAY
    join(store, "客户02", name="新群")
    Grouping(store.book()).spoke(CLUB, Whom(("客户01",)), None)
    store.now += 15 * DAY
    found = Dormant(store.book()).list()
    assert found.items == ()
    assert [(one.customer.id, store.now - one.silent_since) for one in found.quiet] == [
        (3, 35 * DAY)
    ]
    store.now += 60 * DAY
    asleep = Dormant(store.book()).list()
    assert {one.customer.id: one.silent_since for one in asleep.items} == {
        **{1: at("2026-04-01") + 20 * DAY, 2: at("2026-04-01") + 20 * DAY},
        **{3: at("2026-04-01"), 5: None},
    }
    assert asleep.quiet == ()
    assert asleep.asleep_after == 90
