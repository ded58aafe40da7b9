"""What was written in reviews, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence

from leadfunnel.domain.review_note import HEADS, ReviewNote
from leadfunnel.i18n import _
from leadfunnel.services.results.review_notes import Notes, Written
from leadfunnel.views import dates
from leadfunnel.views.layout import ANYWHERE, BLANK, Block, Cell, Column, Span, Table, line
from leadfunnel.views.setting import Setting


def written(result: Written, _setting: Setting) -> list[Block]:
    """Return what is written about a period under what was written before."""
    blocks: list[Block] = []
    if result.before is not None:
        blocks += [*period_notes(result.before), BLANK]
    return [*blocks, *period_notes(result.now)]


def period_notes(found: Notes) -> list[Block]:
    """Return the notes of a period with what became of each."""
    first, last = map(dates.day_words, (found.period.first, found.period.last))
    title = line(Span(_("Written for {first} - {last}").format(first=first, last=last), "title"))
    return [title, table(found.notes) if found.notes else line(_("Nothing written yet"), indent=2)]


def table(found: Sequence[ReviewNote]) -> Table:
    """Return notes as rows, what became of each below it."""
    columns = (
        Column(align="right", style="dim"),
        Column(style="head"),
        Column(wrap=ANYWHERE),
        Column(style="dim", wrap=ANYWHERE),
    )
    rows: list[tuple[Cell, ...]] = []
    for one in found:
        rows.append((str(one.id), _(HEADS[one.head]), one.text, one.by))
        if one.outcome is not None:
            rows.append(("", _("became"), Span(one.outcome, "good"), ""))
    return Table(columns, tuple(rows))
