"""What a file of SQLite may hold and never should: rows that were changed by nobody, odd types."""

from __future__ import annotations

from sqlalchemy import Column, Executable, and_, bindparam, delete, func, or_, select, text
from sqlmodel import SQLModel

from leadfunnel.store.queries.sums import SUMMED, block, summed

_tables = SQLModel.metadata.tables


def statements() -> dict[str, Executable]:
    """Return the family's statements by name."""
    kept = _tables["row_sum"]
    found: dict[str, Executable] = {
        "kept": select(kept.c.table_name, kept.c.block, kept.c.total).order_by(
            kept.c.table_name, kept.c.block
        ),
        "forget_block": delete(kept).where(
            kept.c.table_name == bindparam("table_name"), kept.c.block == bindparam("block")
        ),
        "empty_index": text(
            "INSERT INTO interaction_index (interaction_index) VALUES ('delete-all')"
        ),
        "said": text(
            "SELECT rowid FROM interaction_index "
            "WHERE interaction_index MATCH :words AND rowid = :row_id"
        ),
    }
    for name in SUMMED:
        found[f"blocks_{name}"] = _blocks(name)
        found[f"odd_{name}"] = _odd(name)
        found[f"last_{name}"] = select(func.max(_tables[name].c.id))
    return found


def _blocks(name: str) -> Executable:
    """The sums of the blocks of a range of rows, as the rows stand."""
    number = _tables[name].c.id
    return (
        select(block(name).label("block"), summed(name).label("total"))
        .where(number.between(bindparam("first"), bindparam("last")))
        .group_by(block(name))
    )


def _odd(name: str) -> Executable:
    """The rows of a range that hold a value of a wrong type."""
    table = _tables[name]
    odd = [
        and_(func.typeof(column) != "null", func.typeof(column) != _type(column))
        for column in table.columns
        if column.name != "id"
    ]
    span = table.c.id.between(bindparam("first"), bindparam("last"))
    return select(table.c.id).where(span, or_(*odd))


def _type(column: Column[object]) -> str:
    return "integer" if "INT" in str(column.type).upper() else "text"
