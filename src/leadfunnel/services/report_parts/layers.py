"""How many customers are in each layer, and how they moved."""

from __future__ import annotations

from leadfunnel.services.layering import Layering
from leadfunnel.services.report_sight import Sight
from leadfunnel.services.results.layering import LayerReport


def collect(sight: Sight) -> LayerReport | None:
    """Return what `layers` shows up to the period's last month, None where there is nobody."""
    last = min(sight.period.last, sight.page.calendar.day(sight.page.now))
    first = min(sight.period.first, last)
    found = Layering(sight.then).layers(first.isoformat(), last.isoformat())
    return found if any(turn.moves for turn in found.turns) else None
