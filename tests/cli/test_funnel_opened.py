"""`funnel --open` in a shell: in both languages, through pipes, and what is refused."""

from __future__ import annotations

import pytest
from tests.cli.conftest import Program


@pytest.fixture
def week(fresh: Program) -> Program:
    """Four came in this week: one on, one lost, two waiting."""
    for place, name in enumerate(("王一", "王二", "王三", "王四")):
        assert fresh("add", f"{name} 1390000000{place}").rc == 0
    assert fresh("promote", "王一").rc == 0
    assert fresh("drop", "王二", "--lost", "--reason", "没预算").rc == 0
    return fresh


def ids(document: dict) -> list[int]:
    return sorted(one["id"] for one in document["items"])


@pytest.mark.parametrize(
    "words",
    [
        ("funnel", "--week", "--open", "B-C"),
        ("open", "B-C"),
        ("打开", "潜在-意向"),
        ("open", "Prospect - Interested"),
        ("open", "PROSPECT－意向"),
    ],
)
def test_a_step_opens_in_every_language_of_its_stages(week: Program, words: tuple) -> None:
    found = week(*words, "--json").document
    assert found["schema"] == "leadfunnel.list/1"
    assert ids(found) == [2, 3, 4]
    assert found["opened"]["count"] == found["opened"]["people"] == 3
    assert (found["opened"]["stage"], found["opened"]["to"]) == ("B", "C")


def test_what_is_opened_goes_through_a_pipe(week: Program) -> None:
    listed = week("open", "B-C").out
    for given in (listed, week("open", "B-C", "--ids").out, week("open", "B-C", "--json").out):
        assert ids(week("list", "-", "--json", stdin=given).document) == [2, 3, 4]
    assert ids(week("export", "-", "--json", stdin=listed).document) == [2, 3, 4]
    assert week("export", "-", "-o", "out.csv", stdin=listed).rc == 0
    assert (week.folder / "out.csv").read_text().count("\n") == 4
    assert week("list", "-", "--sort", "-name", "--ids", stdin=listed).out == "4\n2\n3\n"
    changed = week("next", "-", "2026-12-01", "--json", stdin=listed).document
    assert sorted(one["id"] for one in changed["customers"]) == [2, 3, 4]
    assert week("history", "--json").document["items"][0]["command"] == "next"
    assert week("plan", "start", "care-21", "-", stdin=listed).rc == 0
    assert week("call", "-", "--list", stdin=listed).rc == 0


def test_nobody_in_a_pipe_changes_nothing(week: Program) -> None:
    nobody = week("open", "lost-track")
    assert (nobody.rc, nobody.out) == (0, "")
    before = week.dump()
    changed = week("next", "-", "2026-12-01", stdin=nobody.out)
    assert (changed.rc, changed.out) == (0, "Nobody matches.\n")
    assert week.dump() == before


def test_a_list_that_was_cut_is_refused_by_what_reads_it(week: Program) -> None:
    cut = week("list", "--limit", "2").out
    refused = week("next", "-", "2026-12-01", stdin=cut)
    assert refused.rc == 3
    assert "line 4" in refused.err


def test_why_they_were_lost(week: Program) -> None:
    found = week("funnel", "--week", "--flow", "--json").document
    assert found["leavings"] == [{"code": "B", "kind": "lost", "reason": "no_budget", "count": 1}]
    assert ids(week("open", "流失:潜在=没预算", "--json").document) == [2]
    assert ids(week("open", "lost:B=竞品", "--json").document) == []


def test_comparing_takes_a_value_or_none(week: Program) -> None:
    for words in (("--compare",), ("--compare", "previous"), ("--compare=上期",)):
        found = week("funnel", *words, "--json").document["compare"]
        assert found["which"] == "previous"
        assert found["steps"][0]["this"] == {
            "part": 1,
            "base": 4,
            "rate": 0.25,
            "rate_low": pytest.approx(0.0456, abs=1e-4),
            "rate_high": pytest.approx(0.6994, abs=1e-4),
        }
        assert found["steps"][0]["judged"] is False
    assert week("funnel", "--compare", "--json", "--week").rc == 0
    assert week("funnel", "--compare", "neither").rc == 2


def test_segments_stand_side_by_side(week: Program) -> None:
    found = week("funnel", "--week", "--by", "负责人", "--json").document
    assert found["by"] == "owner"
    shown = found["segments"]["shown"]
    assert [(one["segment"], one["cohort"]["population"]) for one in shown] == [("lin", 4)]
    assert found["segments"]["others"] is None
    assert week("w", "by", "颜色").rc == 2
    assert week("funnel", "--only", "lin").rc == 2
    assert week("funnel", "--by", "owner", "--only", "nobody").rc == 3


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--open", "C-B"), "no_step_there"),
        (("--open", "Q"), "unknown_figure"),
        (("--cohort", "--open", "skipped"), "other_view"),
        (("--open", "B", "--paths"), "one_answer"),
        (("--ids",), "nothing_to_list"),
        (("--to", "2026-01-01", "--compare"), "nothing_before"),
    ],
)
def test_what_is_refused(week: Program, words: tuple, code: str) -> None:
    refused = week("funnel", *words, "--json")
    assert refused.rc == 2
    assert refused.error["code"] == code


def test_paths_and_explanations_are_documents(week: Program) -> None:
    paths = week("funnel", "--paths", "--json").document
    assert paths["schema"] == "leadfunnel.funnel-paths/1"
    assert {"-".join(one["stages"]): one["count"] for one in paths["paths"]} == {
        "B": 2, "B-C": 1, "B-L": 1,
    }  # fmt: skip
    told = week("funnel", "--explain", "--json").document["explain"]
    assert any(text.startswith("Prospect: 4 reached = 1 got further + 2 still") for text in told)
