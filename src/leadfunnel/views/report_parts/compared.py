"""The funnel beside the period before, in a report."""

from __future__ import annotations

from leadfunnel.domain.exhibit import Exhibit
from leadfunnel.domain.record import replace
from leadfunnel.services.results.report import Report
from leadfunnel.services.results.weekly import FunnelReport
from leadfunnel.views.reports.of_blocks import grids, texts
from leadfunnel.views.reports.wording import Wording
from leadfunnel.views.screens.funnel_compare import compared


def exhibits(part: FunnelReport, _report: Report, wording: Wording) -> list[Exhibit]:
    """Return every step now and then, and the difference."""
    if part.compared is None:
        return []
    blocks = compared(part, part.compared, replace(wording.setting, width=None))
    title, *said = texts(blocks, wording)
    return [Exhibit("compared", title, tuple(said), None, grids(blocks, title, wording))]
