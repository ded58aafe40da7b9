"""The three views of the funnel, and the days in each stage."""

from __future__ import annotations

from leadfunnel.services.report_sight import Sight
from leadfunnel.services.results.weekly import FunnelReport
from leadfunnel.services.weekly import Asked, Weekly


def collect(sight: Sight) -> FunnelReport:
    """Return the funnel as `funnel` shows it."""
    asked = Asked(sight.pipeline, sight.as_of, sight.known_at)
    return Weekly(sight.book).funnel(sight.when, asked)
