"""What the honesty check asks of customers."""

from __future__ import annotations

from sqlalchemy import Executable, bindparam, select
from sqlmodel import SQLModel

import leadfunnel.store.tables  # noqa: F401 - registers the tables
from leadfunnel.store.queries.transfer import _listed

customer, interaction = (SQLModel.metadata.tables[name] for name in ("customer", "interaction"))


def statements() -> dict[str, Executable]:
    """Return the family's statements by name."""
    return {
        "unbought": select(customer.c.id, customer.c.imported, customer.c.owner_id)
        .where(
            customer.c.present == 1,
            customer.c.purchases == 0,
            customer.c.stage.in_(_listed("stages")),
        )
        .order_by(customer.c.id),
        "grades": select(interaction.c.user_id, interaction.c.customer_id, interaction.c.grade)
        .join(customer, customer.c.id == interaction.c.customer_id)
        .where(
            interaction.c.at >= bindparam("start"),
            interaction.c.at < bindparam("end"),
            interaction.c.grade.is_not(None),
            interaction.c.void_op.is_(None),
            customer.c.present == 1,
        )
        .order_by(interaction.c.at, interaction.c.id),
    }
