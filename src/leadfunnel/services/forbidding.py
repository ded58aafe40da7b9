"""By which channels customers asked not to be contacted."""

from __future__ import annotations

import json
from collections.abc import Sequence

from leadfunnel.services.book import Page


def forbidden(page: Page, ids: Sequence[int]) -> dict[int, frozenset[str]]:
    """Return the channels that customers forbade, by customer; none of who forbade nothing.

    What was said last of a channel, or of all, counts.
    """
    rows = page.session.rows("contacts.consents_among", ids=json.dumps(list(ids)))
    if not rows:
        return {}
    from leadfunnel.domain.consent import ALL, CHANNELS

    state: dict[int, dict[str, str]] = {}
    for row in rows:
        channels = CHANNELS if row["channel"] == ALL else (row["channel"],)
        state.setdefault(row["customer_id"], {}).update(dict.fromkeys(channels, row["state"]))
    return {
        number: frozenset(channel for channel, said in of.items() if said == "withdrawn")
        for number, of in state.items()
    }


def forbade(page: Page, ids: Sequence[int], channel: str) -> set[int]:
    """Return who forbade a channel."""
    return {number for number, channels in forbidden(page, ids).items() if channel in channels}
