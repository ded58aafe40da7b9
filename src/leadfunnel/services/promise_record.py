"""How promises were kept: on time, late, or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from leadfunnel.services.book import Page


@dataclass(frozen=True)
class PromiseRecord:
    """The promises that were due on some days, by what became of them."""

    on_time: int
    late: int
    missed: int

    @property
    def count(self) -> int:
        """How many there were."""
        return self.on_time + self.late + self.missed


def promise_record(page: Page, owner_id: int | None, first: date, last: date) -> PromiseRecord:
    """Return how the promises due from `first` to `last` were kept, by today.

    On time is by the end of the business day they were due. One of today that is still open is not
    missed yet; what was cancelled or moved to a later day does not count.
    """
    span = {"first": first.isoformat(), "last": last.isoformat(), "owner_id": owner_id}
    today = page.calendar.day(page.now)
    on_time = late = 0
    for row in page.session.rows("service.promised_done", **span):
        kept_on = page.calendar.day(row["closed_at"])
        on_time += kept_on <= date.fromisoformat(row["due_on"])
        late += kept_on > date.fromisoformat(row["due_on"])
    waiting = page.session.values("service.promised_open", **span)
    missed = sum(date.fromisoformat(due) < today for due in waiting)
    return PromiseRecord(on_time, late, missed)
