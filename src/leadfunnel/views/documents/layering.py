"""Layers over time as JSON."""

from __future__ import annotations

from leadfunnel.domain.layer import LAYERS
from leadfunnel.domain.layering import Turn
from leadfunnel.services.results.layering import LayerReport
from leadfunnel.views.documents.people import instant
from leadfunnel.views.setting import Setting

Document = dict[str, object]


def layers(report: LayerReport, setting: Setting) -> Document:
    """Return each month's layers; a move from null is of somebody who came."""
    return {
        "schema": "leadfunnel.layers/1",
        "period": {
            "from": report.turns[0].first.isoformat(),
            "to": report.turns[-1].last.isoformat(),
        },
        "as_of": setting.calendar.iso(report.seen.as_of),
        "known_at": instant(report.seen.known_at, setting),
        "recorded_since": report.seen.recorded_since,
        "identity_holds": True,
        "layers": [{"code": one.code, "name": one.names["en"]} for one in LAYERS.values()],
        "months": [_month(turn) for turn in report.turns],
    }


def _month(turn: Turn) -> Document:
    moves = sorted(turn.moves.items(), key=lambda one: (one[0][0] or "", one[0][1]))
    return {
        "label": turn.label,
        "from": turn.first.isoformat(),
        "to": turn.last.isoformat(),
        "newcomers": turn.newcomers,
        "layers": [
            {
                "layer": code,
                "start": turn.start(code),
                "in": turn.came(code),
                "out": turn.went(code),
                "end": turn.end(code),
            }
            for code in LAYERS
        ],
        "moves": [
            {"from": then, "to": now, "count": count} for (then, now), count in moves if then != now
        ],
    }
