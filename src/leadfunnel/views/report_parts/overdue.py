"""Promises in a report: those that are overdue, and how the others were kept."""

from __future__ import annotations

from leadfunnel.domain.exhibit import Exhibit
from leadfunnel.i18n import _, ngettext
from leadfunnel.services.results.report import Overdue, Report
from leadfunnel.views import dates
from leadfunnel.views.reports import people
from leadfunnel.views.reports.wording import Wording


def exhibits(part: Overdue, report: Report, wording: Wording) -> list[Exhibit]:
    """Return the overdue promises under what there is to say of them."""
    title = _("Overdue promises")
    grids = (people.promises(title, part.promises, wording),) if part.count else ()
    return [Exhibit("overdue", title, tuple(_said(part, report, wording)), None, grids)]


def _said(part: Overdue, report: Report, wording: Wording) -> list[str]:
    found = [findings(part, report, wording) or _("No promise is overdue.")]
    kept = part.kept
    if kept.count:
        text = _(
            "Promises of the period: {on_time} kept on time, {late} kept late, {missed} not kept."
        )
        found.append(text.format(on_time=kept.on_time, late=kept.late, missed=kept.missed))
    return found


def findings(part: Overdue, _report: Report, _wording: Wording) -> str:
    """Return the problem in one sentence, empty where there is none."""
    if not part.count:
        return ""
    text = ngettext(
        "{count} promise is overdue, the oldest by {days}.",
        "{count} promises are overdue, the oldest by {days}.",
        part.count,
    )
    return text.format(count=f"{part.count:,}", days=dates.days(part.oldest_days))
