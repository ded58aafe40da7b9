"""Adding and moving deals in tests, and what they weigh."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from leadfunnel.domain.forecast import sums
from leadfunnel.services.deal_moves import DealMoves
from leadfunnel.services.deal_terms import DealTerms, Offer
from leadfunnel.services.forecasting import Forecasting, Sight
from leadfunnel.services.ladder import Move
from tests.conftest import ZONE, Clocked


def at(day: str) -> int:
    return int(datetime.fromisoformat(f"{day}T10:00").replace(tzinfo=ZoneInfo(ZONE)).timestamp())


def add(store: Clocked, who: str = "华新", stage: str | None = None, **said: object) -> str:
    found = DealTerms(store.book()).add(who, Offer(**said), None, stage)  # type: ignore[arg-type]
    return str(found.understood["deal"]["ref"])  # type: ignore[index]


def move(store: Clocked, verb: str, ref: str, to: str | None = None, **more: object) -> None:
    DealMoves(store.book()).move(verb, [ref], Move(to, **more))  # type: ignore[arg-type]


def total(store: Clocked, **sight: object) -> list[tuple[str, int, int, int]]:
    report = Forecasting(store.book()).forecast(Sight(**sight))  # type: ignore[arg-type]
    return [
        (one.currency, one.deals, one.amount, one.weighted) for one in sums(report.forecast.rows)
    ]
