"""The ways people really went, beside the ladder they were meant to climb."""

from __future__ import annotations

from leadfunnel.services.report_sight import Sight
from leadfunnel.services.results.funnels import PathReport
from leadfunnel.services.weekly import Asked, Weekly

SHOWN = 8


def collect(sight: Sight) -> PathReport | None:
    """Return the paths of those who came in, None where nobody did."""
    asked = Asked(sight.pipeline, sight.as_of, sight.known_at, limit=SHOWN)
    found = Weekly(sight.book).paths(sight.when, asked)
    return found if found.paths else None
