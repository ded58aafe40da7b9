"""Which reasons to be reminded of somebody rest today, because a person said so."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

from leadfunnel.services.book import Page


def resting(page: Page, ids: Sequence[int], today: date) -> dict[int, dict[str, date]]:
    """Return which reasons rest for customers today, each with the day it wakes."""
    found: dict[int, dict[str, date]] = {}
    rows = page.session.rows(
        "wishes.mutes_among", ids=json.dumps(list(ids)), today=today.isoformat()
    )
    for row in rows:
        rests = found.setdefault(row["customer_id"], {})
        rests[row["reason"]] = date.fromisoformat(row["until"])
    return found
