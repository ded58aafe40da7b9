"""Reading a pipeline from the TOML a person wrote, telling everything that is wrong with it.

    name = "quick"                  # what --pipeline takes
    unit = "customer"               # customer, deal or invite

    [[stage]]                       # the ladder from its first rung up, and the exits
    code = "TALK"
    type = "open"                   # open, won, repeat; or an exit: lost, invalid
    probability = 12.5              # percent, may be left out
    limit_days = 14                 # may be left out
    goal = 60                       # percent of the rung below; from the second rung on
    name = { en = "Talking", zh-CN = "沟通", zh-TW = "溝通" }

A stage may also have the clocks `cold_days` (out of contact so long is going cold) and
`promise_days` (the longest a promise silences the clocks), `needs_next = true` (somebody here
should always have a next step), `meaning` and `moves_on`, worded like `name`, and `also`, a list
of further words for it. A `[title]` names the whole. A text in place of a table of languages
stands for all; a language left out takes the English. `lost_returns_to` is an open stage's code.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, ValidationError
from pydantic_core import ErrorDetails

from leadfunnel.domain.declared import (
    Code,
    Names,
    Problem,
    Sentences,
    Slug,
    Table,
    Word,
    bad,
    parse,
    structural,
    texts,
)
from leadfunnel.domain.pipeline import LADDER_KINDS, LANGUAGES, Pipeline, Stage
from leadfunnel.domain.pipeline_rules import broken_rules
from leadfunnel.domain.sentence import Phrase
from leadfunnel.errors import N_, BadFileError

MOST_STAGES = 50
SHIPPED = Path(__file__).parent.parent / "data" / "pipelines"


class BadPipeline(BadFileError):
    """A pipeline file is wrong; every problem is listed."""

    code = "bad_pipeline"
    message = N_("The pipeline in {file} cannot be used; problems found: {count}.")
    hint = N_("Mend the places listed and try again.")


def shipped() -> tuple[Pipeline, ...]:
    """Return the pipelines that come with the program, by name."""
    return tuple(read_pipeline(path.read_bytes(), path.name) for path in sorted(SHIPPED.glob("*")))


def read_pipeline(source: str | bytes, where: str) -> Pipeline:
    """Return the pipeline written in TOML; `where` names its file in problems.

    BadPipeline lists every problem under `file`, `key`, `reason` and `text`. Stages in keys are
    counted from 1.
    """
    raw = parse(source, where, BadPipeline)
    found: list[Problem] = []
    declared = None
    try:
        declared = _Pipeline.model_validate(raw)
    except ValidationError as error:
        found = [_structural(detail) for detail in error.errors(include_url=False)]
    found += broken_rules(raw)
    if declared is None or found:
        raise bad(BadPipeline, where, *found)
    return _build(declared)


def _build(declared: _Pipeline) -> Pipeline:
    stages: list[Stage] = []
    rank = 0
    for stage in declared.stage:
        on_ladder = stage.type in LADDER_KINDS
        rank += on_ladder
        stages.append(_build_stage(stage, rank if on_ladder else None))
    return Pipeline(
        name=declared.name,
        titles=texts(declared.title) or dict.fromkeys(LANGUAGES, declared.name),
        unit=declared.unit,
        stages=tuple(stages),
        lost_returns_to=declared.lost_returns_to,
    )


def _build_stage(declared: _Stage, rank: int | None) -> Stage:
    return Stage(
        code=declared.code,
        names=texts(declared.name),
        kind=declared.type,
        rank=rank,
        probability=declared.probability,
        limit_days=declared.limit_days,
        cold_days=declared.cold_days,
        promise_days=declared.promise_days,
        needs_next=declared.needs_next,
        meaning=texts(declared.meaning),
        moves_on=texts(declared.moves_on),
        also=tuple(declared.also),
        goal=declared.goal,
    )


def read_percent(percent: object) -> int:
    """Return a number of percent as basis points; ValueError says what is wrong with it."""
    if isinstance(percent, bool) or not isinstance(percent, int | Decimal):
        raise ValueError(N_("must be a number of percent, such as 12.5"))
    if (isinstance(percent, Decimal) and not percent.is_finite()) or not 0 <= percent <= 100:
        raise ValueError(N_("must be from 0 to 100 percent"))
    points = Decimal(percent) * 100
    if points != points.to_integral_value():
        raise ValueError(N_("has more than two digits after the point"))
    return int(points)


Days = Annotated[int, Field(ge=1, le=36_500)]


class _Stage(Table):
    code: Code
    type: Literal["open", "won", "repeat", "lost", "invalid"]
    name: Names
    probability: Annotated[int | None, BeforeValidator(read_percent)] = None
    goal: Annotated[int | None, BeforeValidator(read_percent)] = None
    limit_days: Days | None = None
    cold_days: Days | None = None
    promise_days: Days | None = None
    needs_next: bool = False
    meaning: Sentences | None = None
    moves_on: Sentences | None = None
    also: Annotated[list[Word], Field(max_length=30, default_factory=list)]


class _Pipeline(Table):
    name: Slug
    unit: Literal["customer", "deal", "invite"]
    title: Names | None = None
    lost_returns_to: str | None = None
    stage: Annotated[list[_Stage], Field(max_length=MOST_STAGES)]


def _structural(detail: ErrorDetails) -> Problem:
    """Return the key and the plain sentence for what pydantic found."""
    if detail["loc"] == ("stage",) and detail["type"] == "list_type":
        return "stage", Phrase(N_("must be written as [[stage]], once for each stage"))
    return structural(detail, _unknown_key)


def _unknown_key(parts: tuple[int | str, ...]) -> str:
    from difflib import get_close_matches

    in_stage = parts[0] == "stage"
    if len(parts) > (3 if in_stage else 1):
        text = N_("is no language that is known here ({languages})")
        return Phrase(text, languages=", ".join(LANGUAGES))
    known = _Stage.model_fields if in_stage else _Pipeline.model_fields
    near = get_close_matches(str(parts[-1]), list(known), n=1)
    if near:
        return Phrase(N_('is not a known key (did you mean "{near}"?)'), near=near[0])
    return Phrase(N_("is not a known key"))
