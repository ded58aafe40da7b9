"""Instants written from parts are those of the calendar, at every change of clocks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadfunnel.domain.calendar import LATEST, BusinessCalendar
from leadfunnel.domain.wall_texts import BLOCK_BITS, WallTexts

ZONES = (
    "Asia/Shanghai", "Asia/Kathmandu", "America/St_Johns", "Australia/Lord_Howe", "UTC",
    "Europe/Berlin", "Pacific/Apia", "Africa/Monrovia", "Asia/Pyongyang",
)  # fmt: skip
CHANGES = (
    515_520_000,
    63_593_070,
    1_325_203_200,
    1_792_891_800,
    1_774_746_000,
    1_525_447_800,
    0,
    LATEST - 100_000,
)


@given(
    st.sampled_from(ZONES),
    st.lists(
        st.one_of(
            st.integers(-2_000_000_000, LATEST - 100_000),
            st.builds(int.__add__, st.sampled_from(CHANGES), st.integers(-9_000, 9_000)),
        ),
        max_size=30,
    ),
)
def test_an_instant_is_written_as_the_calendar_writes_it(zone: str, instants: list[int]) -> None:
    calendar = BusinessCalendar(zone)
    texts = WallTexts(calendar)
    assert [texts.iso(one) for one in instants] == [calendar.iso(one) for one in instants]


@pytest.mark.parametrize(("zone", "change"), [("Europe/Berlin", 1_774_746_000),
                                              ("Africa/Monrovia", 63_593_070)])  # fmt: skip
def test_a_block_in_which_clocks_change_is_written_one_by_one(zone: str, change: int) -> None:
    calendar = BusinessCalendar(zone)
    assert calendar.local(change - 1).utcoffset() != calendar.local(change).utcoffset()
    texts = WallTexts(calendar)
    around = range(change - (1 << BLOCK_BITS), change + (1 << BLOCK_BITS), 97)
    assert [texts.iso(one) for one in around] == [calendar.iso(one) for one in around]
