"""`review` at a terminal of 60 columns: the steps, what they open, what is written; and off one."""

from __future__ import annotations

import pytest
from tests.cli.conftest import Program
from tests.cli.test_walking import Walk

THEN, LATER = "2026-11-20T17:00:00+08:00", "2026-11-27T17:00:00+08:00"
STEPS = 8


def review(program: Program, *answers: str, words: tuple[str, ...] = (), lang: str = "en") -> Walk:
    found = Walk(program, ["review", *words], list(answers), lang)
    found.fits()
    return found


def notes(program: Program) -> list[tuple[str, str, str | None]]:
    steps = program("review", "--json").document["steps"]
    found = next(step for step in steps if step["step"] == "notes")["found"][0]["items"]
    return [(one["head"], one["text"], one["outcome"]) for one in found]


@pytest.fixture
def shop(fresh: Program) -> Program:
    fresh.env["LEADFUNNEL_NOW"] = "2026-11-16T10:00:00+08:00"
    for text in ("甲 13800138000 明天回访", "乙 13800138001", "丙 13800138002"):
        assert fresh("add", text).rc == 0
    fresh.env["LEADFUNNEL_NOW"] = THEN
    return fresh


def test_the_walk_shows_every_step_and_takes_three_notes(shop: Program) -> None:
    typed = (*([""] * STEPS), "too few calls", "", "20 calls a day")
    walked = review(shop, *typed)
    for place in range(1, STEPS + 1):
        assert f"{place}/{STEPS}  " in walked.shown
    assert notes(shop) == [("problem", "too few calls", None), ("outlook", "20 calls a day", None)]
    assert shop("undo").rc == 0
    assert notes(shop) == [("problem", "too few calls", None)]


def test_what_was_found_is_offered_as_the_problem(shop: Program) -> None:
    walked = Walk(shop, ["review"], [*([""] * STEPS), "1", "call them", "q"], "en")
    assert "1 promise is overdue" in walked.shown
    (head, text, _), remedy = notes(shop)
    assert head == "problem"
    assert text.startswith("1 promise is overdue")
    assert remedy == ("remedy", "call them", None)


@pytest.mark.parametrize(("key", "lang"), [("o", "en"), ("1", "zh-CN"), ("开", "zh-CN")])
def test_a_step_opens_what_it_lists(shop: Program, key: str, lang: str) -> None:
    walked = review(shop, "", "", "", key, "q", lang=lang)
    assert "leadfunnel due --overdue" in walked.shown
    shown = walked.shown.split("due --overdue")[1]
    assert "0000" in shown or "8000" in shown
    assert f"5/{STEPS}" not in walked.shown
    assert notes(shop) == []


def test_what_is_not_understood_is_asked_again(shop: Program) -> None:
    walked = review(shop, "x", "9", "0", "\x04")
    assert walked.shown.count("Not understood") == 3
    assert f"2/{STEPS}" not in walked.shown


def test_a_note_too_long_is_said_and_the_others_are_kept(shop: Program) -> None:
    walked = review(shop, *([""] * STEPS), "x" * 501, "短", "q")
    assert "500" in walked.shown
    assert notes(shop) == [("remedy", "短", None)]


def test_the_week_after_shows_the_notes_and_asks_what_became(shop: Program) -> None:
    for head, text in (("问题", "报价太少"), ("办法", "当天报价"), ("下周", "20 个新客")):
        assert shop("review", "note", head, text).rc == 0
    shop.env["LEADFUNNEL_NOW"] = LATER
    assert "报价太少" in review(shop, "q", lang="zh-CN").shown
    walked = review(shop, "报了 9 张", "", "q", words=("--last",), lang="zh-CN")
    assert "20 个新客" in walked.shown
    before = shop("review", "--last", "--json").document["before"]["items"]
    assert [one["outcome"] for one in before] == ["报了 9 张", None, None]
    assert "报价太少" not in review(shop, "q", words=("--last",), lang="zh-CN").shown
    assert shop("undo").rc == 0
    before = shop("review", "--last", "--json").document["before"]["items"]
    assert before[0]["outcome"] is None


def test_off_a_terminal_all_steps_are_one_text(shop: Program) -> None:
    ran = shop("review")
    assert ran.rc == 0
    places = [ran.out.index(f"{place}/{STEPS}  ") for place in range(1, STEPS + 1)]
    assert places == sorted(places)
    document = shop("review", "--json").document
    assert document["schema"] == "leadfunnel.review/1"
    overdue = document["steps"][3]
    assert overdue["commands"] == [{"command": "leadfunnel due --overdue", "count": 1}]
    assert len(overdue["found"][0]["items"]) == 1


def test_every_command_that_is_named_runs_and_lists_so_many(shop: Program) -> None:
    for step in shop("review", "--json").document["steps"]:
        for one in step["commands"]:
            found = shop(*one["command"].split()[1:], "--json").document
            if one["count"] is not None:
                assert len(found["items"]) == one["count"]


def test_wrong_words_are_refused(shop: Program) -> None:
    for words, rc in (
        (("review", "note", "worry", "x"), 2),
        (("review", "note", "problem", " "), 2),
        (("review", "outcome", "7", "x"), 3),
        (("review", "rm", "x"), 3),
        (("review", "--month", "--week-of", "2026-11-16"), 2),
    ):
        assert shop(*words).rc == rc, words
    assert notes(shop) == []


def test_an_empty_store_can_be_reviewed(fresh: Program) -> None:
    assert fresh("review").rc == 0
    assert fresh("review", "--json").document["steps"][0]["found"] == []
    assert fresh("review", "--month", "--json").document["from"] == "2026-11-01"
    review(fresh, *([""] * STEPS), "", "", "")


def test_late_deals_stand_among_what_is_stuck(fresh: Program) -> None:
    fresh.env["LEADFUNNEL_NOW"] = "2026-11-02T10:00:00+08:00"
    assert fresh("add", "Acme 13800138000").rc == 0
    assert fresh("deal", "add", "Acme", "--amount", "5000", "--close", "2026-11-10").rc == 0
    fresh.env["LEADFUNNEL_NOW"] = THEN
    stuck = fresh("review", "--json").document["steps"][4]
    assert {"command": "leadfunnel deal list --late", "count": 1} in stuck["commands"]
