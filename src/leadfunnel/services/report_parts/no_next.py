"""Who stands where a next step is needed, and has none."""

from __future__ import annotations

from leadfunnel.services import report_lists
from leadfunnel.services.report_sight import Sight
from leadfunnel.services.results.report import OpenList


def collect(sight: Sight) -> OpenList | None:
    """Return them, None where no stage asks for a next step."""
    stages = [stage for stage in sight.page.main.ladder if stage.needs_next]
    if not stages:
        return None
    return report_lists.people(sight, f"no_next and {report_lists.standing(stages)}")
