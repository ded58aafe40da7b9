"""Interactions and follow-ups."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Executable, Select, Subquery, and_, bindparam, func, or_, select
from sqlmodel import SQLModel

import leadfunnel.store.tables  # noqa: F401 - registers the tables
from leadfunnel.store.queries.customers import ids

_tables = SQLModel.metadata.tables
interaction, follow_up = _tables["interaction"], _tables["follow_up"]
customer, users = _tables["customer"], _tables["users"]

_live = interaction.c.void_op.is_(None)
_open = and_(follow_up.c.status == "open", follow_up.c.void_op.is_(None))
_soonest = (follow_up.c.due_on, follow_up.c.due_at.is_(None), follow_up.c.due_at, follow_up.c.id)


def statements() -> dict[str, Executable]:
    """Return the family's statements by name."""
    entries = select(interaction, users.c.name.label("user_name")).join(
        users, users.c.id == interaction.c.user_id
    )
    newest = (interaction.c.at.desc(), interaction.c.id.desc())
    mine = follow_up.c.owner_id == bindparam("owner_id")
    # Asked of each row, for a server that takes all open ones to be late reads every customer.
    present = select(customer.c.present).where(customer.c.id == follow_up.c.customer_id)
    due = (
        select(follow_up)
        .where(
            _open,
            present.scalar_subquery() == 1,
            follow_up.c.due_on >= bindparam("first"),
            follow_up.c.due_on <= bindparam("last"),
        )
        .order_by(*_soonest)
        .limit(bindparam("limit"))
    )
    return {
        "of_customer": entries.where(interaction.c.customer_id == bindparam("customer_id"), _live)
        .order_by(*newest)
        .limit(bindparam("limit")),
        "promises_of": select(follow_up)
        .where(follow_up.c.customer_id == bindparam("customer_id"), _open)
        .order_by(*_soonest),
        "all_promises_of": select(follow_up)
        .where(follow_up.c.customer_id == bindparam("customer_id"), follow_up.c.void_op.is_(None))
        .order_by(*_soonest),
        "promise": select(follow_up).where(
            follow_up.c.id == bindparam("id"), follow_up.c.void_op.is_(None)
        ),
        "interaction": entries.where(interaction.c.id == bindparam("id")),
        "row": select(interaction).where(interaction.c.id == bindparam("id")),
        "successor": select(interaction.c.id).where(
            interaction.c.replaces == bindparam("id"), interaction.c.op_id == bindparam("op")
        ),
        "kept_by": select(follow_up)
        .where(follow_up.c.kept_by == bindparam("id"), follow_up.c.void_op.is_(None))
        .order_by(*_soonest),
        "due": due.where(mine),
        "due_anyone": due,
        "due_beyond": select(func.count()).select_from(_beyond(due)),
        "last_entries": entries.where(interaction.c.id.in_(_latest()), _live),
    }


def _beyond(due: Select[Any]) -> Subquery:
    """The open follow-ups of a span after the first :shown, as far as they are counted."""
    whose = or_(bindparam("owner_id").is_(None), follow_up.c.owner_id == bindparam("owner_id"))
    found = due.with_only_columns(follow_up.c.id).where(whose).order_by(None)
    return found.offset(bindparam("shown")).subquery()


def _latest() -> Select[Any]:
    """The newest touch of each of several customers."""
    return (
        select(func.max(interaction.c.id))
        .where(interaction.c.customer_id.in_(ids), _live, interaction.c.touch.is_not(None))
        .group_by(interaction.c.customer_id)
    )
