"""Tables that a person wrote in TOML: read, checked, and everything wrong with them told.

What is common to pipelines, plans and whatever else is declared in files. Problems are pairs of
the key of the place and a plain reason; places in lists are counted from 1.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import ErrorDetails

from leadfunnel.domain.pipeline import LANGUAGES
from leadfunnel.domain.sentence import Phrase
from leadfunnel.errors import N_, BadFileError

LARGEST = 256 * 1024
Problem = tuple[str, str]


def problems_of(where: str, found: Iterable[Problem]) -> list[dict[str, object]]:
    """Return problems as an error lists them, under `file`, `key`, `reason` and `text`."""
    text = N_("{file}: {key} {reason}.")
    return [
        {**told, "text": Phrase(text, **told)}
        for told in ({"file": where, "key": key, "reason": reason} for key, reason in found)
    ]


def bad(error: type[BadFileError], where: str, *found: Problem) -> BadFileError:
    """Return the error that lists problems of one file."""
    problems = problems_of(where, found)
    return error(file=where, count=len(problems), problems=problems)


# --- from bytes to TOML


FILE = Phrase(N_("the file"))
LINE = N_("line {line}")


def parse(source: str | bytes, where: str, error: type[BadFileError]) -> dict[str, Any]:
    """Return the tables of a file in TOML; numbers with a point are decimals."""
    data = source.encode("utf-8", "surrogatepass") if isinstance(source, str) else source
    if len(data) > LARGEST:
        raise bad(
            error, where, (FILE, Phrase(N_("is larger than {count} KiB"), count=LARGEST // 1024))
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = Phrase(LINE, line=data.count(b"\n", 0, fault.start) + 1)
        reason = Phrase(N_("is not UTF-8; save the file as UTF-8"))
        raise bad(error, where, (line, reason)) from None
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as fault:
        raise bad(error, where, _syntax(str(fault), text)) from None
    except (ValueError, ArithmeticError, RecursionError):  # thousands of digits or brackets
        reason = Phrase(N_("has a value too long or too deep to read"))
        raise bad(error, where, (FILE, reason)) from None


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


def matching(pattern: str, rule: str) -> AfterValidator:
    """Return the check that a text matches a pattern; `rule` says what it must be."""

    def check(text: str) -> str:
        if not re.fullmatch(pattern, text):
            raise ValueError(rule)
        return text

    return AfterValidator(check)


def _each_language(texts: object) -> object:
    return {"en": texts} if isinstance(texts, str) else texts


class Table(BaseModel):
    """A table in which no unknown key and no value of another type may stand."""

    model_config = ConfigDict(extra="forbid", strict=True)


Word = Annotated[str, Field(max_length=60), AfterValidator(_whole_word)]
Sentence = Annotated[str, Field(max_length=500), AfterValidator(_whole_word)]


class _Names(Table):
    en: Word
    zh_cn: Word | None = Field(None, alias="zh-CN")
    zh_tw: Word | None = Field(None, alias="zh-TW")


class _Sentences(Table):
    en: Sentence
    zh_cn: Sentence | None = Field(None, alias="zh-CN")
    zh_tw: Sentence | None = Field(None, alias="zh-TW")


Names = Annotated[_Names, BeforeValidator(_each_language)]
Sentences = Annotated[_Sentences, BeforeValidator(_each_language)]
Code = Annotated[
    str,
    Field(max_length=40),
    matching("[A-Z][A-Z0-9_]*", N_("must be capital letters, digits and _, first a letter")),
]
Slug = Annotated[
    str,
    Field(max_length=40),
    matching("[a-z][a-z0-9-]*", N_("must be small letters, digits and -, first a letter")),
]


def texts(declared: _Names | _Sentences | None) -> dict[str, str]:
    """Return a text under every language, the English standing in where one is left out."""
    if declared is None:
        return {}
    given = (declared.en, declared.zh_cn, declared.zh_tw)
    return {language: text or declared.en for language, text in zip(LANGUAGES, given, strict=True)}


SENTENCES = {
    "missing": N_("is missing"),
    "string_type": N_("must be text in quotes"),
    "int_type": N_("must be a whole number"),
    "bool_type": N_("must be true or false"),
    "list_type": N_("must be a list"),
    "model_type": N_("must be a table"),
    "literal_error": N_("must be {expected}"),
    "greater_than_equal": N_("must be at least {ge}"),
    "less_than_equal": N_("must be at most {le}"),
    "string_too_long": N_("has more than {max_length} characters"),
    "too_long": N_("has more than {max_length} entries"),
}


def structural(detail: ErrorDetails, unknown: Callable[[tuple[int | str, ...]], str]) -> Problem:
    """Return the key and the plain sentence for what pydantic found."""
    key, kind = _key(detail["loc"]), detail["type"]
    if kind == "extra_forbidden":
        return key, unknown(detail["loc"])
    values = {name: str(value).replace("'", "") for name, value in detail.get("ctx", {}).items()}
    if kind == "literal_error":
        several, _, last = values["expected"].rpartition(" or ")
        either = Phrase(N_("{several} or {last}"), several=several, last=last)
        values["expected"] = either if several else last
    return key, Phrase(values["error"] if kind == "value_error" else SENTENCES[kind], **values)


def _key(parts: tuple[int | str, ...]) -> str:
    key = ""
    for part in parts:
        key += f"[{part + 1}]" if isinstance(part, int) else f".{part[:60]}" if key else part[:60]
    return key
