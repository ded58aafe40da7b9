"""Layers and levels, by tables worked out by hand."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadfunnel.domain.layer import (
    LAYERS,
    Bought,
    LayerRules,
    UnknownLayer,
    layer_of,
    read_layer,
    windows,
)
from leadfunnel.domain.level import (
    LEVELS,
    UnknownLevel,
    above,
    floor_of,
    level_of,
    read_level,
)

TODAY = date(2026, 11, 22)
RULES = LayerRules()
SHOP = LayerRules(
    loyal_from=3, loyal_windows=0, loyal_brought=2, asleep_after_days=1095, gone_after_days=0
)
OFF = LayerRules(asleep_after_days=0, gone_after_days=0, loyal_from=0)


@pytest.mark.parametrize(
    ("occasions", "days", "bought_in", "lost", "layer"),
    [
        (0, None, 0, False, "potential"),
        (0, None, 0, True, "potential"),
        (1, 0, 1, False, "new"),
        (1, 89, 1, False, "new"),
        (1, 90, 0, False, "dormant-temporary"),
        (40, 90, 0, False, "dormant-temporary"),
        (40, 364, 0, False, "dormant-temporary"),
        (40, 365, 0, False, "dormant-permanent"),
        (12, 3, 3, True, "dormant-permanent"),
        (2, 30, 1, False, "returning"),
        (9, 0, 3, False, "returning"),
        (10, 0, 2, False, "mature"),
        (10, 0, 3, False, "loyal"),
        (1, None, 0, False, "new"),
    ],
)
def test_the_first_layer_that_fits(
    occasions: int, days: int | None, bought_in: int, lost: bool, layer: str
) -> None:
    last = None if days is None else TODAY - timedelta(days=days)
    bought = Bought(occasions, last, bought_in, lost_confidence=lost)
    assert layer_of(bought, RULES, TODAY) == layer


@pytest.mark.parametrize(
    ("rules", "bought", "layer"),
    [
        (SHOP, Bought(1, TODAY - timedelta(days=900), brought=2), "loyal"),
        (SHOP, Bought(3, TODAY - timedelta(days=900)), "loyal"),
        (SHOP, Bought(2, TODAY - timedelta(days=1094), brought=1), "returning"),
        (SHOP, Bought(2, TODAY - timedelta(days=5000), brought=1), "dormant-temporary"),
        (OFF, Bought(40, TODAY - timedelta(days=5000), 3), "mature"),
        (
            OFF,
            Bought(40, TODAY - timedelta(days=5000), 3, lost_confidence=True),
            "dormant-permanent",
        ),
    ],
)
def test_what_is_0_is_switched_off(rules: LayerRules, bought: Bought, layer: str) -> None:
    assert layer_of(bought, rules, TODAY) == layer


def test_the_windows_tile_the_last_days() -> None:
    assert windows(RULES, TODAY) == [
        (date(2026, 10, 24), date(2026, 11, 22)),
        (date(2026, 9, 24), date(2026, 10, 23)),
        (date(2026, 8, 25), date(2026, 9, 23)),
    ]
    assert windows(OFF, TODAY)[-1][0] == TODAY - timedelta(days=89)
    assert windows(SHOP, TODAY) == []


@given(
    st.integers(0, 50), st.integers(0, 2000), st.integers(0, 3), st.booleans(), st.integers(1, 999)
)
def test_without_buying_nobody_rises(
    occasions: int, days: int, bought_in: int, lost: bool, later: int
) -> None:
    """As days pass without a purchase one only falls asleep, and never wakes."""
    asleep = ("dormant-temporary", "dormant-permanent")
    bought = Bought(occasions, TODAY - timedelta(days=days), bought_in, lost_confidence=lost)
    before, after = (layer_of(bought, RULES, day) for day in (TODAY, TODAY + timedelta(days=later)))
    assert after == before or after in asleep
    assert before not in asleep or asleep.index(after) >= asleep.index(before)


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("loyal", "loyal"), ("忠诚", "loyal"), ("忠實", "loyal"), ("Asleep", "dormant-temporary"),
        ("dormant_temporary", "dormant-temporary"), ("临时沉睡", "dormant-temporary"),
        ("暫時沉睡", "dormant-temporary"), ("沉睡", "dormant-temporary"), ("熟客", "mature"),
        ("永久沉睡", "dormant-permanent"), ("ＮＥＷ", "new"), ("未成交", "potential"),
    ],
)  # fmt: skip
def test_layers_by_their_words(word: str, code: str) -> None:
    assert read_layer(word) == code


def test_no_word_means_two() -> None:
    for table in (LAYERS, LEVELS):
        words = [
            w for item in table.values() for w in {item.code, *item.names.values(), *item.also}
        ]
        assert len(words) == len(set(words))
    with pytest.raises(UnknownLayer):
        read_layer("vip")
    with pytest.raises(UnknownLevel):
        read_level("vip")


THRESHOLDS = [100_000, 500_000, 2_000_000]


@pytest.mark.parametrize(
    ("spent", "level"),
    [
        (-5, "basic"), (0, "basic"), (99_999, "basic"), (100_000, "silver"), (499_999, "silver"),
        (500_000, "gold"), (1_999_999, "gold"), (2_000_000, "diamond"), (10**15, "diamond"),
    ],
)  # fmt: skip
def test_levels_to_the_cent(spent: int, level: str) -> None:
    assert level_of(spent, THRESHOLDS) == level


def test_fewer_thresholds_make_fewer_levels() -> None:
    assert level_of(10**9, []) is None
    assert level_of(10**9, [100]) == "silver"
    assert above("silver", [100]) is None
    assert above("basic", THRESHOLDS) == "silver"
    assert above("diamond", THRESHOLDS) is None
    assert floor_of("gold", THRESHOLDS) == 500_000
    assert floor_of("gold", [100]) is None
    assert floor_of("basic", THRESHOLDS) is None
    assert level_of(10**9, [1, 2, 3, 4]) == "diamond"


@pytest.mark.parametrize(
    ("word", "code"), [("金卡", "gold"), ("鑽石", "diamond"), ("一般", "basic")]
)
def test_levels_by_their_words(word: str, code: str) -> None:
    assert read_level(word) == code
