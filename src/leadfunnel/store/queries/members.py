"""The people of accounts."""

from __future__ import annotations

from sqlalchemy import Executable, bindparam, select
from sqlmodel import SQLModel

import leadfunnel.store.tables  # noqa: F401 - registers the tables
from leadfunnel.store.queries.customers import ids

_tables = SQLModel.metadata.tables
member, customer = _tables["member"], _tables["customer"]


def statements() -> dict[str, Executable]:
    """Return the family's statements by name."""
    return {
        "of_firm": select(member)
        .join(customer, customer.c.id == member.c.person_id)
        .where(
            member.c.customer_id == bindparam("customer_id"),
            member.c.void_op.is_(None),
            customer.c.present == 1,
        )
        .order_by(member.c.id),
        "among": select(member.c.person_id).where(
            member.c.customer_id.in_(ids),
            member.c.person_id.in_(ids),
            member.c.void_op.is_(None),
        ),
    }
