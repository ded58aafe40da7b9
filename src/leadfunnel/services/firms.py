"""A firm and its people: a word that means both means the firm."""

from __future__ import annotations

import json

from leadfunnel.services.book import Page


def without_members(page: Page, ids: list[int]) -> list[int]:
    """Return whoever is not one of the people of another of them."""
    if len(ids) < 2:
        return ids
    people = set(page.session.values("members.among", ids=json.dumps(ids)))
    return [number for number in ids if number not in people]
