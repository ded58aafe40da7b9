"""A pipeline: the ladder of stages people climb, and the exits they may leave by.

Pipelines are data. Nothing in the program names a stage; it asks for ranks and types.
"""

from __future__ import annotations

import unicodedata
from functools import cached_property

from leadfunnel.domain.record import dataclass, field
from leadfunnel.errors import N_, UnreadableError

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any

LANGUAGES = ("en", "zh-CN", "zh-TW")
LADDER_KINDS = ("open", "won", "repeat")
EXIT_KINDS = ("lost", "invalid")


class UnknownStage(UnreadableError):
    """The text names no stage of the pipeline."""

    code = "unknown_stage"
    message = N_('No stage "{text}" in pipeline {pipeline}: one of {stages}.')
    hint = N_("Type a code or a name; upper and lower case are the same.")


class MistypedStage(UnknownStage):
    """The text names no stage, but is close to some."""

    hint = N_("Did you mean {near}?")


@dataclass(frozen=True)
class Stage:
    """One rung or exit of a pipeline.

    `kind` is open, won or repeat on the ladder, lost or invalid for an exit. `rank` counts the
    ladder from 1 and is None for exits. `probability` is in basis points (6.25 % = 625).
    Somebody here longer than `limit_days` is stuck, out of contact longer than `cold_days` going
    cold; a promise silences both for at most `promise_days`; `needs_next` asks for a next step.
    `goal` is the rate aimed at of those on the rung below, in basis points. `also` holds further
    words people use for it; texts are keyed by language, with "en" always.
    """

    code: str
    names: dict[str, str]
    kind: str
    rank: int | None = None
    probability: int | None = None
    limit_days: int | None = None
    cold_days: int | None = None
    promise_days: int | None = None
    needs_next: bool = False
    meaning: dict[str, str] = field(default_factory=dict)
    moves_on: dict[str, str] = field(default_factory=dict)
    also: tuple[str, ...] = ()
    goal: int | None = None

    @property
    def fate(self) -> str:
        """What became of whoever stands here: won, lost, invalid or open."""
        return "won" if self.kind == "repeat" else self.kind

    def name(self, language: str = "en") -> str:
        """Return the name in a language, in English where it has none."""
        return wording(self.names, language)

    def words(self) -> Iterator[str]:
        """Yield, folded, everything that may be typed for this stage."""
        return typed_words([self.code, *self.names.values(), *self.also])


@dataclass(frozen=True)
class Pipeline:
    """An ordered ladder of stages plus exits.

    `unit` says what travels on it: customer, deal or invite. `lost_returns_to` is the ladder
    stage a lost one goes back to in place of leaving, or None.
    """

    name: str
    titles: dict[str, str]
    unit: str
    stages: tuple[Stage, ...]
    lost_returns_to: str | None = None

    def title(self, language: str = "en") -> str:
        """Return the title in a language, in English where it has none."""
        return wording(self.titles, language)

    @cached_property
    def ladder(self) -> tuple[Stage, ...]:
        """The stages that count as progress, lowest first; a stage of rank k is at k - 1."""
        return tuple(stage for stage in self.stages if stage.rank is not None)

    @cached_property
    def exits(self) -> tuple[Stage, ...]:
        """The stages outside the ladder, in the order of the file."""
        return tuple(stage for stage in self.stages if stage.rank is None)

    @cached_property
    def by_code(self) -> dict[str, Stage]:
        """Every stage under its code."""
        return {stage.code: stage for stage in self.stages}

    @property
    def first(self) -> Stage:
        """The lowest rung, where one enters."""
        return self.ladder[0]

    def stage(self, code: str) -> Stage:
        """Return the stage with exactly this code; UnknownStage where there is none."""
        found = self.by_code.get(code)
        if found is None:
            raise self._unknown(code, "en")
        return found

    def rank(self, code: str) -> int | None:
        """Return the rank of a stage, None for an exit; UnknownStage where there is none."""
        return self.stage(code).rank

    def next_after(self, code: str) -> Stage | None:
        """Return the rung above, None at the top and for exits."""
        rank = self.rank(code)
        return None if rank is None or rank == len(self.ladder) else self.ladder[rank]

    def exits_of(self, kind: str) -> tuple[Stage, ...]:
        """Return the exits of one kind: lost or invalid."""
        return tuple(stage for stage in self.exits if stage.kind == kind)

    def first_of(self, kind: str) -> Stage | None:
        """Return the first stage of a kind, as a purchase looks for won and repeat."""
        return next((stage for stage in self.stages if stage.kind == kind), None)

    def find(self, text: str, language: str = "en") -> Stage:
        """Return the stage a person means by a code or a name; UnknownStage lists them all.

        Width, case and spacing do not matter. A code wins over a name. A name with a remark in
        brackets answers without it too. `language` is that of the names in the error.
        """
        found = self._by_word.get(fold(text))
        if found is None:
            raise self._unknown(text, language)
        return found

    def names(self, text: str) -> bool:
        """Return whether a person means one of the stages by this."""
        return fold(text) in self._by_word

    @cached_property
    def _by_word(self) -> dict[str, Stage]:
        found = {fold(stage.code): stage for stage in self.stages}
        for stage in self.stages:
            for word in stage.words():
                found.setdefault(word, stage)
        return found

    def _unknown(self, text: str, language: str) -> UnknownStage:
        from difflib import get_close_matches

        cutoff = 0.6 if text.isascii() else 0.5  # one wrong character of two in 报价
        close = get_close_matches(fold(text[:60]), list(self._by_word), n=3, cutoff=cutoff)
        near = dict.fromkeys(_label(self._by_word[word], language) for word in close)
        return (MistypedStage if near else UnknownStage)(
            text=text,
            pipeline=self.name,
            stages=", ".join(_label(stage, language) for stage in self.stages),
            near=", ".join(near),
        )


def fold(text: str) -> str:
    """Return text as compared: without differences of width, case and spacing."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def typed_words(texts: Iterable[str]) -> Iterator[str]:
    """Yield the texts folded, and those with a remark in brackets also without it."""
    for text in texts:
        folded = fold(text)
        yield folded
        short = folded.partition("(")[0].strip()
        if short and short != folded:
            yield short


def wording(texts: Mapping[str, str], language: str) -> str:
    """Return the text in a language, else in English, else nothing."""
    return texts.get(language) or texts.get("en", "")


def pipeline_to_dict(pipeline: Pipeline) -> dict[str, Any]:
    """Return the pipeline as plain values for JSON."""
    return {
        "name": pipeline.name,
        "titles": dict(pipeline.titles),
        "unit": pipeline.unit,
        "lost_returns_to": pipeline.lost_returns_to,
        "stages": [{**vars(stage), "also": list(stage.also)} for stage in pipeline.stages],
    }


def pipeline_from_dict(data: Mapping[str, Any]) -> Pipeline:
    """Rebuild a pipeline from `pipeline_to_dict`; trusts it, since it was checked when stored."""
    stages = tuple(Stage(**{**raw, "also": tuple(raw["also"])}) for raw in data["stages"])
    return Pipeline(
        name=data["name"],
        titles=data["titles"],
        unit=data["unit"],
        stages=stages,
        lost_returns_to=data["lost_returns_to"],
    )


def _label(stage: Stage, language: str) -> str:
    name = stage.name(language)
    return name if fold(name) == fold(stage.code) else f"{stage.code} {name}"
