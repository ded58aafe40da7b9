"""Failures: at most 22 lines of at most 300 characters, whatever was typed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.views import samples
from tests.views.chinese import speak

from leadfunnel.domain.consent import read_channel
from leadfunnel.domain.reminder import read_reason
from leadfunnel.errors import AmbiguousError, BadFileError, LeadfunnelError, UnreadableError
from leadfunnel.views.failures import failure_document, failure_lines
from leadfunnel.views.show import json_text


class Unknown(UnreadableError):
    code = "unknown_thing"
    message = "No {kind} called {text}: {found}."
    hint = "Type {text} again."


class Several(AmbiguousError):
    code = "several"
    message = "{count} answer."


class Bad(BadFileError):
    code = "bad"
    message = "The file is wrong."


@pytest.fixture
def chinese() -> Iterator[None]:
    speak("zh-CN")
    yield
    speak("en")


def test_message_and_hint() -> None:
    error = Unknown(kind="call", text="a{b}\x1b[31m\nc", found="x")
    assert failure_lines(error) == [
        "error: No call called a{b}\\x1b[31m / c: x.",
        "hint: Type a{b}\\x1b[31m / c again.",
    ]


@pytest.mark.usefixtures("chinese")
def test_values_are_worded_but_prefixes_are_not() -> None:
    error = Unknown(kind="call", text="call", found="no answer")
    first, second = failure_lines(error, samples.setting())
    assert first == "error: No 电话 called call: 未接."
    assert second == "hint: Type call again."


def test_candidates_stand_between_and_are_cut_at_twenty_lines() -> None:
    twenty = [{"id": number, "text": f"#{number}"} for number in range(20)]
    lines = failure_lines(Several(count=20, candidates=twenty))
    assert lines[1:] == [f"  #{number}" for number in range(20)]
    more = [*twenty, {"id": 20, "text": "#20"}]
    lines = failure_lines(Several(count=21, candidates=more))
    assert len(lines) == 21
    assert lines[-2:] == ["  #18", "  ... 2 more"]


def test_long_lines_are_cut() -> None:
    error = Unknown(kind="x" * 400, text="y", found="z", problems=[{"text": "p" * 400}])
    assert [len(line) for line in failure_lines(error)] == [300, 300, 19]


def test_problems_are_listed() -> None:
    lines = failure_lines(Bad(problems=[{"line": 3, "text": "line 3: no\nname"}]))
    assert lines == ["error: The file is wrong.", "  line 3: no / name"]


def test_values_that_are_missing_or_odd_do_no_harm() -> None:
    assert failure_lines(Unknown()) == ["error: No - called -: -.", "hint: Type - again."]
    odd = Unknown(kind=None, text=b"\xff", found=date(2026, 11, 25))
    assert failure_lines(odd)[0] == "error: No - called b'\\xff': Wed 2026-11-25."
    assert failure_lines(LeadfunnelError()) == ["error: LeadfunnelError"]


@given(st.text(), st.lists(st.text(), max_size=30))
def test_every_line_is_one_harmless_line(text: str, listed: list[str]) -> None:
    lines = failure_lines(
        Unknown(kind=text, text=text, found=text, problems=[{"text": t} for t in listed])
    )
    assert len(lines) <= 22
    assert lines[0].startswith("error: ")
    assert sum(line.startswith("hint: ") for line in lines) == 1
    for line in lines:
        assert len(line) <= 300
        assert not re.search("[\x00-\x1f\x7f-\x9f\u2028]", line)


def test_the_document_is_complete() -> None:
    candidates = [{"id": number, "text": f"#{number}"} for number in range(30)]
    error = Several(count=30, candidates=candidates)
    found = json.loads(json_text(failure_document(error)))
    assert found == {
        "schema": "leadfunnel.error/1",
        "error": {
            "code": "several",
            "message": "30 answer.",
            "hint": None,
            "candidates": candidates,
        },
    }
    assert "problems" in failure_document(Bad(problems=[{"text": "x"}]))["error"]  # type: ignore[operator]


@pytest.mark.usefixtures("chinese")
def test_what_can_be_typed_stands_in_words_with_its_code() -> None:
    with pytest.raises(UnreadableError) as reason:
        read_reason("all")
    with pytest.raises(UnreadableError) as channel:
        read_channel("qq")
    first = failure_lines(reason.value, samples.setting())[0]
    assert "变冷（going_cold）" in first
    assert "微信（wechat）" in failure_lines(channel.value, samples.setting())[0]
    assert read_reason("stuck in the stage") == "stuck"
    assert read_channel("Text message") == "sms"
