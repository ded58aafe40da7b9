"""Every live row with what it refers to, as a lossless export reads them, and room for its users.

`ROWS` puts the tables in an order in which references point backwards.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Executable,
    FromClause,
    Select,
    Table,
    and_,
    bindparam,
    delete,
    exists,
    literal,
    or_,
    select,
    union_all,
    update,
)
from sqlmodel import SQLModel

from leadfunnel.store.queries.customers import ids
from leadfunnel.store.queries.facts import base_columns, references
from leadfunnel.store.tables import FACTS

_tables = SQLModel.metadata.tables
users, operation, stage_change = _tables["users"], _tables["operation"], _tables["stage_change"]
tag = _tables["tag"]
WORDS = ("users", "tag")
"""What facts refer to besides facts; never voided."""

LOGGED = ("op_id", "void_op")


def statements() -> dict[str, Executable]:
    """Return the family's statements by name."""
    found: dict[str, Executable] = {
        "users": select(users).where(_in_use(users)).order_by(users.c.id),
        "users_all": select(users).order_by(users.c.id),
        "tag": select(tag).where(_in_use(tag)).order_by(tag.c.id),
    }
    for name in ordered():
        found[name] = _live(_tables[name])
        found[f"{name}_of"] = _live(_tables[name], chosen=True)
    held = [exists().select_from(_tables[name]) for name in (*FACTS, "tag") if name != "definition"]
    return {
        **found,
        "used": select(literal(1)).where(or_(*held)).limit(1),
        "stages": select(stage_change.c.pipeline, stage_change.c.to_stage)
        .where(stage_change.c.void_op.is_(None))
        .distinct(),
        "move_user": update(users)
        .where(users.c.id == bindparam("row_id"))
        .values(id=bindparam("value")),
        "move_author": update(operation)
        .where(operation.c.user_id == bindparam("row_id"))
        .values(user_id=bindparam("value")),
        "drop_user": delete(users).where(users.c.id == bindparam("row_id")),
    }


def _in_use(table: Table) -> ColumnElement[bool]:
    """Users and tags are never voided: they are there as long as something that stands needs them.

    That is a live fact and, for users, an operation of theirs, or more being known than a name.
    """
    needed: list[Select[Any]] = [
        select(_tables[name].c[key.parent.name]).where(_tables[name].c.void_op.is_(None))
        for name in FACTS
        for key in sorted(_tables[name].foreign_keys, key=lambda key: key.parent.name)
        if key.column.table is table
    ]
    if table is not users:
        return table.c.id.in_(union_all(*needed))
    standing = and_(operation.c.undoes.is_(None), operation.c.undone_by.is_(None))
    needed.append(select(operation.c.user_id).where(standing))
    told = [users.c[name].is_not(None) for name in ("external_id", "department", "outlet")]
    return or_(users.c.id.in_(union_all(*needed)), *told, users.c.role != "rep")


def ordered() -> list[str]:
    """Return the fact tables, each after those it refers to."""
    left, found = list(FACTS), list[str]()
    while left:
        ready = [name for name in left if not _parents(name) & set(left)]
        found.append(ready[0])
        left.remove(ready[0])
    return found


def _parents(name: str) -> set[str]:
    return {parent.name for _, parent in references(_tables[name])} - {name}


def columns(name: str) -> dict[str, str]:
    """Return the columns that travel with their types: int or text, with `?` where optional."""
    table = _tables[name]
    given = ("id", *(column for column in base_columns(table) if column not in LOGGED))
    return {column: _type(table.c[column]) for column in given}


def _type(column: Any) -> str:
    plain = "int" if column.type.python_type is int else "text"
    return plain + ("?" if column.nullable and not column.primary_key else "")


def links(name: str) -> dict[str, tuple[bool, bool]]:
    """Return the columns that refer to facts: whether they must, and whether to one customer's."""
    table = _tables[name]
    return {
        column: (not table.c[column].nullable, _about(parent.alias())[1] is not None)
        for column, parent in references(table)
    }


def _live(table: Table, *, chosen: bool = False) -> Select[Any]:
    """The live rows; `ref_x` is whose the live row is that column x refers to, empty for none."""
    source, customer = _about(table)
    given = [table.c[name] for name in columns(table.name)]
    refs: list[ColumnElement[Any]] = []
    for column, parent in references(table):
        other = parent.alias(f"of_{column}")
        on = and_(other.c.id == table.c[column], other.c.void_op.is_(None))
        source = source.outerjoin(other, on)
        source, whose = _about(other, source)
        refs.append((other.c.id if whose is None else whose).label(f"ref_{column}"))
    found = select(*given, *refs).select_from(source).where(table.c.void_op.is_(None))
    if chosen and customer is not None:
        found = found.where(customer.in_(ids))
    return found.order_by(table.c.id)


def _about(
    table: Any, source: FromClause | None = None
) -> tuple[FromClause, ColumnElement[Any] | None]:
    """Return whose customer's a row is, and the tables that say so; None for the store's own."""
    joined = table if source is None else source
    name: str = getattr(table, "element", table).name
    if name == "customer":
        return joined, table.c.id
    if "customer_id" in table.c:
        return joined, table.c.customer_id
    for column, parent in references(_tables[name]):
        if not table.c[column].nullable and parent.name != name:
            above = parent.alias(f"{table.name}_{column}")
            on = and_(above.c.id == table.c[column], above.c.void_op.is_(None))
            return _about(above, joined.outerjoin(above, on))
    return joined, None
