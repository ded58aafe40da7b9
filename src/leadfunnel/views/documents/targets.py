"""Targets as JSON."""

from __future__ import annotations

from collections.abc import Mapping

from leadfunnel.domain.money import decimal_string
from leadfunnel.services.results.targets import (
    Progress,
    Shortfall,
    Standing,
    TargetList,
    Yesterday,
)
from leadfunnel.views.setting import Setting

Document = dict[str, object]


def targets(result: TargetList, _setting: Setting) -> Document:
    """Return the targets of each person."""
    return {
        "schema": "leadfunnel.targets/1",
        "count": len(result.standings),
        "items": [_standing(found) for found in result.standings],
    }


def _standing(found: Standing) -> Document:
    return {
        "owner": found.owner,
        "date": found.day.isoformat(),
        "targets": [progress(target) for target in found.progress],
        "yesterday": yesterday(found.yesterday),
        "week": [_shortfall(short) for short in found.week],
    }


def progress(found: Progress) -> Document:
    """Return one target; amounts of money are decimal strings."""
    exchange = found.exchange
    return {
        "metric": found.metric,
        "done": _number(found.done, found.currency),
        "goal": _number(found.goal, found.currency),
        "currency": found.currency,
        "per": found.per,
        "from": found.period.first.isoformat(),
        "to": found.period.last.isoformat(),
        "days_left": found.days_left,
        "needed": None if found.needed is None else _number(found.needed, found.currency),
        "exchange": {**vars(exchange), "goal": exchange.goal} if exchange else None,
    }


def yesterday(found: Yesterday) -> Mapping[str, object]:
    """Return how the last day that counts went."""
    return {
        "date": found.day.isoformat(),
        "targets": [
            {
                "metric": outcome.metric,
                "done": _number(outcome.done, outcome.currency),
                "goal": None if outcome.goal is None else _number(outcome.goal, outcome.currency),
            }
            for outcome in found.outcomes
        ],
        "kept": found.kept,
        "promised": found.promised,
    }


def _shortfall(found: Shortfall) -> Document:
    return {
        "metric": found.metric,
        "done": _number(found.done, found.currency),
        "goal": _number(found.goal, found.currency),
        "days": found.days,
        "missed": found.missed,
    }


def _number(amount: int, currency: str | None) -> int | str:
    return decimal_string(amount, currency) if currency else amount
