"""Reading a pipeline file: what it may say, and every way it can be wrong."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadfunnel.domain.pipeline import LANGUAGES, Pipeline, pipeline_from_dict, pipeline_to_dict
from leadfunnel.domain.pipeline_schema import BadPipeline, read_pipeline

GOOD = """
name = "quick"
unit = "deal"
lost_returns_to = "TALK"

[title]
en = "Quick sale"
zh-CN = "快速成交"

[[stage]]
code = "TALK"
type = "open"
probability = 12.5
limit_days = 14
name = { en = "Talking", zh-CN = "沟通", zh-TW = "溝通" }
also = ["聊过"]
[stage.meaning]
en = "We talk."

[[stage]]
code = "WON"
type = "won"
goal = 37.5
name = "Won"

[[stage]]
code = "NO"
type = "lost"
name = { en = "No", zh-CN = "不要" }

[[stage]]
code = "JUNK"
type = "invalid"
name = { en = "Junk", zh-CN = "无效" }
"""


def problems(source: str | bytes) -> list[tuple[str, str]]:
    """The key and reason of everything wrong with a file."""
    with pytest.raises(BadPipeline) as caught:
        read_pipeline(source, "mine.toml")
    error = caught.value
    assert error.values == {"file": "mine.toml", "count": len(error.problems)}
    for problem in error.problems:
        assert problem["file"] == "mine.toml"
        assert problem["text"] == f"mine.toml: {problem['key']} {problem['reason']}."
    return [(str(problem["key"]), str(problem["reason"])) for problem in error.problems]


def test_a_good_file() -> None:
    pipeline = read_pipeline(GOOD, "mine.toml")
    talk, won, no, _ = pipeline.stages
    assert (pipeline.name, pipeline.unit, pipeline.lost_returns_to) == ("quick", "deal", "TALK")
    assert pipeline.title("zh-CN") == "快速成交"
    assert pipeline.title("zh-TW") == pipeline.title("fr") == "Quick sale"
    assert (talk.rank, talk.probability, talk.limit_days, talk.also) == (1, 1250, 14, ("聊过",))
    assert (talk.goal, won.goal) == (None, 3750)
    assert won.names == {"en": "Won", "zh-CN": "Won", "zh-TW": "Won"}
    assert no.names == {"en": "No", "zh-CN": "不要", "zh-TW": "No"}
    assert (no.rank, no.meaning, talk.meaning["zh-TW"]) == (None, {}, "We talk.")


@pytest.mark.parametrize("change", [lambda t: "\ufeff" + t, lambda t: t.replace("\n", "\r\n")])
def test_files_as_windows_writes_them(change: object) -> None:
    assert callable(change)
    assert read_pipeline(change(GOOD).encode(), "x") == read_pipeline(GOOD, "x")


def test_the_title_may_be_left_out() -> None:
    text = GOOD.replace('[title]\nen = "Quick sale"\nzh-CN = "快速成交"\n', "")
    assert read_pipeline(text, "x").titles == dict.fromkeys(LANGUAGES, "quick")


@pytest.mark.parametrize(
    ("percent", "points"), [("0", 0), ("100", 10_000), ("6.25", 625), ("0.01", 1)]
)
def test_probabilities_are_exact(percent: str, points: int) -> None:
    text = GOOD.replace("= 12.5", f"= {percent}")
    assert read_pipeline(text, "x").first.probability == points


OPEN, WON, LOST, JUNK = (f"stage[{place}]" for place in (1, 2, 3, 4))
LADDER = "the ladder goes open, won, repeat"
PERCENT = "must be from 0 to 100 percent"
LANGUAGE = "is no language that is known here (en, zh-CN, zh-TW)"
CODE = "must be capital letters, digits and _, first a letter"


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ('name = "quick"', "", ("name", "is missing")),
        (
            '"quick"',
            '"Mein Trichter"',
            ("name", "must be small letters, digits and -, first a letter"),
        ),
        ('"deal"', '"deals"', ("unit", "must be customer, deal or invite")),
        ("[title]", "[titel]", ("titel", 'is not a known key (did you mean "title"?)')),
        ('en = "Quick sale"', "", ("title.en", "is missing")),
        ('zh-CN = "快速成交"', "zh-CN = 5", ("title.zh-CN", "must be text in quotes")),
        ('zh-CN = "快速成交"', 'zh = "快"', ("title.zh", LANGUAGE)),
        ('zh-CN = "不要"', 'zh-cn = "不要"', (f"{LOST}.name.zh-cn", LANGUAGE)),
        ('"TALK"\ntype', '"talk"\ntype', (f"{OPEN}.code", CODE)),
        ('"TALK"\ntype', '"谈"\ntype', (f"{OPEN}.code", CODE)),
        (
            "limit_days",
            "limit",
            (f"{OPEN}.limit", 'is not a known key (did you mean "limit_days"?)'),
        ),
        ("limit_days", "colour", (f"{OPEN}.colour", "is not a known key")),
        ("= 14", "= 0", (f"{OPEN}.limit_days", "must be at least 1")),
        ("= 14", "= -3", (f"{OPEN}.limit_days", "must be at least 1")),
        ("= 14", "= 1" + "0" * 30, (f"{OPEN}.limit_days", "must be at most 36500")),
        ("= 14", "= 1.5", (f"{OPEN}.limit_days", "must be a whole number")),
        ("= 14", "= true", (f"{OPEN}.limit_days", "must be a whole number")),
        ("= 14", '= "14"', (f"{OPEN}.limit_days", "must be a whole number")),
        ("= 12.5", "= 100.01", (f"{OPEN}.probability", PERCENT)),
        ("= 12.5", "= -1", (f"{OPEN}.probability", PERCENT)),
        ("= 12.5", "= nan", (f"{OPEN}.probability", PERCENT)),
        ("= 12.5", "= inf", (f"{OPEN}.probability", PERCENT)),
        ("= 12.5", "= 1e999", (f"{OPEN}.probability", PERCENT)),
        ("= 12.5", "= 1.234", (f"{OPEN}.probability", "has more than two digits after the point")),
        ("= 12.5", '= "a"', (f"{OPEN}.probability", "must be a number of percent, such as 12.5")),
        ("= 12.5", "= true", (f"{OPEN}.probability", "must be a number of percent, such as 12.5")),
        ('"open"', '"opn"', (f"{OPEN}.type", "must be open, won, repeat, lost or invalid")),
        ('en = "Talking", ', "", (f"{OPEN}.name.en", "is missing")),
        ('"Talking"', '" "', (f"{OPEN}.name.en", "is empty")),
        (
            '"Talking"',
            '"a\\u001b[31m"',
            (f"{OPEN}.name.en", "has a control character or line break"),
        ),
        ('"Talking"', '"a\\u202e"', (f"{OPEN}.name.en", "has a control character or line break")),
        ('"Talking"', f'"{"x" * 61}"', (f"{OPEN}.name.en", "has more than 60 characters")),
        ('["聊过"]', '"聊过"', (f"{OPEN}.also", "must be a list")),
        ('["聊过"]', "[1]", (f"{OPEN}.also[1]", "must be text in quotes")),
        ('en = "We talk."', 'en = ""', (f"{OPEN}.meaning.en", "is empty")),
        ('name = "Won"', "name = 3", (f"{WON}.name", "must be a table")),
        ('"WON"', '"TALK"', (f"{WON}.code", "repeats the code of stage[1]")),
        ('name = "Won"', 'name = "溝通"', (f"{WON}.name", 'has "溝通", which means stage[1]')),
        ('name = "Won"', 'name = "talk"', (f"{WON}.name", 'has "talk", which means stage[1]')),
        ('["聊过"]', '["不要（了）"]', (f"{LOST}.name", 'has "不要", which means stage[1]')),
        ('"won"', '"open"', ("stage", "needs a stage of type won")),
        ('"lost"', '"invalid"', ("stage", "needs an exit of type lost")),
        ('"invalid"', '"lost"', ("stage", "needs an exit of type invalid")),
        ('"invalid"', '"open"', (f"{JUNK}.type", f"is open after won; {LADDER}")),
        ('"NO"', '"NO"\ngoal = 5', (f"{LOST}.goal", "has no place on an exit")),
        (
            "= 12.5",
            "= 12.5\ngoal = 50",
            (f"{OPEN}.goal", "has no place on the first rung: nobody steps up to it"),
        ),
        ("= 37.5", "= 101", (f"{WON}.goal", PERCENT)),
        ('"NO"', '"NO"\nprobability = 5', (f"{LOST}.probability", "has no place on an exit")),
        ('"NO"', '"NO"\nlimit_days = 5', (f"{LOST}.limit_days", "has no place on an exit")),
        ('to = "TALK"', 'to = "WON"', ("lost_returns_to", "must be the code of an open stage")),
        ('to = "TALK"', 'to = "talk"', ("lost_returns_to", "must be the code of an open stage")),
        ('to = "TALK"', "to = 1", ("lost_returns_to", "must be text in quotes")),
    ],
)
def test_a_wrong_value_is_told(old: str, new: str, found: tuple[str, str]) -> None:
    assert GOOD.count(old) == 1
    told = problems(GOOD.replace(old, new))
    assert found in told
    assert all(told.count(problem) == 1 for problem in told)


def test_repeat_comes_after_won() -> None:
    text = GOOD.replace('"open"', '"repeat"').replace('lost_returns_to = "TALK"\n', "")
    assert problems(text) == [(f"{WON}.type", f"is won after repeat; {LADDER}")]


def test_a_pipeline_of_exits_only() -> None:
    text = GOOD.replace('"open"', '"lost"').replace('"won"', '"lost"')
    assert {
        ("stage", "needs a ladder: stages of type open, won or repeat"),
        ("stage", "needs a stage of type won"),
        ("lost_returns_to", "must be the code of an open stage"),
        (f"{OPEN}.probability", "has no place on an exit"),
    } <= set(problems(text))


def test_a_misspelt_type_is_not_also_called_missing() -> None:
    text = GOOD.replace('"won"', '"wonn"')
    assert problems(text) == [(f"{WON}.type", "must be open, won, repeat, lost or invalid")]


def test_everything_wrong_is_listed_at_once() -> None:
    text = GOOD
    for old, new in (
        ('"quick"', '"Q"'), ('"deal"', "1"), ("= 12.5", "= 200"), ("= 14", "= 0"),
        ('"WON"', '"TALK"'), ('"lost"', '"invalid"'), ("also", "allso"),
    ):  # fmt: skip
        text = text.replace(old, new)
    assert {key for key, _ in problems(text)} == {
        "name", "unit", "stage[1].probability", "stage[1].limit_days", "stage[2].code",
        "stage[1].allso", "stage",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("source", "key", "reason"),
    [
        ('name = "a"\nunit = ', "line 2", "is not valid TOML"),
        ('name = "a"\nname = "b"\n', "line 2", "is not valid TOML"),
        ('name = "a"\n[title]\nen = {', "line 3", "is not valid TOML"),
        ("好 = 1", "line 1", "is not valid TOML"),
        ('name = "a"\ntitle = "é"'.encode("latin-1"), "line 2", "is not UTF-8"),
        ("名称 = 1".encode("gb18030"), "line 1", "is not UTF-8"),
        ("name = 'a'".encode("utf-16"), "line 1", "is not UTF-8"),
        ('name = "\ud800"', "line 1", "is not UTF-8"),
        (b"a = 1\x00", "line 1", "is not valid TOML"),
        (b"#" * (256 * 1024 + 1), "the file", "is larger than 256 KiB"),
        ("a = " + "[" * 50_000, "the file", "has a value too long or too deep to read"),
        ("a = 1" + "0" * 50_000, "the file", "has a value too long or too deep to read"),
        ("a = 1e" + "9" * 30, "the file", "has a value too long or too deep to read"),
    ],
)
def test_a_file_that_is_no_toml(source: str | bytes, key: str, reason: str) -> None:
    ((told_key, told_reason),) = problems(source)
    assert told_key == key
    assert told_reason.startswith(reason)


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("", {("name", "is missing"), ("unit", "is missing"), ("stage", "is missing")}),
        ("stage = 3", {("stage", "must be written as [[stage]], once for each stage")}),
        ("[stage]\ncode = 'A'", {("stage", "must be written as [[stage]], once for each stage")}),
        ("stage = [3]", {("stage[1]", "must be a table")}),
        ("stage = []", {("stage", "needs a stage of type won")}),
        ("[[stage]]\n" * 51, {("stage", "has more than 50 entries")}),
    ],
)
def test_files_of_another_shape(source: str, found: set[tuple[str, str]]) -> None:
    assert found <= set(problems(source))


def outcome(source: str) -> Pipeline | BadPipeline:
    """The pipeline, or the refusal; anything else that is raised fails the test."""
    try:
        return read_pipeline(source, "x")
    except BadPipeline as error:
        return error


@given(st.data())
def test_any_damage_is_read_or_told(data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(GOOD)))
    to = data.draw(st.integers(at, min(len(GOOD), at + 20)))
    source = (
        GOOD[:at]
        + data.draw(st.text(max_size=6) | st.sampled_from(['"', "[[", "= 1", "\n"]))
        + GOOD[to:]
    )
    read = outcome(source)
    if isinstance(read, BadPipeline):
        assert read.problems
    else:
        assert pipeline_from_dict(json.loads(json.dumps(pipeline_to_dict(read)))) == read
