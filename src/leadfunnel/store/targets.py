"""Targets as they stand in the store, and what was done towards them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

from leadfunnel.domain.record import dataclass
from leadfunnel.domain.target import Target
from leadfunnel.store.session import Row, Session

Span = tuple[int, int]
"""A half-open range of instants."""


@dataclass(frozen=True)
class Logged:
    """Which entries: of some kinds, or of these how close a touch, or how they ended."""

    kinds: tuple[str, ...]
    touch: str | None = None
    outcome: str | None = None


def targets(session: Session) -> list[Target]:
    """Return every target that was set, also those that hold no more, or not yet."""
    return [target_of(row) for row in session.rows("targets.all")]


def target_of(row: Row) -> Target:
    """Return the target in a row."""
    until, ramp = row["until_on"], row["ramp"]
    return Target(
        id=row["id"],
        metric=row["metric"],
        owner_id=row["owner_id"],
        per=row["per"],
        goal=row["goal"],
        currency=row["currency"],
        from_on=date.fromisoformat(row["from_on"]),
        until_on=date.fromisoformat(until) if until else None,
        ramp=tuple(json.loads(ramp)) if ramp else (),
    )


def workers(session: Session) -> dict[int, str]:
    """Return the names of whoever recorded anything, has a target or is in the team, by id."""
    return {row["id"]: row["name"] for row in session.rows("targets.people")}


def added(session: Session, span: Span, owner_id: int | None) -> int:
    """Count the customers added by hand."""
    start, end = span
    return int(session.value("targets.added", start=start, end=end, owner_id=owner_id))


def touches(session: Session, span: Span, owner_id: int | None, which: Logged) -> int:
    """Count the entries of the timeline that somebody logged."""
    start, end = span
    found = session.value(
        "targets.touches",
        start=start,
        end=end,
        owner_id=owner_id,
        kinds=json.dumps(which.kinds),
        touch=which.touch,
        outcome=which.outcome,
    )
    return int(found)


def entries(
    session: Session, span: Span, owner_id: int | None, pipeline: str, stages: Sequence[str]
) -> list[Row]:
    """Return the changes that led to one of some stages: journey_id, customer_id, at."""
    start, end = span
    return session.rows(
        "targets.entries",
        start=start,
        end=end,
        owner_id=owner_id,
        pipeline=pipeline,
        stages=json.dumps(list(stages)),
    )


def sold(session: Session, first: date, last: date, owner_id: int | None, currency: str) -> int:
    """Return what was sold less what was refunded, in minor units, each on its own day."""
    found = session.value(
        "targets.sold",
        first=first.isoformat(),
        last=last.isoformat(),
        owner_id=owner_id,
        currency=currency,
    )
    return int(found)


def booked_visits(session: Session, span: Span, today: date, owner_id: int | None) -> int:
    """Count the visits booked within a day that still stand, or were kept since."""
    start, end = span
    booked = {"start": start, "end": end, "owner_id": owner_id}
    ahead = session.value("targets.visits_ahead", today=today.isoformat(), **booked)
    return int(ahead) + int(session.value("targets.visits_kept", **booked))
