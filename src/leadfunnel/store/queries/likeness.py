"""What `duplicates` compares: every present customer, read once."""

from __future__ import annotations

from sqlalchemy import Executable, select
from sqlmodel import SQLModel

import leadfunnel.store.tables  # noqa: F401 - registers the tables

_tables = SQLModel.metadata.tables
customer, identity = _tables["customer"], _tables["identity"]
customer_tag, tag = _tables["customer_tag"], _tables["tag"]


def statements() -> dict[str, Executable]:
    """Return the family's statements by name."""
    return {
        "people": select(
            customer.c.id,
            customer.c.name,
            customer.c.company,
            customer.c.source,
            customer.c.birthday,
            customer.c.referrer_id,
            customer.c.created_at,
        )
        .where(customer.c.present == 1)
        .order_by(customer.c.id),
        "identities": select(
            identity.c.customer_id, identity.c.kind, identity.c.value, identity.c.valid
        )
        .where(
            identity.c.void_op.is_(None), identity.c.kind != "row", identity.c.kind != "external"
        )
        .order_by(identity.c.customer_id, identity.c.id),
        "regions": select(customer_tag.c.customer_id, tag.c.value)
        .join(tag, tag.c.id == customer_tag.c.tag_id)
        .where(customer_tag.c.void_op.is_(None), tag.c.dimension == "region"),
    }
