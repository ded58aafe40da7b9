"""What a report counts of a list of customers."""

from __future__ import annotations

from sqlalchemy import Executable, func, select
from sqlmodel import SQLModel

import leadfunnel.store.tables  # noqa: F401 - registers the tables
from leadfunnel.store.queries.customers import ids

_tables = SQLModel.metadata.tables
customer, users = _tables["customer"], _tables["users"]


def statements() -> dict[str, Executable]:
    """Return the family's statements by name."""
    count = func.count()
    return {
        "by_owner": select(users.c.name.label("owner"), count.label("count"))
        .select_from(customer.outerjoin(users, users.c.id == customer.c.owner_id))
        .where(customer.c.id.in_(ids))
        .group_by(customer.c.owner_id, users.c.name)
        .order_by(count.desc(), users.c.name, customer.c.owner_id),
    }
