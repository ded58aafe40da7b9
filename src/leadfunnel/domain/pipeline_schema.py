"""Reading a pipeline from the TOML a person wrote, telling everything that is wrong with it.

    name = "quick"                  # what --pipeline takes
    unit = "customer"               # customer, deal or invite

    [[stage]]                       # the ladder from its first rung up, and the exits
    code = "TALK"
    type = "open"                   # open, won, repeat; or an exit: lost, invalid
    probability = 12.5              # percent, may be left out
    limit_days = 14                 # may be left out
    name = { en = "Talking", zh-CN = "沟通", zh-TW = "溝通" }

A stage may also have the clocks `cold_days` (out of contact so long is going cold) and
`promise_days` (the longest a promise silences the clocks), `needs_next = true` (somebody here
should always have a next step), `meaning` and `moves_on`, worded like `name`, and `also`, a list
of further words for it. A `[title]` names the whole. A text in place of a table of languages
stands for all; a language left out takes the English. `lost_returns_to` is an open stage's code.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from leadfunnel.domain.pipeline import LADDER_KINDS, LANGUAGES, Pipeline, Stage
from leadfunnel.domain.pipeline_rules import broken_rules
from leadfunnel.domain.sentence import Phrase
from leadfunnel.errors import N_, BadFileError

LARGEST = 256 * 1024
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
    raw = _parse(source, where)
    found, declared = [], None
    try:
        declared = _Pipeline.model_validate(raw)
    except ValidationError as error:
        found = [_structural(detail) for detail in error.errors(include_url=False)]
    found += broken_rules(raw)
    if declared is None or found:
        raise _bad(where, *found)
    return _build(declared)


def _bad(where: str, *found: tuple[str, str]) -> BadPipeline:
    text = N_("{file}: {key} {reason}.")
    problems: list[dict[str, object]] = [
        {**told, "text": Phrase(text, **told)}
        for told in ({"file": where, "key": key, "reason": reason} for key, reason in found)
    ]
    return BadPipeline(file=where, count=len(problems), problems=problems)


def _build(declared: _Pipeline) -> Pipeline:
    stages: list[Stage] = []
    rank = 0
    for stage in declared.stage:
        on_ladder = stage.type in LADDER_KINDS
        rank += on_ladder
        stages.append(_build_stage(stage, rank if on_ladder else None))
    return Pipeline(
        name=declared.name,
        titles=_texts(declared.title) or dict.fromkeys(LANGUAGES, declared.name),
        unit=declared.unit,
        stages=tuple(stages),
        lost_returns_to=declared.lost_returns_to,
    )


def _build_stage(declared: _Stage, rank: int | None) -> Stage:
    return Stage(
        code=declared.code,
        names=_texts(declared.name),
        kind=declared.type,
        rank=rank,
        probability=declared.probability,
        limit_days=declared.limit_days,
        cold_days=declared.cold_days,
        promise_days=declared.promise_days,
        needs_next=declared.needs_next,
        meaning=_texts(declared.meaning),
        moves_on=_texts(declared.moves_on),
        also=tuple(declared.also),
    )


def _texts(declared: _Names | _Sentences | None) -> dict[str, str]:
    """Return a text under every language, the English standing in where one is left out."""
    if declared is None:
        return {}
    given = (declared.en, declared.zh_cn, declared.zh_tw)
    return {language: text or declared.en for language, text in zip(LANGUAGES, given, strict=True)}


# --- from bytes to TOML


FILE = Phrase(N_("the file"))
LINE = N_("line {line}")


def _parse(source: str | bytes, where: str) -> dict[str, Any]:
    data = source.encode("utf-8", "surrogatepass") if isinstance(source, str) else source
    if len(data) > LARGEST:
        raise _bad(where, (FILE, Phrase(N_("is larger than {count} KiB"), count=LARGEST // 1024)))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = Phrase(LINE, line=data.count(b"\n", 0, error.start) + 1)
        reason = Phrase(N_("is not UTF-8; save the file as UTF-8"))
        raise _bad(where, (line, reason)) from None
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise _bad(where, _syntax(str(error), text)) from None
    except (ValueError, ArithmeticError, RecursionError):  # thousands of digits or brackets
        reason = Phrase(N_("has a value too long or too deep to read"))
        raise _bad(where, (FILE, reason)) from None


def _syntax(message: str, text: str) -> tuple[str, str]:
    place = re.search(r" \(at (?:line (\d+), column (\d+)|end of document)\)$", message)
    said = message[: place.start()] if place else message
    line = int(place[1]) if place and place[1] else text.rstrip().count("\n") + 1
    said = f"{said[:1].lower()}{said[1:]}"
    if place and place[2]:
        text = N_("is not valid TOML, column {column}: {detail}")
        return Phrase(LINE, line=line), Phrase(text, column=place[2], detail=said)
    return Phrase(LINE, line=line), Phrase(N_("is not valid TOML: {detail}"), detail=said)


# --- the shape of single values


def _whole_word(text: str) -> str:
    if any(unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"} for char in text):
        raise ValueError(N_("has a control character or line break"))
    if not text.strip():
        raise ValueError(N_("is empty"))
    return text.strip()


def _matching(pattern: str, rule: str) -> AfterValidator:
    def check(text: str) -> str:
        if not re.fullmatch(pattern, text):
            raise ValueError(rule)
        return text

    return AfterValidator(check)


def _basis_points(percent: object) -> int:
    if isinstance(percent, bool) or not isinstance(percent, int | Decimal):
        raise ValueError(N_("must be a number of percent, such as 12.5"))
    if (isinstance(percent, Decimal) and not percent.is_finite()) or not 0 <= percent <= 100:
        raise ValueError(N_("must be from 0 to 100 percent"))
    points = Decimal(percent) * 100
    if points != points.to_integral_value():
        raise ValueError(N_("has more than two digits after the point"))
    return int(points)


def _each_language(texts: object) -> object:
    return {"en": texts} if isinstance(texts, str) else texts


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


Word = Annotated[str, Field(max_length=60), AfterValidator(_whole_word)]
Sentence = Annotated[str, Field(max_length=500), AfterValidator(_whole_word)]


class _Names(_Table):
    en: Word
    zh_cn: Word | None = Field(None, alias="zh-CN")
    zh_tw: Word | None = Field(None, alias="zh-TW")


class _Sentences(_Table):
    en: Sentence
    zh_cn: Sentence | None = Field(None, alias="zh-CN")
    zh_tw: Sentence | None = Field(None, alias="zh-TW")


Names = Annotated[_Names, BeforeValidator(_each_language)]
Sentences = Annotated[_Sentences, BeforeValidator(_each_language)]
Code = Annotated[
    str,
    Field(max_length=40),
    _matching("[A-Z][A-Z0-9_]*", N_("must be capital letters, digits and _, first a letter")),
]
Slug = Annotated[
    str,
    Field(max_length=40),
    _matching("[a-z][a-z0-9-]*", N_("must be small letters, digits and -, first a letter")),
]


Days = Annotated[int, Field(ge=1, le=36_500)]


class _Stage(_Table):
    code: Code
    type: Literal["open", "won", "repeat", "lost", "invalid"]
    name: Names
    probability: Annotated[int | None, BeforeValidator(_basis_points)] = None
    limit_days: Days | None = None
    cold_days: Days | None = None
    promise_days: Days | None = None
    needs_next: bool = False
    meaning: Sentences | None = None
    moves_on: Sentences | None = None
    also: Annotated[list[Word], Field(max_length=30)] = []


class _Pipeline(_Table):
    name: Slug
    unit: Literal["customer", "deal", "invite"]
    title: Names | None = None
    lost_returns_to: str | None = None
    stage: Annotated[list[_Stage], Field(max_length=MOST_STAGES)]


SENTENCES = {
    "missing": N_("is missing"),
    "string_type": N_("must be text in quotes"),
    "int_type": N_("must be a whole number"),
    "list_type": N_("must be a list"),
    "model_type": N_("must be a table"),
    "literal_error": N_("must be {expected}"),
    "greater_than_equal": N_("must be at least {ge}"),
    "less_than_equal": N_("must be at most {le}"),
    "string_too_long": N_("has more than {max_length} characters"),
    "too_long": N_("has more than {max_length} entries"),
}


def _structural(detail: ErrorDetails) -> tuple[str, str]:
    """Return the key and the plain sentence for what pydantic found."""
    key, kind = _key(detail["loc"]), detail["type"]
    if kind == "extra_forbidden":
        return key, _unknown_key(detail["loc"])
    if key == "stage" and kind == "list_type":
        return key, Phrase(N_("must be written as [[stage]], once for each stage"))
    values = {name: str(value).replace("'", "") for name, value in detail.get("ctx", {}).items()}
    if kind == "literal_error":
        several, _, last = values["expected"].rpartition(" or ")
        values["expected"] = Phrase(N_("{several} or {last}"), several=several, last=last)
    return key, Phrase(values["error"] if kind == "value_error" else SENTENCES[kind], **values)


def _key(parts: tuple[int | str, ...]) -> str:
    key = ""
    for part in parts:
        key += f"[{part + 1}]" if isinstance(part, int) else f".{part[:60]}" if key else part[:60]
    return key


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
