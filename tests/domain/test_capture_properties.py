"""Whatever is typed, nothing of it is lost."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from tests.domain.reading import STORE, read, reader

from leadfunnel.domain.capture import Captured, EmptyName, Lexicon, LongName, NulInText, capture
from leadfunnel.domain.line import half_width
from leadfunnel.domain.tag import is_known

SEPARATORS = " \t\r\n\f\v\u3000\xa0,，;；、|｜/:：。()（）[]【】<>《》\"'“”-"


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
    found = capture(text, reader, Lexicon(sources=["抖音"]))
    assert not lost(text, found) - MARKS
    assert capture(text, reader, Lexicon(sources=["抖音"])) == found


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
        found = capture(text, reader, Lexicon(sources=["a"], dimensions=["a"]))
    except EmptyName:
        assert not text.strip()
        return
    said_twice = set("".join(map(str, found.tags)))
    assert set(lost(text, found)) <= set("#+@微信v电话来源地区a") | said_twice
    assert capture(text, reader, Lexicon(sources=["a"], dimensions=["a"])) == found


STOCK = {
    "王姐": "name",
    "13800138000": "phones",
    "抖音": "source",
    "预算8千": "budget",
    "下周三下午回访": "when",
    "张三介绍": "referrer",
    "华新公司": "company",
    "地址:浦东张杨路": "address",
    "#VIP": "tags",
    "烟机": "tags",
    "想换灶具": "note",
    "3-5万": "note",
    "￥12,000": "note",
    "2 kids": "note",
    "昨天来过": "note",
    "李四介绍": "note",
}


@given(st.lists(st.sampled_from(sorted(set(STOCK) - {"王姐"})), unique=True))
def test_every_part_finds_its_place_whatever_stands_beside_it(parts: list[str]) -> None:
    found = read(" ".join(["王姐", *parts]))
    for part in parts:
        place = STOCK[part]
        assert (part in found.note) if place == "note" else getattr(found, place), (part, found)
        if place != "note":
            assert part not in found.note


def lost_to_the_store(text: str, found: Captured) -> set[str]:
    """Return what no field holds, the words that give a kind or are labels aside."""
    when = found.when
    kept = found.note + found.company + found.address + found.referrer
    kept += when.said + when.note if when else ""
    gone = lost(text, found) - Counter(half_width(kept)) - Counter(kept)
    return set(gone)


@given(
    st.text(
        alphabet="王姐明天3点周六回访到店公司介绍张三预算8千万元地址浦东烟机a1 ，：#+", max_size=40
    )
)
def test_a_text_full_of_signs_loses_nothing(text: str) -> None:
    try:
        found = capture(text, reader, replace(STORE, budget=False))
    except EmptyName:
        return
    labels = set("公司地址介绍张三到店来#+浦东烟机") if found != Captured() else set()
    assert lost_to_the_store(text, found) <= labels
    assert capture(text, reader, replace(STORE, budget=False)) == found


@given(st.text(max_size=80))
def test_any_text_is_read_or_refused_for_a_known_reason(text: str) -> None:
    try:
        read(text)
    except (EmptyName, NulInText, LongName):
        return
