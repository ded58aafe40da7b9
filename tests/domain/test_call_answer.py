"""What is typed after a call: keys in Latin letters and in Chinese, full-width, with words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadfunnel.domain.call_answer import KEYS, Answer, read_answer


@pytest.mark.parametrize(("line", "answer"), [
    ("a", Answer("a")),
    ("A", Answer("a")),
    ("ａ", Answer("a")),
    ("a 要报价", Answer("a", None, "要报价")),
    ("a要报价", Answer("a", None, "要报价")),
    ("a v周六上午 带老婆来", Answer("a", "v", "周六上午 带老婆来")),
    ("a v saturday 10am with his wife", Answer("a", "v", "saturday 10am with his wife")),
    ("b n 3天后", Answer("b", "n", "3天后")),
    ("b n3天后", Answer("b", "n", "3天后")),
    ("x n明天下午", Answer("x", "n", "明天下午")),
    ("a nice and keen", Answer("a", None, "nice and keen")),
    ("b very busy", Answer("b", None, "very busy")),
    ("v周六", Answer("v", "v", "周六")),
    ("v", Answer("v", "v", "")),
    ("n next wed", Answer("n", "n", "next wed")),
    ("强 要报价", Answer("a", None, "要报价")),
    ("強", Answer("a")),
    ("犹豫 下次周三", Answer("b", "n", "周三")),
    ("约周六上午", Answer("v", "v", "周六上午")),
    ("強 約到店 週六", Answer("a", "v", "週六")),
    ("未接", Answer("x")),
    ("c", Answer("x")),  # the grade of whom nobody reached
    ("c 关机", Answer("x", None, "关机")),
    ("空号", Answer("w")),
    ("x关机", Answer("x", None, "关机")),
    ("a,要报价", Answer("a", None, "要报价")),
    ("a，要报价", Answer("a", None, "要报价")),
    ("跳", Answer("s")),
    ("撤", Answer("u")),
    ("停", Answer("q")),
    ("quit", Answer("q")),
    ("  q  ", Answer("q")),
    ("", None),
    ("hello", None),
    ("busy", None),
    ("1", None),
    ("强烈不满", None),
    ("a1", None),
])  # fmt: skip
def test_answers(line: str, answer: Answer | None) -> None:
    assert read_answer(line) == answer


@given(st.text())
def test_any_line_is_an_answer_or_none(line: str) -> None:
    found = read_answer(line)
    if found is not None:
        assert found.key in KEYS
        assert found.then in (None, "v", "n")
        assert found.rest == found.rest.strip()
        assert found.rest in line
