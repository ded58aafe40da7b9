"""What was written in reviews, each under its head, beside what became of it."""

from __future__ import annotations

from leadfunnel.domain.exhibit import Exhibit, Grid
from leadfunnel.domain.review_note import OUTLOOK, PROBLEM, REMEDY, ReviewNote
from leadfunnel.i18n import _
from leadfunnel.services.results.report import Report
from leadfunnel.services.results.review_notes import Notes, Written
from leadfunnel.views import dates
from leadfunnel.views.reports.wording import Wording, left, words


def exhibits(part: Written, _report: Report, wording: Wording) -> list[Exhibit]:
    """Return the remedies of this period, and of the one before with what became of them."""
    return _under(REMEDY, part, wording)


def outlook(part: Written, _report: Report, wording: Wording) -> list[Exhibit]:
    """Return what was written of what comes next."""
    return _under(OUTLOOK, part, wording)


def problems(part: Written, wording: Wording) -> list[str]:
    """Return the problems that were written about this period."""
    return [wording.free(one.text) for one in part.now.notes if one.head == PROBLEM]


def _under(head: str, part: Written, wording: Wording) -> list[Exhibit]:
    grids = []
    for found in (part.now, part.before):
        notes = [one for one in found.notes if one.head == head] if found else []
        if found and notes:
            grids.append(_grid(_title(found), notes, wording))
    title = _("What was written")
    return [Exhibit(f"notes-{head}", title, (), None, tuple(grids))] if grids else []


def _title(found: Notes) -> str:
    first, last = map(dates.day_words, (found.period.first, found.period.last))
    return _("Written for {first} - {last}").format(first=first, last=last)


def _grid(title: str, notes: list[ReviewNote], wording: Wording) -> Grid:
    heads = (left(_("Note")), left(_("What became of it")), left(_("By")))
    rows = tuple(
        (
            words(wording.free(one.text)),
            words(wording.free(one.outcome)),
            words(wording.free(one.by)),
        )
        for one in notes
    )
    return Grid(title, heads, rows, people=True)
