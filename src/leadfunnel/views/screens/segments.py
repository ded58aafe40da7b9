"""The segments: filters kept under a name."""

from __future__ import annotations

from leadfunnel.i18n import _
from leadfunnel.services.results.segments import SegmentList
from leadfunnel.views.layout import ANYWHERE, WORDS, Block, Column, Span, Table, line
from leadfunnel.views.setting import Setting


def segments(result: SegmentList, _setting: Setting) -> list[Block]:
    """Return the name of each segment with how many are in it, and its filter."""
    if not result.segments:
        return [line(_("No segment is saved yet: leadfunnel segment save NAME FILTER"))]
    columns = (
        Column(style="title", wrap=ANYWHERE),
        Column(align="right"),
        Column(style="dim", wrap=WORDS),
    )
    rows = tuple(
        (
            one.name,
            Span("?", "warn") if one.count is None else f"{one.count:,}",
            one.where,
        )
        for one in result.segments
    )
    return [Table(columns, rows)]
