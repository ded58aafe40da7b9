"""Purchases and refunds for figures, as known now or as they were known."""

from __future__ import annotations

from typing import Any

from sqlalchemy import CTE, Executable, and_, bindparam, func, or_, select, union, union_all
from sqlmodel import SQLModel

import leadfunnel.store.tables  # noqa: F401 - registers the tables
from leadfunnel.store.queries.customers import ids
from leadfunnel.store.queries.journeys import _known

_tables = SQLModel.metadata.tables
purchase, line, product = (_tables[name] for name in ("purchase", "purchase_line", "product"))
customer, users = _tables["customer"], _tables["users"]
tag, customer_tag = _tables["tag"], _tables["customer_tag"]


def statements() -> dict[str, Executable]:
    """Return the family's statements by name."""
    return {
        "entries": _entries(known=False),
        "entries_known": _entries(known=True),
        "lines": _lines(known=False),
        "lines_known": _lines(known=True),
        "tags": select(customer_tag.c.customer_id, tag.c.value)
        .join(tag, tag.c.id == customer_tag.c.tag_id)
        .where(
            customer_tag.c.customer_id.in_(ids),
            tag.c.dimension == bindparam("dimension"),
            customer_tag.c.void_op.is_(None),
        )
        .distinct()
        .order_by(customer_tag.c.customer_id, tag.c.value),
        "sellers": select(users.c.id, users.c.name, users.c.department).order_by(users.c.id),
        "agents": select(users.c.id)
        .where(
            or_(
                users.c.external_id.is_not(None),
                users.c.department.is_not(None),
                users.c.outlet.is_not(None),
                users.c.role != "rep",
            )
        )
        .order_by(users.c.id),
        "recorded_since": select(func.count())
        .select_from(purchase)
        .join(customer, customer.c.id == purchase.c.customer_id)
        .where(
            purchase.c.on_day.between(bindparam("first"), bindparam("last")),
            purchase.c.at < bindparam("until"),
            purchase.c.recorded_at >= bindparam("until"),
            purchase.c.void_op.is_(None),
            customer.c.present == 1,
        ),
        "first_day": select(func.min(purchase.c.on_day)).where(purchase.c.void_op.is_(None)),
    }


def _live(table: Any, name: str, *, known: bool) -> tuple[Any, ...]:
    return _known(table, name) if known else (table.c.void_op.is_(None),)


def _roots(*, known: bool) -> CTE:
    """The purchases of the occasions, without what went back of them."""
    one, other = (purchase.alias(name) for name in ("one", "other"))
    moved = (
        select(func.coalesce(one.c.refunds, one.c.id).label("id"))
        .where(
            one.c.on_day.between(bindparam("first"), bindparam("last")),
            one.c.at < bindparam("until"),
            *_live(one, "purchase", known=known),
        )
        .cte("moved")
    )
    first = purchase.alias("first_one")
    ordered = (
        select(other.c.id)
        .select_from(moved)
        .join(first, first.c.id == moved.c.id)
        .join(
            other,
            and_(
                other.c.order_number == first.c.order_number,
                other.c.order_system == first.c.order_system,
                other.c.customer_id == first.c.customer_id,
                other.c.refunds.is_(None),
            ),
        )
    )
    return union(select(moved.c.id), ordered).cte("roots")


def _entries(*, known: bool) -> Executable:
    """Everything that belongs to an occasion of which something lies in the days asked for.

    These are the purchases of the days, those that refunds of the days belong to, the others of
    their order numbers, and all that went back of any.
    """
    entry, back = purchase.alias("entry"), purchase.alias("back")
    roots = _roots(known=known)
    member = union_all(
        select(roots.c.id, roots.c.id.label("root")),
        select(back.c.id, roots.c.id.label("root")).join_from(
            roots, back, back.c.refunds == roots.c.id
        ),
    ).cte("member")
    whole = purchase.alias("whole")
    goods = (
        select(func.sum(line.c.quantity))
        .where(line.c.purchase_id == entry.c.id, *_live(line, "purchase_line", known=known))
        .scalar_subquery()
    )
    here = (
        (customer.c.deleted_at.is_(None), customer.c.merged_into.is_(None))
        if known
        else (customer.c.present == 1,)
    )
    return (
        select(
            entry.c.id,
            member.c.root,
            entry.c.customer_id,
            entry.c.on_day,
            entry.c.amount,
            entry.c.currency,
            entry.c.outlet,
            entry.c.owner_id,
            whole.c.occasion,
            customer.c.company,
            customer.c.source,
            func.coalesce(goods, 0).label("goods"),
        )
        .select_from(member)
        .join(entry, entry.c.id == member.c.id)
        .join(whole, whole.c.id == member.c.root)
        .join(customer, customer.c.id == entry.c.customer_id)
        .where(entry.c.at < bindparam("until"), *_live(entry, "purchase", known=known), *here)
        .order_by(entry.c.customer_id, whole.c.occasion, entry.c.id)
    )


def _lines(*, known: bool) -> Executable:
    return (
        select(line.c.purchase_id, product.c.name, product.c.category, line.c.amount)
        .join(product, product.c.id == line.c.product_id)
        .where(line.c.purchase_id.in_(ids), *_live(line, "purchase_line", known=known))
        .order_by(line.c.purchase_id, line.c.id)
    )
