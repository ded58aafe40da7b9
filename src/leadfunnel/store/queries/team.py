"""Departments, outlets and who belongs where: each statement reads a table that stays small."""

from __future__ import annotations

from sqlalchemy import Executable, bindparam, func, select
from sqlmodel import SQLModel

import leadfunnel.store.tables  # noqa: F401 - registers the tables

_tables = SQLModel.metadata.tables
department, outlet, team_member = (
    _tables[name] for name in ("department", "outlet", "team_member")
)
customer, users, purchase = _tables["customer"], _tables["users"], _tables["purchase"]


def statements() -> dict[str, Executable]:
    """Return the family's statements by name."""
    above = department.alias("above")
    live = (team_member.c.void_op.is_(None), team_member.c.until_at.is_(None))
    return {
        "members": select(
            team_member.c.id,
            team_member.c.user_id,
            users.c.name,
            team_member.c.role,
            team_member.c.department_id,
            department.c.name.label("department"),
            team_member.c.outlet_id,
            outlet.c.name.label("outlet"),
            team_member.c.from_at,
        )
        .join(users, users.c.id == team_member.c.user_id)
        .outerjoin(department, department.c.id == team_member.c.department_id)
        .outerjoin(outlet, outlet.c.id == team_member.c.outlet_id)
        .where(*live)
        .order_by(department.c.name, team_member.c.role, users.c.name, team_member.c.id),
        "departments": select(
            department.c.id,
            department.c.name,
            department.c.name_key,
            department.c.parent_id,
            above.c.name.label("parent"),
        )
        .outerjoin(above, above.c.id == department.c.parent_id)
        .where(department.c.void_op.is_(None))
        .order_by(department.c.id),
        "outlets": select(
            outlet.c.id,
            outlet.c.name,
            outlet.c.name_key,
            outlet.c.department_id,
            department.c.name.label("department"),
        )
        .outerjoin(department, department.c.id == outlet.c.department_id)
        .where(outlet.c.void_op.is_(None))
        .order_by(outlet.c.id),
        "owned_counts": select(customer.c.owner_id, func.count())
        .where(customer.c.present == 1, customer.c.owner_id.is_not(None))
        .group_by(customer.c.owner_id),
        "owned_by": select(customer.c.id)
        .where(customer.c.void_op.is_(None), customer.c.owner_id == bindparam("owner_id"))
        .order_by(customer.c.id),
        "outlet_counts": select(customer.c.outlet, func.count())
        .where(customer.c.present == 1, customer.c.outlet.is_not(None))
        .group_by(customer.c.outlet),
        "at_outlet": select(customer.c.id)
        .where(customer.c.void_op.is_(None), customer.c.outlet == bindparam("name"))
        .order_by(customer.c.id),
        "bought_at": select(purchase.c.id, purchase.c.customer_id)
        .where(purchase.c.void_op.is_(None), purchase.c.outlet == bindparam("name"))
        .order_by(purchase.c.id),
    }
