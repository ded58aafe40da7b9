"""Journeys and the changes that figures are computed from."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Executable, and_, bindparam, exists, func, or_, select
from sqlmodel import SQLModel

import leadfunnel.store.tables  # noqa: F401 - registers the tables
from leadfunnel.store.queries.transfer import _listed

_tables = SQLModel.metadata.tables
journey, stage_change = _tables["journey"], _tables["stage_change"]
customer, ownership = _tables["customer"], _tables["ownership"]
void_gap, users, operation = _tables["void_gap"], _tables["users"], _tables["operation"]
interaction = _tables["interaction"]

_live = stage_change.c.void_op.is_(None)
_columns = (
    stage_change.c.journey_id,
    journey.c.customer_id,
    stage_change.c.id,
    stage_change.c.from_stage,
    stage_change.c.to_stage,
    stage_change.c.at,
    stage_change.c.assumed,
    stage_change.c.owner_id,
    stage_change.c.reason,
)


def statements() -> dict[str, Executable]:
    """Return the family's statements by name."""
    ordered = (stage_change.c.journey_id, stage_change.c.at, stage_change.c.id)
    before = (
        select(*_columns)
        .join(journey, journey.c.id == stage_change.c.journey_id)
        .join(customer, customer.c.id == journey.c.customer_id)
        .where(stage_change.c.at < bindparam("until"))
        .order_by(*ordered)
    )
    of_pipeline = before.where(stage_change.c.pipeline == bindparam("pipeline"))
    return {
        "of_customer": select(journey)
        .where(journey.c.customer_id == bindparam("customer_id"), journey.c.void_op.is_(None))
        .order_by(journey.c.id),
        "one": select(journey).where(
            journey.c.customer_id == bindparam("customer_id"),
            journey.c.pipeline == bindparam("pipeline"),
            journey.c.unit == "customer",
            journey.c.void_op.is_(None),
        ),
        "last_change": select(stage_change)
        .where(stage_change.c.journey_id == bindparam("journey_id"), _live)
        .order_by(stage_change.c.at.desc(), stage_change.c.id.desc())
        .limit(1),
        "last_of": _last_of(),
        "changes_of_customer": select(stage_change, users.c.name.label("user_name"))
        .join(journey, journey.c.id == stage_change.c.journey_id)
        .join(users, users.c.id == stage_change.c.user_id)
        .where(journey.c.customer_id == bindparam("customer_id"), _live)
        .order_by(stage_change.c.at, stage_change.c.id),
        "histories": of_pipeline.where(_live, customer.c.present == 1),
        "histories_known": of_pipeline.where(*_known(stage_change, "stage_change")),
        **_moves(before, ordered),
        "gone": select(customer.c.id, customer.c.deleted_at, customer.c.merged_into).where(
            or_(customer.c.deleted_at.is_not(None), customer.c.merged_into.is_not(None))
        ),
        "recorded_since": select(func.count())
        .select_from(stage_change)
        .join(journey, journey.c.id == stage_change.c.journey_id)
        .join(customer, customer.c.id == journey.c.customer_id)
        .where(
            stage_change.c.pipeline == bindparam("pipeline"),
            stage_change.c.at < bindparam("until"),
            stage_change.c.recorded_at >= bindparam("until"),
            stage_change.c.recorded_at > stage_change.c.at,
            _live,
            customer.c.present == 1,
        ),
        **_used(),
    }


def _moves(before: Any, ordered: tuple[Any, ...]) -> dict[str, Executable]:
    """Whoever moved from :since on: one by one, by their ways, and whether they are many."""
    return {
        "recent": before.add_columns(journey.c.since).where(
            _live,
            customer.c.present == 1,
            journey.c.since >= bindparam("since"),
            stage_change.c.journey_id.in_(_moved()),
        ),
        **_ways(ordered),
        "busy": select(stage_change.c.id)
        .where(
            stage_change.c.pipeline == bindparam("pipeline"),
            stage_change.c.at >= bindparam("since"),
        )
        .limit(1)
        .offset(bindparam("many")),
    }


def _ways(ordered: tuple[Any, ...]) -> dict[str, Executable]:
    """The changes of whoever moved from :since on, found by who they are, or by reading all."""
    changes = (
        select(
            stage_change.c.journey_id,
            stage_change.c.to_stage,
            stage_change.c.at,
            stage_change.c.assumed,
            stage_change.c.reason,
        )
        .where(stage_change.c.at < bindparam("until"), _live)
        .order_by(*ordered)
    )
    moved = (journey.c.assumed.is_not(None), journey.c.since >= bindparam("since"))
    here = (journey.c.pipeline == bindparam("pipeline"), journey.c.stage.in_(_listed("stages")))
    return {
        "ways": changes.where(
            stage_change.c.journey_id.in_(select(journey.c.id).where(*here, *moved))
        ),
        # The pipeline is compared as an expression, so that an index gives the order.
        "ways_of_most": changes.join(journey, journey.c.id == stage_change.c.journey_id).where(
            func.coalesce(stage_change.c.pipeline, "") == bindparam("pipeline"), *moved
        ),
    }


def _last_of() -> Executable:
    """The change that brought a customer to where they stand in a pipeline."""
    return (
        select(stage_change)
        .join(journey, journey.c.id == stage_change.c.journey_id)
        .where(
            journey.c.customer_id == bindparam("customer_id"),
            journey.c.pipeline == bindparam("pipeline"),
            journey.c.unit == "customer",
            journey.c.void_op.is_(None),
            _live,
        )
        .order_by(stage_change.c.at.desc(), stage_change.c.id.desc())
        .limit(1)
    )


def _moved() -> Any:
    """The journeys that changed from :since on, even after :until."""
    change = stage_change.alias("recent_change")
    return select(change.c.journey_id).where(
        change.c.pipeline == bindparam("pipeline"),
        change.c.at >= bindparam("since"),
        change.c.void_op.is_(None),
    )


def _used() -> dict[str, Executable]:
    """Which stages of a pipeline have history."""
    return {
        "used": select(func.count())
        .select_from(stage_change)
        .where(
            stage_change.c.pipeline == bindparam("pipeline"),
            _live,
            or_(
                stage_change.c.to_stage == bindparam("stage"),
                stage_change.c.from_stage == bindparam("stage"),
            ),
        ),
        "stages_used": select(
            stage_change.c.to_stage, func.max(stage_change.c.op_id).label("op_id")
        )
        .where(stage_change.c.pipeline == bindparam("pipeline"), _live)
        .group_by(stage_change.c.to_stage),
    }


def _known(table: Any, name: str) -> tuple[Any, ...]:
    """Rows that were known after operation :op: recorded by then, and not void then."""
    gap = exists().where(
        and_(
            void_gap.c.table_name == name,
            void_gap.c.row_id == table.c.id,
            void_gap.c.from_op <= bindparam("op"),
            void_gap.c.to_op > bindparam("op"),
        )
    )
    return (
        table.c.op_id <= bindparam("op"),
        or_(table.c.void_op.is_(None), table.c.void_op > bindparam("op")),
        ~gap,
    )
