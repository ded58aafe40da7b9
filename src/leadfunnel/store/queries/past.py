"""What turns a copy of the store into the store as it was."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BindParameter, Executable, bindparam, func, select, update
from sqlmodel import SQLModel

import leadfunnel.store.tables  # noqa: F401 - registers the tables

_tables = SQLModel.metadata.tables
operation, customer, ownership, follow_up = (
    _tables[name] for name in ("operation", "customer", "ownership", "follow_up")
)
purchase, line, cost = (_tables[name] for name in ("purchase", "purchase_line", "cost"))

DATED = (
    *("purchase", "interaction", "stage_change", "ownership", "deal_terms"),
    "invitation_fact",
)
"""What happens at an instant."""
COUNTED = ("purchase", "interaction", "stage_change", "deal_terms", "invitation_fact")


def statements() -> dict[str, Executable]:
    """Return the family's statements by name."""
    target = operation.alias("target")
    until: BindParameter[int] = bindparam("until")
    later = select(purchase.c.id).where(purchase.c.at >= until)
    return {
        "operations_after": select(
            operation.c.id, operation.c.undoes, target.c.undoes.label("redoes")
        )
        .outerjoin(target, target.c.id == operation.c.undoes)
        .where(operation.c.id > bindparam("op"))
        .order_by(operation.c.id.desc()),
        **{f"{name}_later": _void(_tables[name], _tables[name].c.at >= until) for name in DATED},
        "customer_later": _void(customer, customer.c.created_at >= until),
        "follow_up_later": _void(follow_up, follow_up.c.recorded_at >= until),
        "follow_up_open": update(follow_up)
        .where(follow_up.c.closed_at >= until, follow_up.c.void_op.is_(None))
        .values(status="open", closed_at=None, kept_by=None),
        "lines_later": _void(line, line.c.purchase_id.in_(later)),
        "cost_later": _void(cost, cost.c.on_day > bindparam("day")),
        "owners": _owners(),
        **{f"recorded_{name}": _recorded(_tables[name]) for name in COUNTED},
        "recorded_cost": select(func.count())
        .select_from(cost)
        .where(
            cost.c.on_day <= bindparam("day"), cost.c.recorded_at >= until, cost.c.void_op.is_(None)
        ),
        "last_customer": select(func.max(customer.c.id)),
    }


def _void(table: Any, when: Any) -> Executable:
    return update(table).where(when, table.c.void_op.is_(None)).values(void_op=table.c.op_id)


def _owners() -> Executable:
    """Give customers who changed hands since to whoever looked after them."""
    then, since = ownership.alias("then"), ownership.alias("since")
    latest = (
        select(then.c.owner_id)
        .where(
            then.c.customer_id == customer.c.id,
            then.c.at < bindparam("until"),
            then.c.void_op.is_(None),
        )
        .order_by(then.c.at.desc(), then.c.id.desc())
        .limit(1)
    )
    changed = select(since.c.customer_id).where(since.c.at >= bindparam("until"))
    return (
        update(customer).where(customer.c.id.in_(changed)).values(owner_id=latest.scalar_subquery())
    )


def _recorded(table: Any) -> Executable:
    """What had happened by then and is known only since."""
    return (
        select(func.count())
        .select_from(table)
        .where(
            table.c.at < bindparam("until"),
            table.c.recorded_at >= bindparam("until"),
            table.c.void_op.is_(None),
        )
    )
