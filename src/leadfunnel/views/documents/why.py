"""Why a customer is on or off the morning list, as JSON."""

from __future__ import annotations

from leadfunnel.services.results.why import Why
from leadfunnel.views.documents.agenda import reason_document
from leadfunnel.views.documents.people import instant, person
from leadfunnel.views.english import in_english
from leadfunnel.views.setting import Setting
from leadfunnel.views.words import say


def why(result: Why, setting: Setting) -> dict[str, object]:
    """Return the place, the terms of the score, what is held back and until when."""
    with in_english():
        return {
            "schema": "leadfunnel.why/1",
            "customer": person(result.customer, setting),
            "listed": result.place is not None,
            "place": vars(result.place) if result.place else None,
            "never": say(result.barred, setting) if result.barred else None,
            "off_list": say(result.off_list, setting) if result.off_list else None,
            "score": result.score,
            "terms": dict(result.terms),
            "reasons": [reason_document(reason, setting) for reason in result.shown],
            "held": [
                {
                    "code": reminder.code,
                    "text": say(reminder.said, setting),
                    "since": instant(reminder.since, setting),
                    "by": held.by,
                    "because": say(held.said, setting),
                    "until": held.until.isoformat() if held.until else None,
                }
                for reminder, held in result.held
            ],
            "standing": [say(sentence, setting) for sentence in result.standing],
        }
