"""Calling: who is in the queue, what an answer records, and what colleagues do meanwhile."""

from __future__ import annotations

import pytest
from tests.conftest import NOW, Clocked

from leadfunnel.domain.call_answer import Answer, read_answer
from leadfunnel.domain.interaction import UnknownGrade
from leadfunnel.services.calling import Answered, Calling, NoMoment, Wanted
from leadfunnel.services.capture import Capture
from leadfunnel.services.consents import Consenting, Wish
from leadfunnel.services.details import Details, Entering
from leadfunnel.services.ladder import Ladder, Move
from leadfunnel.services.log import Log
from leadfunnel.services.looking import Looking
from leadfunnel.services.promises import FollowUps
from leadfunnel.services.results.calls import CallPlace, CallQueue, Tally
from leadfunnel.services.touches import Told, Touches
from leadfunnel.services.whom import Whom
from leadfunnel.store.session import Row

HOUR, DAY = 3600, 86_400
EVERYONE = Wanted(Whom(where="created<100y"))


@pytest.fixture
def shop(clocked: Clocked) -> Clocked:
    clocked.now = NOW - 40 * DAY
    for text in (
        "王姐 13800138000",
        "张伟 13800138001 13900139000",
        "赵一 13700000001",
        "孙三 13600000003",
        "没电话",
    ):
        Capture(clocked.book()).add(text, Details(), Entering())
    clocked.now = NOW
    return clocked


def log(shop: Clocked, *words: str, days: float = 0.0) -> None:
    shop.now = round(NOW - days * DAY)
    Touches(shop.book()).log_line(words, Told())
    shop.now = NOW


def queue(shop: Clocked, wanted: Wanted = EVERYONE) -> CallQueue:
    return Calling(shop.book()).queue(wanted)


def ids(found: CallQueue) -> list[int]:
    return [callee.id for callee in found.callees]


def answer(shop: Clocked, number: int, line: str, user: str | None = None) -> Answered:
    calling = Calling(shop.book(user))
    callee = calling.standing(number)
    typed = read_answer(line)
    assert callee is not None
    assert typed is not None
    return calling.answer(callee, typed)


def last(shop: Clocked, number: int) -> tuple[str, str | None, str | None, str]:
    entry = Looking(shop.book()).show(str(number)).timeline[0]
    return entry.kind, entry.outcome, entry.grade, entry.text


def rows(shop: Clocked) -> list[Row]:
    with shop.book().read() as page:
        return page.session.rows("operations.recent", limit=100)


def test_the_queue_follows_what_was_said(shop: Clocked) -> None:
    log(shop, "王姐", "未接", days=3)
    log(shop, "张伟", "电话", "犹豫", days=3)
    log(shop, "孙三", "电话", "强", days=9)
    log(shop, "孙三", "未接", days=3)
    found = queue(shop)
    assert ids(found) == [4, 2, 3, 1]
    assert [(one.grade, one.tries) for one in found.callees] == [
        ("A", 1), ("B", 0), (None, 0), ("C", 1),
    ]  # fmt: skip
    assert found.skipped == {"no_phone": 1}
    log(shop, "孙三", "微信", "问价", days=1)
    first = queue(shop).callees[0]
    assert (first.grade, first.tries) == ("A", 0)


def test_who_is_not_called_is_counted_with_the_reason(shop: Clocked) -> None:
    log(shop, "王姐", "电话", "无意", days=3)
    log(shop, "张伟", "电话", "强", days=3)
    for days in (5, 4, 3):
        log(shop, "孙三", "未接", days=days)
    log(shop, "赵一", "空号", days=3)
    found = queue(shop)
    assert ids(found) == [2]
    assert found.skipped == {"no_phone": 1, "wrong_number": 1, "declined": 1, "resting": 1}
    Consenting(shop.book()).set("张伟", Wish(given=False, channel="phone"))
    assert ids(queue(shop)) == []
    Consenting(shop.book()).set("张伟", Wish(given=True, channel="phone"))
    assert ids(queue(shop)) == [2]
    Ladder(shop.book()).drop(["张伟"], Move(), exit_kind="lost")
    assert queue(shop).skipped["left"] == 1
    shop.now = NOW + 28 * DAY
    assert ids(queue(shop)) == [4]


def test_whom_is_said_in_several_ways(shop: Clocked) -> None:
    log(shop, "王姐", "电话", "强", days=3)
    log(shop, "张伟", "电话", "犹豫", days=3)
    assert ids(queue(shop, Wanted(grades=("b", "A")))) == [1, 2]
    assert ids(queue(shop, Wanted(grades=("B",)))) == [2]
    assert ids(queue(shop, Wanted(Whom(lines="3\n2\n")))) == [2, 3]
    assert ids(queue(shop, Wanted(grades=("A",), owner="all"))) == [1]
    mei = Calling(shop.book("mei"))
    assert ids(mei.queue(Wanted(grades=("A",)))) == []
    assert ids(mei.queue(Wanted(grades=("A",), owner="lin"))) == [1]
    with pytest.raises(UnknownGrade):
        queue(shop, Wanted(grades=("Z",)))
    FollowUps(shop.book()).next("赵一", ["today"])
    assert 3 in ids(queue(shop, Wanted()))


def test_a_number_waits_an_hour_whoever_called_it(shop: Clocked) -> None:
    Capture(shop.book()).add("王姐妈 13800138000", Details(), Entering(), duplicate="force")
    Touches(shop.book("mei")).log_line(["13700000001", "电话", "聊了"], Told())
    answer(shop, 1, "b", user="mei")
    found = queue(shop)
    assert {one: at - NOW for one, at in found.free_at.items() if at > NOW} == {
        1: HOUR, 3: HOUR, 6: HOUR,
    }  # fmt: skip
    assert Calling(shop.book()).called() == {"+8613800138000": NOW, "+8613700000001": NOW}
    shop.now = NOW + HOUR
    assert Calling(shop.book()).called() == {}
    assert all(at <= shop.now for at in queue(shop).free_at.values())


def test_not_reached_is_tried_again_in_the_other_half_of_the_day(shop: Clocked) -> None:
    found = answer(shop, 1, "x 关机")
    assert found.callee is not None
    assert (found.callee.tries, found.callee.grade) == (1, "C")
    assert found.callee.free_at == NOW + 5 * HOUR  # 15:00
    assert last(shop, 1) == ("call", "no_answer", "C", "关机")
    assert found.tally == Tally({"C": 1}, calls=1)
    shop.now = NOW + 5 * HOUR
    second = answer(shop, 1, "x")
    assert second.callee is not None
    assert second.callee.free_at == NOW + DAY  # 10:00 tomorrow
    shop.now = NOW + DAY
    assert answer(shop, 1, "x").callee is None
    assert queue(shop).skipped["resting"] == 1


def test_a_missed_call_leaves_the_grade_of_whoever_talked(shop: Clocked) -> None:
    answer(shop, 1, "a 要报价")
    shop.now += DAY
    found = answer(shop, 1, "x")
    assert last(shop, 1) == ("call", "no_answer", None, "")
    assert found.callee is not None
    assert (found.callee.grade, found.callee.tries) == ("A", 1)
    log(shop, "3", "微信", "聊了")
    answer(shop, 3, "x")
    assert last(shop, 3)[2] is None


def test_a_visit_and_a_next_date_are_promised(shop: Clocked) -> None:
    found = answer(shop, 1, "a v周六上午 带老婆来")
    assert last(shop, 1) == ("call", "connected", "A", "带老婆来")
    [promise] = Looking(shop.book()).show("1").follow_ups
    assert (promise.kind, f"{promise.due.day:%m-%d}", promise.note) == (
        "visit",
        "11-28",
        "带老婆来",
    )
    assert found.tally == Tally({"A": 1}, calls=1, connected=1, booked=1, follow_ups=1)
    assert answer(shop, 2, "v tomorrow 3pm").tally == Tally(
        calls=1, connected=1, booked=1, follow_ups=1
    )
    before = len(Looking(shop.book()).show("3").timeline)
    assert answer(shop, 3, "n 周三 再看").tally == Tally(follow_ups=1)
    card = Looking(shop.book()).show("3")
    assert len(card.timeline) == before
    assert [(one.kind, one.note) for one in card.follow_ups] == [("call", "再看")]
    assert answer(shop, 4, "b 周三 再打给他").tally.follow_ups == 1


@pytest.mark.parametrize("line", ["v", "a v", "n", "x n"])
def test_a_visit_without_a_moment_is_refused_and_nothing_is_logged(
    shop: Clocked, line: str
) -> None:
    with pytest.raises(NoMoment):
        answer(shop, 1, line)
    assert [row["command"] for row in rows(shop)].count("call") == 0


def test_each_answer_is_one_operation_that_undo_takes_back(shop: Clocked) -> None:
    shown = Looking(shop.book()).show("1")
    FollowUps(shop.book()).next("1", ["today"])
    kept = Looking(shop.book()).show("1").follow_ups
    found = answer(shop, 1, "a v周六 带老婆来")
    after = Looking(shop.book()).show("1").follow_ups
    assert [item.status for item in after] == ["done", "open"]
    operation = found.changed.operation
    assert operation is not None
    Log(shop.book()).undo(operation)
    again = Looking(shop.book()).show("1")
    assert (again.timeline, again.follow_ups) == (shown.timeline, kept)
    assert [row["command"] for row in rows(shop)][:2] == ["undo", "call"]


def test_a_wrong_number_is_marked_and_the_other_one_dialled(shop: Clocked) -> None:
    found = answer(shop, 2, "w")
    assert found.callee is not None
    assert found.callee.numbers == ("+8613900139000",)
    assert found.tally == Tally(calls=1, wrong=1)
    assert Calling(shop.book()).called() == {}
    assert answer(shop, 2, "w").callee is None
    assert queue(shop).skipped["wrong_number"] == 1


def test_words_of_a_note_are_no_outcome(shop: Clocked) -> None:
    answer(shop, 1, "a 微信 发了报价 未接过别家")
    assert last(shop, 1) == ("call", "connected", "A", "微信 发了报价 未接过别家")
    answer(shop, 3, "b 投诉 机器吵")
    assert len(Looking(shop.book()).show("3").cases) == 1


def test_the_card_has_what_helps_to_begin(shop: Clocked) -> None:
    Capture(shop.book()).edit("1", Details(tags=("要:烟机", "隐:嫌吵")))
    for days in (9, 8, 7, 6):
        log(shop, "1", "电话", f"第{days}天", days=days)
    Touches(shop.book()).note("1", "怕吵")
    FollowUps(shop.book()).next("1", ["today"])
    calling = Calling(shop.book())
    callee = calling.standing(1)
    assert callee is not None
    card = calling.card(callee, CallPlace(1, 1, {"A": 0}))
    assert [entry.text for entry in card.touches] == ["第6天", "第7天", "第8天"]
    assert card.note is not None
    assert card.note.text == "怕吵"
    assert [item.kind for item in card.promises] == ["call"]
    assert card.opening is not None
    assert card.opening.keys() >= {"en", "zh-CN", "zh-TW"}
    assert card.next_step is not None
    usual = card.opening
    log(shop, "1", "投诉", "面霜过敏")
    card = calling.card(callee, CallPlace(1, 1, {"A": 0}))
    assert card.opening is not None
    assert card.opening != usual
    assert card.next_step is not None
    assert card.next_step.key == "case"


def test_who_was_deleted_or_merged_meanwhile_is_not_called(shop: Clocked) -> None:
    from leadfunnel.services.bin import Bin

    Bin(shop.book()).delete("赵一")
    assert Calling(shop.book()).standing(3) is None
    assert Calling(shop.book()).standing(99) is None
    assert 3 not in ids(queue(shop))
    assert Answer("q") == read_answer("q")
