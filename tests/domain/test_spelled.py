"""A name typed whole by its sounds is told from one that goes on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadfunnel.domain.pinyin import readings
from leadfunnel.domain.search import Tier
from leadfunnel.domain.spelled import closeness, is_spelled


@pytest.mark.parametrize("query", ["wangli", "wang li", "WangLi", "wl", "ＷＬ"])
def test_whole_names_only(query: str) -> None:
    assert is_spelled(query, "王丽")
    assert not is_spelled(query, "王丽娜")
    assert not is_spelled(query, "王")
    assert not is_spelled(query, "李望")


def test_a_reading_that_goes_on_is_not_whole() -> None:
    assert not is_spelled("wangli", "王玲")
    assert not is_spelled("wxj", "文欣教育有限公司")
    assert not is_spelled("", "")
    assert not is_spelled("ml", "M丽")
    assert is_spelled("mn", "Maria Novak")


def test_only_what_was_found_by_its_sounds_is_told_apart() -> None:
    assert closeness("wangli", Tier.PINYIN, "王丽") < closeness("wangli", Tier.PINYIN, "王丽娜")
    assert closeness("8000", Tier.PHONE_TAIL, None) == closeness("8000", Tier.PHONE_TAIL, "王丽")
    assert closeness("wang", Tier.PART, "wangli") < closeness("wangli", Tier.PINYIN, "王丽")


@given(st.text("王丽单长仇乐张伟翟吕", min_size=2, max_size=4), st.data())
def test_any_readings_spell_a_name(name: str, data: st.DataObject) -> None:
    sounds = [data.draw(st.sampled_from(readings(sign))) for sign in name]
    assert is_spelled("".join(sounds), name)
    assert is_spelled("".join(sound[0] for sound in sounds), name)
    assert not is_spelled("".join(sounds), name + "王")
