"""Reading a plan from the TOML a person wrote, telling everything that is wrong with it.

    name = "care-21"
    anchor = "care"                 # day 0: "start" (it starts) or "care" (the goods arrive)
    suits = "layer=mature"          # whom it is for, as a filter; may be left out
    every = "quarterly"             # how it comes again, as one says it; may be left out

    [start]                         # what starts it by itself; may be left out
    on = "purchase"                 # purchase, repurchase, stage:CODE, tag:region:浦东

    [stop]
    bought = false                  # a later purchase ends a run, unless false
    leaving = "B"                   # ends when the customer leaves this stage

    [[step]]                        # in the order of their days
    day = 7
    channel = "call"                # message, call, visit, push, greeting
    text = { en = "Hear the result", zh-CN = "听效果", zh-TW = "聽效果" }

A step may also have `satisfied` and `unsatisfied`, worded like `text`, which stand in for it once
the customer gave 4 or 5, or 1 to 3; `when = "satisfied"` or "unsatisfied" (only for those); `asks =
"satisfaction"`; `no_open_case = true` (held while a complaint is open); `from = "start"` (its day
counts from the day it starts). A `[title]` names the whole. A text in place of a table of languages
stands for all; a language left out takes the English.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, ValidationError
from pydantic_core import ErrorDetails

from leadfunnel.domain.declared import (
    Names,
    Problem,
    Sentences,
    Slug,
    Table,
    Word,
    bad,
    matching,
    parse,
    structural,
    texts,
)
from leadfunnel.domain.pipeline import LANGUAGES
from leadfunnel.domain.plan import Plan, Step
from leadfunnel.domain.sentence import Phrase
from leadfunnel.errors import N_, BadFileError

SHIPPED = Path(__file__).parent.parent / "data" / "plans"
MOST_STEPS = 60
LAST_DAY = 3660


class BadPlan(BadFileError):
    """A plan file is wrong; every problem is listed."""

    code = "bad_plan"
    message = N_("The plan in {file} cannot be used; problems found: {count}.")
    hint = N_("Mend the places listed and try again.")


def shipped() -> tuple[Plan, ...]:
    """Return the plans that come with the program, by name."""
    return tuple(read_plan(path.read_bytes(), path.name) for path in sorted(SHIPPED.glob("*")))


def read_plan(source: str | bytes, where: str) -> Plan:
    """Return the plan written in TOML; `where` names its file in problems.

    BadPlan lists every problem under `file`, `key`, `reason` and `text`. Steps in keys are counted
    from 1.
    """
    raw = parse(source, where, BadPlan)
    found: list[Problem] = []
    declared = None
    try:
        declared = _Plan.model_validate(raw)
    except ValidationError as error:
        found = [_structural(detail) for detail in error.errors(include_url=False)]
    found += _order(raw.get("step"))
    if declared is None or found:
        raise bad(BadPlan, where, *found)
    return _build(declared)


def _build(declared: _Plan) -> Plan:
    return Plan(
        name=declared.name,
        titles=texts(declared.title) or dict.fromkeys(LANGUAGES, declared.name),
        steps=tuple(map(_build_step, declared.step)),
        anchor=declared.anchor,
        start=declared.start.on if declared.start else None,
        suits=declared.suits,
        every=declared.every,
        bought=declared.stop.bought if declared.stop else True,
        leaving=declared.stop.leaving if declared.stop else None,
    )


def _build_step(declared: _Step) -> Step:
    return Step(
        day=declared.day,
        channel=declared.channel,
        texts=texts(declared.text),
        satisfied=texts(declared.satisfied),
        unsatisfied=texts(declared.unsatisfied),
        asks=declared.asks,
        when=declared.when,
        no_open_case=declared.no_open_case,
        from_start=declared.from_ == "start",
    )


def _order(listed: object) -> list[Problem]:
    """Return what is wrong with the order of steps: those from the start first, then by day."""
    found: list[Problem] = []
    if isinstance(listed, list) and not listed:
        found.append(("step", Phrase(N_("needs at least one step"))))
    last: tuple[bool, int] | None = None
    for place, step in enumerate(listed if isinstance(listed, list) else (), start=1):
        day = step.get("day") if isinstance(step, dict) else None
        if not isinstance(day, int) or isinstance(day, bool):
            continue
        here = (step.get("from") != "start", day)
        if last is not None and here <= last:
            reason = N_("must come after the step before it: every step has a later day")
            found.append((f"step[{place}].day", Phrase(reason)))
        last = here
    return found


Start = Annotated[
    str,
    Field(max_length=100),
    matching(
        r"purchase|repurchase|stage:[A-Z][A-Z0-9_]*|tag:\S.*",
        N_("must be purchase, repurchase, stage:CODE or tag:WORD"),
    ),
]


def _one_line(text: str) -> str:
    if not text.strip():
        raise ValueError(N_("is empty"))
    return text.strip()


class _Start(Table):
    on: Start


class _Stop(Table):
    bought: bool = True
    leaving: Word | None = None


class _Step(Table):
    day: Annotated[int, Field(ge=0, le=LAST_DAY)]
    channel: Literal["message", "call", "visit", "push", "greeting"]
    text: Sentences
    satisfied: Sentences | None = None
    unsatisfied: Sentences | None = None
    asks: Literal["satisfaction"] | None = None
    when: Literal["satisfied", "unsatisfied"] | None = None
    no_open_case: bool = False
    from_: Literal["start", "anchor"] = Field("anchor", alias="from")


class _Plan(Table):
    name: Slug
    title: Names | None = None
    anchor: Literal["start", "care"] = "start"
    suits: Annotated[str | None, Field(max_length=500), AfterValidator(_one_line)] = None
    every: Annotated[str | None, Field(max_length=60), AfterValidator(_one_line)] = None
    start: _Start | None = None
    stop: _Stop | None = None
    step: Annotated[list[_Step], Field(max_length=MOST_STEPS)]


def _structural(detail: ErrorDetails) -> Problem:
    """Return the key and the plain sentence for what pydantic found."""
    if detail["loc"] == ("step",) and detail["type"] in ("list_type", "missing"):
        return "step", Phrase(N_("must be written as [[step]], once for each step"))
    return structural(detail, _unknown_key)


_TABLES: dict[str, type[Table]] = {"step": _Step, "start": _Start, "stop": _Stop}
_TEXTS = ("text", "satisfied", "unsatisfied", "title")


def _unknown_key(parts: tuple[int | str, ...]) -> str:
    from difflib import get_close_matches

    if any(part in _TEXTS for part in parts[:-1]):
        text = N_("is no language that is known here ({languages})")
        return Phrase(text, languages=", ".join(LANGUAGES))
    table = _TABLES[str(parts[0])] if len(parts) > 1 else _Plan
    known: list[Any] = [one.alias or name for name, one in table.model_fields.items()]
    near = get_close_matches(str(parts[-1]), known, n=1)
    if near:
        return Phrase(N_('is not a known key (did you mean "{near}"?)'), near=near[0])
    return Phrase(N_("is not a known key"))
