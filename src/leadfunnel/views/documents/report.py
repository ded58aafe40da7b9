"""A report as JSON: the documents of its parts, under the names of the parts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from leadfunnel.domain.hiding import hidden
from leadfunnel.services.results.report import ComingDays, OpenList, Overdue, Report, Segments
from leadfunnel.services.results.targets import Standing, TargetList
from leadfunnel.views.documents import document
from leadfunnel.views.documents.lists import listing, promises
from leadfunnel.views.documents.people import instant
from leadfunnel.views.documents.targets import targets
from leadfunnel.views.setting import Setting

Document = dict[str, object]
FREE = ("name", "company", "note", "text", "title", "address", "evidence", "customer", "owner")
"""Where people wrote something, in which a phone may stand."""
IDENTITIES = ("phones", "wechat", "emails", "external_ids", "tags")


def report(result: Report, setting: Setting) -> Document:
    """Return the review with everything in it; with masked phones where that was asked for."""
    parts: Document = {name: _part(part, setting) for name, part in result.parts.items()}
    return {
        "schema": "leadfunnel.report/1",
        "pipeline": result.pipeline.name,
        "kind": result.kind,
        "period": {
            "from": result.first.isoformat(),
            "to": result.last.isoformat(),
            "label": result.label,
        },
        "as_of": setting.calendar.iso(result.as_of),
        "known_at": instant(result.known_at, setting),
        "recorded_since": result.recorded_since,
        "masked": result.masked,
        "parts": masked(parts, setting.region) if result.masked else parts,
    }


def _part(part: object, setting: Setting) -> Document:
    special: Mapping[type, Callable[[Any, Setting], Document]] = {
        OpenList: _open_list,
        Overdue: _overdue,
        ComingDays: _ahead,
        Segments: _segments,
        Standing: lambda found, given: targets(TargetList((found,)), given),
    }
    found = special[type(part)](part, setting) if type(part) in special else document(part, setting)
    return {key: value for key, value in found.items() if key != "schema"}


def _open_list(part: OpenList, setting: Setting) -> Document:
    return {
        "total": part.count,
        "days": part.days,
        "by_owner": [{"owner": owner, "count": count} for owner, count in part.by_owner],
        **listing(part.shown, setting),
    }


def _overdue(part: Overdue, setting: Setting) -> Document:
    kept = part.kept
    return {
        "total": part.count,
        "oldest_days": part.oldest_days,
        "kept": {"on_time": kept.on_time, "late": kept.late, "missed": kept.missed},
        **promises(part.promises, setting),
    }


def _segments(part: Segments, setting: Setting) -> Document:
    return {"by": [_part(report, setting) for report in part.reports]}


def _ahead(part: ComingDays, _setting: Setting) -> Document:
    days = [
        {"date": day.isoformat(), "promises": count, "workday": works}
        for day, count, works in part.days
    ]
    return {"days": days, "waiting": part.waiting, "later": part.later}


def masked(value: Any, region: str, key: str = "") -> Any:
    """Return a document with the middle of every phone in it hidden."""
    if isinstance(value, Mapping):
        return {
            name: masked(one, region, "text" if key == "fields" else str(name))
            for name, one in value.items()
        }
    if isinstance(value, list | tuple):
        return [masked(one, region, key) for one in value]
    if isinstance(value, str) and (key in FREE or key in IDENTITIES):
        return hidden(value, region)
    return value
