"""Copies, and all about a person, as JSON."""

from __future__ import annotations

from leadfunnel.services.results.copies import Copies
from leadfunnel.services.results.person import PersonFile
from leadfunnel.views.setting import Setting

Document = dict[str, object]


def copies(result: Copies, setting: Setting) -> Document:
    """Return the copies, the oldest first."""
    return {
        "schema": "leadfunnel.backups/1",
        "folder": result.folder,
        "due": result.due,
        "bytes": result.bytes,
        "budget_bytes": result.budget,
        "count": len(result.copies),
        "items": [
            {
                "name": copy.name,
                "path": str(copy.path),
                "made_at": setting.calendar.iso(copy.made_at),
                "reason": copy.reason,
                "customers": copy.customers,
                "bytes": copy.bytes,
                "sha256": copy.sha256,
            }
            for copy in result.copies
        ],
    }


def person(result: PersonFile, _setting: Setting) -> Document:
    """Return the document as it was collected."""
    return result.document
