"""The ways people really went through a pipeline, as JSON."""

from __future__ import annotations

from leadfunnel.services.results.funnels import PathReport
from leadfunnel.views.documents.funnel_parts import share
from leadfunnel.views.documents.people import instant
from leadfunnel.views.setting import Setting

Document = dict[str, object]


def paths(report: PathReport, setting: Setting) -> Document:
    """Return the manners and the paths; `through` is of those who went so far or further."""
    return {
        "schema": "leadfunnel.funnel-paths/1",
        "pipeline": report.pipeline.name,
        "period": {
            "from": report.first.isoformat(),
            "to": report.last.isoformat(),
            "label": report.label,
        },
        "as_of": setting.calendar.iso(report.as_of),
        "known_at": instant(report.known_at, setting),
        "recorded_since": report.recorded_since,
        "least": report.least,
        "manners": [
            {"manner": row.kind, **share(row.share), "days_to_win": _days(row.days)}
            for row in report.manners
        ],
        "paths": [
            {
                "stages": list(row.stages),
                "longer": row.longer,
                "count": row.count,
                "days": _days(row.days),
                "through": share(row.through),
            }
            for row in report.paths
        ],
        "more": report.more,
        "more_people": report.more_people,
    }


def _days(days: float | None) -> float | None:
    return None if days is None else round(days, 3)
