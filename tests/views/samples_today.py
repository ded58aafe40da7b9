"""Results about the morning list beside the list itself: why, pasted, delivered."""

from __future__ import annotations

from datetime import date

from tests.views import results as r

from leadfunnel.domain.customer import Customer
from leadfunnel.domain.remind_facts import Held
from leadfunnel.domain.reminder import Reminder
from leadfunnel.domain.sentence import said
from leadfunnel.services.results.why import Place

DAY = 86400


def results(customer: Customer, awkward: Customer, agenda: r.Agenda, now: int) -> dict[str, object]:
    """Return every sample by name."""
    listed = r.Why(
        customer,
        Place("小美", 2, 14),
        (
            r.Reason("due", said("{note}", note="带先生来看，报套餐价"), now),
            r.Reason("no_next_step", said("no next step"), now - 4 * DAY),
        ),
        ((Reminder("stuck", said("stuck in the stage"), now - 20 * DAY, 20),
          Held("promise", said("promised"), date(2026, 11, 25))),),
        {"due": 100, "no_next_step": 30, "stage": 5},
        135,
        None,
        None,
        (),
    )  # fmt: skip
    barred = r.Why(awkward, None, (), (), {}, 0, said("do not contact"), None, ())
    return {
        "why": listed,
        "why not": barred,
        "pasted": r.Pasted(agenda, "text", masked=True),
        "pasted as markdown": r.Pasted(agenda, "md", masked=False),
        "notices": r.Notices(("leadfunnel", "today", "--text"), 8, 30),
        "delivered": r.Delivered(
            "chat.example",
            "wecom",
            '{"msgtype": "text", "text": {"content": "今天 约好 2"}}',
            sent=True,
        ),
        "rehearsed": r.Delivered("chat.example", "slack", '{"text": "Booked 2"}', sent=False),
    }
