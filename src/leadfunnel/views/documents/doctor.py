"""What `doctor` found, as JSON."""

from __future__ import annotations

from leadfunnel.domain.finding import Finding
from leadfunnel.services.results.doctor import Checkup
from leadfunnel.views.english import in_english
from leadfunnel.views.setting import Setting
from leadfunnel.views.words import say


def checkup(found: Checkup, setting: Setting) -> dict[str, object]:
    """Return every finding with its code, its step and whether `--fix` can put it right."""
    with in_english():
        return {
            "schema": "leadfunnel.doctor/1",
            "store": found.place,
            "engine": found.engine,
            "schema_version": found.schema,
            "full": found.full,
            "partial": found.partial,
            "damaged": bool(found.damage),
            "findings": [_finding(one, setting) for one in (*found.damage, *found.advice)],
            "mended": [say(one, setting) for one in found.mended],
        }


def _finding(one: Finding, setting: Setting) -> dict[str, object]:
    return {
        "code": one.code,
        "damage": one.grave,
        "text": say(one.said, setting),
        "next": say(one.step, setting),
        "fixable": one.mends,
    }
