"""The pool on either engine: who is let go, what keeps somebody, and who may take them back."""

from __future__ import annotations

import pytest
from tests.conftest import NOW, Clocked

from leadfunnel.errors import LeadfunnelError
from leadfunnel.services.assigning import Assigning
from leadfunnel.services.buying import Buying, Terms
from leadfunnel.services.capture import Capture
from leadfunnel.services.deal_terms import DealTerms, Offer
from leadfunnel.services.details import Details, Entering
from leadfunnel.services.ladder import Ladder, Move
from leadfunnel.services.log import Log
from leadfunnel.services.pool import Pool
from leadfunnel.services.promises import FollowUps
from leadfunnel.services.touches import Told, Touches

DAY = 86_400


@pytest.fixture
def idle(clocked: Clocked) -> Clocked:
    """Six customers added 40 days ago, and what keeps some of them."""
    clocked.now = NOW - 40 * DAY
    for number in range(1, 7):
        Capture(clocked.book()).add(f"客户{number} 1380013000{number}", Details(), Entering())
    FollowUps(clocked.book()).next("#2", ["2026-12-01"])
    Buying(clocked.book()).buy(["#3", "¥560"], Terms())
    Touches(clocked.book()).log("#4", "complaint", "坏了", Told())
    Ladder(clocked.book()).drop(["#5"], Move(reason="price"), exit_kind="lost")
    clocked.now = NOW - 3 * DAY
    Touches(clocked.book()).log("#6", "call", "聊了", Told(outcome="connected"))
    clocked.now = NOW
    return clocked


def _owners(clocked: Clocked) -> list[str | None]:
    with clocked.book().read() as page:
        found = page.customers(range(1, 7))
    return [one.owner.name if one.owner else None for one in found]


def test_only_who_is_idle_goes_and_the_reason_is_kept(idle: Clocked) -> None:
    released = Pool(idle.book()).release(None, None, dry_run=False)
    assert [(one.customer.id, one.owner, one.days) for one in released.items] == [(1, "lin", 40)]
    assert released.kept == 3  # promised, bought, complaint; the lost one is no longer worked on
    assert _owners(idle) == [None, *["lin"] * 5]
    pool = Pool(idle.book()).list()
    assert [(one.customer.id, one.reason, one.since) for one in pool.items] == [(1, "idle:40", NOW)]
    Log(idle.book()).undo(None)
    assert _owners(idle) == ["lin"] * 6


def test_a_preview_changes_nothing(idle: Clocked) -> None:
    shown = Pool(idle.book()).release(3, "lin", dry_run=True)
    assert (shown.operation, [one.customer.id for one in shown.items]) == (None, [1, 6])
    assert _owners(idle) == ["lin"] * 6


def test_an_open_deal_keeps_its_customer(idle: Clocked) -> None:
    idle.now = NOW - 40 * DAY
    DealTerms(idle.book()).add("#1", Offer(amount="80000"), None, None)
    idle.now = NOW
    assert Pool(idle.book()).release(None, None, dry_run=True).count == 0


def test_who_let_somebody_go_leaves_them_to_others_first(idle: Clocked) -> None:
    Pool(idle.book()).release(None, None, dry_run=False)
    with pytest.raises(LeadfunnelError) as caught:
        Pool(idle.book()).take(["#1"])
    assert caught.value.code == "rests_first"
    assert Pool(idle.book()).take(["5"]).operation is None
    taken = Pool(idle.book("mei")).take(["5"])
    assert [one.id for one in taken.customers] == [1]
    with pytest.raises(LeadfunnelError) as caught:
        Pool(idle.book()).take(["#1"])
    assert (caught.value.code, caught.value.values["owner"]) == ("not_in_pool", "mei")


def test_promises_go_to_the_pool_and_to_whoever_takes(idle: Clocked) -> None:
    Assigning(idle.book()).assign("#2", "", "搬走了")
    with idle.book().read() as page:
        assert [row["owner_id"] for row in _promises(page)] == [None]
    Pool(idle.book("mei")).take(["#2"])
    with idle.book("mei").read() as page:
        assert [row["owner_id"] for row in _promises(page)] == [page.user_id]


def _promises(page: object) -> list[dict[str, int | None]]:
    found: list[dict[str, int | None]] = page.session.rows(  # type: ignore[attr-defined]
        "timeline.promises_of", customer_id=2
    )
    return found


@pytest.mark.parametrize("words", [["0"], ["-3"], ["nobody"]])
def test_nonsense_takes_nobody(idle: Clocked, words: list[str]) -> None:
    with pytest.raises(LeadfunnelError):
        Pool(idle.book()).take(words)
