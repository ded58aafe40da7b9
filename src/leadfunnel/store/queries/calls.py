"""Calls as the dialler needs them: what was graded and missed, and which numbers were called."""

from __future__ import annotations

from sqlalchemy import BindParameter, Executable, bindparam, or_, select
from sqlmodel import SQLModel

import leadfunnel.store.tables  # noqa: F401 - registers the tables
from leadfunnel.store.queries.customers import ids

_tables = SQLModel.metadata.tables
interaction, identity = _tables["interaction"], _tables["identity"]
consent = _tables["consent"]


def statements() -> dict[str, Executable]:
    """Return the family's statements by name."""
    since: BindParameter[int] = bindparam("since")
    outcome = interaction.c.outcome
    return {
        "log": select(
            interaction.c.customer_id,
            outcome,
            interaction.c.grade,
            interaction.c.touch,
            interaction.c.at,
        )
        .where(
            interaction.c.customer_id.in_(ids),
            interaction.c.void_op.is_(None),
            or_(interaction.c.grade.is_not(None), interaction.c.touch == "attempt"),
        )
        .order_by(interaction.c.customer_id, interaction.c.at, interaction.c.id),
        "numbers": select(identity.c.value, interaction.c.at)
        .join_from(interaction, identity, identity.c.customer_id == interaction.c.customer_id)
        .where(
            interaction.c.at > since,
            interaction.c.kind == "call",
            interaction.c.void_op.is_(None),
            or_(outcome.is_(None), outcome != "wrong_number"),
            identity.c.kind == "phone",
            identity.c.void_op.is_(None),
        )
        .order_by(interaction.c.at),
    }
