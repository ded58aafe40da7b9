"""`import --as costs`: what was spent on customers, deals, channels and campaigns."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence

from leadfunnel.domain.amount import BadAmount, read_amount, read_currency
from leadfunnel.domain.dates import is_nothing
from leadfunnel.domain.incoming import Problem
from leadfunnel.domain.record import dataclass, replace
from leadfunnel.domain.sentence import Phrase
from leadfunnel.errors import N_
from leadfunnel.services.book import Writing
from leadfunnel.services.import_cells import Refused
from leadfunnel.services.import_deals import when
from leadfunnel.services.import_kinds import EventRow, Tally
from leadfunnel.services.import_read import Read
from leadfunnel.services.import_stages import deal_key
from leadfunnel.services.import_whom import Finder, NoOne, Whom, read_whom

COLUMNS = ("channel", "campaign", "category", "note")


@dataclass(frozen=True, slots=True)
class Expense:
    """One row; `told` holds what it says of `COLUMNS`, `deal` the key of the deal it is about."""

    line: int
    key: str
    whom: Whom | None
    deal: str
    amount: int
    currency: str
    on_day: str | None
    told: tuple[tuple[str, str], ...]


class ExpenseReader:
    """Reads rows; `currency` is that of amounts that name none."""

    def __init__(self, currency: str) -> None:
        self.currency = currency

    def read(self, row: EventRow) -> Expense:
        """Read one row; Refused for a cell that cannot be read, or where nobody is meant."""
        place, text = row.first("amount")
        at, code = row.first("currency")
        try:
            usual = self.currency if is_nothing(code) else read_currency(code)
        except BadAmount as fault:
            raise Refused(at, code, fault.reason) from None
        if is_nothing(text):
            raise Refused(place, text, Phrase(N_("has no amount")))
        try:
            found = read_amount(text, usual)
        except BadAmount as fault:
            raise Refused(place, text, fault.reason) from None
        told = tuple((name, row.text(name)) for name in COLUMNS if row.text(name))
        span = when(row, "at")
        day = row.terms.calendar.day(span.begin).isoformat() if span else None
        own = row.text("cost_id")
        key = f"cost:{own}" if own else row.hashed("cost")
        deal, whom = deal_key(row) or "", _whom(row)
        if not (deal or whom or {"channel", "campaign"} & {name for name, _ in told}):
            raise Refused(-1, "", Phrase(N_("does not say on whom or what it was spent")))
        return Expense(row.line, key, whom, deal, found.minor, found.currency, day, told)


def _whom(row: EventRow) -> Whom | None:
    """Return the customer a row names, None where it names none."""
    try:
        return read_whom(row)
    except Refused as fault:
        if fault.place >= 0:
            raise
        return None


class ExpenseWriter:
    """Writes the costs of one file into an operation; a row known already changes nothing."""

    def __init__(self, page: Writing, file: Read, rows: Sequence[Expense]) -> None:
        self.page = page
        self.file = file
        self.rows = numbered(rows)
        self.tally = Tally()
        self.finder = Finder(page.session)

    def go(self, progress: Callable[[int], None]) -> Tally:
        """Write them all; `progress` hears how many rows are done."""
        session = self.page.session
        self.finder.learn(row.whom for row in self.rows if row.whom)
        keys = json.dumps([row.key for row in self.rows])
        known = set(session.values("costs.known", values=keys))
        deals = json.dumps([row.deal for row in self.rows if row.deal])
        journeys = {row["source_key"]: row for row in session.rows("transfer.deals", values=deals)}
        for done, row in enumerate(self.rows, start=1):
            if row.key in known:
                self.tally.unchanged += 1
            else:
                self._write(row, journeys.get(row.deal))
            progress(done)
        return self.tally

    def _write(self, row: Expense, journey: object) -> None:
        try:
            number, deal = self._target(row, journey)
        except NoOne as none:
            self.file.refuse(row.line, [Problem(row.line, "", "", none.reason)])
            self.file.rows -= 1
            return
        today = self.page.calendar.day(self.page.now).isoformat()
        self.page.ledger.insert(
            "cost",
            number,
            journey_id=deal,
            amount=row.amount,
            currency=row.currency,
            on_day=row.on_day or today,
            user_id=self.page.me,
            recorded_at=self.page.now,
            source_key=row.key,
            **dict(row.told),
        )
        self.tally.added += 1

    def _target(self, row: Expense, journey: object) -> tuple[int | None, int | None]:
        """Return the customer and the deal of a row; NoOne where it names one not known."""
        if row.deal:
            if journey is None:
                raise NoOne(0, Phrase(N_("is about a deal that is not known")))
            return journey["customer_id"], journey["id"]  # type: ignore[index]
        return (self.finder.find(row.whom) if row.whom else None), None


def numbered(rows: Sequence[Expense]) -> list[Expense]:
    """Tell rows that are all alike apart: the same cost twice a day is two costs."""
    seen: Counter[str] = Counter()
    found = []
    for row in rows:
        seen[row.key] += 1
        again = seen[row.key]
        found.append(row if again == 1 else replace(row, key=f"{row.key}#{again}"))
    return found
