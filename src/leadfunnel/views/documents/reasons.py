"""The lists of reasons as JSON."""

from __future__ import annotations

from leadfunnel.services.results.reasons import ReasonLists
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
