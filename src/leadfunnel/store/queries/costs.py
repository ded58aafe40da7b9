"""Costs: what was spent on whom, on what, and through which channel."""

from __future__ import annotations

from sqlalchemy import Executable, bindparam, func, select
from sqlmodel import SQLModel

import leadfunnel.store.tables  # noqa: F401 - registers the tables

_tables = SQLModel.metadata.tables
cost, users, customer = _tables["cost"], _tables["users"], _tables["customer"]


def statements() -> dict[str, Executable]:
    """Return the family's statements by name."""
    live = cost.c.void_op.is_(None)
    whole = select(cost, users.c.name.label("by")).join(users, users.c.id == cost.c.user_id)
    return {
        "of_deal": select(cost.c.currency, func.sum(cost.c.amount).label("amount"))
        .where(cost.c.journey_id == bindparam("journey_id"), live)
        .group_by(cost.c.currency)
        .order_by(cost.c.currency),
        "all": whole.where(
            live, cost.c.on_day >= bindparam("first"), cost.c.on_day <= bindparam("last")
        ).order_by(cost.c.on_day, cost.c.id),
        "one": whole.where(cost.c.id == bindparam("id"), live),
        "channels": select(customer.c.source, func.count().label("leads"))
        .where(customer.c.present == 1, customer.c.source.is_not(None))
        .group_by(customer.c.source),
    }
