"""Where journeys stand: derived for a range of customers, and counted without reading one.

Only journeys of customers who are there are counted: `assumed` is null for all others.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Executable, and_, bindparam, case, exists, func, or_, select
from sqlmodel import SQLModel

import leadfunnel.store.tables  # noqa: F401 - registers the tables

_tables = SQLModel.metadata.tables
journey, stage_change, customer = (
    _tables[name] for name in ("journey", "stage_change", "customer")
)

_here = (
    journey.c.pipeline == bindparam("pipeline"),
    journey.c.stage == bindparam("stage"),
    journey.c.since < bindparam("before"),
    journey.c.assumed.is_not(None),
)


def statements() -> dict[str, Executable]:
    """Return the family's statements by name."""
    instants = (
        select(journey.c.since)
        .where(*_here)
        .order_by(journey.c.since)
        .limit(bindparam("many"))
        .offset(bindparam("skip"))
    )
    return {
        "stage": select(
            func.count().label("count"),
            func.sum(journey.c.assumed).label("assumed"),
            func.count().filter(journey.c.since < bindparam("limit")).label("too_long"),
        ).where(*_here, journey.c.since >= bindparam("since")),
        "next_stage": select(journey.c.stage)
        .where(
            journey.c.pipeline == bindparam("pipeline"),
            journey.c.stage > bindparam("after"),
        )
        .order_by(journey.c.stage)
        .limit(1),
        "everybody": select(
            journey.c.id,
            journey.c.customer_id,
            journey.c.since,
            journey.c.assumed,
        ).where(
            journey.c.pipeline == bindparam("pipeline"),
            journey.c.stage == bindparam("stage"),
            journey.c.assumed.is_not(None),
        ),
        "instants": instants,
        "certain_instants": instants.where(journey.c.assumed == 0),
        "first_event": select(journey.c.entered_at)
        .where(
            journey.c.pipeline == bindparam("pipeline"),
            journey.c.entered_at.is_not(None),
            journey.c.assumed.is_not(None),
        )
        .order_by(journey.c.entered_at)
        .limit(1),
    }


def journey_values() -> dict[str, Any]:
    """Return where each journey stands, since when, and when it began.

    It stands there since the first change to its stage after the last to another one: a change to
    the stage stood in, which a voided one may have left behind, moves nothing.
    """
    changes = and_(stage_change.c.journey_id == journey.c.id, stage_change.c.void_op.is_(None))
    latest = (stage_change.c.at.desc(), stage_change.c.id.desc())
    last = select(stage_change.c.to_stage).where(changes).order_by(*latest).limit(1)
    entered = select(func.min(stage_change.c.at)).where(changes)
    here = customer.alias("here")
    there = exists().where(
        here.c.id == journey.c.customer_id,
        here.c.void_op.is_(None),
        here.c.deleted_at.is_(None),
        here.c.merged_into.is_(None),
    )
    return {
        "stage": last.scalar_subquery(),
        "since": _arrival(stage_change.c.at),
        "assumed": case((there, _arrival(stage_change.c.assumed))),
        "entered_at": entered.scalar_subquery(),
    }


def _arrival(column: Any) -> Any:
    """A column of the first change since which a journey went to no other stage."""
    later = stage_change.alias("later")
    changes = and_(stage_change.c.journey_id == journey.c.id, stage_change.c.void_op.is_(None))
    left = exists().where(
        later.c.journey_id == stage_change.c.journey_id,
        later.c.void_op.is_(None),
        later.c.to_stage != stage_change.c.to_stage,
        or_(
            later.c.at > stage_change.c.at,
            and_(later.c.at == stage_change.c.at, later.c.id > stage_change.c.id),
        ),
    )
    return (
        select(column)
        .where(changes, ~left)
        .order_by(stage_change.c.at, stage_change.c.id)
        .limit(1)
        .scalar_subquery()
    )
