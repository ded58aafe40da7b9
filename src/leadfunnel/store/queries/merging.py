"""What belongs to customers that were merged, and who is who's duplicate not."""

from __future__ import annotations

from sqlalchemy import Executable, bindparam, select
from sqlmodel import SQLModel

import leadfunnel.store.tables  # noqa: F401 - registers the tables
from leadfunnel.store.queries.customers import ids

_tables = SQLModel.metadata.tables
customer, journey, stage_change = (
    _tables[name] for name in ("customer", "journey", "stage_change")
)
merged_fact, not_duplicate = _tables["merged_fact"], _tables["not_duplicate"]


def statements() -> dict[str, Executable]:
    """Return the family's statements by name."""
    home = select(merged_fact).where(merged_fact.c.void_op.is_(None))
    return {
        "members": select(customer.c.id, customer.c.merged_into)
        .where(customer.c.merged_into.in_(ids), customer.c.void_op.is_(None))
        .order_by(customer.c.id),
        "referred": select(customer.c.id)
        .where(customer.c.referrer_id == bindparam("referrer_id"), customer.c.void_op.is_(None))
        .order_by(customer.c.id),
        "home": home.where(
            merged_fact.c.table_name == bindparam("table_name"),
            merged_fact.c.row_id == bindparam("row_id"),
        ),
        "at_home_with": home.where(merged_fact.c.customer_id.in_(ids)).order_by(
            merged_fact.c.table_name, merged_fact.c.row_id
        ),
        "journeys": select(journey)
        .where(
            journey.c.customer_id.in_(ids),
            journey.c.unit == "customer",
            journey.c.void_op.is_(None),
        )
        .order_by(journey.c.id),
        "changes_since": select(stage_change)
        .where(
            stage_change.c.journey_id == bindparam("journey_id"),
            stage_change.c.op_id > bindparam("since"),
            stage_change.c.void_op.is_(None),
        )
        .order_by(stage_change.c.at, stage_change.c.id),
        "known_as_two": select(not_duplicate.c.customer_id, not_duplicate.c.other_id).where(
            not_duplicate.c.void_op.is_(None)
        ),
    }
