"""Trends, marks and leaks as typed: what they print, and what they refuse."""

from __future__ import annotations

import pytest
from tests.cli.conftest import Program


def test_a_mark_goes_through_its_life(lf: Program) -> None:
    assert lf("add", "王姐 13800138000").rc == 0
    made = lf("mark", "换了开场白", "--on", "2026-11-16", "--json").document
    assert made["understood"] == {"id": 1, "date": "2026-11-16", "text": "换了开场白"}
    listed = lf("mark", "list", "--json").document
    assert [one["id"] for one in listed["items"]] == [1]
    around = lf("funnel", "--around", "1", "--json").document
    assert around["schema"] == "leadfunnel.around/1"
    assert around["mark"]["text"] == "换了开场白"
    assert {one["verdict"] for one in around["comparisons"]} == {"few"}
    trend = lf("funnel", "--trend", "--json").document
    assert [one["id"] for one in trend["marks"]] == [1]
    assert lf("mark", "rm", "1").rc == 0
    assert lf("mark", "rm", "1").rc == 3


@pytest.mark.parametrize(
    ("words", "rc", "code"),
    [
        (("funnel", "--trend", "--cohort-table"), 2, "one_report"),
        (("funnel", "--trend", "--flow"), 2, "one_report"),
        (("funnel", "--stage", "C"), 2, "only_with_trend"),
        (("funnel", "--cohort-table", "--overall"), 2, "only_with_trend"),
        (("funnel", "--trend", "--stage", "B"), 2, "no_way_there"),
        (("funnel", "--trend", "--stage", "nonsense"), 2, "unknown_stage"),
        (("funnel", "--cohort-table", "--day"), 2, "weeks_or_months"),
        (("funnel", "--around", "9"), 3, "no_mark"),
        (("funnel", "--around", "9", "--month"), 2, "no_period_around"),
        (("funnel", "--trend", "--month", "--week"), 2, "one_period"),
        (("leak", "--by", "nonsense"), 2, "bad_funnel_grouping"),
        (("leak", "--pipeline", "nonsense"), 2, "unknown_pipeline"),
        (("mark", " "), 2, "no_mark_text"),
        (("mark", "x", "--on", "someday"), 2, "unreadable_when"),
        (("pipeline", "goal", "C", "120"), 2, "bad_goal_rate"),
        (("pipeline", "goal", "B", "20"), 2, "no_step_before"),
    ],
)
def test_what_cannot_be_is_refused(lf: Program, words: tuple[str, ...], rc: int, code: str) -> None:
    found = lf(*words, "--json")
    assert found.rc == rc, found.err
    assert found.error["code"] == code


def test_a_goal_stands_under_the_funnel(lf: Program) -> None:
    lf("add", "王姐 13800138000")
    assert lf("pipeline", "goal", "C", "四成").rc == 0
    stages = lf("funnel", "--cohort", "--json").document["stages"]
    assert [stage["goal"] for stage in stages] == [None, 0.4, None, None, None]
    assert "Goal of the step" in lf("funnel", "--cohort").out
    assert "40 %" in lf("pipeline", "show").out


def test_nothing_stands_out_of_a_handful(lf: Program) -> None:
    for name in ("王姐", "李哥", "小张"):
        lf("add", name)
    lf("promote", "王姐")
    found = lf("leak", "--json").document
    assert (found["verdict"], found["tried"], found["worst"]) == ("few", 0, None)
    assert "too few to tell" in lf("leak").out
