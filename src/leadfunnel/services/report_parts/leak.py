"""Which step loses more than before, or than elsewhere."""

from __future__ import annotations

from leadfunnel.services.funnels.leaks import Leaks
from leadfunnel.services.report_sight import Sight
from leadfunnel.services.results.leak import LeakReport
from leadfunnel.services.weekly import Asked


def collect(sight: Sight) -> LeakReport:
    """Return what `leak` finds, with its usual segments."""
    asked = Asked(sight.pipeline, sight.as_of, sight.known_at)
    return Leaks(sight.book).leak(sight.when, asked)
