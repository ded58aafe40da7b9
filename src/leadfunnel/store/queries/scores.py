"""Points on scorecards, and who sleeps why."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Executable, Select, bindparam, column, func, select
from sqlmodel import SQLModel

import leadfunnel.store.tables  # noqa: F401 - registers the tables

_tables = SQLModel.metadata.tables
score, mark, case = (_tables[name] for name in ("score", "customer_mark", "service_case"))
_ids: Select[Any] = select(column("value")).select_from(func.json_each(bindparam("ids")))


def statements() -> dict[str, Executable]:
    """Return the family's statements by name."""
    return {
        "of_customer": select(score)
        .where(score.c.customer_id == bindparam("customer_id"), score.c.void_op.is_(None))
        .order_by(score.c.id),
        "marks_among": select(mark)
        .where(mark.c.customer_id.in_(_ids), mark.c.void_op.is_(None))
        .order_by(mark.c.at, mark.c.id),
        "complaints_among": select(case.c.customer_id, case.c.complaint)
        .where(case.c.customer_id.in_(_ids), case.c.void_op.is_(None), case.c.status == "open")
        .order_by(case.c.opened_at, case.c.id),
    }
