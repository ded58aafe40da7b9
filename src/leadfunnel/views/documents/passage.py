"""A customer's changes of stage as JSON."""

from __future__ import annotations

from leadfunnel.services.results.people import Passage, PassedStage
from leadfunnel.views.documents.people import person
from leadfunnel.views.setting import Setting


def passage(result: Passage, setting: Setting) -> dict[str, object]:
    """Return the changes in order, each with its number."""
    return {
        "schema": "leadfunnel.passage/1",
        "customer": person(result.customer, setting),
        "pipeline": result.pipeline.name,
        "changes": [_change(change, setting) for change in result.changes],
    }


def _change(change: PassedStage, setting: Setting) -> dict[str, object]:
    return {
        "number": change.number,
        "at": setting.calendar.iso(change.at),
        "from": change.origin,
        "to": change.target,
        "assumed": change.assumed,
        "by": change.by,
        "reason": change.reason,
    }
