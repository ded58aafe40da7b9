"""Who has no next step, in a report."""

from __future__ import annotations

from leadfunnel.domain.exhibit import Exhibit
from leadfunnel.i18n import _, ngettext
from leadfunnel.services.results.report import OpenList, Report
from leadfunnel.views.reports import people
from leadfunnel.views.reports.wording import Wording


def exhibits(part: OpenList, report: Report, wording: Wording) -> list[Exhibit]:
    """Return whoever needs a next step and has none."""
    title = _("No next step")
    said = findings(part, report, wording) or _("Everybody who needs a next step has one.")
    grids = (people.customers(title, part.shown, wording),) if part.count else ()
    return [Exhibit("no_next", title, (said,), None, grids)]


def findings(part: OpenList, _report: Report, wording: Wording) -> str:
    """Return the problem in one sentence, empty where there is none."""
    if not part.count:
        return ""
    text = ngettext(
        "{count} open customer has no next step: {owners}.",
        "{count} open customers have no next step: {owners}.",
        part.count,
    )
    return text.format(count=f"{part.count:,}", owners=people.owners(part, wording))
