"""Needs keep the date on which they were said last: they change, and are asked again (G47)."""

from __future__ import annotations

from collections.abc import Collection

from leadfunnel.services.book import Writing

DIMENSIONS = ("need.explicit", "need.implicit")


def said_again(page: Writing, number: int, tag_ids: Collection[int]) -> None:
    """Give needs that a customer carries since another day, and now says again, the new date."""
    today = page.calendar.day(page.now)
    for row in page.session.rows("playbooks.needs", customer_id=number):
        if row["tag_id"] in tag_ids and page.calendar.day(row["at"]) < today:
            page.ledger.void("customer_tag", row["id"], number)
            page.ledger.insert("customer_tag", number, tag_id=row["tag_id"])
