"""How many promises the next days hold."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from leadfunnel.services.report_sight import Sight
from leadfunnel.services.results.report import ComingDays
from leadfunnel.store import timeline


def collect(sight: Sight) -> ComingDays:
    """Return the open promises of the days after today, and how many are overdue or of today."""
    page = sight.page
    today = page.calendar.day(page.now)
    counts = Counter(item.due.day for item in timeline.open_promises(page.session, None))
    days = [today + timedelta(days=n + 1) for n in range(page.rules("report")["days_ahead"])]
    return ComingDays(
        days=tuple((day, counts[day], page.almanac.workdays.works(day)) for day in days),
        waiting=sum(count for day, count in counts.items() if day <= today),
        later=sum(count for day, count in counts.items() if day > days[-1]),
    )
