"""Whom nobody has been in contact with for long, though they are still open."""

from __future__ import annotations

from leadfunnel.domain.record import replace
from leadfunnel.services import report_lists
from leadfunnel.services.funnels.lost_track import lost_track
from leadfunnel.services.funnels.reading import read
from leadfunnel.services.funnels.scope import Scope
from leadfunnel.services.report_sight import Sight
from leadfunnel.services.results.report import OpenList


def collect(sight: Sight) -> OpenList:
    """Return those that `funnel --open lost-track` lists."""
    scope = Scope(read(sight.page, sight.pipeline), sight.period, sight.kind)
    ids = {history.person_id for history in lost_track(scope)}
    found = report_lists.among(sight, sorted(ids))
    return replace(found, days=sight.page.rules("week")["lost_track_days"])
