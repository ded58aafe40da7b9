"""The lives of customers as layers over time read them: one pass over all that was bought."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from datetime import date

from leadfunnel.domain.calendar import BusinessCalendar
from leadfunnel.domain.day_finder import DayFinder
from leadfunnel.domain.layering import Life, Lost, Returned, Rung, Sale
from leadfunnel.domain.pipeline import Pipeline
from leadfunnel.store.session import HIGHEST, Session

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any

    Fact = tuple[Any, ...]


def lives(
    session: Session, main: Pipeline, calendar: BusinessCalendar
) -> Iterator[tuple[int, Life]]:
    """Yield every present customer with what is known of them, in the order of their numbers."""
    ladder = [stage.code for stage in main.ladder]
    won = [stage.code for stage in main.ladder if stage.kind != "open"]
    asked = {"main": main.name, "ladder": json.dumps(ladder), "won": json.dumps(won)}
    facts = _Beside(session.tuples("layering.sales"))
    rungs = _climbed(session.tuples("layering.rungs", **asked), won)
    brought = _Beside(session.tuples("layering.brought"))
    lost = _Beside(session.tuples("layering.lost"))
    day, kinds = DayFinder(calendar).day, {stage.code: stage.kind for stage in main.stages}
    plain: dict[date, Life] = {}
    for number, created, entered in session.tuples("layering.people"):
        first = day(created if entered is None or created < entered else entered)
        if facts.whose > number and number not in rungs:  # whatever else, they bought nothing
            if first not in plain:
                plain[first] = Life(first)
            yield number, plain[first]
            continue
        bought = facts.of(number)
        sales = _sales(bought)
        yield (
            number,
            Life(
                min(first, _first_bought(bought)) if bought else first,
                sales,
                tuple(_rungs(rungs.get(number, ()), sales, day, kinds)),
                tuple([_brought(one, day) for one in brought.of(number)]),
                tuple([_lost(one, day) for one in lost.of(number)]),
            ),
        )


def _climbed(rows: Iterable[Fact], won: Container[str]) -> dict[int, list[Fact]]:
    """Return the moves of each customer in order, of all their journeys, from the first win on."""
    found: dict[int, list[Fact]] = defaultdict(list)
    for row in rows:
        found[row[0]].append(row)
    for moves in found.values():
        moves.sort()
        wins = (place for place, move in enumerate(moves) if move[3] in won)
        del moves[: next(wins, len(moves))]
    return found


class _Beside:
    """Rows in the order of customers, handed out while the customers go by in that order."""

    def __init__(self, rows: Iterable[Fact]) -> None:
        self.rows = iter(rows)
        self.ahead: Fact | None = None
        self.whose = 0
        self._next()

    def of(self, number: int) -> Sequence[Fact]:
        """Return the rows of a customer; those of others before them are passed over."""
        if self.whose > number:
            return ()
        found = []
        while self.ahead is not None and self.whose <= number:
            if self.whose == number:
                found.append(self.ahead)
            self._next()
        return found

    def _next(self) -> None:
        self.ahead = next(self.rows, None)
        self.whose = HIGHEST if self.ahead is None else self.ahead[0]


def _first_bought(rows: Sequence[Fact]) -> date:
    return date.fromisoformat(min(row[3] for row in rows))


def _brought(row: Fact, day: Callable[[int], date]) -> date:
    """Return the first day anything is known of somebody who was brought."""
    _, created, entered, bought = row
    first = day(created if entered is None else min(created, entered))
    return min(first, date.fromisoformat(bought)) if bought else first


def _lost(row: Fact, day: Callable[[int], date]) -> Lost:
    _, at, op_id, until = row
    return Lost(day(at), at, op_id, None if until is None else day(until))


def _rungs(
    moves: Iterable[Fact], sales: Sequence[Sale], day: Callable[[int], date], kinds: dict[str, str]
) -> Iterator[Rung]:
    """Yield the rungs before the first purchase: from then on that tells what was bought."""
    bought = min([sale.on_day for sale in sales], default=date.max)
    for _, at, _, stage in moves:
        on_day = day(at)
        if on_day >= bought:
            return
        yield Rung(on_day, at, kinds[stage])


def _sales(rows: Sequence[Fact]) -> tuple[Sale, ...]:
    back: dict[int, list[Returned]] = {}
    for _, _, refunds, on_day, _, _, _, amount, quantity in rows:
        if refunds is not None:
            part = Returned(date.fromisoformat(on_day), amount, quantity)
            back.setdefault(refunds, []).append(part)
    return tuple(
        [
            Sale(
                date.fromisoformat(on_day),
                at,
                op_id,
                occasion,
                amount,
                quantity,
                tuple(back[sale]) if sale in back else (),
            )
            for _, sale, refunds, on_day, at, op_id, occasion, amount, quantity in rows
            if refunds is None
        ]
    )
