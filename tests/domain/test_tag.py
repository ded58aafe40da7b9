"""Tags as typed, stored and compared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadfunnel.domain.tag import DIMENSIONS, BadTag, Tag, is_known, key, read_dimension, read_tag
from leadfunnel.errors import Exit


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("#浦东", Tag("", "浦东")),
        ("＋浦东", Tag("", "浦东")),
        ("浦东", Tag("", "浦东")),
        ("region:浦东", Tag("region", "浦东")),
        ("#Region: Pu  dong ", Tag("region", "Pu dong")),
        ("地区：浦东", Tag("region", "浦东")),
        ("＋地區:浦東", Tag("region", "浦東")),
        ("年龄:30", Tag("age", "30")),
        ("性別:女", Tag("gender", "女")),
        ("行业:餐饮", Tag("industry", "餐饮")),
        ("问题:噪音", Tag("problem", "噪音")),
        ("兴趣:跑步", Tag("interest", "跑步")),
        ("用途:自用", Tag("usage", "自用")),
        ("价值观:环保", Tag("values", "环保")),
        ("要:美白", Tag("need.explicit", "美白")),
        ("隱：抗衰", Tag("need.implicit", "抗衰")),
        ("need.explicit:美白", Tag("need.explicit", "美白")),
        ("产品:烟机", Tag("product", "烟机")),
        ("House:3室2厅", Tag("house", "3室2厅")),
        ("family:👨\u200d👩\u200d👧", Tag("family", "👨\u200d👩\u200d👧")),
        ("#C++", Tag("", "C++")),
        ("link:a：b", Tag("link", "a：b")),
    ],
)
def test_read_tag(text: str, tag: Tag) -> None:
    assert read_tag(text) == tag


@pytest.mark.parametrize(
    "text", ["", " ", "#", "+ ", "region:", ":浦东", "a b:c", "15:00", "a\x1bb", "x" * 101]
)
def test_bad_tags(text: str) -> None:
    with pytest.raises(BadTag) as caught:
        read_tag(text)
    assert caught.value.exit is Exit.UNREADABLE


def test_the_longest_tag() -> None:
    assert len(str(read_tag("#region:" + "x" * 93))) == 100


def test_keys_know_no_case_and_no_width() -> None:
    assert key(read_tag("#ＶＩＰ")) == key(read_tag("vip")) == "vip"
    assert key(read_tag("地区:Pudong")) == key(read_tag("REGION:PUDONG"))
    assert key(Tag("region", "a")) != key(Tag("", "a"))


def test_every_name_of_a_dimension_leads_to_its_code() -> None:
    for code, names in DIMENSIONS.items():
        assert is_known(code)
        assert {read_dimension(name) for name in (code, code.upper(), *names)} == {code}
    assert not is_known("house")
    assert read_dimension("a b") is None


@given(st.text(max_size=120))
def test_a_tag_reads_the_same_again(text: str) -> None:
    try:
        tag = read_tag(text)
    except BadTag:
        return
    assert read_tag(str(tag)) == tag
    assert key(tag) == key(read_tag(text.casefold()))
