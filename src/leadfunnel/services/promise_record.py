"""How promises were kept: on time, late, or not at all."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from leadfunnel.domain.record import dataclass
from leadfunnel.services.book import Page


@dataclass(frozen=True)
class PromiseRecord:
    """The promises that were due on some days, by what became of them."""

    on_time: int = 0
    late: int = 0
    missed: int = 0

    @property
    def count(self) -> int:
        """How many there were."""
        return self.on_time + self.late + self.missed

    def __add__(self, other: PromiseRecord) -> PromiseRecord:
        """Return both together."""
        return PromiseRecord(
            self.on_time + other.on_time, self.late + other.late, self.missed + other.missed
        )


def promise_record(page: Page, owner_id: int | None, first: date, last: date) -> PromiseRecord:
    """Return how the promises due from `first` to `last` were kept, by today.

    On time is by the end of the business day they were due. One of today that is still open is not
    missed yet; what was cancelled or moved to a later day does not count.
    """
    return sum(promise_records(page, owner_id, first, last).values(), PromiseRecord())


def promise_records(
    page: Page, owner_id: int | None, first: date, last: date
) -> dict[tuple[date, int | None], PromiseRecord]:
    """Return the same by the day promises were due and by who gave them."""
    span = {"first": first.isoformat(), "last": last.isoformat(), "owner_id": owner_id}
    today = page.calendar.day(page.now)
    found: dict[tuple[date, int | None], PromiseRecord] = defaultdict(PromiseRecord)
    for row in page.session.rows("service.promised_done", **span):
        due = date.fromisoformat(row["due_on"])
        late = page.calendar.day(row["closed_at"]) > due
        found[due, row["owner_id"]] += PromiseRecord(int(not late), int(late))
    for row in page.session.rows("service.promised_open", **span):
        due = date.fromisoformat(row["due_on"])
        if due < today:
            found[due, row["owner_id"]] += PromiseRecord(missed=1)
    return found
