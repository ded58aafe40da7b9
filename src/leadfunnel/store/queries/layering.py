"""Everything that layers have followed from so far, each statement in the order of customers."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Executable, bindparam, case, func, or_, select
from sqlmodel import SQLModel

import leadfunnel.store.tables  # noqa: F401 - registers the tables
from leadfunnel.store.queries.transfer import _listed

_tables = SQLModel.metadata.tables
customer, journey, stage_change = (
    _tables[name] for name in ("customer", "journey", "stage_change")
)
purchase, line, mark, ended = (
    _tables[name] for name in ("purchase", "purchase_line", "customer_mark", "operation")
)


def statements() -> dict[str, Executable]:
    """Return the family's statements by name."""
    entered = _first(func.min(journey.c.entered_at), journey).label("entered_at")
    bought_on = _first(func.min(purchase.c.on_day), purchase).label("bought_on")
    return {
        "people": select(customer.c.id.label("customer_id"), customer.c.created_at, entered)
        .where(customer.c.present == 1)
        .order_by(customer.c.id),
        "brought": select(
            customer.c.referrer_id.label("customer_id"), customer.c.created_at, entered, bought_on
        )
        .where(customer.c.present == 1, customer.c.referrer_id.is_not(None))
        .order_by(customer.c.referrer_id),
        "sales": _sales(),
        "rungs": _rungs(),
        "lost": select(mark.c.customer_id, mark.c.at, mark.c.op_id, ended.c.at.label("until_at"))
        .outerjoin(ended, ended.c.id == mark.c.void_op)
        .where(
            mark.c.mark == "confidence_lost",
            or_(mark.c.void_op.is_(None), ended.c.undoes.is_(None)),
        )
        .order_by(mark.c.customer_id, mark.c.at),
    }


def _first(value: Any, table: Any) -> Any:
    return (
        select(value)
        .where(table.c.customer_id == customer.c.id, table.c.void_op.is_(None))
        .correlate(customer)
        .scalar_subquery()
    )


def _sales() -> Executable:
    quantity = (
        select(func.sum(line.c.quantity))
        .where(line.c.purchase_id == purchase.c.id, line.c.void_op.is_(None))
        .correlate(purchase)
        .scalar_subquery()
    )
    return (
        select(
            purchase.c.customer_id,
            purchase.c.id,
            purchase.c.refunds,
            purchase.c.on_day,
            purchase.c.at,
            purchase.c.op_id,
            purchase.c.occasion,
            func.coalesce(purchase.c.amount, 0).label("amount"),
            case((_counted_in_goods(), func.coalesce(quantity, 0)), else_=0).label("quantity"),
        )
        .where(purchase.c.void_op.is_(None))
        .order_by(purchase.c.customer_id, purchase.c.id)
    )


def _counted_in_goods() -> Any:
    """Whether it may matter how many there were: what came to money is told by the money left."""
    return or_(func.coalesce(purchase.c.amount, 0) == 0, purchase.c.refunds.is_not(None))


def _rungs() -> Executable:
    """Every change to a rung of those who ever came to a stage of those who bought."""
    won = stage_change.alias("won")
    ever = select(won.c.journey_id).where(
        # Expressions, so that the changes are read in their order, and not to and fro by an index.
        func.coalesce(won.c.pipeline, "") == bindparam("main"),
        won.c.to_stage.in_(_listed("won")),
        won.c.void_op.is_(None),
    )
    return (
        select(
            journey.c.customer_id,
            stage_change.c.at,
            stage_change.c.id,
            stage_change.c.to_stage,
        )
        .join(stage_change, stage_change.c.journey_id == journey.c.id)
        .where(
            func.coalesce(journey.c.pipeline, "") == bindparam("main"),
            journey.c.unit == "customer",
            journey.c.void_op.is_(None),
            journey.c.id.in_(ever),
            stage_change.c.void_op.is_(None),
            stage_change.c.to_stage.in_(_listed("ladder")),
        )
        .order_by(stage_change.c.journey_id, stage_change.c.at, stage_change.c.id)
    )
