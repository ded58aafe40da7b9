"""Pipelines and store settings, with their history."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Executable, and_, bindparam, or_, select
from sqlmodel import SQLModel

import leadfunnel.store.tables  # noqa: F401 - registers the tables

definition = SQLModel.metadata.tables["definition"]


def statements() -> dict[str, Executable]:
    """Return the family's statements by name."""
    columns = (
        definition.c.id,
        definition.c.kind,
        definition.c.name,
        definition.c.body,
        definition.c.op_id,
    )
    live = definition.c.void_op.is_(None)
    named = (
        definition.c.kind == bindparam("kind"),
        definition.c.name == bindparam("name"),
    )
    known = or_(live, definition.c.void_op > bindparam("op"))
    return {
        "daily": _daily(columns, live),
        "all": select(*columns)
        .where(definition.c.kind == bindparam("kind"), live)
        .order_by(definition.c.id),
        "one": select(*columns).where(*named, live).order_by(definition.c.id.desc()).limit(1),
        "between": select(*columns).where(
            or_(definition.c.kind == "pipeline", definition.c.kind == "field"),
            definition.c.id.between(bindparam("first"), bindparam("last")),
        ),
        "one_known": select(*columns)
        .where(*named, known, definition.c.op_id <= bindparam("op"))
        .order_by(definition.c.id.desc())
        .limit(1),
    }


def _daily(columns: Any, live: Any) -> Executable:
    """What daily commands ask for, the main pipeline with it; its name is a setting, as JSON."""
    setting = definition.alias()
    main = (
        select(setting.c.body)
        .where(
            setting.c.kind == "setting",
            setting.c.name == "main_pipeline",
            setting.c.void_op.is_(None),
        )
        .scalar_subquery()
    )
    kind, name = definition.c.kind, definition.c.name
    among = or_(
        kind == "setting",
        kind == "rules",
        kind == "field",
        kind == "plan",
        kind == "plan_segment",
        and_(kind == "pipeline", '"' + name + '"' == main),
    )
    return select(*columns).where(live, among).order_by(definition.c.id)
