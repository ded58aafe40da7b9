"""Calling the people of a sale event one after the other, and what the organiser sees."""

from __future__ import annotations

import pytest
from tests.campaigning import NAME, begun, check, enter, log, summary
from tests.conftest import Clocked

from leadfunnel.domain.call_answer import Answer, read_answer
from leadfunnel.services.calling import Calling, Wanted
from leadfunnel.services.campaign_calling import CampaignCalling, NoJunkReason
from leadfunnel.services.campaign_lists import CampaignLists
from leadfunnel.services.campaign_setting import CampaignSetting
from leadfunnel.services.log import Log
from leadfunnel.services.morning import Morning
from leadfunnel.services.results.calls import CallPlace


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("g", Answer("g", None, "", "phone")),
        ("a g v周六上午 带老婆来", Answer("a", "v", "周六上午 带老婆来", "phone")),
        ("g a 要看实物", Answer("a", None, "要看实物", "phone")),
        ("b群", Answer("b", None, "", "phone")),
        ("b 群 再想想", Answer("b", None, "再想想", "phone")),
        ("a g扫码 v周六", Answer("a", "v", "周六", "qr")),
        ("g qr b", Answer("b", None, "", "qr")),
        ("扫码", Answer("g", None, "", "qr")),
        ("b 进群 扫码 再想想", Answer("b", None, "再想想", "qr")),
        ("a good talk", Answer("a", None, "good talk")),
        ("x g", Answer("x", None, "g")),
    ],
)
def test_g_says_that_somebody_joins_the_group(line: str, answer: Answer) -> None:
    assert read_answer(line) == answer


def called(store: Clocked, guide: str) -> list[int]:
    calling = CampaignCalling(store.book(guide), NAME)
    return [one.id for one in calling.queue(Wanted()).callees]


def test_calls_move_the_invitation(clocked: Clocked) -> None:
    store = begun(clocked)
    assert called(store, "小李") == [1, 4, 7, 10]
    calling = CampaignCalling(store.book("小李"), NAME)
    callees = calling.queue(Wanted()).callees
    for callee, line in zip(callees, ("a g v周六", "b", "x", "d"), strict=True):
        answer = read_answer(line)
        assert answer is not None
        calling.answer(callee, answer)
    total = check(store).total
    assert (total.called, total.keen, total.unsure, total.averse) == (4, 1, 1, 1)
    assert (total.not_reached, total.phone, total.asked, total.booked) == (1, 1, 1, 1)
    assert called(store, "小李") == [7]
    store.now += 86_400
    assert called(store, "小李") == [4, 7]
    Log(store.book("小李")).undo()
    assert summary(store).total.averse == 0


def test_whoever_came_or_is_junk_is_called_no_more(clocked: Clocked) -> None:
    store = begun(clocked)
    enter(store, "小李", "客户01 成交 烟机 3999", "客户04 无效 广告")
    assert called(store, "小李") == [7, 10]


def test_the_organiser_sees_what_has_to_be_ready(clocked: Clocked) -> None:
    store = begun(clocked)
    log(store, "客户01 A")
    found = Morning(store.book()).today().checks
    assert [one.code for one in found] == ["goal", "list", "goods", "confirm"]
    CampaignSetting(store.book()).done("goal", None)
    assert next(one.code for one in Morning(store.book()).today().checks) == "list"
    assert Morning(store.book("小李")).today().checks == ()
    CampaignSetting(store.book()).close(None)
    assert Morning(store.book()).today().checks == ()


def test_the_words_of_a_call_are_read_as_a_line_of_the_sheet(clocked: Clocked) -> None:
    store = begun(clocked)
    calling = CampaignCalling(store.book("小李"), NAME)
    callees = calling.queue(Wanted()).callees
    lines = ("a 要:烟机 扫码 预算3千 周六来 带老婆", "b n明天 再看", "d 无效 同行", "w")
    for callee, line in zip(callees, lines, strict=True):
        answer = read_answer(line)
        assert answer is not None
        calling.answer(callee, answer)
    found = check(store)
    total = found.total
    assert (total.called, total.connected, total.wrong, total.junk) == (3, 2, 1, 1)
    assert (total.qr, total.phone, total.booked) == (1, 0, 1)
    assert found.interests == (("烟机", 1, 0),)
    with store.book().read() as page:
        from leadfunnel.store import timeline

        promised = [timeline.promises(page.session, number)[0] for number in (1, 4)]
        assert [one.kind for one in promised] == ["visit", "call"]
    assert calling.standing(7) is None
    card = calling.card(callees[0], CallPlace(1, 4, {}))
    assert card.progress.asked == (0, 2)


def test_j_marks_junk_with_a_reason(clocked: Clocked) -> None:
    store = begun(clocked)
    before = check(store)
    calling = CampaignCalling(store.book("小李"), NAME)
    callee = calling.queue(Wanted()).callees[0]
    assert calling.card(callee, CallPlace(1, 4, {})).marks_junk
    assert not Calling(store.book("小李")).card(callee, CallPlace(1, 4, {})).marks_junk
    with pytest.raises(NoJunkReason):
        calling.answer(callee, Answer("j"))
    found = calling.answer(callee, Answer("j", None, "同行"))
    assert found.callee is None
    assert (found.tally.calls, found.tally.connected, dict(found.tally.grades)) == (1, 1, {})
    assert check(store).junk == (("rival", 1),)
    assert called(store, "小李") == [4, 7, 10]
    Log(store.book("小李")).undo()
    assert check(store) == before


@pytest.mark.parametrize(
    "line", ["j 同行", "j同行", "无效 同行", "J 同行", "清掉 同行", "junk 同行"]
)
def test_junk_is_typed_as_a_key_or_a_word(line: str) -> None:
    assert read_answer(line) == Answer("j", None, "同行")


def test_a_guide_without_people_is_told_how_to_take_some(clocked: Clocked) -> None:
    store = begun(clocked)
    calling = CampaignCalling(store.book("小孙"), NAME)
    assert calling.queue(Wanted()).callees == ()
    assert calling.idle() is not None
    everybody = CampaignCalling(store.book("小孙"), NAME)
    assert len(everybody.queue(Wanted(owner="all")).callees) == 12
    assert everybody.idle() is None


def test_a_guide_sees_the_calls_of_the_day(clocked: Clocked) -> None:
    store = begun(clocked)
    assert Morning(store.book("小李")).today().tasks == ((NAME, 4),)
    assert Morning(store.book()).today().tasks == ()
    store.now += 86_400
    assert Morning(store.book("小李")).today().tasks == ()
    CampaignLists(store.book()).assign(None)
    assert Morning(store.book("小李")).today().tasks == ((NAME, 4),)
    CampaignSetting(store.book()).close(None)
    assert Morning(store.book("小李")).today().tasks == ()
