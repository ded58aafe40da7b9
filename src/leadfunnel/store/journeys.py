"""Journeys and stage changes, read into the histories that figures are computed from."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from leadfunnel.domain.journey import Change, History
from leadfunnel.store.known import column_after
from leadfunnel.store.session import Row, Session
from leadfunnel.store.stays import stood_in

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any

    Told = Row | dict[str, Any]


def histories(
    session: Session, pipeline: str, until: int, known_op: int | None = None
) -> Iterator[History]:
    """Yield every journey's changes that happened before `until`.

    With `known_op` they are what was known after that operation; otherwise as known today.
    """
    rows: Iterable[Told]
    if known_op is None:
        rows = session.each("journeys.histories", pipeline=pipeline, until=until)
        return _histories(rows, {}, frozenset())
    rows = session.each("journeys.histories_known", pipeline=pipeline, until=until, op=known_op)
    holders = column_after(session, known_op, "journey", "customer_id")
    journeys = column_after(session, known_op, "stage_change", "journey_id")
    if journeys:
        origins = column_after(session, known_op, "stage_change", "from_stage")
        rows = _where_they_lay(rows, journeys, origins)
        for number in journeys.values():
            row = session.row("facts.get_journey", row_id=number)
            holders.setdefault(number, row["customer_id"] if row else 0)
    return _histories(rows, holders, _gone(session, known_op))


def recent(
    session: Session, pipeline: str, since: int, until: int
) -> Iterator[tuple[int, History]]:
    """Yield the histories, up to `until`, of the journeys that moved from `since` on.

    Each with when it moved last, be it after `until`. All others stand since before `since` where
    they stand now: see `stays`.
    """
    rows = session.each("journeys.recent", pipeline=pipeline, since=since, until=until)
    for _, group in groupby(rows, key=lambda row: int(row["journey_id"])):
        changes = list(group)
        yield changes[0]["since"], _history(changes, changes[0]["customer_id"])


def ways(
    session: Session, pipeline: str, since: int, until: int, still: Mapping[str, int]
) -> Iterable[Any]:
    """Yield the changes of whoever moved from `since` on, as `domain.went` reads them.

    `still` counts who did not, by stage: where more moved, reading everybody in order is faster.
    """
    asked = {"pipeline": pipeline, "since": since, "until": until}
    if is_busy(session, pipeline, since, sum(still.values())):
        return session.each("journeys.ways_of_most", **asked)
    stages = json.dumps(stood_in(session, pipeline))
    return session.each("journeys.ways", **asked, stages=stages)


def is_busy(session: Session, pipeline: str, since: int, many: int) -> bool:
    """Tell whether there were more than so many changes from an instant on."""
    asked = {"pipeline": pipeline, "since": since, "many": many}
    return session.row("journeys.busy", **asked) is not None


def _where_they_lay(
    rows: Iterable[Told], journeys: Mapping[int, int], origins: Mapping[int, str | None]
) -> list[dict[str, Any]]:
    """Return changes in the journeys they belonged to before a split gave them to another."""
    found = []
    for row in rows:
        then = dict(row)
        then["journey_id"] = journeys.get(row["id"], row["journey_id"])
        then["from_stage"] = origins.get(row["id"], row["from_stage"])
        found.append(then)
    return sorted(found, key=lambda row: (row["journey_id"], row["at"], row["id"]))


def _gone(session: Session, known_op: int) -> frozenset[int]:
    """Return who was in the bin, or part of another customer, after an operation."""
    now = session.rows("journeys.gone")
    gone: set[int] = set()
    for column in ("deleted_at", "merged_into"):
        then = {row["id"]: row[column] for row in now}
        then.update(column_after(session, known_op, "customer", column))
        gone.update(number for number, value in then.items() if value is not None)
    return frozenset(gone)


def _histories(
    rows: Iterable[Told], holders: Mapping[int, int], gone: Collection[int]
) -> Iterator[History]:
    """Yield the histories of those who are not gone; a journey lies with its holder, if named."""
    for journey_id, group in groupby(rows, key=lambda row: int(row["journey_id"])):
        changes = list(group)
        holder = holders.get(journey_id, changes[0]["customer_id"])
        if holder not in gone:
            yield _history(changes, holder)


def _history(changes: Sequence[Told], holder: int) -> History:
    return History(changes[0]["journey_id"], holder, tuple(map(change, changes)))


def change(row: Told) -> Change:
    """Return one stage change."""
    return Change(
        at=row["at"],
        sequence=row["id"],
        origin=row["from_stage"],
        target=row["to_stage"],
        assumed=bool(row["assumed"]),
        owner_id=row["owner_id"],
        reason=row["reason"],
    )
