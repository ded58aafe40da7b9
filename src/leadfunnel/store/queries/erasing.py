"""Finding and removing for good what the store holds about a person; one statement per table."""

from __future__ import annotations

from sqlalchemy import (
    ColumnElement,
    Executable,
    Table,
    and_,
    bindparam,
    delete,
    exists,
    null,
    or_,
    select,
    update,
)
from sqlmodel import SQLModel

from leadfunnel.store.dialects import Spelled
from leadfunnel.store.queries.customers import ids
from leadfunnel.store.queries.facts import references
from leadfunnel.store.tables import FACTS
from leadfunnel.store.texts import TEXTS

_tables = SQLModel.metadata.tables
change, operation, tag = _tables["change"], _tables["operation"], _tables["tag"]
customer_search, gap = _tables["customer_search"], _tables["void_gap"]


def statements() -> dict[str, Executable]:
    """Return the family's statements by name."""
    found: dict[str, Executable] = {}
    for name in FACTS:
        table = _tables[name]
        found[f"all_{name}"] = select(table).where(_in(table, "id")).order_by(table.c.id)
        found[f"drop_{name}"] = delete(table).where(_in(table, "id"))
        for column, _parent in references(table):
            among = _in(table, column)
            found[f"of_{name}_{column}"] = select(table.c.id).where(among)
            found[f"clear_{name}_{column}"] = update(table).where(among).values({column: null()})
    for name, column in TEXTS:
        found |= _text(_tables[name], column)
    return {**found, **_log(), **_words(), **_index()}


def _in(table: Table, column: str) -> ColumnElement[bool]:
    return table.c[column].in_(ids)


def _text(table: Table, column: str) -> dict[str, Executable]:
    row = table.c.id == bindparam("row_id")
    whose = table.c.get("customer_id", null()).label("customer_id")
    return {
        f"says_{table.name}_{column}": select(table.c.id, table.c[column].label("text"), whose)
        .where(table.c[column].contains(bindparam("words")))
        .order_by(table.c.id),
        f"write_{table.name}_{column}": update(table)
        .where(row)
        .values({column: bindparam("value")}),
    }


def _log() -> dict[str, Executable]:
    """What was done about somebody: its images go, and what was left of it is told apart."""
    single = and_(
        change.c.table_name == bindparam("table_name"),
        change.c.first_id == change.c.last_id,
        change.c.first_id.in_(ids),
    )
    within = and_(
        change.c.table_name == bindparam("table_name"),
        change.c.first_id <= bindparam("row_id"),
        change.c.last_id >= bindparam("row_id"),
    )
    undoing = operation.alias("undoing")
    bare = ~exists().where(change.c.operation_id == operation.c.id)
    return {
        "changes_about": select(change).where(change.c.customer_id.in_(ids)),
        "changes_of": select(change).where(single),
        "changes_within": select(change.c.operation_id).where(within),
        "drop_changes_about": delete(change).where(change.c.customer_id.in_(ids)),
        "drop_changes_of": delete(change).where(single),
        "drop_change": delete(change).where(change.c.id == bindparam("row_id")),
        "referring": select(change)
        .where(change.c.action != "insert", or_(*map(change.c.after.contains, _referring())))
        .order_by(change.c.id),
        "set_images": update(change)
        .where(change.c.id == bindparam("row_id"))
        .values(before=bindparam("before"), after=bindparam("after")),
        "bare_operations": select(operation.c.id).where(operation.c.id.in_(ids), bare),
        "close_operations": update(operation)
        .where(operation.c.id.in_(ids), operation.c.undone_by.is_(None))
        .values(undone_by=bindparam("op")),
        "undoing": select(undoing.c.id).where(undoing.c.undoes.in_(ids)),
        "operations": select(operation).where(operation.c.id.in_(ids)).order_by(operation.c.id),
        "drop_gaps": delete(gap).where(
            gap.c.table_name == bindparam("table_name"), _in(gap, "row_id")
        ),
    }


def _referring() -> list[str]:
    """The columns that name rows, as images quote them."""
    columns = {column for name in FACTS for column, _ in references(_tables[name])}
    return [f'"{name}"' for name in sorted(columns)]


def _words() -> dict[str, Executable]:
    carried = _tables["customer_tag"]
    used = exists().where(carried.c.tag_id == tag.c.id)
    return {
        "tags": select(carried.c.tag_id).where(carried.c.id.in_(ids)),
        "tag_words": select(tag.c.id, tag.c.dimension, tag.c.value).where(tag.c.id.in_(ids)),
        "drop_tags": delete(tag).where(tag.c.id.in_(ids), ~used),
    }


def _index() -> dict[str, Executable]:
    """The search index: what was said is not found any more, nor what words were there."""
    return {
        "unindex_text": Spelled(
            "INSERT INTO interaction_index (interaction_index, rowid, tokens) "
            "VALUES ('delete', :row_id, :tokens)",
            "DELETE FROM interaction_index WHERE rowid = :row_id",
        ),
        "unindex_customer": Spelled(
            "INSERT INTO customer_index (customer_index, rowid, tokens) "
            "SELECT 'delete', customer_id, tokens FROM customer_search "
            "WHERE customer_id = :row_id",
            "DELETE FROM customer_index WHERE rowid = :row_id",
        ),
        "drop_tokens": delete(customer_search).where(_in(customer_search, "customer_id")),
    }
