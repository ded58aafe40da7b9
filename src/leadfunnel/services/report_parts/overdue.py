"""The promises that are overdue now, and how those of the period were kept."""

from __future__ import annotations

from leadfunnel.services.due import Due
from leadfunnel.services.promise_record import promise_record
from leadfunnel.services.report_sight import Sight
from leadfunnel.services.results.promised import Promises
from leadfunnel.services.results.report import Overdue


def collect(sight: Sight) -> Overdue:
    """Return the first of the overdue promises, and the record of the period."""
    found = Due(sight.then).due(span="overdue")
    shown = sight.page.rules("report")["people_shown"]
    more = found.more + max(0, len(found.items) - shown)
    oldest = max((item.late_days for item in found.items), default=0)
    period = sight.period
    kept = promise_record(sight.page, None, period.first, period.last)
    return Overdue(Promises(found.items[:shown], more), oldest, kept)
