"""The wording of values, dates and sentences, in English and Chinese."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.views import samples
from tests.views.chinese import speak

from leadfunnel.domain.customer import Due
from leadfunnel.domain.moment import Moment
from leadfunnel.domain.reminder import Days
from leadfunnel.domain.sentence import counted, said
from leadfunnel.domain.tag import Tag
from leadfunnel.views import dates, names, words
from leadfunnel.views.money import decimal_string
from leadfunnel.views.setting import terminal_width
from leadfunnel.views.words import filled, say

HERE = samples.setting()


@pytest.fixture
def chinese() -> Iterator[None]:
    speak("zh-CN")
    yield
    speak("en")


def moment(day: int, hour: int | None = None, *, deadline: bool = False) -> Moment:
    at = None if hour is None else time(hour)
    return Moment(date(2026, 11, day), at, deadline=deadline)


@pytest.mark.parametrize(
    ("said_as", "worded"),
    [
        (moment(25, 15), "Wed 2026-11-25 15:00, in 4 days"),
        (moment(22), "Sun 2026-11-22, tomorrow"),
        (moment(21, 18), "Sat 2026-11-21 18:00, today"),
        (moment(20), "Fri 2026-11-20, yesterday"),
        (moment(18), "Wed 2026-11-18, 3 days ago"),
        (moment(27, deadline=True), "by Fri 2026-11-27, in 6 days"),
    ],
)
def test_moments_are_echoed_in_full(said_as: Moment, worded: str) -> None:
    assert dates.moment_words(said_as, HERE) == worded


@pytest.mark.parametrize(("count", "worded"), [(1, "1 row"), (0, "0 rows"), (1200, "1,200 rows")])
def test_one_is_no_plural(count: int, worded: str) -> None:
    assert say(counted("{count} row", "{count} rows", count), HERE) == worded


@pytest.mark.usefixtures("chinese")
def test_moments_in_chinese() -> None:
    assert dates.moment_words(moment(25, 15), HERE) == "周三 2026-11-25 15:00，4 天后"
    assert dates.moment_words(moment(27, deadline=True), HERE) == "周五 2026-11-27 前，6 天后"


def test_days_and_stamps() -> None:
    assert (dates.days(1), dates.days(3)) == ("1 day", "3 days")
    assert dates.stamp(samples.NOW, HERE) == "11-21 10:00"
    assert dates.stamp(samples.NOW - 365 * samples.DAY, HERE) == "2025-11-21 10:00"
    assert dates.short_due(Due(date(2027, 1, 4)), HERE) == "Mon 01-04"
    assert dates.short_due(Due(date(2028, 1, 4)), HERE) == "Tue 2028-01-04"
    assert (dates.short_days(3), dates.short_days(2.46)) == ("3 d", "2.5 d")


def test_distance_counts_business_days_not_hours() -> None:
    late = replace(HERE, now=samples.NOW + 13 * 3600 + 3599)
    assert dates.moment_words(moment(22), late) == "Sun 2026-11-22, tomorrow"


def test_customers_are_told_apart() -> None:
    assert words.customer_words(samples.ZHANG, HERE) == "张伟 #12 8000 Interested"
    nameless = words.customer_words(samples.NAMELESS, HERE).replace("\u00a0", " ")
    assert nameless == "137 0013 7000 #5 Negotiating"
    bare = replace(samples.NAMELESS, phones=(), stage=None)
    assert words.customer_words(bare, HERE) == "#5"


def test_touches_say_the_grade_by_its_word() -> None:
    assert words.touch_words(samples.SAID) == "call connected 3m05s keen"
    assert words.touch_words(samples.MISSED) == "call no answer"
    assert words.touch_words(samples.CAME) == "WeChat from them"


def test_lengths_read_back() -> None:
    assert [words.length_words(s) for s in (45, 185, 4800)] == ["45s", "3m05s", "1h20m"]


@pytest.mark.usefixtures("chinese")
def test_values_in_chinese() -> None:
    assert words.customer_words(samples.ZHANG, HERE) == "张伟 #12 8000 意向"
    assert names.tag_words(samples.ZHANG.tags) == "地区:浦东 VIP"
    assert words.value_words("kind", "call", HERE) == "电话"
    assert words.value_words("kind", "phone", HERE) == "电话"
    assert words.value_words("grade", "A", HERE) == "强"
    assert words.value_words("text", "call", HERE) == "call"


@pytest.mark.parametrize(
    ("key", "value", "worded"),
    [
        ("x", None, "-"),
        ("origin", None, "new"),
        ("x", True, "yes"),
        ("x", 12, "12"),
        ("x", 2.5, "2.5"),
        ("x", date(2026, 11, 25), "Wed 2026-11-25"),
        ("x", Tag("region", "浦东"), "region:浦东"),
        ("x", samples.ZHANG.stage, "Interested"),
        ("x", samples.ZHANG.next_follow_up, "Wed 2026-11-25 15:00, in 4 days"),
        ("x", samples.CALL, "f12 Wed 2026-11-25 15:00, in 4 days, call, 报价"),
        ("x", (samples.ZHANG, "b", 3), "张伟 #12 8000 Interested, b, 3"),
        ("x", {"name": "a", "tags": ["x", "y"], "own": 3}, "name a, tags x y, own 3"),
        ("x", {"birthday": "--06-18"}, "birthday 06-18"),
        ("x", Days(3), "3 days"),
        ("unit", "deal", "deal"),
        ("unit", "other", "other"),
    ],
)
def test_values_are_worded_by_type(key: str, value: object, worded: str) -> None:
    assert words.value_words(key, value, HERE) == worded


def test_sentences() -> None:
    customer = samples.ZHANG
    assert say(said("Added {customer}.", customer=customer), HERE) == (
        "Added 张伟 #12 8000 Interested."
    )
    assert say(said("{name} carries {tags}.", customer=customer), HERE) == (
        "张伟 carries region:浦东 VIP."
    )
    untagged = replace(customer, tags=(), owner=None)
    assert say(said("{tags}, {owner}", customer=untagged), HERE) == "no tags, -"
    assert say(said("{gone} {customer}"), HERE) == "- -"


def test_braces_in_values_mean_nothing() -> None:
    assert filled("{text} {id} {0", {"text": "{id} {", "id": 3}, HERE) == "{id} { 3 {0"


@given(st.text(), st.text())
def test_any_template_and_value_can_be_said(template: str, value: str) -> None:
    filled(template + "{x}", {"x": value}, None)


def test_money() -> None:
    assert decimal_string(150, "CNY") == "1.50"
    assert decimal_string(-5, "USD") == "-0.05"
    assert decimal_string(150, "JPY") == "150"
    assert decimal_string(1500, "KWD") == "1.500"


@pytest.mark.parametrize(
    ("columns", "width"),
    [
        ("100", 100), ("0", 80), ("", 80), ("abc", 80), ("-5", 80), ("1", 32), ("99999", 500),
        ("9" * 5000, 80), ("１００", 80),
    ],
)  # fmt: skip
def test_a_senseless_width_falls_back(columns: str, width: int) -> None:
    assert terminal_width({"COLUMNS": columns}, -1) == width
