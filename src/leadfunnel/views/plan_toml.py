"""A plan as the lines of the TOML file that `plan load` reads."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from leadfunnel.domain.plan import Plan, Step


def to_toml(plan: Plan) -> Iterator[str]:
    """Yield the lines of a plan's file."""
    yield f"name = {_text(plan.name)}"
    if plan.anchor != "start":
        yield f"anchor = {_text(plan.anchor)}"
    for key, text in (("suits", plan.suits), ("every", plan.every)):
        if text is not None:
            yield f"{key} = {_text(text)}"
    yield f"title = {_texts(plan.titles)}"
    if plan.start is not None:
        yield from ("", "[start]", f"on = {_text(plan.start)}")
    if not plan.bought or plan.leaving is not None:
        yield from ("", "[stop]")
        if not plan.bought:
            yield "bought = false"
        if plan.leaving is not None:
            yield f"leaving = {_text(plan.leaving)}"
    for step in plan.steps:
        yield from ("", "[[step]]", *_step(step))


def _step(step: Step) -> Iterator[str]:
    yield f"day = {step.day}"
    if step.from_start:
        yield 'from = "start"'
    yield f"channel = {_text(step.channel)}"
    for key, text in (("asks", step.asks), ("when", step.when)):
        if text is not None:
            yield f"{key} = {_text(text)}"
    if step.no_open_case:
        yield "no_open_case = true"
    yield f"text = {_texts(step.texts)}"
    for key, texts in (("satisfied", step.satisfied), ("unsatisfied", step.unsatisfied)):
        if texts:
            yield f"{key} = {_texts(texts)}"


def _texts(texts: Mapping[str, str]) -> str:
    return "{ " + ", ".join(f"{key} = {_text(text)}" for key, text in texts.items()) + " }"


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")
