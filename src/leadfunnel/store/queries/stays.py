"""Where the journeys of a pipeline stand, counted by an index without reading one of them.

Only journeys of customers who are there: `assumed` is null for all others.
"""

from __future__ import annotations

from sqlalchemy import Executable, bindparam, func, select
from sqlmodel import SQLModel

import leadfunnel.store.tables  # noqa: F401 - registers the tables

journey = SQLModel.metadata.tables["journey"]

_there = (
    journey.c.pipeline == bindparam("pipeline"),
    journey.c.since < bindparam("before"),
    journey.c.assumed.is_not(None),
)
_here = (*_there, journey.c.stage == bindparam("stage"))


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
        "counts": select(
            journey.c.stage,
            func.count().label("count"),
            func.sum(journey.c.assumed).label("assumed"),
        )
        .where(*_there, journey.c.stage.is_not(None))
        .group_by(journey.c.stage),
        "longer": select(func.count()).where(*_here),
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
