"""The lists of reasons as JSON."""

from __future__ import annotations

from leadfunnel.domain.pipeline import Stage
from leadfunnel.services.results.reasons import ReasonLists, ReasonReport
from leadfunnel.views.setting import Setting


def reasons(result: ReasonLists, _setting: Setting) -> dict[str, object]:
    """Return each list with its reasons; names are by language."""
    return {
        "schema": "leadfunnel.reasons/1",
        "lists": [
            {
                "name": name,
                "items": [
                    {"code": one.code, "names": dict(one.names), "own": one.own} for one in found
                ],
            }
            for name, found in result.lists
        ],
    }


def report(result: ReasonReport, _setting: Setting) -> dict[str, object]:
    """Return how often each reason was given; a key is the code of a stage, or a source."""
    return {
        "schema": "leadfunnel.reason-report/1",
        "by": result.by,
        "from": result.first.isoformat() if result.first else None,
        "to": result.last.isoformat() if result.last else None,
        "lists": [
            {
                "name": name,
                "count": sum(one.count for one in found),
                "items": [
                    {
                        "reason": one.reason,
                        "count": one.count,
                        "by": [
                            {"key": key.code if isinstance(key, Stage) else key, "count": count}
                            for key, count in one.parts
                        ],
                    }
                    for one in found
                ],
            }
            for name, found in result.lists
        ],
    }
