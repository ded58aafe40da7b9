"""`log` from one line: WHO first, then whatever was said in any order."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.conftest import Clocked
from tests.dump import dump

from leadfunnel.config import Config
from leadfunnel.domain.interaction import Interaction, UnknownKind
from leadfunnel.errors import AmbiguousError, NotFoundError
from leadfunnel.services.capture import Capture
from leadfunnel.services.details import Details, Entering
from leadfunnel.services.log import Log
from leadfunnel.services.looking import Looking
from leadfunnel.services.one_line import NothingSaid
from leadfunnel.services.promises import FollowUps
from leadfunnel.services.results.changed import Changed
from leadfunnel.services.settings import SettingsService
from leadfunnel.services.touches import GradeNeedsAnswer, Told, Touches


@pytest.fixture
def people(clocked: Clocked) -> Clocked:
    for line in (
        "王姐 13800138000 @抖音",
        "张伟 13700138003",
        "张伟 13700138004",
        "Wang Wei 13600136000",
    ):
        Capture(clocked.book()).add(line, Details(), Entering())
    return clocked


def log(clocked: Clocked, *words: str, **told: object) -> Changed:
    return Touches(clocked.book()).log_line(words, Told(**told))  # type: ignore[arg-type]


def last(clocked: Clocked, who: str) -> Interaction:
    return Looking(clocked.book()).show(who).timeline[0]


def promised(clocked: Clocked, who: str) -> list[tuple[str, str, str]]:
    shown = Looking(clocked.book()).show(who).follow_ups
    return [(one.due.day.isoformat(), one.kind, one.note) for one in shown if one.status == "open"]


@pytest.mark.parametrize(
    "words",
    [
        ("王姐", "电话", "强", "要报价", "明天3点"),
        ("王姐 电话 强 要报价 明天3点",),
        ("王姐", "明天3点", "要报价", "A", "电话"),
        ("wangjie", "call", "keen", "要报价", "tomorrow", "3pm"),
        ("8000", "电话", "要报价", "强", "明天下午3点"),
        ("王姐", "call", "强", "要报价", "明天3点"),
    ],
)
def test_a_line_in_any_order(people: Clocked, words: tuple[str, ...]) -> None:
    changed = log(people, *words)
    entry = last(people, "王姐")
    assert (entry.kind, entry.grade, entry.text) == ("call", "A", "要报价")
    assert promised(people, "王姐") == [("2026-11-23", "call", "")]
    assert changed.understood["next"] == "2026-11-23T15:00"
    assert changed.understood["grade"] == "A"


def test_one_undo_takes_the_touch_and_the_promise_back(people: Clocked) -> None:
    before = dump(people.path)
    log(people, "王姐", "电话", "强", "要报价", "明天3点")
    Log(people.book()).undo()
    assert dump(people.path) == before


def test_the_last_customer_needs_no_name(people: Clocked) -> None:
    log(people, "王姐", "电话")
    changed = log(people, ".", "要报价", "明天3点")
    assert changed.customers[0].name == "王姐"
    assert last(people, "王姐").text == "要报价"


def test_without_a_kind_it_is_the_usual_one_and_says_so(people: Clocked) -> None:
    changed = log(people, "王姐", "要报价")
    assert last(people, "王姐").kind == "call"
    assert changed.said[0].text == "Logged {kind}, as no kind was said: {customer}."
    SettingsService(people.book(), Config(), Path("none")).set("log_kind", "wechat")
    log(people, "王姐", "要报价")
    assert last(people, "王姐").kind == "wechat"


def test_history_names_the_kind_that_was_logged(people: Clocked) -> None:
    log(people, "王姐", "到店", "看了样机")
    assert Log(people.book()).history().entries[0].detail == "visit"


def test_flags_win_and_mix_with_words(people: Clocked) -> None:
    log(people, "王姐", "电话", "强", "明天3点", grade="B", when="下周三", incoming=True)
    entry = last(people, "王姐")
    assert (entry.grade, entry.direction, entry.text) == ("B", "in", "强 明天3点")
    assert [day for day, _, _ in promised(people, "王姐")] == ["2026-11-25"]
    log(people, "王姐", outcome="no_answer")
    assert (last(people, "王姐").kind, last(people, "王姐").outcome) == ("call", "no_answer")


def test_the_form_with_a_kind_and_a_quoted_text_stays(people: Clocked) -> None:
    log(people, "#1", "call", "wants a quote from A, not keen")
    entry = last(people, "王姐")
    assert (entry.kind, entry.grade, entry.text) == ("call", None, "wants a quote from A, not keen")


def test_a_name_may_take_several_words(people: Clocked) -> None:
    log(people, "Wang", "Wei", "call", "keen", "wants quote")
    assert last(people, "Wang Wei").text == "wants quote"
    log(people, "wang", "wei", "wants", "quote")
    assert last(people, "Wang Wei").text == "wants quote"
    log(people, "张伟", "8003", "未接")
    assert last(people, "张伟8003").outcome == "no_answer"
    log(people, "张伟8004", "未接", "明天再打")
    assert promised(people, "张伟8004") == [("2026-11-23", "call", "再打")]


@pytest.mark.parametrize(
    ("words", "name", "grade"),
    [
        (("Fay", "B", "wants a quote"), "Fay Burns", "B"),
        (("Fay", "A", "call"), "Fay Burns", "A"),
        (("John", "D", "Smith", "call", "A"), "John D Smith", "A"),
        (("John", "D", "call"), "John D Smith", None),
    ],
)
def test_a_lone_letter_after_a_name_is_the_grade(
    clocked: Clocked, words: tuple[str, ...], name: str, grade: str | None
) -> None:
    for line in ("Fay Burns 13600000006", "John D Smith 13600000007"):
        Capture(clocked.book()).add(line, Details(), Entering())
    log(clocked, *words)
    assert last(clocked, name).grade == grade


def test_a_word_of_the_text_is_no_part_of_the_name(people: Clocked) -> None:
    log(people, "王姐", "抖音")
    assert last(people, "王姐").text == "抖音"


def test_who_must_be_one(people: Clocked) -> None:
    with pytest.raises(AmbiguousError):
        log(people, "张伟", "电话")
    with pytest.raises(NotFoundError):
        log(people, "nobody", "call", "x")
    with pytest.raises(NotFoundError):
        log(people, "查无此人 电话")


def test_what_cannot_be(people: Clocked) -> None:
    with pytest.raises(NothingSaid):
        log(people, "王姐")
    with pytest.raises(UnknownKind):
        log(people, "王姐", "emial", "x")
    with pytest.raises(GradeNeedsAnswer):
        log(people, "王姐", "强", "未接")


@pytest.mark.parametrize("word", ["called", "calls", "not", "wants", "all", "mall"])
def test_words_that_are_no_mistyped_kind(people: Clocked, word: str) -> None:
    log(people, "王姐", word, "again")
    assert last(people, "王姐").text == f"{word} again"


def test_a_contact_keeps_its_promise_and_makes_the_next(people: Clocked) -> None:
    FollowUps(people.book()).next("王姐", ["today"])
    log(people, "王姐", "电话", "要报价", "下周三下午", "送样品")
    assert promised(people, "王姐") == [("2026-11-25", "call", "送样品")]


def test_a_second_moment_is_told(people: Clocked) -> None:
    changed = log(people, "王姐", "电话", "明天3点", "后天4点")
    assert last(people, "王姐").text == "后天4点"
    assert changed.said[-1].text == "A moment stays in the text: {moment}."
    assert changed.understood["other_moments"] == ["后天4点"]


def test_an_incoming_call_comes_from_them(people: Clocked) -> None:
    log(people, "王姐", "来电", "问价格")
    assert (last(people, "王姐").kind, last(people, "王姐").direction) == ("call", "in")


def test_a_wrong_number_marks_the_phone_until_undone(clocked: Clocked) -> None:
    Capture(clocked.book()).add("王姐 13800138000", Details(), Entering())
    done = log(clocked, "王姐", "空号")
    [customer] = done.customers
    assert [(phone.number, phone.valid) for phone in customer.phones] == [("+8613800138000", False)]
    assert any(one.text == "Marked as wrong: {phone}." for one in done.said)
    Log(clocked.book()).undo()
    card = Looking(clocked.book()).show("王姐")
    assert [phone.valid for phone in card.customer.phones] == [True]


def test_of_several_phones_none_is_marked_unasked(clocked: Clocked) -> None:
    Capture(clocked.book()).add("王姐 13800138000 13900139000", Details(), Entering())
    done = log(clocked, "王姐", "空号")
    assert all(phone.valid for phone in done.customers[0].phones)
    assert any("--remove PHONE" in one.text for one in done.said)
