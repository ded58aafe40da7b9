"""Segments: a filter kept under a name, in lists, calls and plans."""

from __future__ import annotations

import pytest
from tests.conftest import Clocked

from leadfunnel.domain.condition import BadFilter, BadFilterValue
from leadfunnel.errors import LeadfunnelError
from leadfunnel.services.calling import Calling, Wanted
from leadfunnel.services.capture import Capture
from leadfunnel.services.details import Details, Entering
from leadfunnel.services.fields import Fields
from leadfunnel.services.log import Log
from leadfunnel.services.looking import Looking, Shape
from leadfunnel.services.planning import Planning
from leadfunnel.services.segments import (
    BadSegmentName,
    SegmentInUse,
    Segments,
    condition,
)
from leadfunnel.services.whom import EmptyFilter, Whom
from leadfunnel.store.segments import BrokenSegment, SegmentInItself, UnknownSegment

PEOPLE = ("王姐 13800138000 抖音", "李雷 13800138001 抖音 公司甲", "Ann 13800138002 转介绍")


@pytest.fixture
def book(clocked: Clocked) -> Clocked:
    for line in PEOPLE:
        Capture(clocked.book()).add(line, Details(source=line.split()[2]), Entering())
    return clocked


def _found(book: Clocked, *words: str) -> list[int]:
    listed = Looking(book.book()).list(list(words), Shape())
    return sorted(one.id for one in listed.customers)


def test_a_segment_stands_for_its_filter(book: Clocked) -> None:
    Segments(book.book()).save("抖音 客", ["source=抖音"])
    Segments(book.book()).save("Sure", ["客群='抖音 客'", "and", "not", "name~李"])
    assert _found(book, "segment='抖音 客'") == [1, 2]
    assert _found(book, "客群=sure") == [1]
    assert _found(book, "segment!=sure") == [2, 3]
    assert _found(book, "segment='抖音 客' name~李 or id=3") == [2, 3]
    saved = Segments(book.book()).list().segments
    assert [(one.name, one.count) for one in saved] == [("抖音 客", 2), ("Sure", 1)]
    assert [one.name for one in Segments(book.book()).list("SURE").segments] == ["Sure"]


def test_saving_again_replaces_and_undo_brings_back(book: Clocked) -> None:
    Segments(book.book()).save("vip", ["id=1"])
    changed = Segments(book.book()).save("VIP", ["id=2"])
    assert changed.operation is not None
    assert Segments(book.book()).save("vip", ["id=2"]).operation is None
    assert _found(book, "segment=vip") == [2]
    Log(book.book()).undo()
    assert _found(book, "segment=vip") == [1]
    Segments(book.book()).remove("VIP")
    assert Segments(book.book()).list().segments == ()
    Log(book.book()).undo()
    assert _found(book, "segment=vip") == [1]


@pytest.mark.parametrize(
    ("name", "words", "error"),
    [
        ("", ["id=1"], BadSegmentName),
        ("a=b", ["id=1"], BadSegmentName),
        ('a"b', ["id=1"], BadSegmentName),
        ("长" * 41, ["id=1"], BadSegmentName),
        ("a", [" "], EmptyFilter),
        ("a", ["colour=red"], BadFilter),
        ("a", ["segment=nobody"], UnknownSegment),
        ("a", ["segment~a"], BadFilterValue),
        ("known", ["segment=known"], SegmentInItself),
        ("known", ["segment=above"], SegmentInItself),
    ],
)
def test_what_is_no_segment(
    book: Clocked, name: str, words: list[str], error: type[LeadfunnelError]
) -> None:
    Segments(book.book()).save("known", ["id=1"])
    Segments(book.book()).save("above", ["segment=known"])
    with pytest.raises(error):
        Segments(book.book()).save(name, words)
    assert len(Segments(book.book()).list().segments) == 2
    assert _found(book, "segment=above") == [1]


def test_a_segment_of_many_more_is_refused(book: Clocked) -> None:
    Segments(book.book()).save("s0", ["id=1"])
    for number in range(1, 5):
        Segments(book.book()).save(
            f"s{number}", [f"segment=s{number - 1} and segment=s{number - 1}"]
        )
    with pytest.raises(SegmentInItself):
        Segments(book.book()).save("s5", ["segment=s4 or segment=s4"])


def test_a_segment_whose_field_is_gone_says_so(book: Clocked) -> None:
    Fields(book.book()).add("shoes", "text")
    Segments(book.book()).save("runners", ["shoes=42"])
    Fields(book.book()).remove("shoes")
    assert [one.count for one in Segments(book.book()).list().segments] == [None]
    with pytest.raises(BrokenSegment):
        _found(book, "segment=runners")


def test_calls_and_plans_of_a_segment(book: Clocked) -> None:
    Segments(book.book()).save("dou yin", ["source=抖音"])
    queue = Calling(book.book()).queue(Wanted(Whom(where=condition("Dou Yin"))))
    assert sorted(one.id for one in queue.callees) == [1, 2]
    Planning(book.book()).start("quarterly", Whom(where="segment='dou yin'"))
    assert _found(book, "plan=quarterly") == [1, 2]
    with pytest.raises(SegmentInUse):
        Segments(book.book()).remove("dou yin")
    Capture(book.book()).add("赵六 13800138009", Details(source="抖音"), Entering())
    assert _found(book, "plan=quarterly") == [1, 2, 4]


@pytest.mark.parametrize("name", ["x", 'x" or id=1 or "', "x\\"])
def test_a_name_that_is_none_stays_a_name(book: Clocked, name: str) -> None:
    with pytest.raises(UnknownSegment):
        Calling(book.book()).queue(Wanted(Whom(where=condition(name))))
