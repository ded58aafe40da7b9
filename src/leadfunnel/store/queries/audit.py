"""What the honesty check asks of customers."""

from __future__ import annotations

from sqlalchemy import Executable, select
from sqlmodel import SQLModel

import leadfunnel.store.tables  # noqa: F401 - registers the tables
from leadfunnel.store.queries.transfer import _listed

customer = SQLModel.metadata.tables["customer"]


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
    }
