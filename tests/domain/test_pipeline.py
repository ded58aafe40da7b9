"""The pipelines shipped, asking a pipeline, and finding the stage a person means."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import leadfunnel
from leadfunnel.domain.pipeline import (
    LANGUAGES,
    MistypedStage,
    Pipeline,
    Stage,
    UnknownStage,
    fold,
    pipeline_from_dict,
    pipeline_to_dict,
)
from leadfunnel.domain.pipeline_schema import SHIPPED, shipped

PIPELINES = {pipeline.name: pipeline for pipeline in shipped()}
LIFECYCLE, TELESALES = PIPELINES["lifecycle"], PIPELINES["telesales"]

# --- the pipelines shipped


def test_the_eight_pipelines() -> None:
    ladders = {name: [stage.code for stage in p.ladder] for name, p in PIPELINES.items()}
    assert ladders == {
        "lifecycle": ["B", "C", "D", "E", "F"],
        "telesales": ["PROSPECT", "CONTACT", "NEED", "PROPOSAL", "QUOTE", "WON"],
        "four-stage": ["FIND", "NURTURE", "NEGOTIATE", "KEEP"],
        "industrial": ["MARKET", "DEVELOP", "VISIT", "SORT", "WON", "REFER"],
        "five-step": ["PROSPECT", "INTENT", "REGULAR", "AB", "WON"],
        "key-account": ["NEED", "LISTED", "SHORTLIST", "DECIDED", "WON"],
        "showroom": ["LEAD", "NURTURE", "NEED", "PROPOSAL", "DEAL", "WON"],
        "invite": ["LISTED", "REACHED", "BOOKED", "CAME", "BOUGHT"],
    }
    units = {name: pipeline.unit for name, pipeline in PIPELINES.items()}
    assert {name for name, unit in units.items() if unit == "deal"} == {"key-account", "showroom"}
    assert {name for name, unit in units.items() if unit == "invite"} == {"invite"}


@pytest.mark.parametrize("pipeline", PIPELINES.values(), ids=PIPELINES)
def test_every_shipped_text_stands_in_three_languages(pipeline: Pipeline) -> None:
    assert (SHIPPED / f"{pipeline.name}.toml").is_file()
    for stage in pipeline.stages:
        for texts in (stage.names, stage.meaning, stage.moves_on, pipeline.titles):
            assert set(texts) == set(LANGUAGES)
            assert texts["en"].isascii()
            assert not texts["zh-CN"].isascii()
            assert not texts["zh-TW"].isascii()


@pytest.mark.parametrize("pipeline", PIPELINES.values(), ids=PIPELINES)
def test_every_shipped_pipeline_has_both_exits(pipeline: Pipeline) -> None:
    assert len(pipeline.exits_of("lost")) == 1
    assert len(pipeline.exits_of("invalid")) == 1
    assert {stage.kind for stage in pipeline.exits} == {"lost", "invalid"}
    assert {stage.kind for stage in pipeline.ladder} <= {"open", "won", "repeat"}


def test_lifecycle() -> None:
    names = [
        (s.code, s.names["zh-CN"], s.names["zh-TW"], s.name(), s.kind) for s in LIFECYCLE.stages
    ]
    assert names == [
        ("B", "潜在", "潛在", "Prospect", "open"),
        ("C", "意向", "有興趣", "Interested", "open"),
        ("D", "高意向", "洽談中", "Negotiating", "open"),
        ("E", "成交", "成交", "Bought", "won"),
        ("F", "复购", "回購", "Bought again", "repeat"),
        ("A", "无效", "不符合", "Not a fit", "invalid"),
        ("L", "流失", "流失", "Lost", "lost"),
    ]
    assert [stage.limit_days for stage in LIFECYCLE.stages] == [60, 21, 10] + [None] * 4
    assert {stage.probability for stage in LIFECYCLE.stages} == {None}
    assert LIFECYCLE.lost_returns_to is None


def test_probabilities_and_limits() -> None:
    assert [s.probability for s in TELESALES.ladder] == [500, 625, 1250, 2500, 5000, None]
    assert [s.limit_days for s in TELESALES.ladder] == [None, 10, 10, 7, 7, None]
    account = PIPELINES["key-account"]
    assert [s.probability for s in account.ladder] == [None, 2500, 5000, 7500, None]
    assert [s.limit_days for s in account.ladder] == [120, 90, 60, 30, None]
    assert PIPELINES["industrial"].lost_returns_to == "DEVELOP"


# --- asking a pipeline


def test_ranks_and_neighbours() -> None:
    assert LIFECYCLE.first.code == "B"
    assert [LIFECYCLE.rank(code) for code in "BCDEFAL"] == [1, 2, 3, 4, 5, None, None]
    following = [LIFECYCLE.next_after(code) for code in "BEFAL"]
    assert [stage and stage.code for stage in following] == ["C", "F", None, None, None]
    firsts = [LIFECYCLE.first_of(kind) for kind in ("won", "repeat", "lost", "nothing")]
    assert [stage and stage.code for stage in firsts] == ["E", "F", "L", None]
    for ask in (LIFECYCLE.stage, LIFECYCLE.rank, LIFECYCLE.next_after):
        with pytest.raises(UnknownStage):
            ask("b")


@pytest.mark.parametrize(
    ("pipeline", "text", "code"),
    [
        ("lifecycle", "c", "C"),
        ("lifecycle", " Ｃ ", "C"),
        ("lifecycle", "意向", "C"),
        ("lifecycle", "有興趣", "C"),
        ("lifecycle", "INTERESTED", "C"),
        ("lifecycle", "bought   AGAIN", "F"),
        ("lifecycle", "无效客户", "A"),
        ("telesales", "报价洽谈", "QUOTE"),
        ("telesales", "报价", "QUOTE"),
        ("five-step", "重点（AB）", "AB"),
        ("five-step", "重点", "AB"),
        ("five-step", "key", "AB"),
        ("key-account", "优选", "SHORTLIST"),
        ("invite", "junk", "JUNK"),
    ],
)
def test_find(pipeline: str, text: str, code: str) -> None:
    assert PIPELINES[pipeline].find(text).code == code


def test_every_word_finds_its_own_stage() -> None:
    for pipeline in PIPELINES.values():
        for stage in pipeline.stages:
            assert {pipeline.find(word).code for word in stage.words()} == {stage.code}


def test_a_code_wins_over_a_name() -> None:
    stages = (Stage("X", {"en": "Y"}, "open", 1), Stage("Y", {"en": "X"}, "won", 2))
    crossed = Pipeline("p", {"en": "P"}, "deal", stages)
    assert (crossed.find("x").code, crossed.find("y").code) == ("X", "Y")


def test_case_is_folded_for_every_script() -> None:
    street = Pipeline("p", {"en": "P"}, "deal", (Stage("S", {"en": "Große Straße"}, "open", 1),))
    assert street.find("GROSSE STRASSE").code == "S"


def test_unknown_stage_lists_all() -> None:
    with pytest.raises(UnknownStage) as caught:
        LIFECYCLE.find("nosuch")
    error = caught.value
    told = error.message.format(**error.values)
    assert re.search("stage.*one of", told)
    assert told.startswith(
        'No stage "nosuch" in pipeline lifecycle: one of B Prospect, C Interested'
    )
    assert not isinstance(error, MistypedStage)
    with pytest.raises(UnknownStage, match="No stage") as caught:
        LIFECYCLE.find("q", "zh-CN")
    assert "B 潜在, C 意向" in str(caught.value.values["stages"])


@pytest.mark.parametrize(("text", "near"), [("negociating", "D Negotiating"), ("报介", "Quote")])
def test_a_near_miss_is_suggested(text: str, near: str) -> None:
    with pytest.raises(MistypedStage) as caught:
        (LIFECYCLE if text.isascii() else TELESALES).find(text)
    assert caught.value.hint.format(**caught.value.values) == f"Did you mean {near}?"


@pytest.mark.parametrize("text", ["", "   ", "\x00", "（）", "x" * 10_000])
def test_find_refuses_nonsense(text: str) -> None:
    with pytest.raises(UnknownStage):
        LIFECYCLE.find(text)


@given(st.text(max_size=8) | st.text("ＡaBｂ成交 (", max_size=3))
def test_find_finds_or_refuses(text: str) -> None:
    words = {word: stage for stage in LIFECYCLE.stages for word in stage.words()}
    if fold(text) in words:
        assert LIFECYCLE.find(text) == words[fold(text)]
    else:
        with pytest.raises(UnknownStage):
            LIFECYCLE.find(text)


@pytest.mark.parametrize("pipeline", PIPELINES.values(), ids=PIPELINES)
def test_pipelines_survive_json(pipeline: Pipeline) -> None:
    pipeline.find(pipeline.first.code)  # whatever was worked out on the way is not written
    assert pipeline_from_dict(json.loads(json.dumps(pipeline_to_dict(pipeline)))) == pipeline


def test_daily_modules_stay_light() -> None:
    script = (
        "import sys, leadfunnel.domain.pipeline, leadfunnel.domain.funnel;"
        "print([m for m in ('typing', 'pydantic', 'tomllib', 'difflib') if m in sys.modules])"
    )
    source = str(Path(leadfunnel.__file__).parent.parent)
    done = subprocess.run(  # our own interpreter and script
        [sys.executable, "-S", "-c", script],
        env={**os.environ, "PYTHONPATH": source},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"
