"""What a week's review asks beside its funnel: who waits, who is forgotten, what is ahead."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Executable, and_, bindparam, func, or_, select
from sqlmodel import SQLModel

import leadfunnel.store.tables  # noqa: F401 - registers the tables
from leadfunnel.store.queries.agenda import _running
from leadfunnel.store.queries.transfer import _listed

_tables = SQLModel.metadata.tables
customer, follow_up, purchase = (_tables[name] for name in ("customer", "follow_up", "purchase"))
journey, stage_change, operation = (
    _tables[name] for name in ("journey", "stage_change", "operation")
)


def statements() -> dict[str, Executable]:
    """Return the family's statements by name."""
    return {
        "standing": _standing(),
        "standing_of": _standing().where(customer.c.owner_id == bindparam("owner_id")),
        "lost_track": _by_owner(_silent()),
        "without_next": _by_owner(customer.c.next_on.is_(None), ~_running()),
        "ahead": _ahead(),
        "late": _late(),
        "buyers": select(func.count(purchase.c.customer_id.distinct())).where(
            purchase.c.on_day >= bindparam("first"),
            purchase.c.on_day <= bindparam("last"),
            purchase.c.void_op.is_(None),
            purchase.c.refunds.is_(None),
            _whose(func.coalesce(purchase.c.owner_id, purchase.c.user_id)),
        ),
    }


def _whose(column: Any) -> ColumnElement[bool]:
    return or_(bindparam("owner_id").is_(None), column == bindparam("owner_id"))


def _standing() -> Any:
    return (
        select(customer.c.stage, func.count().label("count"))
        .where(customer.c.present == 1, customer.c.stage.is_not(None))
        .group_by(customer.c.stage)
    )


def _silent() -> ColumnElement[bool]:
    """Nobody was in contact since :before; who never was counts from when they were added."""
    never = and_(customer.c.last_contact_at.is_(None), customer.c.created_at < bindparam("before"))
    return or_(customer.c.last_contact_at < bindparam("before"), never)


def _by_owner(*conditions: Any) -> Executable:
    """How many customers at some stages each owner has."""
    return (
        select(customer.c.owner_id, func.count().label("count"))
        .where(customer.c.present == 1, customer.c.stage.in_(_listed("stages")), *conditions)
        .group_by(customer.c.owner_id)
    )


def _late() -> Executable:
    """How many changes of some days each owner recorded so much later, but for imports."""
    change, made = stage_change, operation
    return (
        select(change.c.owner_id, func.count().label("count"))
        .join(journey, journey.c.id == change.c.journey_id)
        .join(customer, customer.c.id == journey.c.customer_id)
        .join(made, made.c.id == change.c.op_id)
        .where(
            change.c.pipeline == bindparam("pipeline"),
            change.c.at >= bindparam("begin"),
            change.c.at < bindparam("end"),
            change.c.recorded_at > change.c.at + bindparam("seconds"),
            change.c.void_op.is_(None),
            customer.c.present == 1,
            made.c.command != "import",
        )
        .group_by(change.c.owner_id)
    )


def _ahead() -> Executable:
    """How many open promises fall due on each of some days."""
    return (
        select(follow_up.c.due_on, func.count().label("count"))
        .join(customer, customer.c.id == follow_up.c.customer_id)
        .where(
            follow_up.c.status == "open",
            follow_up.c.void_op.is_(None),
            follow_up.c.due_on >= bindparam("first"),
            follow_up.c.due_on <= bindparam("last"),
            customer.c.present == 1,
            _whose(follow_up.c.owner_id),
        )
        .group_by(follow_up.c.due_on)
    )
