"""Reading plans: what is right comes through, and everything wrong is told with its key."""

from __future__ import annotations

import pytest

from leadfunnel.domain.pipeline import LANGUAGES
from leadfunnel.domain.plan import Plan
from leadfunnel.domain.plan_schema import BadPlan, read_plan, shipped
from leadfunnel.views.plan_toml import to_toml

SMALL = """
name = "small"
[[step]]
day = 1
channel = "call"
text = "Ask"
"""


def problems(source: str | bytes) -> dict[str, str]:
    with pytest.raises(BadPlan) as caught:
        read_plan(source, "plan.toml")
    found = caught.value.problems
    assert caught.value.values["count"] == len(found)
    assert {problem["file"] for problem in found} == {"plan.toml"}
    return {str(problem["key"]): str(problem["reason"]) for problem in found}


def test_a_small_plan_takes_its_defaults() -> None:
    plan = read_plan(SMALL, "plan.toml")
    assert plan.titles == dict.fromkeys(LANGUAGES, "small")
    assert (plan.anchor, plan.start, plan.bought) == ("start", None, True)
    assert plan.steps[0].texts == dict.fromkeys(LANGUAGES, "Ask")


def test_the_shipped_plans_say_all_in_three_languages() -> None:
    found = shipped()
    names = ["care-21", "care-repeat", "nurture", "quarterly", "win-back"]
    assert [plan.name for plan in found] == names
    for plan in found:
        for step in plan.steps:
            for texts in filter(None, (step.texts, step.satisfied, step.unsatisfied)):
                assert len({texts[language] for language in LANGUAGES}) == 3
    care, repeat, *_, win_back = found
    assert [step.day for step in care.steps] == [0, 1, 3, 7, 14, 21]
    assert [step.day for step in care.steps if step.asks == "satisfaction"] == [7]
    assert [step.day for step in care.steps if step.no_open_case] == [14, 21]
    assert [step.day for step in repeat.steps] == [1, 7, 21]
    assert win_back.steps[-1].day == 30


def test_no_shipped_plan_starts_by_stage_or_tag() -> None:
    """`plan_watch` looks for such plans among those of the store only."""
    starts = {plan.start for plan in shipped()}
    assert starts == {"purchase", "repurchase", None}


@pytest.mark.parametrize("plan", shipped(), ids=lambda plan: plan.name)
def test_what_is_shown_as_a_file_reads_back(plan: Plan) -> None:
    assert read_plan("\n".join(to_toml(plan)), "plan.toml") == plan


def test_every_problem_is_told_at_once() -> None:
    source = """
    name = "Bad Name"
    anchr = "care"
    [start]
    on = "monday"
    [stop]
    bought = 1
    [[step]]
    day = -1
    channel = "pigeon"
    text = { en = "", xx = "?" }
    [[step]]
    day = 7
    channel = "call"
    asks = "money"
    [[step]]
    day = 7
    channel = "call"
    text = "twice"
    """
    assert problems(source) == {
        "name": "must be small letters, digits and -, first a letter",
        "anchr": 'is not a known key (did you mean "anchor"?)',
        "start.on": "must be purchase, repurchase, stage:CODE or tag:WORD",
        "stop.bought": "must be true or false",
        "step[1].day": "must be at least 0",
        "step[1].channel": "must be message, call, visit, push or greeting",
        "step[1].text.en": "is empty",
        "step[1].text.xx": "is no language that is known here (en, zh-CN, zh-TW)",
        "step[2].asks": "must be satisfaction",
        "step[2].text": "is missing",
        "step[3].day": "must come after the step before it: every step has a later day",
    }


@pytest.mark.parametrize(
    ("source", "key", "reason"),
    [
        ('name = "x"', "step", "must be written as [[step]], once for each step"),
        ('name = "x"\nstep = []', "step", "needs at least one step"),
        ('name = "x"\nstep = 5', "step", "must be written as [[step]], once for each step"),
        (b"\xff\xfe", "line 1", "is not UTF-8; save the file as UTF-8"),
        (
            "name = 5\nname",
            "line 2",
            "is not valid TOML: expected '=' after a key in a key/value pair",
        ),
    ],
)
def test_what_is_no_plan_at_all(source: str | bytes, key: str, reason: str) -> None:
    assert problems(source)[key] == reason


def test_steps_from_the_start_come_first() -> None:
    later = '\n[[step]]\nday = 3\nfrom = "start"\nchannel = "call"\ntext = "Late"\n'
    assert "step[2].day" in problems(SMALL + later)
