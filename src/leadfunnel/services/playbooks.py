"""Playbooks as shipped and as a person has them, and the next best step for a customer."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from leadfunnel.data import shipped_text
from leadfunnel.domain.customer import Customer
from leadfunnel.domain.playbook import (
    Ask,
    Chapter,
    NextStep,
    Playbook,
    chapter_from_dict,
    next_step,
    overlaid,
    to_find_out,
)
from leadfunnel.domain.reminder import DAY
from leadfunnel.domain.sentence import said
from leadfunnel.errors import N_
from leadfunnel.services.book import Page

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

WHOLE, STEPS = "playbooks.json", "steps.json"
LAYERS = "layers"
CASES, UNSOLVED = "cases", "open"
"""The playbook of complaints, and its chapter of those not yet solved."""
ASLEEP = ("dormant-temporary", "dormant-permanent")


def next_best(page: Page, customer: Customer) -> NextStep | None:
    """Return the first thing the playbook asks that is not known of a customer, else what to do.

    None where no playbook has a word for their stage or layer.
    """
    return next_best_of(page, [customer]).get(customer.id)


def next_best_of(page: Page, customers: Sequence[Customer]) -> dict[int, NextStep]:
    """Return the next best step of each customer for whom a playbook has one."""
    if not customers:
        return {}
    facts = known_facts(page, customers)
    stages, layers = playbook(page, page.main.name, STEPS), playbook(page, LAYERS, STEPS)
    rules = page.rules("needs")
    stale = page.now - rules["ask_again_days"] * DAY
    cases = page.session.rows("service.open_among", ids=json.dumps(list(facts)))
    unsolved = {case["customer_id"] for case in cases}
    found = _solving(page, unsolved) if unsolved else {}
    for customer in customers:
        if customer.id in unsolved:
            continue
        asked, done = _asked(page, customer, stages.chapters, layers.chapters)
        step = next_step(asked, facts[customer.id], stale, rules["perishable"])
        step = step or next((NextStep("do", chapter.do[0]) for chapter in done if chapter.do), None)
        if step is not None:
            found[customer.id] = step
    return found


def _solving(page: Page, unsolved: Iterable[int]) -> dict[int, NextStep]:
    """Return the step of those whose complaint waits: nothing else is asked of them."""
    chapter = playbook(page, CASES, STEPS).chapters[UNSOLVED]
    return dict.fromkeys(unsolved, NextStep("case", chapter.do[0])) if chapter.do else {}


def _asked(
    page: Page,
    customer: Customer,
    stages: Mapping[str, Chapter],
    layers: Mapping[str, Chapter],
) -> tuple[tuple[Ask, ...], list[Chapter]]:
    """Return what to find out of a customer in order, and the chapters that say what to do.

    Whoever sleeps is asked why first. What a buyer needed before buying is asked no more.
    """
    stage, layer = customer.stage, layers.get(customer.layer or "")
    if stage is not None and stage.rank is None:
        return (), []
    here = stage or page.main.first
    climbed = [] if here.kind != "open" else [step.code for step in page.main.ladder]
    climbed = climbed[: (here.rank or 1) - 1]
    by_stage = to_find_out(stages, climbed, here.code)
    by_layer = layer.ask if layer else ()
    done = [chapter for chapter in (stages.get(here.code), layer) if chapter]
    if customer.layer in ASLEEP:
        return (*by_layer, *by_stage), done[::-1]
    return (*by_stage, *by_layer), done


def known_facts(page: Page, customers: Iterable[Customer]) -> dict[int, dict[str, int]]:
    """Return what is known of customers, each fact with when it was learnt, UTC seconds."""
    known: dict[int, dict[str, int]] = {}
    for customer in customers:
        facts = {f"field:{value.key}": customer.created_at for value in customer.fields}
        if customer.last_contact is not None:
            facts["customer:contact"] = customer.last_contact
        if customer.birthday:
            facts["customer:birthday"] = customer.created_at
        known[customer.id] = facts
    rows = page.session.rows("playbooks.facts", ids=json.dumps(list(known)))
    for row in rows:
        known[row["customer_id"]][row["fact"]] = row["at"]
    return known


# --- the playbooks


def playbook(page: Page, name: str, file: str = WHOLE) -> Playbook:
    """Return the playbook of a pipeline, the layers or complaints, the person's own over it."""
    chapters = {
        code: chapter_from_dict(data) for code, data in _shipped(file).get(name, {}).items()
    }
    for own in own_playbooks(page):
        if own["pipeline"] == name:
            for data in own["chapter"]:
                chapters[data["code"]] = overlaid(chapters.get(data["code"]), data)
    return Playbook(name, chapters)


def names() -> tuple[str, ...]:
    """Return the playbooks that come with the program."""
    return tuple(_shipped(WHOLE))


@cache
def _shipped(file: str) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = json.loads(shipped_text(file))
    return found


def own_files(page: Page) -> list[Path]:
    """Return the files of the person's own playbooks, in the order in which they apply."""
    folder = page.acting.playbooks
    if folder is None or not os.path.isdir(folder):
        return []
    from pathlib import Path

    return sorted(Path(folder).glob("*.toml"))


def own_playbooks(page: Page) -> tuple[dict[str, Any], ...]:
    """Return the person's own playbooks; of one that is wrong they are told, and it is left out."""
    found = page.__dict__.get("_own_playbooks")
    if found is None:
        found = tuple(data for file in own_files(page) if (data := _own(page, file)) is not None)
        page.__dict__["_own_playbooks"] = found
    return tuple(found)


def _own(page: Page, file: Path) -> dict[str, Any] | None:
    from leadfunnel.domain.playbook_check import BadPlaybook

    try:
        return read(file, page)
    except BadPlaybook as error:
        count = error.values["count"]
        text = N_(
            "The playbook in {path} has {count} problems: what comes with the program stands in "
            "for it. See them with: leadfunnel playbook check {path}"
        )
        if count == 1:
            text = N_(
                "The playbook in {path} has a problem: what comes with the program stands in for "
                "it. See it with: leadfunnel playbook check {path}"
            )
        page.acting.warn(said(text, path=str(file), count=count))
        return None


def read(file: Path, page: Page) -> dict[str, Any]:
    """Return a checked playbook file; raises BadPlaybook with everything wrong in it."""
    from leadfunnel.domain.playbook_check import bad, read_playbook
    from leadfunnel.domain.sentence import Phrase

    try:
        data = file.read_bytes()
    except OSError as error:
        reason = Phrase(N_("cannot be read: {detail}"), detail=error.strerror or str(error))
        raise bad(str(file), [(Phrase(N_("the file")), reason)]) from None
    found = read_playbook(data, str(file))
    strange = list(_strange(page, found))
    if strange:
        raise bad(str(file), strange)
    return found


def _strange(page: Page, found: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    """Yield what names no pipeline, stage or layer; codes that are words become codes."""
    from leadfunnel.domain.layer import LAYERS as KNOWN
    from leadfunnel.domain.sentence import Phrase
    from leadfunnel.store import definitions

    name = found["pipeline"]
    others = {LAYERS: list(KNOWN), CASES: [UNSOLVED]}
    pipeline = definitions.pipeline(page.session, name) if name not in others else None
    if name not in others and pipeline is None:
        known = ", ".join((*definitions.pipelines(page.session), *others))
        yield "pipeline", Phrase(N_('is "{text}", none of {known}'), text=name[:40], known=known)
        return
    codes = list(pipeline.by_code) if pipeline else others[name]
    for place, chapter in enumerate(found["chapter"], start=1):
        if chapter["code"] not in codes:
            reason = N_('is "{text}", none of {known}')
            values = {"text": chapter["code"][:40], "known": ", ".join(codes)}
            yield f"chapter[{place}].code", Phrase(reason, **values)
