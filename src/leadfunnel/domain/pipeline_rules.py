"""What the stages of a pipeline must be to each other, checked on the raw tables of its file.

Raw, so that these problems are told together with misspelt keys and wrong types. Each rule yields
the key of the place and a plain reason; values of a wrong type are another check's to tell.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from leadfunnel.domain.pipeline import EXIT_KINDS, LADDER_KINDS, typed_words
from leadfunnel.domain.sentence import Phrase
from leadfunnel.errors import N_

Problem = tuple[str, str]
Numbered = list[tuple[str, dict[str, Any]]]

NEEDED = {
    "won": N_("needs a stage of type won"),
    "lost": N_("needs an exit of type lost"),
    "invalid": N_("needs an exit of type invalid"),
}


def broken_rules(raw: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield the key and the reason of every rule between stages that is broken."""
    listed = raw.get("stage")
    if not isinstance(listed, list):
        return
    stages = [
        (f"stage[{place}]", stage)
        for place, stage in enumerate(listed, start=1)
        if isinstance(stage, dict)
    ]
    yield from _needed([stage.get("type") for _, stage in stages])
    yield from _order(stages)
    yield from _exits(stages)
    yield from _goal_of_the_first(stages)
    yield from _codes(stages)
    yield from _words(stages)
    yield from _return(raw.get("lost_returns_to"), stages)


def _needed(kinds: list[object]) -> Iterator[Problem]:
    if any(kind not in (*LADDER_KINDS, *EXIT_KINDS) for kind in kinds):
        return  # the type that seems to be missing may be the misspelt one
    if not any(kind in LADDER_KINDS for kind in kinds):
        yield "stage", Phrase(N_("needs a ladder: stages of type open, won or repeat"))
    for kind, reason in NEEDED.items():
        if kind not in kinds:
            yield "stage", Phrase(reason)


def _order(stages: Numbered) -> Iterator[Problem]:
    highest = 0
    for key, stage in stages:
        kind = stage.get("type")
        if kind not in LADDER_KINDS:
            continue
        if LADDER_KINDS.index(kind) < highest:
            before = LADDER_KINDS[highest]
            text = N_("is {kind} after {before}; the ladder goes open, won, repeat")
            yield f"{key}.type", Phrase(text, kind=kind, before=before)
        highest = max(highest, LADDER_KINDS.index(kind))


ON_LADDER_ONLY = ("probability", "goal", "limit_days", "cold_days", "promise_days", "needs_next")


def _exits(stages: Numbered) -> Iterator[Problem]:
    for key, stage in stages:
        if stage.get("type") in EXIT_KINDS:
            for word in ON_LADDER_ONLY:
                if word in stage:
                    yield f"{key}.{word}", Phrase(N_("has no place on an exit"))


def _goal_of_the_first(stages: Numbered) -> Iterator[Problem]:
    first = next((one for one in stages if one[1].get("type") in LADDER_KINDS), None)
    if first and "goal" in first[1]:
        yield (
            f"{first[0]}.goal",
            Phrase(N_("has no place on the first rung: nobody steps up to it")),
        )


def _codes(stages: Numbered) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for key, stage in stages:
        code = stage.get("code")
        if isinstance(code, str) and seen.setdefault(code, key) != key:
            yield f"{key}.code", Phrase(N_("repeats the code of {key}"), key=seen[code])


def _words(stages: Numbered) -> Iterator[Problem]:
    """A word typed for a stage must mean one stage only; equal codes are told elsewhere."""
    seen: dict[str, str] = {}
    for key, stage in stages:
        code = stage.get("code")
        if isinstance(code, str):
            seen.update(dict.fromkeys(typed_words([code]), key))
    for key, stage in stages:
        for part in ("name", "also"):
            for word in dict.fromkeys(typed_words(_texts(stage.get(part)))):
                if seen.setdefault(word, key) != key:
                    text = N_('has "{word}", which means {key}')
                    yield f"{key}.{part}", Phrase(text, word=word, key=seen[word])


def _texts(value: object) -> list[str]:
    several = list(value.values()) if isinstance(value, dict) else value
    listed = several if isinstance(several, list) else [several]
    return [text for text in listed if isinstance(text, str)]


def _return(code: object, stages: Numbered) -> Iterator[Problem]:
    if not isinstance(code, str):
        return
    if not any(stage.get("code") == code and stage.get("type") == "open" for _, stage in stages):
        yield "lost_returns_to", Phrase(N_("must be the code of an open stage"))
