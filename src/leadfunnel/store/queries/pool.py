"""The pool: customers of nobody, who was let go, and who may be."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Executable, ScalarSelect, bindparam, func, select
from sqlmodel import SQLModel

import leadfunnel.store.tables  # noqa: F401 - registers the tables
from leadfunnel.store.queries.customers import ids

_tables = SQLModel.metadata.tables
customer, ownership, journey = (_tables[name] for name in ("customer", "ownership", "journey"))
identity, users = _tables["identity"], _tables["users"]
_pooled = (customer.c.present == 1, customer.c.owner_id.is_(None))


def statements() -> dict[str, Executable]:
    """Return the family's statements by name."""
    live = ownership.c.void_op.is_(None)
    return {
        "count": select(func.count()).select_from(customer).where(*_pooled),
        "free": select(
            customer.c.id,
            customer.c.stage,
            customer.c.last_contact_at,
            customer.c.created_at,
            _last("at").label("since"),
            _last("reason").label("reason"),
        )
        .where(*_pooled)
        .order_by(customer.c.id),
        "owner": select(customer.c.owner_id, users.c.name)
        .outerjoin(users, users.c.id == customer.c.owner_id)
        .where(customer.c.id == bindparam("id")),
        "held": select(
            customer.c.id,
            customer.c.owner_id,
            customer.c.stage,
            customer.c.created_at,
            customer.c.last_contact_at,
            customer.c.next_on,
            customer.c.purchases,
            _last("at").label("since"),
        )
        .where(
            customer.c.present == 1,
            customer.c.owner_id.is_not(None),
            func.coalesce(customer.c.last_contact_at, customer.c.created_at) <= bindparam("before"),
        )
        .order_by(customer.c.id),
        "deals": select(journey.c.customer_id, journey.c.pipeline, journey.c.stage).where(
            journey.c.customer_id.in_(ids),
            journey.c.unit == "deal",
            journey.c.void_op.is_(None),
        ),
        "taken": select(func.count())
        .select_from(ownership)
        .where(
            ownership.c.owner_id == bindparam("owner_id"),
            ownership.c.reason == "pool",
            ownership.c.at >= bindparam("since"),
            live,
        ),
        "holding": select(func.count())
        .select_from(customer)
        .where(
            customer.c.present == 1,
            customer.c.owner_id == bindparam("owner_id"),
            customer.c.purchases == 0,
        ),
        "hands": select(ownership.c.customer_id, ownership.c.owner_id, ownership.c.at)
        .where(ownership.c.customer_id.in_(ids), live)
        .order_by(ownership.c.customer_id, ownership.c.at, ownership.c.id),
        "collisions": _collisions(),
    }


def _last(column: str) -> ScalarSelect[Any]:
    """What the latest change of hands says."""
    return (
        select(ownership.c[column])
        .where(ownership.c.customer_id == customer.c.id, ownership.c.void_op.is_(None))
        .order_by(ownership.c.at.desc(), ownership.c.id.desc())
        .limit(1)
        .scalar_subquery()
    )


def _collisions() -> Executable:
    """Identities that customers of several owners have at once, the oldest customer first."""
    other, holder = identity.alias("other"), customer.alias("holder")
    twice = (
        select(other.c.kind, other.c.system, other.c.value)
        .join(holder, holder.c.id == other.c.customer_id)
        .where(other.c.void_op.is_(None), other.c.kind != "row", holder.c.present == 1)
        .group_by(other.c.kind, other.c.system, other.c.value)
        .having(func.count(func.coalesce(holder.c.owner_id, 0).distinct()) > 1)
        .subquery()
    )
    return (
        select(identity.c.kind, identity.c.value, identity.c.raw, customer.c.id)
        .join(
            twice,
            (twice.c.kind == identity.c.kind)
            & (twice.c.system == identity.c.system)
            & (twice.c.value == identity.c.value),
        )
        .join(customer, customer.c.id == identity.c.customer_id)
        .where(identity.c.void_op.is_(None), customer.c.present == 1)
        .order_by(identity.c.kind, identity.c.value, customer.c.created_at, customer.c.id)
    )
