"""The temporary file of an import: rows read so far, and whom they turned out to be about."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    Column,
    ColumnClause,
    Executable,
    Integer,
    MetaData,
    Select,
    Table,
    Text,
    bindparam,
    column,
    func,
    insert,
    select,
)
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.schema import CreateTable

_tables = MetaData()
chunk = Table(
    "chunk", _tables, Column("id", Integer, primary_key=True), Column("body", Text, nullable=False)
)
refusal = Table(
    "refusal",
    _tables,
    Column("id", Integer, primary_key=True),
    Column("line", Integer, nullable=False),
    Column("reason", Text, nullable=False),
)
target = Table(
    "target",
    _tables,
    Column("number", Integer, primary_key=True),
    Column("line", Integer, nullable=False),
    Column("fills", Integer, nullable=False),
)
registered = Table(
    "registered",
    _tables,
    Column("key", Text, primary_key=True),
    Column("number", Integer, nullable=False),
    sqlite_with_rowid=False,
)
joined = Table(
    "joined",
    _tables,
    Column("number", Integer, primary_key=True),
    Column("line", Integer, primary_key=True),
    Column("body", Text, nullable=False),
    sqlite_with_rowid=False,
)


def statements() -> dict[str, Executable]:
    """Return the family's statements by name."""
    found: dict[str, Executable] = {
        f"create_{table.name}": CreateTable(table) for table in _tables.sorted_tables
    }
    for table in (chunk, refusal, registered, joined):
        given = [one.name for one in table.columns if (table.name, one.name) != ("refusal", "id")]
        found[f"insert_{table.name}"] = insert(table).values(
            {name: bindparam(name) for name in given}
        )
    met = upsert(target).values({one.name: bindparam(one.name) for one in target.columns})
    return {
        **found,
        "meet": met.on_conflict_do_update(
            index_elements=["number"], set_={"line": met.excluded.line, "fills": met.excluded.fills}
        ),
        "chunks": select(chunk.c.body).order_by(chunk.c.id),
        "refusals": select(refusal.c.line, refusal.c.reason).order_by(refusal.c.line, refusal.c.id),
        "met": select(target).where(target.c.number.in_(_listed("numbers"))),
        "registered": select(registered).where(registered.c.key.in_(_listed("keys"))),
        "joined": select(joined.c.number, target.c.fills, joined.c.body)
        .join(target, target.c.number == joined.c.number)
        .order_by(joined.c.number, joined.c.line),
    }


def _listed(name: str) -> Select[Any]:
    """The members of a JSON list, as a subquery."""
    value: ColumnClause[object] = column("value")
    return select(value).select_from(func.json_each(bindparam(name)))
