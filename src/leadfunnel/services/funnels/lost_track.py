"""Whom nobody has really been in contact with for long, though they are still open (G46)."""

from __future__ import annotations

from leadfunnel.domain.journey import History, standing
from leadfunnel.domain.resting import Resting, Unread
from leadfunnel.services.funnels.scope import Scope
from leadfunnel.store import funnels as stored

DAY = 86_400


def lost_track(scope: Scope, days: int | None = None) -> list[History | Resting]:
    """Return the journeys that stand in an open stage, without contact for so many days.

    Who was never contacted counts from when they were added. None takes the days of the rules.
    Contacts are those known today, up to the instant of the reading.
    """
    reading = scope.reading
    if days is None:
        days = reading.page.rules("week")["lost_track_days"]
    try:
        waiting = _waiting(scope)
    except Unread:
        reading.countable = False
        waiting = _waiting(scope)
    people = (one.person_id for one in waiting)
    latest = reading.until - 1 - days * DAY
    quiet = stored.not_heard(reading.page.session, people, reading.until, latest)
    return [one for one in waiting if one.person_id in quiet]


def _waiting(scope: Scope) -> list[History | Resting]:
    """Return the journeys of the segment, or all, that stand in an open stage."""
    reading, pipeline, mark = scope.reading, scope.pipeline, scope.mark
    until = reading.until
    open_ = {stage.code for stage in pipeline.ladder if stage.kind == "open"}
    found: list[History | Resting] = [one for one in reading.resting(until) if one.stage in open_]
    for history in reading.moved(until):
        now = standing(history, pipeline, until)
        if now and now[0] in open_:
            found.append(history)
    return [one for one in found if mark is None or mark(one, until, None) == scope.segment]
