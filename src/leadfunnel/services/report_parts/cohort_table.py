"""Who got to winning, by when they came in and how long ago that was."""

from __future__ import annotations

from leadfunnel.services.funnels.trending import Trends
from leadfunnel.services.report_sight import Sight
from leadfunnel.services.results.trend import CohortTable
from leadfunnel.services.weekly import Asked


def collect(sight: Sight) -> CohortTable | None:
    """Return the table up to the period, None where nobody stands below winning or came in."""
    pipeline = sight.book.pipeline(sight.pipeline)
    won = pipeline.first_of("won") or pipeline.ladder[-1]
    if won.rank == 1:
        return None
    asked = Asked(sight.pipeline, sight.as_of, sight.known_at)
    found = Trends(sight.book).cohort_table(sight.back_from_period(months=True), asked)
    return found if any(row.came for row in found.rows) else None
