"""The findings of the audit in a report."""

from __future__ import annotations

from leadfunnel.domain.audit import FINDINGS
from leadfunnel.domain.exhibit import Cell, Exhibit, Grid
from leadfunnel.i18n import _, ngettext
from leadfunnel.services.results.audit import AuditReport, KeenGrades
from leadfunnel.services.results.report import Report
from leadfunnel.views.names import listed, more_words
from leadfunnel.views.reports.wording import Wording, left, words
from leadfunnel.views.screens.audit import foot
from leadfunnel.views.screens.funnel_tables import percent
from leadfunnel.views.words import customer_words, deal_words, say

SHOWN = 20


def exhibits(part: AuditReport, _report: Report, wording: Wording) -> list[Exhibit]:
    """Return what somebody should look at, the promise that it changes nothing last."""
    title = _("Audit")
    grid = _grid(title, part, wording)
    said = (*foot(part),) if grid.rows else (_("Nothing to look at."), *foot(part))
    return [Exhibit("audit", title, said, None, (grid,) if grid.rows else ())]


def _grid(title: str, part: AuditReport, wording: Wording) -> Grid:
    rows = [
        (
            words(wording.free(deal_words(part.views[one.deal.id], wording.setting))),
            words(_(FINDINGS[one.code])),
            words(wording.free(listed([say(one.evidence, wording.setting), *one.people]))),
        )
        for one in part.findings[:SHOWN]
    ]
    won = _("At a won stage without a purchase: one of unknown amount")
    rows += [
        (words(wording.free(customer_words(one, wording.setting))), words(won), words(""))
        for one in part.unbought
    ]
    rows += [_keen(one, wording) for one in part.keen_grades]
    more = max(0, len(part.findings) - SHOWN) + part.unbought_more
    heads = (left(_("Who")), left(_("Finding")), left(_("Evidence")))
    return Grid(title, heads, tuple(rows), more_words(more) if more else "", people=True)


def _keen(one: KeenGrades, wording: Wording) -> tuple[Cell, Cell, Cell]:
    """Return who calls so many keen that the list says little."""
    text = _("{name}: {keen} of {graded} people, {share}")
    told = text.format(name=one.name, keen=one.keen, graded=one.graded, share=percent(one.share))
    title = _("Graded keen more often than likely")
    return (words(wording.free(one.name)), words(title), words(wording.free(told)))


def findings(part: AuditReport, _report: Report, _wording: Wording) -> str:
    """Return the problem in one sentence, empty where there is none."""
    count = len(part.findings) + len(part.unbought) + part.unbought_more
    count += len(part.keen_grades)
    if not count:
        return ""
    text = ngettext(
        "The audit found {count} thing to look at.",
        "The audit found {count} things to look at.",
        count,
    )
    return text.format(count=f"{count:,}")
