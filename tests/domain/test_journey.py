"""Histories read as visits, reach and standing."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadfunnel.domain.journey import (
    Change,
    History,
    UnknownStageInHistory,
    Visit,
    born_in,
    reach,
    standing,
    visits,
)
from leadfunnel.domain.pipeline_schema import shipped

LIFECYCLE = next(pipeline for pipeline in shipped() if pipeline.name == "lifecycle")


def history(*moves: tuple[int, str] | tuple[int, str, bool]) -> History:
    """A journey from (at, target) or (at, target, assumed) in order."""
    origins = [None, *(move[1] for move in moves)]
    changes = (
        Change(move[0], place, origin, move[1], *move[2:])
        for place, (move, origin) in enumerate(zip(moves, origins, strict=False))
    )
    return History(journey_id=1, person_id=1, changes=tuple(changes))


def spans(found: tuple[Visit, ...]) -> list[tuple[str, int, int | None, str, str | None]]:
    return [(visit.stage, visit.begin, visit.end, visit.kind, visit.left) for visit in found]


def test_climbing_skipping_and_returning() -> None:
    moves = history((10, "B"), (20, "D"), (30, "C"), (40, "E"))
    assert spans(visits(moves, LIFECYCLE)) == [
        ("B", 10, 20, "new", "advanced"),
        ("D", 20, 30, "up", "back"),
        ("C", 30, 40, "down", "advanced"),
        ("E", 40, None, "up", None),
    ]


def test_leaving_and_coming_back() -> None:
    moves = history((10, "C"), (20, "L"), (25, "A"), (30, "C"), (40, "A"))
    assert spans(visits(moves, LIFECYCLE)) == [
        ("C", 10, 20, "new", "lost"),
        ("C", 30, 40, "reopened", "invalid"),
    ]


def test_first_stay_on_the_ladder_is_new_even_after_an_exit() -> None:
    assert spans(visits(history((1, "L"), (2, "D")), LIFECYCLE)) == [("D", 2, None, "new", None)]


def test_stays_without_length() -> None:
    dropped = history((10, "B"), (10, "L"))
    assert spans(visits(dropped, LIFECYCLE)) == [("B", 10, 10, "new", "lost")]
    imported = history((5, "B"), (5, "C"), (5, "D"))
    assert [visit.end for visit in visits(imported, LIFECYCLE)] == [5, 5, None]


def test_a_change_to_the_same_stage_does_not_break_the_stay() -> None:
    moves = history((10, "B"), (20, "B"), (30, "C"))
    assert spans(visits(moves, LIFECYCLE))[0] == ("B", 10, 30, "new", "advanced")
    assert standing(history((10, "B"), (20, "B")), LIFECYCLE) == ("B", 10)


def test_until_is_exclusive() -> None:
    moves = history((10, "B"), (20, "C"))
    assert visits(moves, LIFECYCLE, 10) == ()
    assert standing(moves, LIFECYCLE, 10) is None
    assert spans(visits(moves, LIFECYCLE, 20)) == [("B", 10, None, "new", None)]
    assert standing(moves, LIFECYCLE, 20) == ("B", 10)
    assert standing(moves, LIFECYCLE, 21) == ("C", 20)


def test_assumed_dates_mark_both_sides_of_the_move() -> None:
    first, second, third = visits(history((1, "B"), (2, "C", True), (3, "D")), LIFECYCLE)
    assert (first.begin_assumed, first.end_assumed) == (False, True)
    assert (second.begin_assumed, second.end_assumed) == (True, False)
    assert (third.begin_assumed, third.end_assumed) == (False, False)


@pytest.mark.parametrize(
    ("moves", "until", "expected"),
    [
        ([(1, "B"), (2, "E"), (3, "C")], None, 4),
        ([(1, "B"), (2, "E"), (3, "C")], 2, 1),
        ([(1, "B"), (2, "D"), (3, "L")], None, 3),
        ([(1, "L")], None, 0),
        ([], None, 0),
    ],
)
def test_reach(moves: list[tuple[int, str]], until: int | None, expected: int) -> None:
    assert reach(history(*moves), LIFECYCLE, until) == expected


def test_standing_includes_exits() -> None:
    assert standing(history((1, "B"), (7, "L")), LIFECYCLE) == ("L", 7)


def test_born_in_is_half_open() -> None:
    moves = history((10, "B"), (90, "C"))
    assert born_in(moves, 10, 11)
    assert not born_in(moves, 0, 10)
    assert not born_in(moves, 11, 100)
    assert not born_in(history(), 0, 100)


def test_a_stage_the_pipeline_has_lost_is_told() -> None:
    moves = history((1, "B"), (2, "GONE"))
    assert standing(moves, LIFECYCLE, 2) == ("B", 1)
    with pytest.raises(UnknownStageInHistory) as caught:
        visits(moves, LIFECYCLE)
    assert caught.value.values == {"journey": 1, "stage": "GONE", "pipeline": "lifecycle"}
    assert "GONE" in caught.value.message.format(**caught.value.values)


MOVES = st.lists(st.tuples(st.integers(0, 9), st.sampled_from("ABCDEFL")), max_size=12).map(
    lambda moves: sorted(moves, key=lambda move: move[0])
)


@given(MOVES, st.integers(0, 10))
def test_visits_are_what_standing_says_at_every_instant(
    moves: list[tuple[int, str]], until: int
) -> None:
    read = history(*moves)
    found = visits(read, LIFECYCLE, until)
    for instant in range(until + 1):
        here = [v.stage for v in found if v.begin < instant and (v.end is None or v.end >= instant)]
        stood = standing(read, LIFECYCLE, instant)
        on_ladder = stood is not None and LIFECYCLE.rank(stood[0]) is not None
        assert here == ([stood[0]] if stood and on_ladder else [])


@given(MOVES)
def test_visits_follow_each_other(moves: list[tuple[int, str]]) -> None:
    found = visits(history(*moves), LIFECYCLE)
    for earlier, later in pairwise(found):
        assert earlier.end is not None
        assert earlier.begin <= earlier.end <= later.begin
        went_on = {"advanced": "up", "back": "down", "lost": "reopened", "invalid": "reopened"}
        assert went_on[str(earlier.left)] == later.kind
    assert [visit.kind == "new" for visit in found] == [True] * bool(found) + [False] * (
        len(found) - 1
    )
    assert reach(history(*moves), LIFECYCLE) == max(
        (LIFECYCLE.rank(visit.stage) or 0 for visit in found), default=0
    )
