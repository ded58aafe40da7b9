"""The cohort by whatever tells people apart, side by side."""

from __future__ import annotations

from leadfunnel.services.report_sight import Sight
from leadfunnel.services.results.report import Segments
from leadfunnel.services.weekly import Asked, Weekly


def collect(sight: Sight) -> Segments | None:
    """Return each way of telling people apart that has two segments or more."""
    found = []
    for by in sight.page.rules("report")["segments"]:
        asked = Asked(sight.pipeline, sight.as_of, sight.known_at, view="cohort", by=by)
        shown = Weekly(sight.book).funnel(sight.when, asked)
        came = [part for part in shown.parts.parts if part.cohort.population] if shown.parts else []
        if len(came) > 1:
            found.append(shown)
    return Segments(tuple(found)) if found else None
