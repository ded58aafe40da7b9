"""What every part of a report is drawn from: one view of the store, one period, one as-of."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from leadfunnel.domain.calendar import Period
from leadfunnel.domain.pipeline import Pipeline
from leadfunnel.domain.record import dataclass
from leadfunnel.services.book import Book, Page
from leadfunnel.services.weekly import When

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.store.session import Asked

LONGEST_IN_WEEKS = 183
"""A span up to so many days is looked back from in weeks, a longer one in months."""


class HeldBook(Book):
    """A book that is open at one page: whatever reads it sees the very same state."""

    def __init__(self, book: Book, page: Page) -> None:
        super().__init__(book.store, page.acting)
        page.readings = page.readings or {}
        self._page = page

    @contextmanager
    def read(self, *asked: Asked) -> Iterator[Page]:
        """Return the page that is open."""
        self._page.session.ahead(*asked)
        self._settings = self._page.settings
        yield self._page

    def pipeline(self, name: str | None) -> Pipeline:
        """Return a pipeline by name, the main one for None; raise UnknownPipeline."""
        return self._page.pipeline(name)


@dataclass(frozen=True)
class Sight:
    """What a report looks at; moments as typed, `kind` is day to year, or span.

    `then` is the store as it was as of then, or as known then, `page` the same one open; `book` is
    the store as it is, for what looks back itself.
    """

    book: HeldBook
    then: HeldBook
    page: Page
    when: When
    kind: str
    period: Period
    pipeline: str | None
    as_of: str | None
    known_at: str | None

    @property
    def over(self) -> bool:
        """Whether the period lies in the past."""
        return self.page.calendar.end_of(self.period.last) <= self.page.now

    @property
    def days(self) -> When:
        """The days of the period as they would be typed, whatever day it is."""
        return When(first=self.period.first.isoformat(), last_day=self.period.last.isoformat())

    def back_from_period(self, *, months: bool = False) -> When:
        """Return the last of a row of periods that ends with this one, weeks or months of a span.

        With `months` all that is longer than a week goes by months, and a day by weeks.
        """
        kind = self.kind
        if kind == "span":
            long = (self.period.last - self.period.first).days > LONGEST_IN_WEEKS
            kind = "month" if long else "week"
        elif months:
            kind = "week" if kind in ("day", "week") else "month"
        return When(kind, self.period.last.isoformat())
