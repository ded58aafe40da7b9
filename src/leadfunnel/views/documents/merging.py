"""Merges, splits and likely pairs as JSON."""

from __future__ import annotations

from leadfunnel.domain.pipeline import Stage
from leadfunnel.services.results.merged import Alike, Duplicates, Merged
from leadfunnel.views.documents.people import person
from leadfunnel.views.english import in_english
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
    with in_english():
        items = [_pair(pair, setting) for pair in result.pairs]
    return {
        "schema": "leadfunnel.duplicates/1",
        "count": len(items),
        "more": result.more,
        "items": items,
    }


def _pair(pair: Alike, setting: Setting) -> dict[str, object]:
    return {
        "a": person(pair.a, setting),
        "b": person(pair.b, setting),
        "score": pair.score,
        "evidence": [
            {"code": code, "text": say(sentence, setting)} for code, sentence in pair.evidence
        ],
    }
