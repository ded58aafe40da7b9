"""The lives of customers as layers over time read them: one pass over all that was bought."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from leadfunnel.domain.calendar import BusinessCalendar
from leadfunnel.domain.layering import Life, Lost, Returned, Rung, Sale
from leadfunnel.domain.pipeline import Pipeline
from leadfunnel.store.session import Row, Session


def lives(
    session: Session, main: Pipeline, calendar: BusinessCalendar
) -> Iterator[tuple[int, Life]]:
    """Yield every present customer with what is known of them, in the order of their numbers."""
    ladder = [stage.code for stage in main.ladder]
    won = [stage.code for stage in main.ladder if stage.kind != "open"]
    asked = {"main": main.name, "ladder": json.dumps(ladder), "won": json.dumps(won)}
    sales = _Beside(session.each("layering.sales"))
    rungs = _Beside(session.each("layering.rungs", **asked))
    brought = _Beside(session.each("layering.brought"))
    lost = _Beside(session.each("layering.lost"))
    for row in session.each("layering.people"):
        number = row["customer_id"]
        yield (
            number,
            Life(
                entered=_entered(row, calendar.day),
                sales=_sales(sales.of(number)),
                rungs=tuple(
                    Rung(calendar.day(one["at"]), one["at"], main.by_code[one["to_stage"]].kind)
                    for one in rungs.of(number)
                ),
                brought=tuple(_entered(one, calendar.day) for one in brought.of(number)),
                lost=tuple(_lost(one, calendar.day) for one in lost.of(number)),
            ),
        )


class _Beside:
    """Rows in the order of customers, handed out while the customers go by in that order."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.rows = iter(rows)
        self.ahead = next(self.rows, None)

    def of(self, number: int) -> list[Row]:
        """Return the rows of a customer; those of others before them are passed over."""
        found = []
        while self.ahead is not None and self.ahead["customer_id"] <= number:
            if self.ahead["customer_id"] == number:
                found.append(self.ahead)
            self.ahead = next(self.rows, None)
        return found


def _entered(row: Row, day: Callable[[int], date]) -> date:
    """Return the first day anything is known of somebody."""
    first = min(at for at in (row["created_at"], row["entered_at"]) if at is not None)
    bought = row["bought_on"]
    return min(day(first), date.fromisoformat(bought)) if bought else day(first)


def _lost(row: Row, day: Callable[[int], date]) -> Lost:
    until = row["until_at"]
    ended = None if until is None else day(until)
    return Lost(day(row["at"]), row["at"], row["op_id"], ended)


def _sales(rows: list[Row]) -> tuple[Sale, ...]:
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
