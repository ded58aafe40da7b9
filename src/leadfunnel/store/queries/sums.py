"""The sums of checksums over blocks of rows; only a file of SQLite has them.

A row's text is its number and its columns as SQL writes them, those derived left out; `row_crc`
of a connection makes a number of it. Sums of rows can be added to and taken from.
"""

from __future__ import annotations

from sqlalchemy import (
    ColumnElement,
    Executable,
    LargeBinary,
    bindparam,
    cast,
    delete,
    func,
    literal,
    select,
)
from sqlalchemy.dialects import sqlite
from sqlmodel import SQLModel

from leadfunnel.store.queries.facts import PLAIN, base_columns
from leadfunnel.store.tables import FACTS

BLOCK_BITS = 10
"""A block is 1,024 numbers of rows."""
SUMMED = (*PLAIN, "void_gap", *FACTS)
_tables = SQLModel.metadata.tables
row_sum = _tables["row_sum"]


def statements() -> dict[str, Executable]:
    """Return the family's statements by name."""
    clear = delete(row_sum).where(row_sum.c.table_name == bindparam("table_name"))
    return {"clear": clear, **{name: _add(name) for name in SUMMED}}


def summed(name: str) -> ColumnElement[int]:
    """Return the sum of the checksums of the rows of a table."""
    table = _tables[name]
    columns = [table.c.id, *(table.c[column] for column in base_columns(table))]
    text = func.printf(",".join("%Q" for _ in columns), *columns)
    return func.sum(func.row_crc(cast(text, LargeBinary)))


def block(name: str) -> ColumnElement[int]:
    """Return the block that a row of a table belongs to."""
    return _tables[name].c.id.op(">>")(BLOCK_BITS)


def _add(name: str) -> Executable:
    """Add the rows of a range to the sums of their blocks; a `sign` of -1 takes them off."""
    table = _tables[name]
    span = table.c.id.between(bindparam("first"), bindparam("last"))
    found = (
        select(literal(name), block(name), bindparam("sign", type_=table.c.id.type) * summed(name))
        .where(span)
        .group_by(block(name))
    )
    added = sqlite.insert(row_sum).from_select(["table_name", "block", "total"], found)
    return added.on_conflict_do_update(
        index_elements=["table_name", "block"],
        set_={"total": row_sum.c.total + added.excluded.total},
    )
