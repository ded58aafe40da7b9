"""What came with an entry of the timeline goes with it when the entry is corrected."""

from __future__ import annotations

from leadfunnel.services.book import Writing

TABLES = ("service_case", "satisfaction", "material_sent")


def move(page: Writing, interaction: int, new: int, number: int) -> None:
    """Let cases, scores and materials of an entry belong to the one in its place."""
    for table in TABLES:
        for row in page.session.rows(f"service.{table}_with", id=interaction):
            given: dict[str, int | None] = {"interaction_id": new, "customer_id": number}
            if table == "satisfaction" and row["customer_id"] != number:
                given["purchase_id"] = None
            page.ledger.update(table, row["id"], row["customer_id"], **given)


def drop(page: Writing, interaction: int) -> None:
    """Take back the cases, scores and materials of an entry that never happened."""
    for table in TABLES:
        for row in page.session.rows(f"service.{table}_with", id=interaction):
            page.ledger.void(table, row["id"], row["customer_id"])
