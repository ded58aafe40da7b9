"""What nobody answered, kept with each customer."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Executable, and_, func, or_, select, update
from sqlmodel import SQLModel

import leadfunnel.store.tables  # noqa: F401 - registers the tables

_tables = SQLModel.metadata.tables
customer, interaction = _tables["customer"], _tables["interaction"]
_LONG_AGO = 10**15


def statements() -> dict[str, Executable]:
    """Return the family's statements by name."""
    return {"all": update(customer).values(**unanswered())}


def unanswered() -> dict[str, Any]:
    """What went out since the last contact: how many touches, and the last vain attempt.

    A number that was wrong is no attempt to be made again.
    """
    contact = interaction.alias("contact")
    last = (
        select(func.max(contact.c.at))
        .where(
            contact.c.customer_id == customer.c.id,
            contact.c.touch == "contact",
            contact.c.void_op.is_(None),
        )
        .correlate(customer)
        .scalar_subquery()
    )
    since = and_(
        interaction.c.customer_id == customer.c.id,
        interaction.c.void_op.is_(None),
        interaction.c.at > func.coalesce(last, -_LONG_AGO),
    )
    attempt = and_(
        since,
        interaction.c.touch == "attempt",
        func.coalesce(interaction.c.outcome, "") != "wrong_number",
    )
    unheard = or_(interaction.c.touch == "attempt", interaction.c.touch == "light")
    out = and_(since, unheard, interaction.c.direction == "out")
    return {
        "unanswered": select(func.count()).select_from(interaction).where(out).scalar_subquery(),
        "attempted_at": select(func.max(interaction.c.at)).where(attempt).scalar_subquery(),
    }
