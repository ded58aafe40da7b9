"""What is known of customers for the next best step: one row a fact, with when it was learnt."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BindParameter,
    Executable,
    Select,
    bindparam,
    column,
    func,
    literal,
    select,
    union_all,
)
from sqlmodel import SQLModel

import leadfunnel.store.tables  # noqa: F401 - registers the tables

_tables = SQLModel.metadata.tables
customer_tag, tag, operation = (_tables[name] for name in ("customer_tag", "tag", "operation"))
customer = _tables["customer"]
interaction, follow_up, member = (_tables[name] for name in ("interaction", "follow_up", "member"))
score, satisfaction, mark = (_tables[name] for name in ("score", "satisfaction", "customer_mark"))
_ids: Select[Any] = select(column("value")).select_from(func.json_each(bindparam("ids")))


def statements() -> dict[str, Executable]:
    """Return the family's statements by name."""
    touched = (interaction.c.touch.is_not(None), interaction.c.touch != "attempt")
    promised = (follow_up.c.status == "open",)
    return {
        "needs": select(customer_tag.c.id, customer_tag.c.tag_id, operation.c.at)
        .join(tag, tag.c.id == customer_tag.c.tag_id)
        .join(operation, operation.c.id == customer_tag.c.op_id)
        .where(
            customer_tag.c.customer_id == bindparam("customer_id"),
            customer_tag.c.void_op.is_(None),
            tag.c.dimension.in_((literal("need.explicit"), literal("need.implicit"))),
        ),
        "facts": union_all(
            _recorded("tag:", customer_tag, tag.c.dimension, of=tag),
            _recorded("role:", member, member.c.role),
            _facts("touch:", interaction, interaction.c.kind, interaction.c.at, *touched),
            _facts("promise:", follow_up, follow_up.c.kind, follow_up.c.recorded_at, *promised),
            _facts("score:", score, score.c.card, score.c.at),
            _facts("mark:", mark, mark.c.mark, mark.c.at),
            _facts("customer:", satisfaction, literal("satisfaction"), satisfaction.c.at),
            select(
                customer.c.referrer_id, literal("customer:brought"), func.max(customer.c.created_at)
            )
            .where(customer.c.referrer_id.in_(_ids), customer.c.present == 1)
            .group_by(customer.c.referrer_id),
        ),
    }


def _facts(kind: str, table: Any, name: Any, at: Any, *conditions: Any) -> Select[Any]:
    return (
        select(
            table.c.customer_id.label("customer_id"),
            (literal(kind) + name).label("fact"),
            func.max(at).label("at"),
        )
        .where(table.c.customer_id.in_(_ids), table.c.void_op.is_(None), *conditions)
        .group_by(table.c.customer_id, *(() if isinstance(name, BindParameter) else (name,)))
    )


def _recorded(kind: str, table: Any, name: Any, of: Any = None) -> Select[Any]:
    """Facts that are as old as the operation that recorded them."""
    found = _facts(kind, table, name, operation.c.at).join(
        operation, operation.c.id == table.c.op_id
    )
    return found if of is None else found.join(of, of.c.id == table.c.tag_id)
