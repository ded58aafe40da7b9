"""A bare letter at a terminal is asked about once; in scripts the code of the stage stands."""

from __future__ import annotations

import pytest
from tests.cli.conftest import Program
from tests.cli.test_review import Terminal


def run(program: Program, *words: str, answers: tuple[str, ...] = (), lang: str = "en") -> Terminal:
    found = Terminal(program, list(words), list(answers), lang)
    assert found.typed == len(answers), found.shown
    assert "Traceback" not in found.shown
    return found


def stage(program: Program) -> str:
    code: str = program("show", "1", "--json").document["customer"]["stage"]
    return code


@pytest.fixture
def wang(fresh: Program) -> Program:
    assert fresh("add", "王姐 13800138000").rc == 0
    assert fresh("log", "1", "call", "A", "要报价").rc == 0
    return fresh


@pytest.mark.parametrize("words", [("promote", "1", "--to", "A"), ("promote", "1", "A")])
def test_a_letter_that_is_an_exit_and_a_grade_is_asked_about(
    wang: Program, words: tuple[str, ...]
) -> None:
    found = run(wang, *words, answers=("",))
    assert 'Is A the stage "Not a fit" (s) or the call grade "keen" (g)?' in found.shown
    assert "log . call A" in found.shown
    assert found.rc == 2
    assert stage(wang) == "B"
    assert run(wang, *words, answers=("s",)).shown.count("call grade") == 1


def test_letters_with_one_meaning_are_not_asked_about(wang: Program) -> None:
    assert run(wang, "promote", "1", "--to", "D").rc == 0
    assert stage(wang) == "D"
    assert run(wang, "list", "stage=D").rc == 0


def test_a_new_customer_is_asked_about_too(fresh: Program) -> None:
    found = run(fresh, "add", "王姐", "--stage", "A", answers=("g",), lang="zh-CN")
    assert '"无效" (s)' in found.shown or "阶段“无效”" in found.shown
    assert found.rc == 2
    assert not fresh.db.exists()


def test_a_filter_takes_the_grade_that_is_meant(wang: Program) -> None:
    assert "王姐" not in run(wang, "list", "stage=A", answers=("s",)).shown
    assert "王姐" in run(wang, "list", "stage=A and touches>=1", answers=("g",)).shown
    assert "王姐" in run(wang, "list", "阶段=A", answers=("g",)).shown


def test_in_scripts_the_code_stands(wang: Program) -> None:
    assert wang("list", "stage=A").rc == 0
    assert wang("drop", "1", "--to", "A").rc == 0
    assert stage(wang) == "A"
