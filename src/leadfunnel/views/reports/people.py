"""Lists of people in a report."""

from __future__ import annotations

from leadfunnel.domain.customer import Customer
from leadfunnel.domain.exhibit import Grid
from leadfunnel.i18n import _
from leadfunnel.services.results.people import Listing
from leadfunnel.services.results.promised import Promises
from leadfunnel.services.results.report import OpenList
from leadfunnel.views import dates
from leadfunnel.views.names import NOTHING, field_word, more_words
from leadfunnel.views.reports.wording import Wording, left, right, stay, words
from leadfunnel.views.screens.lists import what_for


def customers(title: str, found: Listing, wording: Wording) -> Grid:
    """Return customers with whoever looks after them, and when they were last contacted."""
    heads = (
        left(field_word("name")),
        left(field_word("stage")),
        left(field_word("phone")),
        left(field_word("owner")),
        left(field_word("last_contact")),
        left(field_word("next")),
    )
    rows = tuple(
        (
            words(_called(one, wording)),
            words(wording.stage(one)),
            words(wording.phones(one)),
            words(wording.free(one.owner.name) if one.owner else NOTHING),
            words(_day(one.last_contact, wording)),
            words(dates.short_due(one.next_follow_up, wording.setting))
            if one.next_follow_up
            else words(NOTHING),
        )
        for one in found.customers
    )
    return Grid(title, heads, rows, _more(found.more), people=True)


def _called(customer: Customer, wording: Wording) -> str:
    return f"{wording.name(customer)} #{customer.id}"


def _more(count: int) -> str:
    return more_words(count) if count else ""


def _day(at: int | None, wording: Wording) -> str:
    if at is None:
        return NOTHING
    return wording.setting.calendar.local(at).date().isoformat()


def promises(title: str, found: Promises, wording: Wording) -> Grid:
    """Return promises as they fall due."""
    heads = (
        left(field_word("name")),
        left(_("due")),
        right(_("Days late")),
        left(_("what for")),
        left(field_word("stage")),
        left(field_word("phone")),
        left(field_word("owner")),
    )
    rows = []
    for item in found.items:
        customer = item.customer
        rows.append(
            (
                words(_called(customer, wording)),
                words(dates.short_due(item.follow_up.due, wording.setting)),
                stay(item.late_days),
                words(wording.free(what_for(item.follow_up.kind, item.follow_up.note))),
                words(wording.stage(customer)),
                words(wording.phones(customer)),
                words(wording.free(customer.owner.name) if customer.owner else NOTHING),
            )
        )
    return Grid(title, heads, tuple(rows), _more(found.more), people=True)


def owners(found: OpenList, wording: Wording) -> str:
    """Return how many there are of each owner: lin 3, mei 1."""
    parts = [f"{wording.free(name or NOTHING)} {count:,}" for name, count in found.by_owner]
    return _(", ").join(parts)
