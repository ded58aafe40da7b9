"""Dated notes on the trend: each statement reads a table that grows by hand."""

from __future__ import annotations

from sqlalchemy import Executable, select
from sqlmodel import SQLModel

import leadfunnel.store.tables  # noqa: F401 - registers the tables
from leadfunnel.store.queries.journeys import _known

_tables = SQLModel.metadata.tables
review_mark, users = _tables["review_mark"], _tables["users"]


def statements() -> dict[str, Executable]:
    """Return the family's statements by name."""
    whole = (
        select(review_mark.c.id, review_mark.c.on_day, review_mark.c.text, users.c.name.label("by"))
        .join(users, users.c.id == review_mark.c.user_id)
        .order_by(review_mark.c.on_day, review_mark.c.id)
    )
    return {
        "all": whole.where(review_mark.c.void_op.is_(None)),
        "all_known": whole.where(*_known(review_mark, "review_mark")),
    }
