"""Dated notes on the trend."""

from __future__ import annotations

from leadfunnel.i18n import _
from leadfunnel.services.results.marks import MarkList
from leadfunnel.views import dates
from leadfunnel.views.layout import ANYWHERE, Block, Column, Span, Table, line
from leadfunnel.views.setting import Setting


def marks(result: MarkList, _setting: Setting) -> list[Block]:
    """Return the marks by day, and what to do with one."""
    if not result.marks:
        hint = _('Set one with: leadfunnel mark "换了开场白"')
        return [line(_("No marks are set.")), line(Span(hint, "dim"))]
    columns = (
        Column(align="right", style="dim"),
        Column(),
        Column(style="title", wrap=ANYWHERE),
        Column(style="dim", wrap=ANYWHERE),
    )
    rows = tuple((str(one.id), dates.day_words(one.day), one.text, one.by) for one in result.marks)
    last = result.marks[-1].id
    hint = _("Before and after one: leadfunnel funnel --around {mark}").format(mark=last)
    return [Table(columns, rows), line(Span(hint, "dim"), hang=2)]
