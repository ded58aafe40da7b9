"""What an attempt that reached nobody does to the promises it would have kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time

from leadfunnel.domain.customer import Due
from leadfunnel.domain.half_day import HalfDays, next_half
from leadfunnel.domain.sentence import Sentence, said
from leadfunnel.errors import N_
from leadfunnel.services.book import Page, Writing
from leadfunnel.store import timeline

PLACES = ("visit", "meeting")
"""A visit that is booked stays where it is, whoever answers the phone."""


def put_off(page: Writing, number: int, at: int) -> tuple[Sentence, ...]:
    """Move the promises an answer would have kept to the next half-day, and say which."""
    due = next_try(page, at)
    if due.at is None or due.at <= page.now:
        return ()
    today = page.calendar.day(page.now)
    spoken = []
    for item in timeline.promises(page.session, number):
        if item.due.day > today or item.recorded_at > at or item.kind in PLACES:
            continue
        if item.due.at is not None and item.due.at > due.at:
            continue
        day = due.day.isoformat()
        page.ledger.update("follow_up", item.id, number, due_on=day, due_at=due.at)
        moved = timeline.promise(page.session, item.id)
        spoken.append(said(N_("Moved to the next half-day: {follow_up}."), follow_up=moved))
    return tuple(spoken)


def next_try(page: Page, at: int) -> Due:
    """Return when to try again after an attempt at an instant: in the other half of the day."""
    rules = page.rules("attempts")
    noon, morning, afternoon = (
        time.fromisoformat(rules[key]) for key in ("noon", "morning", "afternoon")
    )
    then = next_half(page.calendar.local(at), HalfDays(noon, morning, afternoon), _works(page))
    instant = page.calendar.instant(then.date(), then.time())
    return Due(page.calendar.day(instant), instant)


def _works(page: Page) -> Callable[[date], bool]:
    if page.rules("work")["days"] == "all":
        return lambda _day: True
    return page.almanac.workdays.works
