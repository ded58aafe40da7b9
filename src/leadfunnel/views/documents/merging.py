"""Merges, splits and likely pairs as JSON."""

from __future__ import annotations

from leadfunnel.domain.pipeline import Stage
from leadfunnel.services.results.merged import Duplicates, Merged
from leadfunnel.views.documents.people import person
from leadfunnel.views.setting import Setting
from leadfunnel.views.words import say


def merged(result: Merged, setting: Setting) -> dict[str, object]:
    """Return the operation, the customers after it, and what was chosen field by field."""
    a, b = result.pair
    return {
        "schema": "leadfunnel.change/1",
        "operation": result.operation,
        "customers": [person(customer, setting) for customer in result.customers],
        "understood": {
            "a": a.id,
            "b": b.id,
            "conflicts": [
                {
                    "field": conflict.key,
                    "a": _plain(conflict.a),
                    "b": _plain(conflict.b),
                    "kept": side,
                }
                for conflict, side in result.conflicts
            ],
        },
    }


def _plain(value: object) -> object:
    return value.code if isinstance(value, Stage) else value


def duplicates(result: Duplicates, setting: Setting) -> dict[str, object]:
    """Return likely pairs, the likeliest first."""
    return {
        "schema": "leadfunnel.duplicates/1",
        "count": len(result.pairs),
        "more": result.more,
        "items": [
            {
                "a": person(pair.a, setting),
                "b": person(pair.b, setting),
                "score": pair.score,
                "evidence": [
                    {"code": code, "text": say(sentence, setting)}
                    for code, sentence in pair.evidence
                ],
            }
            for pair in result.pairs
        ],
    }
