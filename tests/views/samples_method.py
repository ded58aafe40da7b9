"""Results of the working method to show: layers, playbooks, the next best step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from tests.views import results as r

from leadfunnel.data import shipped_text
from leadfunnel.domain.customer import Due
from leadfunnel.domain.layer import LAYERS
from leadfunnel.domain.level import LEVELS
from leadfunnel.domain.money import Money
from leadfunnel.domain.pipeline import Pipeline
from leadfunnel.domain.playbook import Chapter, NextStep, Playbook, Reply
from leadfunnel.domain.reminder import Days
from leadfunnel.domain.scorecard import Score
from leadfunnel.domain.sentence import said
from leadfunnel.services.playbooks import chapter_from_dict
from leadfunnel.services.scores import cards

BUDGET = NextStep(
    "budget",
    {"en": "ask for the budget", "zh-CN": "问预算", "zh-TW": "問預算"},
    {"en": "How much is set aside?", "zh-CN": "您大概准备花多少？", "zh-TW": "您抓多少預算？"},
)  # fmt: skip
STANDING = (
    said("{layer}: bought {count} times, last {last}", layer=LAYERS["returning"], count=4,
         last=Due(date(2026, 11, 2))),
    said("{level}: spent {amount} in {days}; {higher} from {floor} on", level=LEVELS["silver"],
         amount=Money(123_456, "CNY"), days=Days(365), higher=LEVELS["gold"],
         floor=Money(500_000, "CNY")),
)  # fmt: skip
AWKWARD_CHAPTER = Chapter(
    "C",
    problem=({"en": "a\x1b[2Jb [red]x[/red] 🙂"},),
    reply=(Reply({"en": "不" * 70}, {"en": "an answer longer than a narrow line " * 4}),),
)  # fmt: skip


def results(card: r.Card, pipelines: Mapping[str, Pipeline], now: int) -> dict[str, object]:
    """Return every sample of the method by name."""
    chapters = _shipped()
    lifecycle, whole = pipelines["lifecycle"], chapters["lifecycle"]
    told = (
        (Playbook("lifecycle", whole), lifecycle),
        (Playbook("layers", chapters["layers"]), None),
    )
    return {
        "layered": replace(card, standing=STANDING, next_step=BUDGET),
        "asked again": replace(card, next_step=replace(BUDGET, said_at=now - 70 * 86_400)),
        "playbook": r.PlaybookView(lifecycle, (whole["C"], AWKWARD_CHAPTER)),
        "playbook of a layer": r.PlaybookView(None, (chapters["layers"]["dormant-temporary"],)),
        **_judged(card),
        "playbooks": r.PlaybookList(told, ("/home/mei/.config/leadfunnel/playbooks/我的.toml",)),
    }


def _judged(card: r.Card) -> dict[str, object]:
    fit, target, activation = cards().values()
    below = said(
        "Below {threshold}: perhaps {exit}? leadfunnel drop {id} --{kind} --reason ...",
        threshold=6, exit=card.customer.stage, id=12, kind="invalid",
    )  # fmt: skip
    scores = (Score(fit, {"need": 1, "power": 0}, 6), Score(activation, {"knows": 1}, 5))
    slept = replace(card.customer, layer="dormant-temporary", last_bought=date(2026, 7, 1))
    gone = replace(slept, layer="dormant-permanent", last_bought=None)
    return {
        "scored": r.Scored(card.customer, scores, (below,), 7),
        "not scored": r.Scored(card.customer, ()),
        "scorecards": r.Scorecards(((fit, 6), (target, 6), (activation, 5))),
        "sleepers": r.Sleepers(
            (r.Sleeper(slept, "面霜过敏\x1b[31m", noted=False), r.Sleeper(gone, "went elsewhere",
             noted=True), r.Sleeper(slept, None, noted=False),
             r.Sleeper(slept, None, noted=False, silent_since=1_792_000_000)), 3,
        ),
        "nobody sleeps but some are quiet": r.Sleepers(
            (), 0, quiet=(r.Quiet(card.customer, 1_792_000_000),), quiet_more=2,
        ),
        "nobody sleeps": r.Sleepers((), 0),
    }  # fmt: skip


def _shipped() -> dict[str, dict[str, Chapter]]:
    import json

    data = json.loads(shipped_text("playbooks.json"))
    return {
        name: {code: chapter_from_dict(chapter) for code, chapter in chapters.items()}
        for name, chapters in data.items()
    }
