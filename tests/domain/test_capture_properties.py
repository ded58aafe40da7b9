"""Whatever is typed, nothing of it is lost."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from leadfunnel.adapters.phones import read_phone
from leadfunnel.domain.capture import Captured, EmptyName, capture
from leadfunnel.domain.phone import BadPhone, Phone
from leadfunnel.domain.tag import is_known

SEPARATORS = " \t\r\n\f\v\u3000\xa0,，;；、|｜/:：。()（）[]【】<>《》\"'“”-"


def reader(text: str) -> Phone | None:
    try:
        return read_phone(text, "CN")
    except BadPhone:
        return None


def lost(text: str, found: Captured) -> Counter[str]:
    """Return the characters of a line, separators aside, that no field of what was read holds."""
    parts = [found.name, found.source, found.note, *(tag.value for tag in found.tags)]
    parts += [tag.dimension for tag in found.tags if not is_known(tag.dimension)]
    parts += [phone.raw for phone in found.phones]
    parts += [identity.raw for identity in (*found.wechat, *found.emails)]
    gone = Counter(text) - Counter("".join(parts))
    return Counter({sign: count for sign, count in gone.items() if sign not in SEPARATORS})


WORDS = st.sampled_from(
    [
        *("王姐", "张总要报价", "John", "Smith", "lower", "13800138000", "139 0013 9000", "8千"),
        *("021-61234567转12", "#浦东", "+VIP", "地区:静安", "抖音", "@门店", "来源:店", "a@b.co"),
        *("微信:lily_2020", "vx rose_2021", "3室2厅", "2026-11-25", "15:00", "￥12000", "，", "。"),
        *("电话:", "姓名:", "(", ")", "\n", "🌸", "12345678901"),
        "想换烟机预算不多下周三下午回访好吗",
    ]
)
MARKS = Counter("#+@地区来源微信vx电话姓名")


@given(st.lists(WORDS, min_size=1, max_size=10, unique=True).map(" ".join))
def test_nothing_but_marks_is_lost_of_a_line(text: str) -> None:
    if not text.strip():
        return
    found = capture(text, reader, sources=["抖音"])
    assert not lost(text, found) - MARKS
    assert capture(text, reader, sources=["抖音"]) == found


@given(
    st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0#+＋＃@＠:："))
)
def test_nothing_is_lost_of_a_text_without_marks(text: str) -> None:
    try:
        found = capture(text, reader)
    except EmptyName:
        return
    assert set(lost(text, found)) <= set("\u200e\u200f\u202a\u202b\u202c\u202d\u202e")


@given(st.text(alphabet="王姐a1 #+@:，。\n微信v电话来源地区13800138000", max_size=60))
def test_a_text_full_of_marks_is_read_again_the_same(text: str) -> None:
    try:
        found = capture(text, reader, sources=["a"], dimensions=["a"])
    except EmptyName:
        assert not text.strip()
        return
    said_twice = set("".join(map(str, found.tags)))
    assert set(lost(text, found)) <= set("#+@微信v电话来源地区a") | said_twice
    assert capture(text, reader, sources=["a"], dimensions=["a"]) == found
