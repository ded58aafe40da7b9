"""Open follow-ups in the order they fall due: `due`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from leadfunnel.domain.followup import FollowUp
from leadfunnel.services.book import Book, Page
from leadfunnel.services.results import COUNTED
from leadfunnel.services.results.promised import Promise, Promises
from leadfunnel.store import people, timeline

SHOWN = 200
EVERYONE = ("all", "所有", "全部")


class Due:
    """The open promises."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def due(self, *, span: str = "all", owner: str | None = None) -> Promises:
        """Return open follow-ups: overdue, today (with the overdue), week or all."""
        with self.book.read() as page:
            today = page.calendar.day(page.now)
            first, last = _span(page, span, today)
            whose = owner_id(page, owner)
            page.session.ahead(timeline.asked_beyond(whose, first, last, (SHOWN, COUNTED)))
            found = timeline.due(page.session, whose, first, last, SHOWN)
            more = timeline.due_beyond(page.session, whose, first, last, (SHOWN, COUNTED))
            return Promises(promised(page, found, today), more=more)


def promised(page: Page, found: Sequence[FollowUp], today: date) -> tuple[Promise, ...]:
    """Return follow-ups with their customers and how late they are."""
    ids = list(dict.fromkeys(item.customer_id for item in found))
    by_id = {customer.id: customer for customer in page.customers(ids)}
    return tuple(
        Promise(item, by_id[item.customer_id], max(0, (today - item.due.day).days))
        for item in found
    )


def owner_id(page: Page, name: str | None) -> int | None:
    """Return whose promises are meant: one user's, or anyone's for None and `all`."""
    if name is None or name.strip().lower() in EVERYONE:
        return None
    found = people.find_users(page.session, name)
    if found:
        return found[0].id
    from leadfunnel.services import owners

    return owners.the_one(page, name).id


def _span(page: Page, span: str, today: date) -> tuple[date, date]:
    beginning = date.min
    if span == "overdue":
        return beginning, today - timedelta(days=1)
    if span == "today":
        return beginning, today
    if span == "week":
        from leadfunnel.domain.calendar import week_period

        return beginning, week_period(today, page.settings.week_start).last
    return beginning, date.max
