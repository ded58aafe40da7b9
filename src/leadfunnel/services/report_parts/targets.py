"""The targets of everybody added up, as they stood at the end of the period."""

from __future__ import annotations

from leadfunnel.domain.record import replace
from leadfunnel.services.report_sight import Sight
from leadfunnel.services.results.targets import Standing
from leadfunnel.services.targets import Targets


def collect(sight: Sight) -> Standing | None:
    """Return the targets; of a period that is over only those that ended with it."""
    today = sight.page.calendar.day(sight.page.now)
    found = Targets(sight.page, None, min(today, sight.period.last))
    standing = Standing(found.today, None, found.progress(), found.yesterday(), found.week())
    if sight.over:
        last = sight.period.last
        kept = tuple(one for one in standing.progress if one.period.last <= last)
        standing = replace(standing, progress=kept)
    return standing if standing.progress else None
