"""Interactions and follow-ups, read into domain records."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date

from leadfunnel.domain.customer import Due
from leadfunnel.domain.followup import FollowUp
from leadfunnel.domain.interaction import Interaction
from leadfunnel.store.session import Row, Session

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.store.session import Asked

MANY = 1_000_000_000


def entries(session: Session, customer_id: int, limit: int = MANY) -> list[Interaction]:
    """Return a customer's interactions, newest first."""
    rows = session.rows("timeline.of_customer", customer_id=customer_id, limit=limit)
    return [_interaction(row) for row in rows]


def last_touches(session: Session, customer_ids: Sequence[int]) -> dict[int, Interaction]:
    """Return the newest touch of each customer."""
    rows = session.rows("timeline.last_entries", ids=json.dumps(list(customer_ids)))
    return {row["customer_id"]: _interaction(row) for row in rows}


def promises(session: Session, customer_id: int, *, closed: bool = False) -> list[FollowUp]:
    """Return a customer's follow-ups, the soonest first; only open ones unless `closed`."""
    name = "timeline.all_promises_of" if closed else "timeline.promises_of"
    return [_follow_up(row) for row in session.rows(name, customer_id=customer_id)]


def promise(session: Session, number: int) -> FollowUp | None:
    """Return one follow-up by its number."""
    row = session.row("timeline.promise", id=number)
    return _follow_up(row) if row else None


def due(
    session: Session, owner_id: int | None, first: date, last: date, limit: int = MANY
) -> list[FollowUp]:
    """Return open follow-ups due from `first` to `last`, of one owner or of anyone."""
    span = {"first": first.isoformat(), "last": last.isoformat(), "limit": limit}
    if owner_id is None:
        rows = session.rows("timeline.due_anyone", **span)
    else:
        rows = session.rows("timeline.due", owner_id=owner_id, **span)
    return [_follow_up(row) for row in rows]


def due_beyond(
    session: Session, owner_id: int | None, first: date, last: date, span: tuple[int, int]
) -> int:
    """Return how many more there are beyond the first so many, counted only so far."""
    name, params = asked_beyond(owner_id, first, last, span)
    return int(session.value(name, **params))


def asked_beyond(owner_id: int | None, first: date, last: date, span: tuple[int, int]) -> Asked:
    """Return the query of `due_beyond`."""
    given = {"owner_id": owner_id, "first": first.isoformat(), "last": last.isoformat()}
    return ("timeline.due_beyond", {**given, "shown": span[0], "limit": span[1]})


def open_promises(session: Session, owner_id: int | None) -> Iterator[FollowUp]:
    """Yield all open follow-ups as they fall due, of one owner or of anyone."""
    span: dict[str, object] = {"first": date.min.isoformat(), "last": date.max.isoformat()}
    name = "timeline.due_anyone" if owner_id is None else "timeline.due"
    who = {} if owner_id is None else {"owner_id": owner_id}
    return map(_follow_up, session.each(name, **span, **who, limit=MANY))


def next_ahead(
    session: Session, owner_id: int | None, today: date, stages: Sequence[str]
) -> FollowUp | None:
    """Return the soonest open follow-up after today to somebody who stands in these stages."""
    name, params = asked_next(owner_id, today, stages)
    row = session.row(name, **params)
    return _follow_up(row) if row else None


def asked_next(owner_id: int | None, today: date, stages: Sequence[str]) -> Asked:
    """Return the query of `next_ahead`."""
    given = {"today": today.isoformat(), "owner_id": owner_id}
    return ("agenda.next_ahead", {**given, "stages": json.dumps(list(stages))})


def _interaction(row: Row) -> Interaction:
    return Interaction(
        id=row["id"],
        customer_id=row["customer_id"],
        kind=row["kind"],
        direction=row["direction"],
        outcome=row["outcome"],
        grade=row["grade"],
        text=row["text"],
        duration_seconds=row["duration_seconds"],
        at=row["at"],
        recorded_at=row["recorded_at"],
        user=row["user_name"],
    )


def _follow_up(row: Row) -> FollowUp:
    return FollowUp(
        id=row["id"],
        customer_id=row["customer_id"],
        kind=row["kind"],
        due=Due(date.fromisoformat(row["due_on"]), row["due_at"]),
        note=row["note"],
        status=row["status"],
        owner_id=row["owner_id"],
        recorded_at=row["recorded_at"],
        closed_at=row["closed_at"],
    )
