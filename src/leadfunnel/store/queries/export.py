"""What a table of customers is made of: their own columns, and what each may have several of."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Executable, Select, bindparam, case, exists, select
from sqlmodel import SQLModel

import leadfunnel.store.tables  # noqa: F401 - registers the tables
from leadfunnel.store.queries.customers import ids

_tables = SQLModel.metadata.tables
customer, identity, users, journey = (
    _tables[name] for name in ("customer", "identity", "users", "journey")
)
customer_tag, tag, field = (_tables[name] for name in ("customer_tag", "tag", "customer_field"))


def statements() -> dict[str, Executable]:
    """Return the family's statements by name."""
    return {
        "row": _row(),
        "identities": _of(
            identity,
            identity.c.kind,
            identity.c.system,
            identity.c.value,
            identity.c.raw,
            identity.c.valid,
        ),
        "tags": _of(customer_tag, tag.c.dimension, tag.c.value).join(
            tag, tag.c.id == customer_tag.c.tag_id
        ),
        "fields": _of(field, field.c.key, field.c.value),
    }


def _row() -> Executable:
    """The columns of a customer; the day of a stage is none where it is only assumed."""
    guessed = exists().where(
        journey.c.customer_id == customer.c.id,
        journey.c.pipeline == bindparam("pipeline"),
        journey.c.void_op.is_(None),
        journey.c.stage == customer.c.stage,
        journey.c.since == customer.c.stage_since,
        journey.c.assumed == 1,
    )
    return (
        select(
            customer.c.id,
            customer.c.name,
            customer.c.company,
            customer.c.stage,
            case((~guessed, customer.c.stage_since)).label("stage_since"),
            users.c.name.label("owner_name"),
            customer.c.outlet,
            customer.c.source,
            customer.c.birthday,
            customer.c.address,
            customer.c.do_not_contact,
            customer.c.created_at,
            customer.c.next_on,
            customer.c.next_at,
            customer.c.last_contact_at,
        )
        .outerjoin(users, users.c.id == customer.c.owner_id)
        .where(customer.c.id.in_(ids))
    )


def _of(table: Any, *columns: Any) -> Select[Any]:
    return (
        select(table.c.customer_id, *columns)
        .where(table.c.customer_id.in_(ids), table.c.void_op.is_(None))
        .order_by(table.c.id)
    )
