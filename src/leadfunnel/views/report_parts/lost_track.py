"""Who was lost track of, in a report."""

from __future__ import annotations

from leadfunnel.domain.exhibit import Exhibit
from leadfunnel.i18n import _, ngettext
from leadfunnel.services.results.report import OpenList, Report
from leadfunnel.views import dates
from leadfunnel.views.reports import people
from leadfunnel.views.reports.wording import Wording


def exhibits(part: OpenList, report: Report, wording: Wording) -> list[Exhibit]:
    """Return the open customers whom nobody contacted for long."""
    title = _("Lost track of")
    none = _("Every open customer was contacted within {days}.")
    days = dates.days(part.days or 0)
    said = findings(part, report, wording) or none.format(days=days)
    grids = (people.customers(title, part.shown, wording),) if part.count else ()
    return [Exhibit("lost_track", title, (said,), None, grids)]


def findings(part: OpenList, _report: Report, wording: Wording) -> str:
    """Return the problem in one sentence, empty where there is none."""
    if not part.count:
        return ""
    text = ngettext(
        "{count} open customer was not contacted for {days}: {owners}.",
        "{count} open customers were not contacted for {days}: {owners}.",
        part.count,
    )
    owners = people.owners(part, wording)
    return text.format(count=f"{part.count:,}", days=dates.days(part.days or 0), owners=owners)
