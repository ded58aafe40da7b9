"""Segments as JSON."""

from __future__ import annotations

from leadfunnel.services.results.segments import SegmentList
from leadfunnel.views.setting import Setting


def segments(result: SegmentList, _setting: Setting) -> dict[str, object]:
    """Return the segments with their filters; a count is null where a filter cannot be read."""
    return {
        "schema": "leadfunnel.segments/1",
        "count": len(result.segments),
        "items": [
            {"name": one.name, "filter": one.where, "customers": one.count}
            for one in result.segments
        ],
    }
