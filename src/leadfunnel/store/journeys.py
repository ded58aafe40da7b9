"""Journeys and stage changes, read into the histories that figures are computed from."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from leadfunnel.domain.journey import Change, History
from leadfunnel.store.session import Row, Session


def histories(
    session: Session, pipeline: str, until: int, known_op: int | None = None
) -> Iterator[History]:
    """Yield every journey's changes that happened before `until`.

    With `known_op` they are what was known after that operation; otherwise as known today.
    """
    if known_op is None:
        rows = session.each("journeys.histories", pipeline=pipeline, until=until)
    else:
        rows = session.each("journeys.histories_known", pipeline=pipeline, until=until, op=known_op)
    for journey_id, group in groupby(rows, key=lambda row: int(row["journey_id"])):
        changes = list(group)
        yield History(journey_id, changes[0]["customer_id"], tuple(map(change, changes)))


def change(row: Row) -> Change:
    """Return one stage change."""
    return Change(
        at=row["at"],
        sequence=row["id"],
        origin=row["from_stage"],
        target=row["to_stage"],
        assumed=bool(row["assumed"]),
    )
