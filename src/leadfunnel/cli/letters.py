"""A bare letter at a terminal: the stage that takes customers off the ladder, or a call grade?

A program that reads the result, or a script, means the code of the stage.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from leadfunnel.domain.sentence import said
from leadfunnel.errors import N_, UnreadableError
from leadfunnel.i18n import named
from leadfunnel.workspace import Workspace

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any

    from leadfunnel.domain.pipeline import Stage

_LETTER = re.compile("[A-Da-dＡ-Ｄａ-ｄ]")
_IN_FILTER = re.compile(
    r"(?<![\w.])(?:stage|阶段|階段)\s*(?P<op>!?[=＝]{1,2})\s*(?P<quote>[\"']?)"
    r"(?P<letter>[A-Da-dＡ-Ｄａ-ｄ])(?P=quote)(?!\w)",
    re.IGNORECASE,
)
_MOVING = ("promote", "demote", "reopen")


class GradeNotStage(UnreadableError):
    """A call grade was meant where a stage is asked for."""

    code = "grade_not_stage"
    message = N_("A call grade is no stage; nothing was changed.")
    hint = N_("It is recorded with a call: leadfunnel log . call {letter}")


def settled(desk: Workspace, command: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was typed, with the letters in it as they are meant; raises GradeNotStage."""
    found = dict(values)
    for name in ("filter_", "where"):
        if found.get(name):
            found[name] = _filter(desk, found[name])
    typed = [found[name] for name in ("to", "stage") if isinstance(found.get(name), str)]
    who = found.get("who")
    if command in _MOVING and isinstance(who, list) and who[1:] and not typed:
        typed = who[-1:]
    for text in typed:
        stage = _two_ways(desk, text, found.get("pipeline")) if not found.get("deal") else None
        if stage is not None and _ask(desk, stage, ("g", "s")) == "g":
            raise GradeNotStage(letter=stage.code)
    return found


def _filter(desk: Workspace, typed: str | list[str]) -> str | list[str]:
    text = typed if isinstance(typed, str) else " ".join(typed)
    match = _IN_FILTER.search(text)
    stage = _two_ways(desk, match["letter"], None) if match else None
    if match is None or stage is None or _ask(desk, stage, ("s", "g")) == "s":
        return typed
    graded = _IN_FILTER.sub(lambda one: f"grade{one['op']}{one['letter']}", text)
    return graded if isinstance(typed, str) else [graded]


def _two_ways(desk: Workspace, text: str, pipeline: str | None) -> Stage | None:
    """Return the exit that a letter is the code of, if it may be a call grade as well."""
    from leadfunnel.services.ladder_words import lettered_exit

    return lettered_exit(desk.book, text, pipeline) if _LETTER.fullmatch(text.strip()) else None


def _ask(desk: Workspace, stage: Stage, answers: tuple[str, str]) -> str | None:
    from leadfunnel.views.names import grade_word

    question = said(
        N_('Is {letter} the stage "{stage}" (s) or the call grade "{grade}" (g)?'),
        letter=stage.code,
        stage=named(stage.names),
        grade=grade_word(stage.code),
    )
    return desk.choose(question, answers)
