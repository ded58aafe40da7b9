"""The lives of customers as layers over time read them: one pass over all that was bought."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from leadfunnel.domain.calendar import BusinessCalendar
from leadfunnel.domain.day_finder import DayFinder
from leadfunnel.domain.layering import Life, Lost, Returned, Rung, Sale
from leadfunnel.domain.pipeline import Pipeline
from leadfunnel.store.session import HIGHEST, Row, Session


def lives(
    session: Session, main: Pipeline, calendar: BusinessCalendar
) -> Iterator[tuple[int, Life]]:
    """Yield every present customer with what is known of them, in the order of their numbers."""
    ladder = [stage.code for stage in main.ladder]
    won = [stage.code for stage in main.ladder if stage.kind != "open"]
    asked = {"main": main.name, "ladder": json.dumps(ladder), "won": json.dumps(won)}
    sales = _Beside(session.each("layering.sales"))
    rungs = _climbed(session.each("layering.rungs", **asked))
    brought = _Beside(session.each("layering.brought"))
    lost = _Beside(session.each("layering.lost"))
    day, kinds = DayFinder(calendar).day, {stage.code: stage.kind for stage in main.stages}
    plain: dict[date, Life] = {}
    for row in session.each("layering.people"):
        number, entered = row[0], _entered(row, day)
        bought, climbed = sales.of(number), rungs.get(number, ())
        came, marks = brought.of(number), lost.of(number)
        if not (bought or climbed or came or marks):
            if entered not in plain:
                plain[entered] = Life(entered)
            yield number, plain[entered]
            continue
        yield (
            number,
            Life(
                entered,
                _sales(bought),
                tuple(Rung(day(at), at, kinds[stage]) for at, _, stage in climbed),
                tuple(_entered(one, day) for one in came),
                tuple(_lost(one, day) for one in marks),
            ),
        )


def _climbed(rows: Iterable[Row]) -> dict[int, list[tuple[int, int, str]]]:
    """Return the moves of each customer in order, of all their journeys."""
    found: dict[int, list[tuple[int, int, str]]] = {}
    for number, *move in rows:
        found.setdefault(number, []).append(tuple(move))
    for moves in found.values():
        moves.sort()
    return found


class _Beside:
    """Rows in the order of customers, handed out while the customers go by in that order."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.rows = iter(rows)
        self.ahead: Row | None = None
        self.whose = 0
        self._next()

    def of(self, number: int) -> Sequence[Row]:
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


def _entered(row: Row, day: Callable[[int], date]) -> date:
    """Return the first day anything is known of somebody."""
    _, created, entered, bought = row
    first = day(created if entered is None else min(created, entered))
    return min(first, date.fromisoformat(bought)) if bought else first


def _lost(row: Row, day: Callable[[int], date]) -> Lost:
    until = row["until_at"]
    ended = None if until is None else day(until)
    return Lost(day(row["at"]), row["at"], row["op_id"], ended)


def _sales(rows: Sequence[Row]) -> tuple[Sale, ...]:
    if not rows:
        return ()
    back: dict[int, list[Returned]] = {}
    for row in rows:
        if row["refunds"] is not None:
            part = Returned(date.fromisoformat(row["on_day"]), row["amount"], row["quantity"])
            back.setdefault(row["refunds"], []).append(part)
    return tuple(
        Sale(
            on_day=date.fromisoformat(row["on_day"]),
            at=row["at"],
            op_id=row["op_id"],
            occasion=row["occasion"],
            amount=row["amount"],
            quantity=row["quantity"],
            returned=tuple(back.get(row["id"], ())),
        )
        for row in rows
        if row["refunds"] is None
    )
