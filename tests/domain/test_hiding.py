"""The middle of every phone is hidden, and nothing else."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadfunnel.domain.hiding import hidden


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("电话13800138000回电", "电话138****8000回电"),
        ("138\u00a00013\u00a08000", "138****8000"),
        ("#1234567 张伟", "#1234567 张伟"),
        ("20261122T020000Z", "20261122T020000Z"),
        ("2026-11-22T10:00:00+08:00", "2026-11-22T10:00:00+08:00"),
        ("11-22 10:00", "11-22 10:00"),
        ("1,234,567", "1,234,567"),
        ("wx13800138000", "wx138****8000"),
    ],
)
def test_phones_and_what_looks_like_one(text: str, shown: str) -> None:
    assert hidden(text) == shown


@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True), st.sampled_from(("", " ", "-", "\u00a0")),
       st.text(alphabet="张伟 打电话:，", max_size=6))  # fmt: skip
def test_no_mobile_is_ever_whole(number: str, gap: str, around: str) -> None:
    written = gap.join((number[:3], number[3:7], number[7:]))
    shown = re.sub(r"\D", "", hidden(f"{around}{written}{around}"))
    assert number not in shown
    assert number[3:7] not in shown or number[3:7] in number[:3] + number[7:]
