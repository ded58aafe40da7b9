"""Playbooks: the next best step, what a person overlays, and everything wrong in a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadfunnel.data import FOLDER as DATA
from leadfunnel.domain.layer import LAYERS
from leadfunnel.domain.pipeline import LANGUAGES
from leadfunnel.domain.pipeline_schema import shipped
from leadfunnel.domain.playbook import (
    LISTS,
    Ask,
    chapter_from_dict,
    chapter_to_dict,
    next_step,
    overlaid,
    to_find_out,
)
from leadfunnel.domain.playbook_check import BadPlaybook, read_playbook
from leadfunnel.services.playbooks import _shipped

FOLDER = Path(DATA) / "playbooks"
FILES = sorted(FOLDER.glob("*.toml"))


def texts(value: object) -> Iterator[dict[str, str]]:
    """Every text of a playbook with its languages."""
    if isinstance(value, dict) and value and set(value) <= set(LANGUAGES):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from texts(part)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_sentence_is_said_in_three_languages(path: Path) -> None:
    import tomllib

    found = list(texts(tomllib.loads(path.read_text(encoding="utf-8"))["chapter"]))
    assert len(found) > (4 if path.stem == "cases" else 20)
    for text in found:
        assert set(text) == set(LANGUAGES), text
        assert text["en"].isascii(), text
        assert not text["zh-CN"].isascii(), text
    told = [text["zh-TW"] for text in found]
    assert sum(text["zh-CN"] == text["zh-TW"] for text in found) < len(told) / 4


def test_every_rung_of_these_pipelines_has_a_chapter_that_moves_on() -> None:
    pipelines = {pipeline.name: pipeline for pipeline in shipped()}
    for name in ("lifecycle", "telesales", "key-account", "invite"):
        chapters = _shipped("playbooks.json")[name]
        assert list(chapters) == [stage.code for stage in pipelines[name].ladder]
        for chapter in chapters.values():
            assert chapter["do"], (name, chapter["code"])
            assert chapter["opening"], (name, chapter["code"])
    layers = _shipped("playbooks.json")["layers"]
    assert list(layers) == list(LAYERS)
    assert all(chapter["problem"] and chapter["do"] for chapter in layers.values())


def test_what_daily_commands_read_is_part_of_the_whole() -> None:
    whole = _shipped("playbooks.json")
    for name, chapters in _shipped("steps.json").items():
        for code, chapter in chapters.items():
            assert chapter["ask"] == whole[name][code].get("ask", [])
            assert chapter["do"] == whole[name][code].get("do", [])[:1]


def test_a_chapter_comes_back_from_plain_values() -> None:
    for chapters in _shipped("playbooks.json").values():
        for data in chapters.values():
            plain = chapter_to_dict(chapter_from_dict(data))
            assert chapter_to_dict(chapter_from_dict(plain)) == plain
            for part in ("do", "opening", "problem"):
                assert plain[part] == data.get(part, [])


EN = {"en": "x"}
NEED = Ask("need", EN, EN, ("tag:need.explicit",))
BUDGET = Ask("budget", EN, EN, ("field:budget", "tag:budget"))
TRUST = Ask("trust", EN)
PERISHABLE = ("tag:need.explicit",)


@pytest.mark.parametrize(
    ("known", "key", "again"),
    [
        ({}, "need", None),
        ({"tag:need.explicit": 100}, "budget", None),
        ({"tag:need.explicit": 99}, "need", 99),
        ({"tag:need.explicit": 99, "field:budget": 1}, "need", 99),
        ({"field:budget": 1}, "need", None),
        ({"tag:need.explicit": 100, "field:budget": 1}, None, None),
        ({"tag:need.explicit": 100, "tag:budget": 1}, None, None),
    ],
)
def test_the_first_thing_not_known_is_next(
    known: dict[str, int], key: str | None, again: int | None
) -> None:
    found = next_step((NEED, TRUST, BUDGET), known, 100, PERISHABLE)
    assert (found.key if found else None, found.said_at if found else None) == (key, again)


@given(st.sets(st.sampled_from(["tag:need.explicit", "field:budget"])))
def test_nothing_known_is_asked_for(facts: set[str]) -> None:
    found = next_step((NEED, BUDGET), dict.fromkeys(facts, 200), 100, PERISHABLE)
    asked = {"need": NEED, "budget": BUDGET}
    assert (found is None) == (len(facts) == 2)
    assert found is None or not facts & set(asked[found.key].known_by)


def test_what_should_be_known_by_now_comes_first() -> None:
    chapters = {
        "B": chapter_from_dict({"code": "B", "ask": [{"key": "need", "step": EN}]}),
        "C": chapter_from_dict(
            {"code": "C", "ask": [{"key": "budget", "step": EN}, {"key": "need", "step": EN}]}
        ),
    }
    assert [ask.key for ask in to_find_out(chapters, ["B"], "C")] == ["need", "budget"]
    assert [ask.key for ask in to_find_out(chapters, [], "C")] == ["budget", "need"]
    assert to_find_out(chapters, [], "X") == ()


def test_a_person_replaces_adds_and_leaves_out() -> None:
    mine = chapter_from_dict(
        {"code": "C", "ask": [{"key": "need", "step": EN}, {"key": "budget", "step": EN}],
         "do": [EN], "leave": [EN]}
    )  # fmt: skip
    other = {"en": "y"}
    own = {
        "code": "C", "without": ["budget"], "do": [other],
        "ask": [{"key": "need", "step": other}, {"key": "kitchen", "step": other}],
    }  # fmt: skip
    found = overlaid(mine, own)
    assert [(ask.key, ask.step) for ask in found.ask] == [("need", other), ("kitchen", other)]
    assert found.do == (other,)
    assert found.leave == (EN,)
    assert overlaid(None, own).do == (other,)


def problems(text: str) -> list[tuple[object, object]]:
    with pytest.raises(BadPlaybook) as caught:
        read_playbook(text.encode(), "mine.toml")
    assert caught.value.values["count"] == len(caught.value.problems)
    return [(problem["key"], problem["reason"]) for problem in caught.value.problems]


def test_everything_wrong_is_told_at_once() -> None:
    text = """
    pipline = "lifecycle"
    [[chapter]]
    code = ""
    say = "x"
    do = ["", 3, "ok"]
    without = "budget"
    [[chapter.ask]]
    key = "Big Kitchen"
    known_by = ["kitchen", "field:size"]
    say = { fr = "Bonjour", en = "a\\nb" }
    [[chapter.reply]]
    when = "Too dear."
    [[chapter]]
    code = "C"
    leave = "now"
    [[chapter]]
    code = "C"
    """
    assert problems(text) == [
        ("pipline", 'is not a known key (did you mean "pipeline"?)'),
        ("pipeline", "must be text in quotes"),
        ("chapter[1].say", "is not a known key"),
        ("chapter[1].code", "must be text in quotes"),
        ("chapter[1].without", "must be a list of texts in quotes"),
        ("chapter[1].ask[1].step", "is missing"),
        ("chapter[1].ask[1].key", "must be small letters, digits and -, first a letter"),
        ("chapter[1].ask[1].say.fr", "is no language that is known here (en, zh-CN, zh-TW)"),
        ("chapter[1].ask[1].say.en", "has a control character or line break"),
        (
            "chapter[1].ask[1].known_by",
            'has "kitchen", which is none of tag, field, role, touch, promise, score, mark, '
            "customer with a name after a colon",
        ),
        ("chapter[1].reply[1].say", "is missing"),
        ("chapter[1].do[1]", "is empty"),
        ("chapter[1].do[2]", "must be text in quotes"),
        ("chapter[2].leave", "must be a list"),
        ("chapter[3].code", "repeats the code of chapter[2]"),
    ]


@pytest.mark.parametrize(
    ("text", "key", "start"),
    [
        ("pipeline = ", "the file", "is not valid TOML: "),
        ("", "pipeline", "must be text in quotes"),
        ("pipeline = 'x'\nchapter = 3", "chapter", "must be written as [[chapter]]"),
        ("pipeline = 'x'\nchapter = [3]", "chapter[1]", "must be a table"),
        ("pipeline = 'x'\n[[chapter]]\ncode='C'\nask = 3", "chapter[1].ask[1]", "must be a table"),
        ("x" * 300_000, "the file", "is larger than 256 KiB"),
        ("\x00", "the file", "is not valid TOML: "),
    ],
)
def test_what_is_no_playbook_at_all(text: str, key: str, start: str) -> None:
    found = problems(text)
    assert any(place == key and str(reason).startswith(start) for place, reason in found)


def test_a_file_that_is_not_utf8() -> None:
    with pytest.raises(BadPlaybook):
        read_playbook("pipeline = '生意'".encode("gbk"), "mine.toml")


WORDS = st.sampled_from(("pipeline", "chapter", "code", "ask", "key", "step", *LISTS))
JSON_LIKE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(("pipeline", "chapter", "x")), JSON_LIKE, max_size=3))
def test_whatever_stands_in_a_file_is_checked_or_told(raw: dict[str, object]) -> None:
    from leadfunnel.domain.playbook_check import _chapter, _problems

    if not list(_problems(raw)):
        for chapter in raw["chapter"]:  # type: ignore[attr-defined]
            chapter_from_dict(_chapter(chapter))


def test_a_language_left_out_takes_the_nearest() -> None:
    text = "pipeline = 'lifecycle'\n[[chapter]]\ncode = 'C'\ndo = [{ zh-TW = '報價' }, 'ok']"
    found = read_playbook(text.encode(), "mine.toml")["chapter"][0]["do"]
    assert found == [dict.fromkeys(LANGUAGES, "報價"), dict.fromkeys(LANGUAGES, "ok")]
