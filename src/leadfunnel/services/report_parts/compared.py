"""The funnel beside the period before, at equal age."""

from __future__ import annotations

from leadfunnel.services.report_sight import Sight
from leadfunnel.services.results.weekly import FunnelReport
from leadfunnel.services.weekly import Asked, Weekly


def collect(sight: Sight) -> FunnelReport | None:
    """Return the cohort with the one before it, None where nobody came in then or now."""
    asked = Asked(sight.pipeline, sight.as_of, sight.known_at, view="cohort", compare="previous")
    found = Weekly(sight.book).funnel(sight.when, asked)
    beside = found.compared
    if beside is None or not (beside.now.population or beside.earlier.cohort.population):
        return None
    return found
