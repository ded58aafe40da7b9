"""Why people left, sleep or did not buy, counted."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Executable, Select, bindparam, column, func, select
from sqlmodel import SQLModel

import leadfunnel.store.tables  # noqa: F401 - registers the tables

_tables = SQLModel.metadata.tables
change, journey, customer, mark = (
    _tables[name] for name in ("stage_change", "journey", "customer", "customer_mark")
)
_exits: Select[Any] = select(column("value")).select_from(func.json_each(bindparam("exits")))
_marks: Select[Any] = select(column("value")).select_from(func.json_each(bindparam("marks")))


def statements() -> dict[str, Executable]:
    """Return the family's statements by name; instants are half-open."""
    count = func.count().label("count")
    left = (change.c.to_stage, change.c.reason, change.c.from_stage, customer.c.source)
    told = (mark.c.mark, mark.c.reason, customer.c.stage, customer.c.source)
    return {
        "left": select(*left, count)
        .select_from(change)
        .join(journey, journey.c.id == change.c.journey_id)
        .join(customer, customer.c.id == journey.c.customer_id)
        .where(
            change.c.pipeline == bindparam("pipeline"),
            change.c.at >= bindparam("start"),
            change.c.at < bindparam("stop"),
            change.c.to_stage.in_(_exits),
            change.c.void_op.is_(None),
            journey.c.void_op.is_(None),
            customer.c.present == 1,
        )
        .group_by(*left),
        "marked": select(*told, count)
        .select_from(mark)
        .join(customer, customer.c.id == mark.c.customer_id)
        .where(
            mark.c.mark.in_(_marks),
            mark.c.at >= bindparam("start"),
            mark.c.at < bindparam("stop"),
            mark.c.void_op.is_(None),
            customer.c.present == 1,
        )
        .group_by(*told),
    }
