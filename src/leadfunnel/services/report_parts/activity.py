"""What was done in the period by whom, and what it may lead to."""

from __future__ import annotations

from leadfunnel.services.activity import Activity
from leadfunnel.services.as_known import Then
from leadfunnel.services.report_sight import Sight
from leadfunnel.services.results.activity import ActivityReport


def collect(sight: Sight) -> ActivityReport:
    """Return what `activity` shows."""
    return Activity(sight.book).activity(sight.when, None, Then(sight.as_of, sight.known_at))
