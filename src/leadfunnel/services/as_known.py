"""As of when a report is drawn up, and as known when (domain.md, 4)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

from leadfunnel.domain.record import dataclass, replace
from leadfunnel.services.book import Book, Page
from leadfunnel.services.results.seen import Seen


@dataclass(frozen=True)
class Known:
    """What had happened before `until`, as known today, or before `known_at`: after operation `op`.

    Instants are UTC seconds and exclusive.
    """

    until: int
    known_at: int | None = None
    op: int | None = None


@dataclass(frozen=True)
class Then:
    """--as-of and --known-at as typed, None where not said."""

    as_of: str | None = None
    known_at: str | None = None


PRESENT = Then()


@dataclass(frozen=True)
class View:
    """The store as asked for: `page` is as it was, `present` as it is, with the clock of now."""

    page: Page
    present: Page
    until: int
    seen: Seen


@contextmanager
def opened(book: Book, then: Then) -> Iterator[View]:
    """Open the store as it stands, or a copy of it as it was (domain.md, 4).

    With --known-at it is the store of that instant, clock and all, so that a report prints what
    it printed then; with --as-of what happened later is left out of it.
    """
    with book.read() as page:
        known = read(page, then.as_of, then.known_at)
        seen = Seen(
            known.until - 1,
            None if known.known_at is None else known.known_at - 1,
            asked=bool(then.as_of or then.known_at),
        )
        if not seen.asked:
            yield View(page, page, known.until, seen)
            return
        from leadfunnel.store import past

        with page.session.copied() as session:
            touched: set[int] | None = set()
            if known.op is not None:
                touched = past.take_back(session, known.op)
            if then.as_of:
                day = page.calendar.day(known.until - 1).isoformat()
                if known.op is None:
                    count = past.recorded_since(session, known.until, day)
                    seen = replace(seen, recorded_since=count)
                past.leave_out(session, known.until, day)
                touched = None
            old = Page(session, replace(page.acting, now=known.until - 1))
            past.derive(session, touched, old.settings.main_pipeline)
            yield View(old, page, known.until, seen)


def read(page: Page, as_of: str | None, known_at: str | None) -> Known:
    """Return what --as-of and --known-at say, each as typed."""
    known = _until(page, known_at) if known_at else None
    until = min(_until(page, as_of), page.now + 1) if as_of else page.now + 1
    if known is None:
        return Known(until)
    if as_of is None:
        until = min(until, known)
    return Known(until, known, page.session.value("operations.last_known", at=known - 1) or 0)


def at(page: Page, instant: int) -> Known:
    """Return what had happened and was known at the end of a second."""
    op = page.session.value("operations.last_known", at=instant) or 0
    return Known(instant + 1, instant + 1, op)


def end_of(page: Page, day: date) -> int:
    """Return the instant at which a business day has ended."""
    return page.calendar.start_of(day + timedelta(days=1))


def _until(page: Page, text: str) -> int:
    """Return the instant just after a moment as typed; a day includes its whole length."""
    from leadfunnel.domain.moment import read_moment

    today = page.calendar.day(page.now)
    moment = read_moment(text, page.local_now, past=True, day=today, almanac=page.almanac)
    if moment.time is not None:
        return page.calendar.instant(moment.day, moment.time) + 1
    return page.calendar.start_of(moment.day + timedelta(days=1))
