"""What is written in reviews: by week and month, seen next time, with what became of it."""

from __future__ import annotations

import pytest
from tests.conftest import NOW, Clocked

from leadfunnel.services.as_known import Then, opened
from leadfunnel.services.log import Log
from leadfunnel.services.review_notes import (
    NoNote,
    NoNoteText,
    ReviewNotes,
    UnknownHead,
    notes,
    written,
)
from leadfunnel.services.weekly import When, period_of

WEEK = 7 * 86_400


def told(clocked: Clocked, when: When | None = None) -> tuple[list[str], list[str]]:
    """Return what stands in this review, and what beside it from the one before."""
    found = ReviewNotes(clocked.book()).written(when or When())
    lines = [
        [f"{one.head} {one.text}" + (f" > {one.outcome}" if one.outcome else "") for one in part]
        for part in (found.now.notes, found.before.notes if found.before else ())
    ]
    return lines[0], lines[1]


def test_notes_stand_by_head_and_are_seen_a_week_later(clocked: Clocked) -> None:
    written = ReviewNotes(clocked.book())
    written.add("下周", ["每天 ", " 20 个新客"])
    written.add("Problem", ["报价", "太少"])
    written.add("办法", ["看样当天报价"])
    here = ["problem 报价 太少", "remedy 看样当天报价", "outlook 每天 20 个新客"]
    assert told(clocked) == (here, [])
    clocked.now = NOW + WEEK
    assert told(clocked) == ([], here)
    ReviewNotes(clocked.book()).outcome("#3", ["9 张报价"])
    assert told(clocked)[1][1] == "remedy 看样当天报价 > 9 张报价"
    Log(clocked.book()).undo()
    assert told(clocked)[1] == here


def test_each_note_is_taken_back_by_itself(clocked: Clocked) -> None:
    for head, text in (("problem", "a"), ("remedy", "b")):
        ReviewNotes(clocked.book()).add(head, [text])
    Log(clocked.book()).undo()
    assert told(clocked)[0] == ["problem a"]
    ReviewNotes(clocked.book()).remove("1")
    assert told(clocked)[0] == []
    Log(clocked.book()).undo()
    assert told(clocked)[0] == ["problem a"]


def test_after_a_week_off_the_latest_are_shown(clocked: Clocked) -> None:
    ReviewNotes(clocked.book()).add("problem", ["old"])
    clocked.now = NOW + WEEK
    ReviewNotes(clocked.book()).add("problem", ["later"])
    ReviewNotes(clocked.book()).add("problem", ["of the month"], When("month"))
    clocked.now = NOW + 4 * WEEK
    assert told(clocked) == ([], ["problem later"])
    assert told(clocked, When("month")) == ([], ["problem of the month"])


def test_a_week_and_a_month_are_written_apart(clocked: Clocked) -> None:
    ReviewNotes(clocked.book()).add("outlook", ["week"])
    ReviewNotes(clocked.book()).add("outlook", ["month"], When("month"))
    ReviewNotes(clocked.book()).add("outlook", ["before"], When("week", "2026-11-11"))
    assert told(clocked) == (["outlook week"], ["outlook before"])
    assert told(clocked, When("month"))[0] == ["outlook month"]


def test_a_review_is_reprinted_as_it_was_known(clocked: Clocked) -> None:
    ReviewNotes(clocked.book()).add("remedy", ["first"])
    clocked.now = NOW + 60
    ReviewNotes(clocked.book()).outcome("1", ["done"])
    ReviewNotes(clocked.book()).add("remedy", ["second"])
    book = clocked.book()
    with opened(book, Then(known_at="2026-11-22 10:00")) as view:
        found = notes(view.page, period_of(view.page, When()))
        assert [(one.text, one.outcome) for one in found] == [("first", None)]
    with book.read() as page:
        period = period_of(page, When())
        assert [one.outcome for one in written(page, period).now.notes] == ["done", None]


@pytest.mark.parametrize("words", [[], [" "], ["x" * 501]])
def test_a_note_says_something(clocked: Clocked, words: list[str]) -> None:
    with pytest.raises(NoNoteText):
        ReviewNotes(clocked.book()).add("problem", words)
    assert told(clocked) == ([], [])


def test_what_is_not_there_is_said(clocked: Clocked) -> None:
    with pytest.raises(UnknownHead):
        ReviewNotes(clocked.book()).add("worry", ["x"])
    for number in ("1", "x", "", "99999999999999999999", "²"):
        with pytest.raises(NoNote):
            ReviewNotes(clocked.book()).outcome(number, ["x"])
        with pytest.raises(NoNote):
            ReviewNotes(clocked.book()).remove(number)
