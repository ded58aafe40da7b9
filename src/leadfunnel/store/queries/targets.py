"""Targets, and what is counted for them: each statement reads one period by an index."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Executable, and_, bindparam, exists, func, or_, select
from sqlmodel import SQLModel

import leadfunnel.store.tables  # noqa: F401 - registers the tables
from leadfunnel.store.queries.transfer import _listed

_tables = SQLModel.metadata.tables
customer, interaction, follow_up = (
    _tables[name] for name in ("customer", "interaction", "follow_up")
)
journey, stage_change, purchase = (
    _tables[name] for name in ("journey", "stage_change", "purchase")
)
sales_target, users, operation, team_member = (
    _tables[name] for name in ("sales_target", "users", "operation", "team_member")
)


def statements() -> dict[str, Executable]:
    """Return the family's statements by name."""
    return {
        "all": select(sales_target)
        .where(sales_target.c.void_op.is_(None))
        .order_by(sales_target.c.id),
        "people": _people(),
        "unstaged": select(func.count())
        .select_from(customer)
        .where(customer.c.present == 1, customer.c.stage.is_(None)),
        "added": select(func.count())
        .select_from(customer)
        .where(
            customer.c.present == 1,
            customer.c.imported == 0,
            _within(customer.c.created_at),
            _whose(customer.c.owner_id),
        ),
        "touches": _touches(),
        "entries": _entries(),
        "sold": select(func.coalesce(func.sum(purchase.c.amount), 0)).where(
            purchase.c.on_day >= bindparam("first"),
            purchase.c.on_day <= bindparam("last"),
            purchase.c.currency == bindparam("currency"),
            purchase.c.void_op.is_(None),
            _whose(func.coalesce(purchase.c.owner_id, purchase.c.user_id)),
        ),
        "visits_ahead": _visits().where(
            follow_up.c.status == "open", follow_up.c.due_on >= bindparam("today")
        ),
        "visits_kept": _visits().where(
            follow_up.c.kept_by.in_(
                select(interaction.c.id).where(
                    interaction.c.at >= bindparam("start"), interaction.c.void_op.is_(None)
                )
            )
        ),
    }


def _within(column: Any) -> ColumnElement[bool]:
    return and_(column >= bindparam("start"), column < bindparam("end"))


def _whose(column: Any) -> ColumnElement[bool]:
    return or_(bindparam("owner_id").is_(None), column == bindparam("owner_id"))


def _people() -> Executable:
    """Whoever recorded anything, has a target of their own, or is in the team."""
    worked = exists().where(operation.c.user_id == users.c.id)
    own = exists().where(sales_target.c.owner_id == users.c.id, sales_target.c.void_op.is_(None))
    member = exists().where(
        team_member.c.user_id == users.c.id,
        team_member.c.until_at.is_(None),
        team_member.c.void_op.is_(None),
        team_member.c.role == "rep",
    )
    return select(users.c.id, users.c.name).where(or_(worked, own, member)).order_by(users.c.id)


def _touches() -> Executable:
    return (
        select(func.count())
        .select_from(interaction)
        .where(
            _within(interaction.c.at),
            interaction.c.void_op.is_(None),
            interaction.c.kind.in_(_listed("kinds")),
            or_(bindparam("touch").is_(None), interaction.c.touch == bindparam("touch")),
            or_(bindparam("outcome").is_(None), interaction.c.outcome == bindparam("outcome")),
            _whose(interaction.c.user_id),
        )
    )


def _entries() -> Executable:
    """The journeys of customers in sight that came to one of some stages, each change of them."""
    return (
        select(stage_change.c.journey_id, journey.c.customer_id, stage_change.c.at)
        .join(journey, journey.c.id == stage_change.c.journey_id)
        .join(customer, customer.c.id == journey.c.customer_id)
        .where(
            stage_change.c.pipeline == bindparam("pipeline"),
            _within(stage_change.c.at),
            stage_change.c.void_op.is_(None),
            stage_change.c.to_stage.in_(_listed("stages")),
            customer.c.present == 1,
            _whose(stage_change.c.owner_id),
        )
    )


def _visits() -> Any:
    """Booked visits that were promised within a day."""
    return select(func.count(follow_up.c.id)).where(
        follow_up.c.kind == "visit",
        follow_up.c.void_op.is_(None),
        _within(follow_up.c.recorded_at),
        _whose(follow_up.c.owner_id),
    )
