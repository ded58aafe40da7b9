"""Hostile and clumsy input: stored as typed, shown harmlessly, or refused in one line."""

from __future__ import annotations

import pytest
from tests.cli.conftest import CONTROLS, Program

STEERING = "a\x1b[2J\x1b]52;c;aGk=\x07\x9bb\x08\rc\x7fd"
BIDI = "x\u202egnp.exe\u2066y"
MARKUP = "[red]bold[/red] [link=http://x]y[/link] :smile:"
SQL = "x'); DROP TABLE customer;--"

NAMES = {
    "controls": STEERING,
    "bidi": BIDI,
    "markup": MARKUP,
    "sql": SQL,
    "format": "{0} {name} %s %(x)d",
    "astral": "🧑‍🚀 𠮷野家",
    "combining": "é" + "́" * 50,
    "quotes": 'O\'Brien "Bob" \\n',
    "formula": "=cmd|'/c calc'!A1",
    "spaces": "  a　b   c ",
}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_any_name_is_stored_and_every_view_shows_it_harmlessly(fresh: Program, name: str) -> None:
    assert fresh("add", f"--name={name}", f"--note={name}").rc == 0
    kept = fresh("show", "1", "--json").document["customer"]["name"]
    assert kept == name.strip()
    for words in (["list"], ["show", "1"], ["history"]):
        ran = fresh(*words)  # the fixture asserts that no control character is written
        assert ran.rc == 0
        assert "\u202e" not in ran.out
    fresh.check()


def test_controls_are_shown_as_escapes(fresh: Program) -> None:
    ran = fresh("add", "--name", STEERING)
    assert "a\\x1b[2J\\x1b]52;c;aGk=\\x07\\x9bb\\x08" in ran.out
    assert "x\\u202egnp.exe\\u2066y" in fresh("add", "--name", BIDI).out
    assert MARKUP in fresh("add", "--name", MARKUP).out
    assert not CONTROLS.search(fresh("list", "--json").out)


def test_controls_in_a_line_and_in_errors_are_shown_as_escapes(lf: Program) -> None:
    assert lf("add", STEERING).rc == 0
    ran = lf("show", f"nobody{STEERING}")
    assert ran.rc == 3
    assert "\\x1b[2J" in ran.err
    assert lf("next", "1", STEERING).rc == 2
    assert lf(STEERING).rc == 2
    assert lf("add", f"--{STEERING}").rc == 2


@pytest.mark.parametrize("words", [["add", b"\xff"], ["find", b"a\xff"],
                                   ["note", "1", b"\xed\xa0\x80"],
                                   [b"\xff"], ["add", b"--name=\xff"]])  # fmt: skip
def test_what_is_not_utf8_is_refused(lf: Program, words: list[str | bytes]) -> None:
    before = lf.dump()
    ran = lf(*words)
    assert ran.rc == 2
    assert "not valid UTF-8" in ran.err
    assert lf.dump() == before


@pytest.mark.parametrize(
    ("stdin", "message"),
    [(b"a\0b", "NUL"), (b"a\xffb", "not valid UTF-8"), (b"", "empty"), (b" \n", "empty"),
     ("好" * 100_001, "too long")],
)  # fmt: skip
def test_a_note_that_cannot_be_kept_is_refused(
    lf: Program, stdin: str | bytes, message: str
) -> None:
    before = lf.dump()
    ran = lf("note", "1", "-", stdin=stdin)
    assert ran.rc == 2
    assert message in ran.err
    assert lf.dump() == before


def test_a_note_of_100_000_characters_is_kept_whole(lf: Program) -> None:
    note = "好" * 99_999 + "完"
    assert lf("note", "1", "-", stdin=note).rc == 0
    assert lf("show", "1", "--json").document["timeline"][0]["text"] == note
    assert note[-10:] in lf("show", "1", "--all").out or note[-10:] in lf("show", "1").out
    assert len(lf("list").out) < 2000


def test_a_note_from_stdin_keeps_its_lines_and_a_byte_order_mark_is_no_text(lf: Program) -> None:
    lf("note", "1", "-", stdin="\ufefffirst\r\nsecond\n")
    assert lf("show", "1", "--json").document["timeline"][0]["text"] == "first\nsecond"


@pytest.mark.parametrize(
    "name", ["-1", "#", ".", "12", "f1", "A", "*", "%", "_", "--", "no", "null"]
)
def test_odd_names_are_found_again(fresh: Program, name: str) -> None:
    assert fresh("add", "--name", f"{name}").rc in (0, 2)
    if fresh("list", "--json").document["count"]:
        found = fresh("show", "--json", "--", name)
        if found.rc == 3:  # a sign that means something else: still reached by number
            found = fresh("show", "1", "--json")
        assert found.document["customer"]["name"] == name


TRICKY = ("100% sure", "O'Brien", 'the "Boss"', "C++ shop", "a_b", "École", "Straße", "back\\slash")
LITERAL = {
    "%": "100% sure", "'": "O'Brien", '"': 'the "Boss"', "++": "C++ shop", "_": "a_b",
    "école": "École", "STRASSE": "Straße", "\\": "back\\slash",
}  # fmt: skip
SIGNS = ("*", "NEAR(", "AND", "'a*'", "col:val", "^", "(", ")", "a OR b", "-", "name:*", "{", "😀")


@pytest.fixture(scope="module")
def tricky(tmp_path_factory: pytest.TempPathFactory) -> Program:
    program = Program(tmp_path_factory.mktemp("tricky"))
    for name in TRICKY:
        assert program("add", "--name", name).rc == 0
    return program


@pytest.mark.parametrize("query", LITERAL)
def test_a_search_takes_every_sign_literally(tricky: Program, query: str) -> None:
    found = tricky("find", query, "--json").document["items"]
    assert [customer["name"] for customer in found] == [LITERAL[query]]


@pytest.mark.parametrize("query", SIGNS)
def test_a_search_is_no_language(tricky: Program, query: str) -> None:
    assert tricky("find", "--json", "--", query).document["count"] == 0


def test_a_composed_letter_finds_a_decomposed_one(fresh: Program) -> None:
    fresh("add", "--name", "René")
    assert fresh("find", "René", "--json").document["count"] == 1


@pytest.mark.parametrize("query", ["138 0013 6666", "13800136666", "+86 138-0013-6666", "6666"])
def test_a_phone_is_found_however_it_is_written(lf: Program, query: str) -> None:
    found = lf("find", query, "--json").document["items"]
    assert [customer["id"] for customer in found] == [1]


def test_typed_words_are_never_run_or_expanded(lf: Program) -> None:
    assert lf("add", "--name", "$(touch pwned) `touch pwned` ~ $HOME").rc == 0
    assert not (lf.folder / "pwned").exists()
    assert "$HOME" in lf("show", "5").out


def test_errors_name_stages_and_history_names_kinds_in_the_chosen_language(fresh: Program) -> None:
    fresh("add", "王姐")
    fresh("log", "王姐", "call", "要报价")
    chinese = {"LEADFUNNEL_LANG": "zh-CN"}
    assert "B 潜在" in fresh("list", "stage=xx", env=chinese).err
    assert "电话 王姐 #1" in fresh("history", env=chinese).out
    assert fresh("add").err.splitlines()[1].startswith("hint: For example: leadfunnel add ")
    assert "Missing: TEXT.\n" in fresh("when").err
