"""Nothing harmful passes, whatever it is wrapped in."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadfunnel.views.show import json_text
from leadfunnel.views.text import shortened, visible, visible_lines

HARMFUL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
ANY = st.text(st.characters(codec=None) | st.sampled_from("\x1b\x9b\x7f\u202e\ud800\n\r\t张"))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("张伟 \U0001f468\u200d\U0001f469", "张伟 \U0001f468\u200d\U0001f469"),
        ("\x1b[2J", "\\x1b[2J"),
        ("a\x9bb\x7f", "a\\x9bb\\x7f"),
        ("a\u202eb", "a\\u202eb"),
        ("\udce4", "\\udce4"),
        ("a\r\nb \n c", "a / b / c"),
        ("a\rb", "a\\x0db"),
        ("a\tb", "a b"),
        ("a\u2028b", "a / b"),
        ("[red]x[/red]", "[red]x[/red]"),
        ("a\n", "a"),
    ],
)
def test_visible(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(ANY)
def test_a_visible_text_is_one_harmless_line(text: str) -> None:
    shown = visible(text)
    assert not HARMFUL.search(shown)
    assert "\n" not in shown
    shown.encode("utf-8")


@given(ANY)
def test_lines_are_each_harmless(text: str) -> None:
    lines = visible_lines(text)
    assert lines
    assert not any(HARMFUL.search(line) or "\n" in line for line in lines)


@given(st.dictionaries(ANY, st.lists(ANY)))
def test_json_reads_back_and_holds_nothing_harmful(document: dict[str, list[str]]) -> None:
    text = json_text(document)
    assert text.endswith("\n")
    assert not HARMFUL.search(text)
    assert json.loads(text) == json.loads(json.dumps(document))
    text.encode("utf-8")


def test_json_keeps_chinese_as_it_is() -> None:
    assert json_text({"名": "张"}) == '{"名": "张"}\n'


def test_shortening() -> None:
    assert shortened("abcdef", 6) == "abcdef"
    assert shortened("abcdefg", 6) == "abc..."
