"""The operation log: what was done, what can be taken back."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Executable, Select, and_, bindparam, func, or_, select, union, update
from sqlmodel import SQLModel

import leadfunnel.store.tables  # noqa: F401 - registers the tables
from leadfunnel.store.queries.customers import ids

_tables = SQLModel.metadata.tables
operation, change, users = _tables["operation"], _tables["change"], _tables["users"]

_entry = (
    operation.c.id,
    operation.c.at,
    operation.c.command,
    operation.c.summary,
    operation.c.undoes,
    operation.c.undone_by,
    operation.c.user_id,
    users.c.name.label("user_name"),
)
_log = select(*_entry).join(users, users.c.id == operation.c.user_id)
_mine = operation.c.user_id == bindparam("user_id")


def statements() -> dict[str, Executable]:
    """Return the family's statements by name."""
    kept = and_(operation.c.command != "create", operation.c.command != "doctor")
    plain = and_(operation.c.undoes.is_(None), kept)
    standing = operation.c.undone_by.is_(None)
    latest = operation.c.id.desc()
    target = operation.alias("target")
    return {
        "by_id": _log.where(operation.c.id == bindparam("id")),
        "recent": _log.order_by(latest).limit(bindparam("limit")),
        "of_customer": _log.where(operation.c.id.in_(_touching()))
        .order_by(latest)
        .limit(bindparam("limit")),
        "undoable": _log.where(_mine, plain, standing).order_by(latest).limit(bindparam("limit")),
        "last_plain": select(func.max(operation.c.id)).where(_mine, plain),
        "redoable": _log.join(target, target.c.id == operation.c.undoes)
        .where(_mine, target.c.undoes.is_(None), standing)
        .order_by(latest)
        .limit(1),
        "mark_undone": update(operation)
        .where(operation.c.id == bindparam("row_id"))
        .values(undone_by=bindparam("undone_by")),
        "changes": select(change)
        .where(change.c.operation_id == bindparam("id"))
        .order_by(change.c.id),
        "changes_back": select(change)
        .where(change.c.operation_id == bindparam("id"))
        .order_by(change.c.id.desc()),
        **_merges(),
        "customers_of": _customers_of(),
        "deleted_by": select(func.max(change.c.operation_id)).where(
            change.c.table_name == "customer",
            change.c.first_id == bindparam("id"),
            change.c.after.contains('"deleted_at"'),
        ),
        "merged_by": select(operation.c.id, operation.c.at, operation.c.command)
        .join(change, change.c.operation_id == operation.c.id)
        .where(
            change.c.table_name == "customer",
            change.c.first_id == bindparam("id"),
            change.c.after.contains('"merged_into"'),
            operation.c.undone_by.is_(None),
        )
        .order_by(operation.c.id.desc())
        .limit(1),
        "brought_by": select(operation.c.id, operation.c.at, operation.c.command)
        .join(_tables["customer"], _tables["customer"].c.op_id == operation.c.id)
        .where(_tables["customer"].c.id == bindparam("id")),
        **_known(),
        "last_known": select(func.max(operation.c.id)).where(operation.c.at <= bindparam("at")),
        "last_gap": select(func.max(_tables["void_gap"].c.id)),
        "last_at": select(func.max(operation.c.at)),
        "touched_since": _touched_since(),
        "last_customer": _last_customer(),
        "user_by_key": select(users)
        .where(users.c.name_key == bindparam("key"))
        .order_by(users.c.id),
        "user_all": select(users).order_by(users.c.id),
    }


def _customers_of() -> Executable:
    """The customers an operation was about: named by its changes, or in a range it added."""
    customer = _tables["customer"]
    named = select(change.c.customer_id).where(
        change.c.operation_id == bindparam("operation"), change.c.customer_id.is_not(None)
    )
    ranged = (
        select(customer.c.id)
        .join(change, customer.c.id.between(change.c.first_id, change.c.last_id))
        .where(
            change.c.operation_id == bindparam("operation"),
            change.c.table_name == "customer",
            change.c.action == "insert",
        )
    )
    return union(named, ranged).order_by("customer_id").limit(bindparam("limit"))


def _merges() -> dict[str, Executable]:
    """The merges of one operation: each begins its images with who was merged away."""
    begun = and_(
        change.c.operation_id == bindparam("operation"),
        change.c.table_name == "customer",
        change.c.after.contains('"merged_into"'),
    )
    since, until = change.c.id > bindparam("mark"), change.c.id < bindparam("mark")
    return {
        "merges_of": select(change.c.first_id).where(begun).order_by(change.c.id),
        "merge_begins": select(change.c.id).where(begun, change.c.first_id == bindparam("away")),
        "merge_before": select(change.c.id).where(begun, until).limit(1),
        "merge_after": select(change.c.id).where(begun, since).order_by(change.c.id).limit(1),
        "changes_between": select(change)
        .where(
            change.c.operation_id == bindparam("operation"),
            change.c.id >= bindparam("first"),
            change.c.id < bindparam("last"),
        )
        .order_by(change.c.id),
    }


def _touching() -> Select[Any]:
    """The operations about any customer of a JSON list."""
    asked = ids.subquery()
    ranged = and_(
        change.c.table_name == "customer",
        change.c.first_id <= asked.c.value,
        change.c.last_id >= asked.c.value,
    )
    about = or_(change.c.customer_id == asked.c.value, ranged)
    return select(change.c.operation_id).join(asked, about)


def _known() -> dict[str, Executable]:
    """What columns were set to, and which operations undo or redo others."""
    return {
        "set_column": select(
            change.c.operation_id, change.c.first_id, change.c.before, change.c.after
        )
        .where(change.c.table_name == bindparam("table_name"), change.c.action != "insert")
        .where(change.c.after.contains(bindparam("quoted")))
        .order_by(change.c.operation_id),
        "taking_back": select(operation.c.id, operation.c.undoes)
        .where(operation.c.undoes.is_not(None), operation.c.id <= bindparam("op"))
        .order_by(operation.c.id),
    }


def _touched_since() -> Executable:
    """Changes of the rows of a range by later operations that still stand."""
    return (
        select(change.c.operation_id, change.c.after)
        .join(operation, operation.c.id == change.c.operation_id)
        .where(
            change.c.table_name == bindparam("table_name"),
            change.c.first_id.between(bindparam("first"), bindparam("last")),
            change.c.action != "insert",
            operation.c.id > bindparam("after"),
            operation.c.undoes.is_(None),
            operation.c.undone_by.is_(None),
        )
        .order_by(operation.c.id)
    )


def _last_customer() -> Executable:
    """The customer whom a user's latest standing operation touched."""
    return (
        select(change.c.customer_id)
        .join(operation, operation.c.id == change.c.operation_id)
        .where(
            _mine,
            change.c.customer_id.is_not(None),
            operation.c.at >= bindparam("since"),
            operation.c.undoes.is_(None),
            operation.c.undone_by.is_(None),
        )
        .order_by(operation.c.id.desc(), change.c.id.desc())
        .limit(1)
    )
