"""What tells states of a store apart, and stores from one another; who was erased."""

from __future__ import annotations

from sqlalchemy import Executable, select
from sqlmodel import SQLModel

import leadfunnel.store.tables  # noqa: F401 - registers the tables

_tables = SQLModel.metadata.tables
operation = _tables["operation"]

LAST = 20
"""So many operations tell one state from another: each change of a store is one."""


def statements() -> dict[str, Executable]:
    """Return the family's statements by name."""
    erased = _tables["erased"]
    return {
        "last_operations": select(
            *(operation.c[name] for name in ("id", "at", "user_id", "command", "summary", "undoes"))
        )
        .order_by(operation.c.id.desc())
        .limit(LAST),
        "latest_at": select(operation.c.at).order_by(operation.c.id.desc()).limit(1),
        "birth": select(operation.c.at, operation.c.version).order_by(operation.c.id).limit(1),
        "erased": select(erased).order_by(erased.c.id),
    }
