"""Results of the dialler to show: the queue, one customer to call, what came of it."""

from __future__ import annotations

from dataclasses import replace

from tests.views import results as r
from tests.views.samples_method import BUDGET

from leadfunnel.domain.call_queue import Callee
from leadfunnel.domain.tag import Tag

HOUR = 3600
TALLY = r.Tally({"A": 2, "B": 1, "C": 3}, 7, 3, wrong=1, booked=1, joined=2, follow_ups=4, passed=2)
OPENING = {"en": "Shall I keep saturday morning for you?", "zh-CN": "给您留个周六上午的位置？",
           "zh-TW": "幫您留個週六上午的位子？"}  # fmt: skip
SKIPPED = {"declined": 2, "resting": 1, "wrong_number": 1}


def results(card: r.Card, now: int) -> dict[str, object]:
    """Return every sample of calls by name."""
    customer = card.customer
    numbers = tuple(phone.number for phone in customer.phones)
    callee = Callee(customer.id, numbers, "B", 1)
    wishes = (Tag("need.explicit", "烟机"), Tag("need.implicit", "嫌老机器吵"))
    turn = r.CallCard(
        replace(customer, tags=wishes),
        callee,
        r.CallPlace(6, 23, {"A": 2, "B": 9, None: 0, "C": 12}, TALLY, (2, 25)),
        touches=card.timeline[:3],
        note=card.timeline[-1],
        promises=card.follow_ups[:1],
        deciders=("老婆",),
        opening=OPENING,
        next_step=BUDGET,
    )
    bare = replace(
        turn, touches=(), note=None, promises=(), deciders=(), opening=None, next_step=None,
        callee=replace(callee, grade=None, tries=0),
        progress=r.CallPlace(1, 1, {"A": 0, "B": 0, None: 1, "C": 0}),
    )  # fmt: skip
    return {
        "calls": r.CallQueue(
            (callee,), {customer.id: customer}, {callee.id: now + 5 * HOUR}, SKIPPED
        ),
        "no calls": r.CallQueue((), {}, {}, {}),
        "a call": turn,
        "a first call": bare,
        "called": r.CallSummary(TALLY, 12, SKIPPED, (41, 42, 43), now + 5 * HOUR),
        "not called": r.CallSummary(r.Tally(), 0, {}),
    }
