"""What a week's review asks beside its funnel: who waits, who is forgotten, what is ahead."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from datetime import date

from leadfunnel.store.session import Row, Session

Counts = dict[int | None, int]
"""How many there are of each owner; None of nobody's."""


def standing(session: Session, owner_id: int | None) -> Counter[str]:
    """Count who stands now at each stage of the main pipeline, of one owner's or of all."""
    if owner_id is None:
        rows = session.rows("week.standing")
    else:
        rows = session.rows("week.standing_of", owner_id=owner_id)
    return Counter({row["stage"]: row["count"] for row in rows})


def lost_track(session: Session, stages: Sequence[str], before: int) -> Counts:
    """Count by owner those at some stages whom nobody was in contact with since an instant."""
    return _counts(session.rows("week.lost_track", stages=json.dumps(stages), before=before))


def without_next(session: Session, stages: Sequence[str], today: date) -> Counts:
    """Count by owner those at some stages without a promise and without a plan's step ahead."""
    asked = {"stages": json.dumps(stages), "today": today.isoformat()}
    return _counts(session.rows("week.without_next", **asked))


def late(session: Session, pipeline: str, bounds: tuple[int, int], seconds: int) -> Counts:
    """Count by owner the changes in [begin, end) that were recorded so many seconds later."""
    span = {"begin": bounds[0], "end": bounds[1], "seconds": seconds}
    return _counts(session.rows("week.late", pipeline=pipeline, **span))


def _counts(rows: list[Row]) -> Counts:
    return {row["owner_id"]: row["count"] for row in rows}


def ahead(session: Session, first: date, last: date, owner_id: int | None) -> dict[date, int]:
    """Return how many open promises fall due on each day of a span that has any."""
    span = {"first": first.isoformat(), "last": last.isoformat(), "owner_id": owner_id}
    rows = session.rows("week.ahead", **span)
    return {date.fromisoformat(row["due_on"]): row["count"] for row in rows}


def buyers(session: Session, first: date, last: date, owner_id: int | None) -> int:
    """Count who bought on some days."""
    span = {"first": first.isoformat(), "last": last.isoformat(), "owner_id": owner_id}
    return int(session.value("week.buyers", **span))
