"""Stores of many customers with a past, for tests of what is counted by start and age."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random
from zoneinfo import ZoneInfo

from leadfunnel.store import people
from tests.conftest import ZONE, Clocked

DAY = 86_400
CLIMB = ("B", "C", "D", "E")
"""The rungs of the pipeline that a new store has, up to the first won one."""


@dataclass(frozen=True)
class Comer:
    """A customer with every change of stage, (instant, stage) in order."""

    moves: Sequence[tuple[int, str]]
    source: str | None = None
    owner: str | None = None


def at(text: str) -> int:
    """The second of a wall time in the store's zone: 2026-09-07 10:00."""
    return int(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(ZONE)).timestamp())


def fill(clocked: Clocked, comers: Iterable[Comer], pipeline: str = "lifecycle") -> None:
    """Write customers with their past in one operation, each change recorded when it happened."""
    with clocked.book().record("import") as page:
        users: dict[str | None, int | None] = {None: None}
        for place, comer in enumerate(comers):
            if comer.owner not in users:
                users[comer.owner] = people.user_id(page.session, comer.owner or "")
            owner, born = users[comer.owner], comer.moves[0][0]
            number = page.ledger.insert(
                "customer",
                name=f"客户{place}",
                source=comer.source,
                owner_id=owner,
                created_at=born,
            )
            page.ledger.insert("ownership", number, owner_id=owner, at=born, recorded_at=born)
            journey = page.ledger.insert("journey", number, pipeline=pipeline)
            stood = None
            for instant, stage in comer.moves:
                page.ledger.insert(
                    "stage_change",
                    number,
                    journey_id=journey,
                    pipeline=pipeline,
                    from_stage=stood,
                    to_stage=stage,
                    at=instant,
                    recorded_at=instant,
                    user_id=page.me,
                    owner_id=owner,
                )
                stood = stage


def climber(dice: Random, born: int, rates: Sequence[float], days: float = 4) -> Comer:
    """A customer who takes each step at its rate, each after some days."""
    moves, now = [(born, CLIMB[0])], born
    for stage, rate in zip(CLIMB[1:], rates, strict=True):
        if dice.random() >= rate:
            if dice.random() < 0.5:
                moves.append((now + dice.randrange(1, 20 * DAY), "L"))
            break
        now += 1 + int(dice.expovariate(1 / (days * DAY)))
        moves.append((now, stage))
    return Comer(moves)
