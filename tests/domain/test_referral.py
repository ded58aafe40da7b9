"""Trees of referrals: what stands below, and how they are drawn."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from leadfunnel.domain.referral import Brought, Forest, drawn


def test_a_tree_is_drawn_with_lines_down_to_the_last_of_a_level() -> None:
    assert drawn([1, 2, 2, 1, 2, 3, 1]) == [
        "|- ",
        "|  |- ",
        "|  `- ",
        "|- ",
        "|  `- ",
        "|     `- ",
        "`- ",
    ]
    assert drawn([0, 1, 0, 1, 1]) == ["", "`- ", "", "|- ", "`- "]
    assert drawn([]) == []


parents = st.lists(st.integers(0, 30), max_size=30)


@given(above=parents, money=st.lists(st.integers(-500, 900), min_size=31, max_size=31))
def test_what_stands_below_is_what_a_walk_finds(above: list[int], money: list[int]) -> None:
    brought = [Brought(n, by) for n, by in enumerate(above, 1) if by < n]
    forest = Forest(brought, {n: {"CNY": amount} for n, amount in enumerate(money)})
    by = {one.id: one.by for one in brought}
    under: Counter[int] = Counter()
    sums: Counter[int] = Counter()
    for one in by:
        step = by.get(one)
        while step is not None:
            under[step] += 1
            sums[step] += money[one]
            step = by.get(step)
    for n in range(31):
        below = forest.below(n)
        assert (below.count, below.sums.get("CNY", 0)) == (under[n], sums[n])
        assert len(forest.walk(n)) == under[n]
    walked = [n for root in forest.roots() for n, _ in ((root, 0), *forest.walk(root))]
    assert sorted(walked) == sorted({*by, *by.values()})


@given(above=parents)
def test_a_circle_ends(above: list[int]) -> None:
    forest = Forest([Brought(n, by) for n, by in enumerate(above)], {})
    for n in range(31):
        found = [one for one, _ in forest.walk(n)]
        assert len(found) == len(set(found))
        assert n not in found
        assert forest.below(n).count <= 31


@given(st.lists(st.integers(1, 9), max_size=40))
def test_a_line_goes_down_while_a_later_name_stands_at_its_level(steps: list[int]) -> None:
    depths = [min(depth, place + 1) for place, depth in enumerate(steps)]
    lines = drawn(depths)
    for place, depth in enumerate(depths):
        later = depths[place + 1 :]
        ends = next((n for n, other in enumerate(later) if other < depth), len(later))
        more = depth in later[:ends]
        assert lines[place].endswith("|- " if more else "`- ")
        assert len(lines[place]) == 3 * depth
