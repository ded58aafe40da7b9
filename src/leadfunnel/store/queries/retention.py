"""Who has been quiet for long: no touch, purchase or change of stage, and nothing ahead."""

from __future__ import annotations

from sqlalchemy import BindParameter, Executable, and_, bindparam, column, exists, func, or_, select
from sqlmodel import SQLModel

import leadfunnel.store.tables  # noqa: F401 - registers the tables

_tables = SQLModel.metadata.tables
customer, case, journey = _tables["customer"], _tables["service_case"], _tables["journey"]


def statements() -> dict[str, Executable]:
    """Return the family's statements by name."""
    before: BindParameter[int] = bindparam("before")
    day: BindParameter[str] = bindparam("day")
    complaint = exists().where(
        case.c.customer_id == customer.c.id, case.c.status == "open", case.c.void_op.is_(None)
    )
    deal = exists().where(
        journey.c.customer_id == customer.c.id,
        journey.c.unit == "deal",
        journey.c.void_op.is_(None),
        journey.c.stage.in_(
            select(column("value")).select_from(func.json_each(bindparam("words")))
        ),
    )
    quiet = and_(
        customer.c.present == 1,
        customer.c.created_at < before,
        func.coalesce(customer.c.last_touch_at, 0) < before,
        func.coalesce(customer.c.stage_since, 0) < before,
        or_(customer.c.last_bought_on.is_(None), customer.c.last_bought_on < day),
        customer.c.next_on.is_(None),
    )
    columns = ("id", "stage", "purchases", "created_at", "last_touch_at", "stage_since")
    return {
        "quiet": select(*(customer.c[name] for name in columns), customer.c.last_bought_on)
        .where(quiet, ~complaint, ~deal)
        .order_by(customer.c.id),
    }
