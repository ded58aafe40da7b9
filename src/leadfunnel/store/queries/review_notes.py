"""What was written in reviews: read by the first day of what it is about."""

from __future__ import annotations

from sqlalchemy import Executable, bindparam, select
from sqlmodel import SQLModel

import leadfunnel.store.tables  # noqa: F401 - registers the tables

_tables = SQLModel.metadata.tables
review_note, users = _tables["review_note"], _tables["users"]


def statements() -> dict[str, Executable]:
    """Return the family's statements by name."""
    note = review_note.c
    whole = (
        select(
            note.id,
            note.first_day,
            note.last_day,
            note.head,
            note.text,
            note.outcome,
            users.c.name.label("by"),
        )
        .join(users, users.c.id == note.user_id)
        .where(note.void_op.is_(None))
    )
    return {
        "between": whole.where(
            note.first_day >= bindparam("first"), note.first_day <= bindparam("until")
        ).order_by(note.first_day, note.id),
        "one": whole.where(note.id == bindparam("row_id")),
    }
