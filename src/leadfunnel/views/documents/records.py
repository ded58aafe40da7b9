"""What was done, as JSON: operations and imports."""

from __future__ import annotations

from leadfunnel.domain.pipeline import Stage
from leadfunnel.domain.sentence import Instant
from leadfunnel.services.results.history import Entry, History
from leadfunnel.services.results.imported import Imported
from leadfunnel.views.english import in_english
from leadfunnel.views.setting import Setting
from leadfunnel.views.words import say

_PART = (
    *("kind", "rows", "added", "updated", "unchanged", "refused"),
    *("problems", "refused_file", "mapping", "said"),
)
_PROBLEM = ("row", "column", "value", "reason")


def history(result: History, setting: Setting) -> dict[str, object]:
    """Return operations, newest first."""
    return {
        "schema": "leadfunnel.history/1",
        "count": len(result.entries),
        "more": result.more,
        "items": [_entry(entry, setting) for entry in result.entries],
    }


def imported(result: Imported, setting: Setting) -> dict[str, object]:
    """Return what an import did."""
    found: dict[str, object] = {
        "schema": "leadfunnel.import/1",
        "operation": result.operation,
        "rows": result.rows,
        "added": result.added,
        "updated": result.updated,
        "unchanged": result.unchanged,
        "refused": result.refused,
        "problems": [{key: problem.get(key) for key in _PROBLEM} for problem in result.problems],
        "refused_file": result.refused_file,
        "dry_run": result.dry_run,
        "mapping": dict(result.mapping),
        "kind": result.kind,
    }
    with in_english():
        found["said"] = [say(sentence, setting) for sentence in result.said]
    if result.parts:
        found["files"] = [
            {"file": part.file, **{key: whole[key] for key in _PART}}
            for part in result.parts
            for whole in [imported(part, setting)]
        ]
    return found


def _entry(entry: Entry, setting: Setting) -> dict[str, object]:
    return {
        "operation": entry.id,
        "at": setting.calendar.iso(entry.at),
        "user": entry.user,
        "command": entry.command,
        "detail": entry.detail,
        "customers": [{"id": number, "name": name} for number, name in entry.customers],
        "undoes": entry.undoes,
        "undone_by": entry.undone_by,
        "changes": [
            {
                "table": change.table,
                "column": change.column,
                "before": _plain(change.before, setting),
                "after": _plain(change.after, setting),
                "customer": change.customer,
            }
            for change in entry.changes
        ],
        "more_changes": entry.more_changes,
    }


def _plain(value: object, setting: Setting) -> str | bool | None:
    """Return a value of the history as a code or text."""
    if isinstance(value, Stage):
        return value.code
    if isinstance(value, Instant):
        return setting.calendar.iso(value.at)
    return value if value is None or isinstance(value, bool) else str(value)
