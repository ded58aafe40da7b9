"""How a line about somebody invited was read, for people and for programs."""

from __future__ import annotations

from leadfunnel.domain.campaign_line import Noted
from leadfunnel.domain.interaction import GRADES
from leadfunnel.domain.sentence import Phrase, Sentence, said
from leadfunnel.errors import N_


def told(noted: Noted) -> dict[str, object]:
    """Return how a line was read, in JSON form."""
    fields: dict[str, object] = {
        "kind": noted.kind,
        "grade": noted.grade,
        "wrong_number": noted.wrong,
        "group": noted.entry,
        "asked": noted.asked,
        "left": noted.left,
        "visit": noted.visit.day.isoformat() if noted.visit else None,
        "came": noted.came,
        "bought": " ".join(noted.sale) if noted.sale is not None else None,
        "budget": noted.budget,
        "interests": noted.interests,
        "reasons": noted.reasons,
        "text": noted.text,
    }
    return {key: value for key, value in fields.items() if value}


def understood(noted: Noted) -> tuple[Sentence, ...]:
    """Say how a line was read."""
    ways = {"phone": Phrase(N_("by phone")), "qr": Phrase(N_("by QR code"))}
    happened = {
        "came": Phrase(N_("came")),
        "not_came": Phrase(N_("did not come")),
        "not_bought": Phrase(N_("did not buy")),
        "left": Phrase(N_("left the group")),
        "asked": Phrase(N_("asked into the group")),
    }
    told = [name for name in happened if name in noted.reasons or getattr(noted, name, False)]
    fields: dict[str, object] = {
        "grade": noted.grade and Phrase(GRADES[noted.grade]),
        "group": noted.entry and ways[noted.entry],
        "interests": ", ".join(noted.interests),
        "budget": noted.budget,
        "outcome": told and happened[told[0]],
        "reason": ", ".join(reason for reason in noted.reasons.values() if reason),
        "text": noted.text,
    }
    given = {key: value for key, value in fields.items() if value}
    return (said(N_("Understood: {fields}."), fields=given),) if given else ()
