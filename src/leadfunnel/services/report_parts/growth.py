"""Who was added in the period, and what became of them: acquired, active, retained ..."""

from __future__ import annotations

from leadfunnel.services.growing import Growing
from leadfunnel.services.report_sight import Sight
from leadfunnel.services.results.aarrr import GrowthReport


def collect(sight: Sight) -> GrowthReport | None:
    """Return what `aarrr` shows of these days, None where nobody was added."""
    found = Growing(sight.then).growth(sight.days)
    return found if found.whole.acquired else None
