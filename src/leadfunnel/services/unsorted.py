"""Who waits to be sorted: new people on the first rung whom nobody touched or sorted."""

from __future__ import annotations

from leadfunnel.services.book import Page


def unsorted_ids(page: Page, owner_id: int | None, limit: int) -> list[int]:
    """Return who they are, the newest first, and after them the imported stock."""
    span = {"first_stage": page.main.first.code, "owner_id": owner_id, "limit": limit + 1}
    found: list[int] = []
    for imported in (0, 1):
        found += page.session.values("contacts.unsorted", imported=imported, **span)
    return found


def unsorted_count(page: Page, owner_id: int | None, limit: int) -> int:
    """Return how many wait to be sorted, counted to `limit`; imported stock does not count."""
    span = {"first_stage": page.main.first.code, "owner_id": owner_id, "limit": limit}
    return int(page.session.value("contacts.unsorted_count", imported=0, **span))
