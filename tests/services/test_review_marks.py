"""Dated notes on the trend, and goals of the steps: set, found, known then, taken back."""

from __future__ import annotations

import pytest
from tests.conftest import NOW, Clocked

from leadfunnel.services import as_known, review_marks
from leadfunnel.services.log import Log
from leadfunnel.services.pipelines import BadGoalRate, NoStepBefore, Pipelines
from leadfunnel.services.review_marks import NoMark, NoMarkText, ReviewMarks, SeveralMarks

DAY = 86_400


def texts(clocked: Clocked) -> list[str]:
    return [f"{one.day} {one.text}" for one in ReviewMarks(clocked.book()).list().marks]


def test_marks_stand_by_day_and_come_and_go(clocked: Clocked) -> None:
    marks = ReviewMarks(clocked.book())
    marks.add(["换了", " 开场白"], None)
    marks.add(["涨价"], "上周三")
    assert texts(clocked) == ["2026-11-11 涨价", "2026-11-22 换了 开场白"]
    marks.remove("涨")
    assert texts(clocked) == ["2026-11-22 换了 开场白"]
    Log(clocked.book()).undo()
    assert len(texts(clocked)) == 2


def test_a_mark_is_meant_by_its_number_or_its_words(clocked: Clocked) -> None:
    marks = ReviewMarks(clocked.book())
    for text in ("New opening line", "new price", "价格"):
        marks.add([text], None)
    with clocked.book().read() as page:
        assert review_marks.find(page, "2").text == "new price"
        assert review_marks.find(page, "OPENING").id == 1
        assert review_marks.find(page, "NEW PRICE").id == 2
        with pytest.raises(SeveralMarks) as caught:
            review_marks.find(page, "new")
        assert [one["id"] for one in caught.value.candidates] == [1, 2]
        for text in ("9", "nothing", "", "#"):
            with pytest.raises(NoMark):
                review_marks.find(page, text)


@pytest.mark.parametrize("words", [[], [" "], ["x" * 201]])
def test_a_mark_says_something(clocked: Clocked, words: list[str]) -> None:
    with pytest.raises(NoMarkText):
        ReviewMarks(clocked.book()).add(words, None)
    assert texts(clocked) == []


def test_marks_are_known_as_they_were(clocked: Clocked) -> None:
    marks = ReviewMarks(clocked.book())
    marks.add(["first"], None)
    clocked.now = NOW + DAY
    ReviewMarks(clocked.book()).add(["second"], None)
    ReviewMarks(clocked.book()).remove("first")
    with clocked.book().read() as page:
        then = as_known.at(page, NOW + 60)
        assert [one.text for one in review_marks.marks(page, then)] == ["first"]
        assert [one.text for one in review_marks.marks(page)] == ["second"]


def test_a_goal_belongs_to_the_pipeline(clocked: Clocked) -> None:
    pipelines = Pipelines(clocked.book())
    pipelines.goal("D", "三成")
    assert pipelines.show(None).pipeline.stage("D").goal == 3000
    assert pipelines.goal("D", "30%").operation is None
    pipelines.goal("D", "")
    assert pipelines.show(None).pipeline.stage("D").goal is None
    Log(clocked.book()).undo()
    assert pipelines.show(None).pipeline.stage("D").goal == 3000
    with pytest.raises(NoStepBefore):
        pipelines.goal("B", "30")
    with pytest.raises(NoStepBefore):
        pipelines.goal("L", "30")
    for text in ("abc", "101", "-1"):
        with pytest.raises(BadGoalRate):
            pipelines.goal("D", text)
