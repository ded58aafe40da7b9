"""Whom to greet and whom to sort, as JSON."""

from __future__ import annotations

from leadfunnel.domain.contact_cap import Held
from leadfunnel.services.results.greetings import Greeting, GreetingRound
from leadfunnel.services.results.sorting import SortTurn
from leadfunnel.views.documents.people import person
from leadfunnel.views.setting import Setting


def rounds(result: GreetingRound, setting: Setting) -> dict[str, object]:
    """Return whom to greet for a day, in order, and who must wait until when."""
    return {
        "schema": "leadfunnel.greetings/1",
        "code": result.code,
        "date": result.day.isoformat() if result.day else None,
        "count": len(result.items),
        "items": [_item(item, setting) for item in result.items],
        "held": [held(number, hold) for number, hold in result.held.items()],
        "barred": result.barred,
        "left_over": result.left_over,
        "sent_today": result.sent,
    }


def held(number: int, hold: Held) -> dict[str, object]:
    """Return until when somebody is not to be written to, and why."""
    return {"customer_id": number, "until": hold.until.isoformat(), "reason": hold.reason}


def _item(item: Greeting, setting: Setting) -> dict[str, object]:
    return {
        "customer": person(item.customer, setting),
        "date": item.day.isoformat(),
        "text": item.text,
    }


def greeting(result: Greeting, setting: Setting) -> dict[str, object]:
    """Return one person to greet."""
    return {"schema": "leadfunnel.greeting/1", **_item(result, setting)}


def turn(result: SortTurn, setting: Setting) -> dict[str, object]:
    """Return one person to sort."""
    return {
        "schema": "leadfunnel.sort/1",
        "customer": person(result.customer, setting),
        "note": result.note,
        "keys": {key: stage.code for key, stage in result.keys},
    }
