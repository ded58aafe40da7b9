"""As of when a report is drawn up, and as known when (domain.md, 4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from leadfunnel.services.book import Page


@dataclass(frozen=True)
class Known:
    """What had happened before `until`, as known today, or before `known_at`: after operation `op`.

    Instants are UTC seconds and exclusive.
    """

    until: int
    known_at: int | None = None
    op: int | None = None


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
