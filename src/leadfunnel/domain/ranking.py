"""The score by which the morning list is ranked: a sum of named terms (domain.md, 6)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from leadfunnel.domain.customer import Customer
from leadfunnel.domain.level import CODES as LEVELS
from leadfunnel.domain.pipeline import Stage
from leadfunnel.domain.reminder import Reminder

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any


def most(
    codes: Iterable[str], stage: Stage | None, level: str | None, rules: Mapping[str, Any]
) -> int:
    """Return the highest score of a customer of a stage for whom no other reasons may hold.

    `level` is theirs if they bought anything.
    """
    weights, others = rules["reasons"], rules["others"]
    waiting = max(0, others["waiting_day"] * others["waiting_days"])
    valued = max(0, others["level"] * LEVELS.index(level)) if level else 0
    reasons = sum(max(0, weights[code]) for code in codes)
    rank = stage.rank if stage else None
    return int(reasons + others["rung"] * (rank or 0) + waiting + valued)


def score(
    customer: Customer, found: Sequence[Reminder], rules: Mapping[str, Any]
) -> dict[str, int]:
    """Return the terms whose sum ranks a customer: each reason, the stage, the waiting, the level.

    The weights are the section `score` of the rules; a term that is 0 is left out.
    """
    weights, others = rules["reasons"], rules["others"]
    terms = {reminder.code: weights[reminder.code] for reminder in found}
    rank = customer.stage.rank if customer.stage else None
    waiting = max((reminder.days for reminder in found), default=0)
    level = LEVELS.index(customer.level) if customer.level else 0
    terms["stage"] = others["rung"] * (rank or 0)
    terms["waiting"] = others["waiting_day"] * min(waiting, others["waiting_days"])
    terms["level"] = others["level"] * level
    return {name: term for name, term in terms.items() if term}
