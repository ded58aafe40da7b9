"""What was written in the review of the period, and in the one before."""

from __future__ import annotations

from leadfunnel.services.report_sight import Sight
from leadfunnel.services.results.review_notes import Written
from leadfunnel.services.review_notes import written


def collect(sight: Sight) -> Written | None:
    """Return the notes of the period and the latest earlier ones, None where there are none."""
    found = written(sight.page, sight.period, sight.kind)
    return found if found.now.notes or found.before else None
