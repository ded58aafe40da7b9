"""What the line of `log` says after WHO, in any order; the store's clock is that of `reading`."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.domain.reading import STORE

from leadfunnel.domain.logged import Logged, read_log

LINES: list[tuple[str, dict[str, object]]] = [
    (
        "电话 强 要报价 明天3点",
        {"kind": "call", "grade": "A", "text": "要报价", "when": "2026-11-23T15:00"},
    ),
    (
        "强 电话 要报价 明天3点",
        {"kind": "call", "grade": "A", "text": "要报价", "when": "2026-11-23T15:00"},
    ),
    (
        "明天3点 要报价 强 微信",
        {"kind": "wechat", "grade": "A", "text": "要报价", "when": "2026-11-23T15:00"},
    ),
    ("要报价 明天3点 强", {"grade": "A", "text": "要报价", "when": "2026-11-23T15:00"}),
    ("要报价 明天3点", {"text": "要报价", "when": "2026-11-23T15:00"}),
    (
        "电话 A 要报价 明天3点",
        {"kind": "call", "grade": "A", "text": "要报价", "when": "2026-11-23T15:00"},
    ),
    ("A 要报价 明天3点", {"grade": "A", "text": "要报价", "when": "2026-11-23T15:00"}),
    ("要报价 电话", {"kind": "call", "text": "要报价"}),
    ("要报价 A", {"grade": "A", "text": "要报价"}),
    ("b 再看看", {"grade": "B", "text": "再看看"}),
    (
        "电话 犹豫 周六带老婆来",
        {"kind": "call", "grade": "B", "when": "2026-11-28", "next_note": "带老婆来"},
    ),
    ("电话 无意", {"kind": "call", "grade": "D"}),
    ("意向强 要报价", {"grade": "A", "text": "要报价"}),
    (
        "call keen wants quote tomorrow 3pm",
        {"kind": "call", "grade": "A", "text": "wants quote", "when": "2026-11-23T15:00"},
    ),
    (
        "keen wants quote tomorrow 3pm",
        {"grade": "A", "text": "wants quote", "when": "2026-11-23T15:00"},
    ),
    ("call A wants a quote", {"kind": "call", "grade": "A", "text": "wants a quote"}),
    ("call B", {"kind": "call", "grade": "B"}),
    ("call a friend came", {"kind": "call", "text": "a friend came"}),
    (
        "call unsure, wants to ask his wife, call back next wed",
        {
            "kind": "call",
            "grade": "B",
            "text": "wants to ask his wife",
            "when": "2026-11-25",
            "next_kind": "call",
            "next_note": "call back",
        },
    ),
    ("call not interested", {"kind": "call", "grade": "D"}),
    ("call not interested at all", {"kind": "call", "grade": "D", "text": "at all"}),
    ("未接", {"outcome": "no_answer", "grade": "C"}),
    ("电话 未接", {"kind": "call", "outcome": "no_answer", "grade": "C"}),
    (
        "未接 明天再打",
        {
            "outcome": "no_answer",
            "grade": "C",
            "when": "2026-11-23",
            "next_kind": "call",
            "next_note": "再打",
        },
    ),
    ("不通", {"outcome": "no_answer"}),
    ("空号", {"outcome": "wrong_number"}),
    ("拒绝 不要再打", {"outcome": "refused", "text": "不要再打"}),
    ("微信 回了 要报价", {"kind": "wechat", "outcome": "replied", "text": "要报价"}),
    ("微信 没回", {"kind": "wechat", "outcome": "sent"}),
    ("call no answer", {"kind": "call", "outcome": "no_answer"}),
    ("call wrong number", {"kind": "call", "outcome": "wrong_number"}),
    ("call busy", {"kind": "call", "outcome": "busy"}),
    ("busy", {"outcome": "busy"}),
    ("call sent the quote", {"kind": "call", "text": "sent the quote"}),
    ("wechat sent", {"kind": "wechat", "outcome": "sent"}),
    (
        "email sent the quote tomorrow",
        {"kind": "email", "text": "sent the quote", "when": "2026-11-23"},
    ),
    ("C", {"grade": "C"}),
    ("来电 问价格", {"kind": "call", "text": "问价格", "direction": "in"}),
    ("到店 看了样机 犹豫", {"kind": "visit", "grade": "B", "text": "看了样机"}),
    ("visit keen", {"kind": "visit", "grade": "A"}),
    ("拜访 谈了合同", {"kind": "meeting", "text": "谈了合同"}),
    ("朋友圈", {"kind": "social"}),
    ("问候 中秋快乐", {"kind": "greeting", "text": "中秋快乐"}),
    ("note likes noise", {"kind": "note", "text": "likes noise"}),
    ("备注 两个孩子", {"kind": "note", "text": "两个孩子"}),
    ("wants a demo next week", {"text": "wants a demo", "when": "2026-11-23"}),
    ("wants quote call", {"text": "wants quote call"}),
    ("text me later", {"kind": "sms", "text": "me later"}),
    ("call text me later", {"kind": "call", "text": "text me later"}),
    (
        "微信 要报价 明天3点 电话",
        {"kind": "wechat", "text": "要报价", "when": "2026-11-23T15:00", "next_kind": "call"},
    ),
    ("明天3点 电话", {"when": "2026-11-23T15:00", "next_kind": "call"}),
    ("周六 到店", {"when": "2026-11-28", "next_kind": "visit"}),
    (
        "强 要报价 下周三下午回访",
        {
            "grade": "A",
            "text": "要报价",
            "when": "2026-11-25T15:00",
            "next_kind": "call",
            "next_note": "回访",
        },
    ),
    (
        "电话，强，要报价，明天3点",
        {"kind": "call", "grade": "A", "text": "要报价", "when": "2026-11-23T15:00"},
    ),
    (
        "电话 昨天聊过 明天再联系",
        {"kind": "call", "text": "昨天聊过", "when": "2026-11-23", "next_note": "再联系"},
    ),
    (
        "电话 明天3点 后天4点",
        {"kind": "call", "text": "后天4点", "when": "2026-11-23T15:00", "moments": ["后天4点"]},
    ),
    ("电话 有2 个孩子 3室2厅", {"kind": "call", "text": "有2 个孩子 3室2厅"}),
    ("plan B", {"text": "plan B"}),
    ("要 B 款", {"text": "要 B 款"}),
    ("call wants 2 kids room", {"kind": "call", "text": "wants 2 kids room"}),
    ("强 未接", {"outcome": "no_answer", "grade": "A"}),
    ("电话 强 犹豫", {"kind": "call", "grade": "A", "text": "犹豫"}),
    (
        "電話 強 要報價 明天3點",
        {"kind": "call", "grade": "A", "text": "要報價", "when": "2026-11-23T15:00"},
    ),
    ("到店，犹豫", {"kind": "visit", "grade": "B"}),
]


def told(found: Logged) -> dict[str, object]:
    when = found.when
    values: dict[str, object] = {
        "kind": found.kind,
        "outcome": found.outcome,
        "grade": found.grade,
        "text": found.text,
        "direction": found.direction if found.direction == "in" else None,
        "when": when.moment.iso() if when else None,
        "next_kind": when.kind if when else None,
        "next_note": when.note if when else None,
        "moments": list(found.moments),
    }
    return {key: value for key, value in values.items() if value}


@pytest.mark.parametrize(("text", "expected"), LINES)
def test_a_line_is_read(text: str, expected: dict[str, object]) -> None:
    assert told(read_log(text.split(), STORE)) == expected
    assert told(read_log([text], STORE)) == expected


def test_a_quoted_word_is_text_but_for_its_moment() -> None:
    found = read_log(["call", "A wants a call, keen tomorrow 3pm"], STORE)
    assert told(found) == {
        "kind": "call",
        "text": "A wants a call, keen",
        "when": "2026-11-23T15:00",
    }


def test_what_flags_say_is_not_looked_for() -> None:
    words = ["电话", "强", "未接", "要报价", "明天3点"]
    found = read_log(words, STORE, ("grade", "outcome", "when"))
    assert told(found) == {"kind": "call", "text": "强 未接 要报价 明天3点"}


def test_without_a_clock_moments_are_text() -> None:
    assert told(read_log(["电话", "明天3点"])) == {"kind": "call", "text": "明天3点"}


WORDS = st.sampled_from(
    [
        *(
            "电话",
            "微信",
            "到店",
            "call",
            "强",
            "犹豫",
            "A",
            "b",
            "未接",
            "回了",
            "sent",
            "no answer",
        ),
        *(
            "要报价",
            "明天3点",
            "周六",
            "tomorrow 3pm",
            "回访",
            "wants a quote",
            "，",
            "2 kids",
            "🌸",
        ),
    ]
)
SEPARATORS = " ,，;；、|｜/:：。()-"


@given(st.lists(WORDS, max_size=8, unique=True))
def test_nothing_said_is_lost(words: list[str]) -> None:
    found = read_log(words, STORE)
    kept = found.text + (found.when.said + found.when.note if found.when else "")
    gone = Counter("".join(words)) - Counter(kept)
    meant = "电话微信到店call强犹豫Ab未接回了sentno answer" if told(found) else ""
    assert set(gone) <= set(SEPARATORS) | set(meant)
    for word in ("要报价", "wants a quote", "2 kids", "🌸"):
        assert word not in words or word in kept


@given(st.lists(st.text(max_size=12), max_size=6))
def test_any_words_are_read(words: list[str]) -> None:
    read_log(words, STORE)
