"""Costs: what was spent on whom, on what, and through which channel."""

from __future__ import annotations

from sqlalchemy import Executable, bindparam, func, not_, select
from sqlmodel import SQLModel

import leadfunnel.store.tables  # noqa: F401 - registers the tables
from leadfunnel.store.queries.buyers import IN_A_FIRM
from leadfunnel.store.queries.customers import ids
from leadfunnel.store.queries.transfer import _listed

_tables = SQLModel.metadata.tables
cost, users, customer = _tables["cost"], _tables["users"], _tables["customer"]
purchase, interaction = _tables["purchase"], _tables["interaction"]


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
        "customers": select(
            customer.c.id, customer.c.source, customer.c.created_at, users.c.name.label("owner")
        )
        .outerjoin(users, users.c.id == customer.c.owner_id)
        .where(customer.c.present == 1, not_(IN_A_FIRM)),
        "revenue": select(
            purchase.c.customer_id,
            purchase.c.owner_id,
            users.c.name.label("owner"),
            purchase.c.amount,
            purchase.c.currency,
            purchase.c.on_day,
        )
        .join(customer, customer.c.id == purchase.c.customer_id)
        .outerjoin(users, users.c.id == purchase.c.owner_id)
        .where(
            customer.c.present == 1,
            purchase.c.void_op.is_(None),
            purchase.c.amount.is_not(None),
            purchase.c.on_day >= bindparam("first"),
            purchase.c.on_day <= bindparam("last"),
        ),
        "leads": select(customer.c.id)
        .where(customer.c.id.in_(ids), customer.c.present == 1, not_(IN_A_FIRM))
        .order_by(customer.c.id),
        "grades": select(interaction.c.customer_id, interaction.c.grade)
        .where(
            interaction.c.customer_id.in_(ids),
            interaction.c.grade != "C",
            interaction.c.at >= bindparam("begin"),
            interaction.c.at < bindparam("end"),
            interaction.c.void_op.is_(None),
        )
        .order_by(interaction.c.at, interaction.c.id),
        "channels": select(cost.c.id, cost.c.channel, cost.c.customer_id).where(
            cost.c.channel.is_not(None), cost.c.void_op.is_(None)
        ),
        "known": select(cost.c.source_key).where(
            cost.c.source_key.in_(_listed("values")), cost.c.void_op.is_(None)
        ),
    }
