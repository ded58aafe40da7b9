"""The rates of the steps over the last periods."""

from __future__ import annotations

from leadfunnel.services.funnels.trending import Trends
from leadfunnel.services.report_sight import Sight
from leadfunnel.services.results.trend import TrendReport
from leadfunnel.services.weekly import Asked


def collect(sight: Sight) -> TrendReport | None:
    """Return the lines up to the period, None where there is no step or nobody ever came in."""
    asked = Asked(sight.pipeline, sight.as_of, sight.known_at)
    found = Trends(sight.book).trend(sight.back_from_period(), asked)
    came = any(point.share.n for line in found.lines for point in line.points)
    return found if came else None
