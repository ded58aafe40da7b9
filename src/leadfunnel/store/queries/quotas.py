"""Quotas and the forecasts frozen for them."""

from __future__ import annotations

from sqlalchemy import Executable, bindparam, select, union
from sqlmodel import SQLModel

import leadfunnel.store.tables  # noqa: F401 - registers the tables

_tables = SQLModel.metadata.tables
quota, basis, row, users = (
    _tables[name] for name in ("quota", "quota_basis", "quota_basis_row", "users")
)


def statements() -> dict[str, Executable]:
    """Return the family's statements by name."""
    live_quota, live_basis = quota.c.void_op.is_(None), basis.c.void_op.is_(None)
    return {
        "all": select(quota, users.c.name.label("owner"))
        .outerjoin(users, users.c.id == quota.c.owner_id)
        .where(live_quota)
        .order_by(quota.c.from_on, quota.c.id),
        "bases": select(basis, users.c.name.label("owner"))
        .outerjoin(users, users.c.id == basis.c.owner_id)
        .where(live_basis)
        .order_by(basis.c.taken_on, basis.c.id),
        "rows": select(row)
        .where(row.c.basis_id == bindparam("basis_id"), row.c.void_op.is_(None))
        .order_by(row.c.id),
        "days": union(
            select(basis.c.taken_on.label("day")).where(live_basis),
            select(quota.c.from_on.label("day")).where(live_quota),
        ).order_by("day"),
    }
