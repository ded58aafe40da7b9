"""What was sold in the period, by owner, beside the period before."""

from __future__ import annotations

from leadfunnel.services.report_sight import Sight
from leadfunnel.services.results.sales import SalesReport
from leadfunnel.services.sales import Asked, Sales


def collect(sight: Sight) -> SalesReport | None:
    """Return the sales figures, None where nothing was sold in this period nor before."""
    asked = Asked(
        by=("owner",),
        compare=True,
        trend=True,
        as_of=sight.as_of,
        known_at=sight.known_at,
    )
    found = Sales(sight.book).sales(sight.when, asked)
    anything = found.occasions or found.sums or any(one.sums for one in found.before)
    return found if anything else None
