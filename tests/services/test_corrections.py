"""What was logged is corrected, moved, and taken back; nothing of it is erased."""

from __future__ import annotations

import pytest
from tests.conftest import Clocked
from tests.dump import dump

from leadfunnel.domain.interaction import Interaction
from leadfunnel.services.bin import Bin
from leadfunnel.services.capture import Capture
from leadfunnel.services.corrections import BadReference, Correction, Corrections, NoEntry
from leadfunnel.services.details import Details, Entering
from leadfunnel.services.log import Log
from leadfunnel.services.looking import Looking
from leadfunnel.services.promises import FollowUps
from leadfunnel.services.results.people import Card
from leadfunnel.services.touches import BadDuration, GradeNeedsAnswer, Told, Touches
from leadfunnel.services.who_refusals import NoCustomer
from leadfunnel.store.undo import UndoConflict


@pytest.fixture
def shop(clocked: Clocked) -> Clocked:
    """Two customers; the call to the first, i1, kept the promise f1."""
    for text in ("王姐 13800138000", "张伟 13800138001"):
        Capture(clocked.book()).add(text, Details(), Entering())
    FollowUps(clocked.book()).next("王姐", ["today"])
    clocked.now += 60
    told = Told(outcome="connected", grade="A", duration="5m")
    Touches(clocked.book("小李")).log("王姐", "call", "要报价", told)
    clocked.now += 60
    return clocked


def card(shop: Clocked, who: str = "王姐") -> Card:
    return Looking(shop.book()).show(who)


def entry(shop: Clocked, who: str = "王姐") -> Interaction:
    (found,) = card(shop, who).timeline
    return found


def test_what_is_not_said_stays(shop: Clocked) -> None:
    before = entry(shop)
    Corrections(shop.book()).edit("i1", Correction(text="要两台的报价"))
    after = entry(shop)
    assert after.id == 2
    assert after.text == "要两台的报价"
    kept = ("kind", "direction", "outcome", "grade", "duration_seconds", "at", "user")
    assert [getattr(after, key) for key in kept] == [getattr(before, key) for key in kept]
    assert after.recorded_at == shop.now
    assert card(shop).follow_ups[0].status == "done"


def test_an_entry_is_taken_by_the_number_it_had_too(shop: Clocked) -> None:
    Corrections(shop.book()).edit("i1", Correction(text="a"))
    Corrections(shop.book()).edit("I1", Correction(kind="微信", incoming=True, duration=""))
    after = entry(shop)
    assert (after.id, after.kind, after.direction, after.text) == (3, "wechat", "in", "a")
    assert after.duration_seconds is None


def test_a_call_that_reached_nobody_keeps_no_promise(shop: Clocked) -> None:
    Corrections(shop.book()).edit("i1", Correction(outcome="未接", grade=""))
    found = card(shop)
    assert found.customer.last_contact is None
    assert found.follow_ups[0].status == "open"
    assert found.customer.next_follow_up is not None
    Log(shop.book()).undo()
    assert card(shop).follow_ups[0].status == "done"
    assert entry(shop).id == 1


def test_the_moment_is_corrected(shop: Clocked) -> None:
    Corrections(shop.book()).edit("i1", Correction(at="2026-11-20 15:00"))
    found = card(shop)
    assert found.customer.last_contact == found.timeline[0].at == shop.now - 120 - 43 * 3600


def test_nothing_to_change_leaves_no_trace(shop: Clocked) -> None:
    before = dump(shop.path)
    for correction in (Correction(), Correction(text="要报价", kind="电话", duration="300s")):
        assert Corrections(shop.book()).edit("i1", correction).operation is None
    assert Corrections(shop.book()).move("i1", "王姐").operation is None
    assert dump(shop.path) == before


def test_an_entry_moves_to_the_customer_it_was_about(shop: Clocked) -> None:
    FollowUps(shop.book()).next("张伟", ["today"])
    shop.now += 60
    Corrections(shop.book()).edit("i1", Correction(at="today 10:03"))
    Corrections(shop.book()).move("i1", "张伟")
    assert card(shop).timeline == ()
    assert card(shop).customer.last_contact is None
    assert card(shop).follow_ups[0].status == "open"
    moved = entry(shop, "张伟")
    assert (moved.text, moved.user) == ("要报价", "小李")
    assert card(shop, "张伟").follow_ups[0].status == "done"


def test_entries_are_taken_back_and_their_promises_are_open_again(shop: Clocked) -> None:
    Touches(shop.book()).note("张伟", "n")
    changed = Corrections(shop.book()).remove(["i1", "i2", "i1"])
    assert [customer.id for customer in changed.customers] == [1, 2]
    assert card(shop).timeline == card(shop, "张伟").timeline == ()
    assert card(shop).follow_ups[0].status == "open"
    with pytest.raises(NoEntry):
        Corrections(shop.book()).remove(["i1"])


def test_what_was_promised_along_with_an_entry_stays_and_is_told(shop: Clocked) -> None:
    Touches(shop.book()).log("张伟", "call", "", Told(when="tomorrow"))
    said = Corrections(shop.book()).remove(["i2"]).said
    assert "Still open: {follow_up}." in [sentence.text for sentence in said]


def test_one_bad_number_changes_nothing(shop: Clocked) -> None:
    before = dump(shop.path)
    for ref, error in (("i9", NoEntry), ("9", BadReference), ("f1", BadReference),
                       ("i", BadReference), ("i１", BadReference), ("", BadReference)):  # fmt: skip
        with pytest.raises(error):
            Corrections(shop.book()).remove(["i1", ref])
    with pytest.raises(GradeNeedsAnswer):
        Corrections(shop.book()).edit("i1", Correction(outcome="no_answer"))
    with pytest.raises(BadDuration):
        Corrections(shop.book()).edit("i1", Correction(duration="long"))
    assert dump(shop.path) == before


def test_an_entry_of_somebody_in_the_bin_is_left_alone(shop: Clocked) -> None:
    Bin(shop.book()).delete(["王姐"])
    with pytest.raises(NoCustomer):
        Corrections(shop.book()).edit("i1", Correction(text="x"))


def test_the_command_that_logged_cannot_be_undone_before_the_correction(shop: Clocked) -> None:
    Corrections(shop.book("小李")).edit("i1", Correction(text="x"))
    with pytest.raises(UndoConflict):
        Log(shop.book("小李")).undo(number=5)
    Log(shop.book("小李")).undo(last=2)
    assert card(shop).timeline == ()
