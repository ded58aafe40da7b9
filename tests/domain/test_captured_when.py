"""Moments are found wherever they stand in a line, and only where they are surely meant."""

from __future__ import annotations

import time
from datetime import datetime

import pytest
from tests.domain.reading import CLOCK
from tests.domain.test_moment_almanac import AHEAD as FESTIVALS
from tests.domain.test_moment_almanac import entries
from tests.domain.test_moment_english_days import DAYS
from tests.domain.test_moment_english_times import TIMES
from tests.domain.test_moment_phrases import CHINESE, ENGLISH, MONDAY, readings
from tests.domain.test_moment_phrases_chinese import AHEAD, WEDNESDAY
from tests.phrases import rows

from leadfunnel.adapters.almanac import almanac
from leadfunnel.domain.captured_when import Clock, find_when
from leadfunnel.domain.line import half_width
from leadfunnel.domain.moment import read_moment
from leadfunnel.errors import UnreadableError

CHINA = almanac("CN")
SUNDAY = datetime(2026, 11, 22, 10, 0)  # noqa: DTZ001 - wall time
PHRASES = [
    *((row[0], MONDAY) for table in (ENGLISH, CHINESE, DAYS, TIMES) for row in readings(table)),
    *((phrase, WEDNESDAY) for phrase, _ in rows(AHEAD)),
    *((phrase, SUNDAY) for phrase, _ in entries(FESTIVALS)),
]
TOO_PLAIN = {
    "on the 15", "on 15", "the 15", "the second", "on the second", "1y", "the twenty fourth",
    "0900 hours", "0900 hrs", "而家", "618", "截止到月底", "24/7",
    "around 1530", "approximately 1030", "in 15'", "黑五",
}  # fmt: skip
"""Read as moments where one is asked for; in a line these words may be anything."""


def readable(phrase: str, now: datetime) -> bool:
    try:
        read_moment(phrase, now, almanac=CHINA)
    except UnreadableError:
        return False
    return phrase not in TOO_PLAIN


@pytest.mark.parametrize(("phrase", "now"), [row for row in PHRASES if readable(*row)])
def test_every_way_to_say_a_moment_is_found(phrase: str, now: datetime) -> None:
    clock = Clock(now, now.date(), CHINA)
    for line in ("王姐 {} 回访", "John {} call back"):
        found, others = find_when(half_width(line.format(phrase)), clock)
        assert found is not None
        assert (found.moment, others) == (read_moment(phrase, now, almanac=CHINA), ())


HELD = {"就明天", "下午3点pm", *TOO_PLAIN}
"""What holds a moment that is found without the rest of the words."""
REFUSED = [row for row in PHRASES if not readable(*row) and row[0] not in HELD]


@pytest.mark.parametrize(("phrase", "now"), REFUSED)
def test_what_is_refused_as_a_moment_stays_as_a_whole(phrase: str, now: datetime) -> None:
    found, _ = find_when(half_width(f"王姐 {phrase} 回访"), Clock(now, now.date(), CHINA))
    assert found is None


@pytest.mark.parametrize(
    ("text", "kind", "note"),
    [
        ("明天回访", "call", "回访"),
        ("明天 回访", "call", "回访"),
        ("明天，回访", "call", "回访"),
        ("回访 明天", "call", "回访"),
        ("明天电话", "call", ""),
        ("明天到店", "visit", ""),
        ("明天来看样机", "visit", "来看样机"),
        ("明天拜访", "meeting", ""),
        ("明天发微信", "wechat", "发微信"),
        ("明天送样品想换烟机", None, "送样品"),
        ("明天 送样品 想换烟机", None, "送样品"),
        ("明天要报价", None, "要报价"),
        ("明天 要报价", None, ""),
        ("明天 烟机", None, ""),
        ("明天想来看看", "visit", "想来看看"),
        ("明天有空见面", "meeting", "有空见面"),
        ("tomorrow call back", "call", "call back"),
        ("tomorrow follow up", None, "follow up"),
        ("tomorrow visit", "visit", ""),
        ("call tomorrow", "call", ""),
        ("tomorrow deliver the hood, cash", None, "deliver the hood"),
        ("tomorrow called", None, ""),
    ],
)
def test_the_words_beside_a_moment(text: str, kind: str | None, note: str) -> None:
    found, _ = find_when(half_width(text), CLOCK)
    assert found is not None
    assert (found.moment.iso(), found.kind, found.note) == ("2026-11-23", kind, note)


def test_a_long_paste_is_given_up_soon() -> None:
    for text in ("明天" * 20_000, "半年两年" * 10_000, "1:1 " * 20_000, "tomorrow " * 10_000):
        begun = time.perf_counter()
        find_when(text, CLOCK)
        assert time.perf_counter() - begun < 3


@pytest.mark.parametrize(
    ("text", "stays"),
    [
        ("下周三结婚", ("下周三",)),
        ("国庆后结婚", ("国庆后",)),
        ("下周三结婚 明天回访", ("下周三",)),
        ("明天3点 后天4点", ("后天4点",)),
        ("下周二或周三", ("周三",)),
    ],
)
def test_what_goes_on_stays_with_its_words(text: str, stays: tuple[str, ...]) -> None:
    found, others = find_when(text, CLOCK)
    assert others == stays
    assert (found is None) == (text in ("下周三结婚", "国庆后结婚"))


EVENTS = """
5月1日交房|5月1日要交房|5月1日 交房|交房5月1日|交房 5月1日|交房时间是5月1日|婚礼定在5月1日
5月1日去上海出差|5月1日带孩子旅游|5月1日见家长|5月1日试营业|合同5月1日到期|5月1日搬家, 预算8千
wedding on 3 may|her wedding is on 3 may|wedding 3 may|moving in on 3 may|opens a new shop on 3 may
lease ends 3 may|3 may wedding|3 may: moving house|her birthday is 3 may
"""


@pytest.mark.parametrize("text", EVENTS.replace("\n", "|").strip("|").split("|"))
def test_the_date_of_an_event_is_no_promise(text: str) -> None:
    line = half_width(f"王姐 烟机 {text}")
    assert find_when(line, CLOCK)[0] is None
    found, others = find_when(line + ", 明天回访", CLOCK)
    assert found is not None
    assert (found.moment.iso(), found.kind, len(others)) == ("2026-11-23", "call", 1)


@pytest.mark.parametrize(
    "text",
    [
        "5月1日开业送花篮",
        "5月1日交房 回访",
        "回访 5月1日交房",
        "搬家 5月1日下午3点",
        "5月1日下午3点 搬家",
        "call on 1 may, wedding",
        "wedding, call 1 may",
        "1 may wedding dress",
        "moving, 1 may",
        "5月1日交定金",
    ],
)
def test_a_step_or_a_bare_moment_beside_an_event_is_a_promise(text: str) -> None:
    found, _ = find_when(half_width(f"王姐 烟机 {text}"), CLOCK)
    assert found is not None
    assert found.moment.day.isoformat() == "2027-05-01"


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("tomorrow 3pm sharp knives", ["tomorrow 3pm"]),
        ("tomorrow 3pm sharp", ["tomorrow 3pm sharp"]),
        ("tomorrow 3pm sharp, knives", ["tomorrow 3pm sharp"]),
        ("tomorrow 3pm sharp call back", ["tomorrow 3pm sharp", "call back"]),
        ("tomorrow 3pm approx 20 people", ["tomorrow 3pm"]),
    ],
)
def test_a_word_that_describes_the_next_is_left_to_it(text: str, taken: list[str]) -> None:
    found, _ = find_when(text, CLOCK)
    assert found is not None
    assert [text[slice(*span)] for span in found.spans] == taken
    assert found.moment.iso() == "2026-11-23T15:00"
