"""Whom nobody has really been in contact with for long, though they are still open (G46)."""

from __future__ import annotations

from leadfunnel.domain.journey import History, standing
from leadfunnel.services.funnels.scope import Scope
from leadfunnel.store import funnels as stored

DAY = 86_400


def lost_track(scope: Scope, days: int | None = None) -> list[History]:
    """Return the journeys that stand in an open stage, without contact for so many days.

    Who was never contacted counts from when they were added. None takes the days of the rules.
    Contacts are those known today, up to the instant of the reading.
    """
    reading, pipeline = scope.reading, scope.pipeline
    until, mark = reading.until, scope.mark
    if days is None:
        days = reading.page.rules("week")["lost_track_days"]
    open_ = {stage.code for stage in pipeline.ladder if stage.kind == "open"}
    waiting = []
    for history in reading.histories:
        now = standing(history, pipeline, until)
        if now is None or now[0] not in open_:
            continue
        if mark is None or mark(history, until, None) == scope.segment:
            waiting.append(history)
    people = (history.person_id for history in waiting)
    heard = stored.last_heard(reading.page.session, people, until)
    latest = until - 1 - days * DAY
    return [history for history in waiting if heard.get(history.person_id, until) < latest]
