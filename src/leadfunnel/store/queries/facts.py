"""Writing and voiding rows of any fact table; one statement per table and purpose."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Executable,
    Table,
    and_,
    bindparam,
    false,
    insert,
    literal,
    null,
    select,
    update,
)
from sqlmodel import SQLModel

from leadfunnel.store.dialects import NewNumber, next_number
from leadfunnel.store.queries.customers import ids
from leadfunnel.store.tables import DERIVED, EVENTS, FACTS

ALONE = {
    "identity": ("customer_id", "kind", "system", "value"),
    "customer_tag": ("customer_id", "tag_id"),
    "customer_field": ("customer_id", "key"),
    "journey": ("customer_id", "pipeline", "unit"),
    "stage_change": ("previous_id",),
    "definition": ("kind", "name"),
    "mute": ("customer_id", "reason"),
    "merged_fact": ("table_name", "row_id"),
    "not_duplicate": ("customer_id", "other_id"),
}
"""The columns in which no two live rows of a table agree; deals and invitations may be several."""

PLAIN = ("operation", "change", "users", "tag", "erased")


def statements() -> dict[str, Executable]:
    """Return every generated statement by name."""
    tables = SQLModel.metadata.tables
    found: dict[str, Executable] = {}
    for name in (*PLAIN, *FACTS):
        found[f"insert_{name}"] = _insert(tables[name])
    for name in FACTS:
        found.update(_facts(tables[name]))
    found.update(_users(tables["users"]))
    return {**found, **_tag_words()}


def _tag_words() -> dict[str, Executable]:
    """A tag's spelling is no fact, but changing it is undone like one."""
    tag, carried = SQLModel.metadata.tables["tag"], SQLModel.metadata.tables["customer_tag"]
    row = tag.c.id == bindparam("row_id")
    span = carried.c.tag_id.between(bindparam("first"), bindparam("last"))
    found: dict[str, Executable] = {
        "get_tag": select(tag).where(row),
        "customers_tag": select(carried.c.customer_id)
        .distinct()
        .where(span, carried.c.void_op.is_(None)),
    }
    for column in ("dimension", "value"):
        found[f"set_tag_{column}"] = update(tag).where(row).values({column: bindparam("value")})
    return found


def _users(users: Table) -> dict[str, Executable]:
    """What an operation may change about a user; undone, the user stays, as a bare name."""
    row = users.c.id == bindparam("row_id")
    found: dict[str, Executable] = {
        "get_users": select(users).where(row),
        "customers_users": select(null()).where(false()),
    }
    for name in ("name", "name_key", "external_id", "department", "outlet", "role"):
        found[f"set_users_{name}"] = update(users).where(row).values({name: bindparam("value")})
    return found


def base_columns(table: Table) -> list[str]:
    """Return the columns that an insert supplies: all but the id and the derived ones."""
    derived = DERIVED.get(table.name, ())
    return [column.name for column in table.columns if column.name not in ("id", *derived)]


def _insert(table: Table) -> Executable:
    derived = {
        column.name: getattr(column.default, "arg", None)
        for column in table.columns
        if column.name in DERIVED.get(table.name, ()) and column.default is not None
    }
    given: dict[str, BindParameter[Any]] = {name: bindparam(name) for name in base_columns(table)}
    return insert(table).values(id=NewNumber(table.name), **given, **derived)


def _facts(table: Table) -> dict[str, Executable]:
    row = table.c.id == bindparam("row_id")
    span = table.c.id.between(bindparam("first"), bindparam("last"))
    mine = table.c.op_id == bindparam("inserted_by")
    live = table.c.void_op.is_(None)
    found: dict[str, Executable] = {
        f"get_{table.name}": select(table).where(row),
        f"next_{table.name}": next_number(table.name),
        f"live_{table.name}": select(table.c.id).where(span, mine, live),
        f"void_{table.name}": update(table).where(span, mine, live).values(void_op=bindparam("op")),
        f"unvoid_{table.name}": update(table)
        .where(span, table.c.void_op == bindparam("op"))
        .values(void_op=None),
    }
    if table.name in EVENTS:
        found[f"gap_{table.name}"] = _gap(table, span)
    for column in (*base_columns(table), "void_op"):
        found[f"set_{table.name}_{column}"] = (
            update(table).where(row).values({column: bindparam("value")})
        )
    for column, parent in references(table):
        found[f"children_{table.name}_{column}"] = (
            select(table.c.op_id)
            .where(
                table.c[column].between(bindparam("first"), bindparam("last")),
                live,
                table.c.op_id > bindparam("after"),
            )
            .order_by(table.c.op_id)
            .limit(1)
        )
        above = parent.alias("parent")
        found[f"orphans_{table.name}_{column}"] = (
            select(table.c.id)
            .join(above, above.c.id == table.c[column])
            .where(span, live, above.c.void_op.is_not(None))
            .limit(1)
        )
    found[f"customers_{table.name}"] = _customers(table, span)
    if "customer_id" in table.c:
        found[f"held_{table.name}"] = (
            select(table).where(table.c.customer_id.in_(ids), live).order_by(table.c.id)
        )
    if table.name in ALONE:
        found[f"twins_{table.name}"] = _twins(table, span)
    return found


def _gap(table: Table, span: ColumnElement[bool]) -> Executable:
    """Note for the rows of a range that come back how long they were not known."""
    gap = SQLModel.metadata.tables["void_gap"]
    return insert(gap).from_select(
        ["table_name", "row_id", "from_op", "to_op"],
        select(literal(table.name), table.c.id, bindparam("from_op"), bindparam("to_op")).where(
            span, table.c.void_op == bindparam("from_op")
        ),
    )


def _twins(table: Table, span: ColumnElement[bool]) -> Executable:
    """The operation of a live row that says the same as a live row of a range."""
    other = table.alias("other")
    same = [other.c[column] == table.c[column] for column in ALONE[table.name]]
    if table.name == "journey":
        same.append(table.c.unit == "customer")
    return (
        select(other.c.op_id)
        .join(table, and_(*same))
        .where(span, table.c.void_op.is_(None), other.c.void_op.is_(None))
        .where(other.c.id != table.c.id)
        .limit(1)
    )


def _customers(table: Table, span: ColumnElement[bool]) -> Executable:
    """The customers that a range of rows is about."""
    if table.name == "customer":
        return select(table.c.id).where(span)
    if table.name == "product":
        purchase, line = (SQLModel.metadata.tables[name] for name in ("purchase", "purchase_line"))
        return (
            select(purchase.c.customer_id)
            .distinct()
            .select_from(table)
            .join(line, line.c.product_id == table.c.id)
            .join(purchase, purchase.c.id == line.c.purchase_id)
            .where(span)
        )
    if "customer_id" in table.c:
        known = (table.c.customer_id.is_not(None),) if table.c.customer_id.nullable else ()
        return select(table.c.customer_id).distinct().where(span, *known)
    if "journey_id" not in table.c:
        return select(null()).where(false())
    journey = SQLModel.metadata.tables["journey"]
    return (
        select(journey.c.customer_id)
        .distinct()
        .join(table, table.c.journey_id == journey.c.id)
        .where(span)
    )


def references(table: Table) -> list[tuple[str, Table]]:
    """Return the columns of `table` that point at fact rows, with the table each points at."""
    return sorted(
        (
            (key.parent.name, key.column.table)
            for key in table.foreign_keys
            if key.column.table.name in FACTS and not key.parent.name.endswith("_op")
        ),
        key=lambda pair: pair[0],
    )
