"""The words of event files, and telling what kind a file is."""

from __future__ import annotations

import pytest

from leadfunnel.domain.event_headers import EVENT_WORDS, sniffed, vocabulary
from leadfunnel.domain.event_words import WAYS, read_direction, read_duration, read_way
from leadfunnel.domain.interaction import KINDS


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("客户名称,跟进时间,跟进方式,跟进内容,跟进人", "interactions"),
        ("Phone,Date,Type,Outcome,Notes", "interactions"),
        ("手机,变更时间,原阶段,新阶段", "stage-changes"),
        ("商机编号,商机名称,金额,阶段", "deals"),
        ("Opportunity Name,Account Name,Amount,Stage,Close Date", "deals"),
        ("Agent_ID,Agent_Name,Agent_Department", "users"),
        ("姓名,手机,微信,来源,标签,备注,负责人,创建时间,阶段", "customers"),
        ("name,phone,department", "customers"),
        ("姓名,手机,来源,时间,类型,备注", "customers"),
        ("Lead_ID,Lead_Date,Marketing_Channel,Lead_Status,Booking_Date", "customers"),
        ("", "customers"),
    ],
)
def test_a_header_tells_the_kind(header: str, kind: str) -> None:
    assert sniffed(header.split(",")) == kind


def test_every_word_names_a_kind_that_exists() -> None:
    assert WAYS.keys() <= KINDS.keys()
    assert read_way("上门拜访") == "meeting"
    assert read_way("Phone Call") == "call"
    assert read_way("飞鸽") is None
    assert (read_direction("呼入"), read_direction("Outbound"), read_direction("x")) == (
        *("in", "out"),
        None,
    )


@pytest.mark.parametrize("kind", EVENT_WORDS)
def test_no_header_means_two_fields(kind: str) -> None:
    seen: dict[str, str] = {}
    for meant, words in EVENT_WORDS[kind].items():
        for word in words.split():
            assert seen.setdefault(word, meant) == meant, word
            assert vocabulary(kind).recognised(word, False, None) == meant


@pytest.mark.parametrize(
    ("text", "minutes", "seconds"),
    [
        ("125", False, 125),
        ("2", True, 120),
        ("2:05", False, 125),
        ("1:00:05", False, 3605),
        ("2分5秒", False, 125),
        ("3min", False, 180),
        ("1小时", False, 3600),
        ("long", False, None),
    ],
)
def test_lengths_of_time(text: str, minutes: bool, seconds: int | None) -> None:
    assert read_duration(text, minutes=minutes) == seconds
