"""`today`: open follow-ups and reminders, each customer once with all reasons."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, timedelta

from leadfunnel.domain.customer import Customer
from leadfunnel.domain.followup import FollowUp
from leadfunnel.domain.interaction import Interaction
from leadfunnel.domain.pipeline import Stage
from leadfunnel.domain.reminder import DAY, NEVER_CONTACTED_AFTER_DAYS, Reminder, reminders, score
from leadfunnel.domain.sentence import said
from leadfunnel.errors import N_
from leadfunnel.services import due, mutes
from leadfunnel.services.book import Book, Page
from leadfunnel.services.results.agenda import Agenda, AgendaItem, Reason
from leadfunnel.services.results.people import Promise
from leadfunnel.store import timeline

COUNTED = 1000
ALL = 1_000_000_000
FAR = "9999-12-31"


class Morning:
    """The morning list."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def today(self, owner: str | None = None, *, everything: bool = False) -> Agenda:
        """Return the list of the acting user, of `owner`, or of everybody.

        Promises are never cut. Suggestions are cut to the store's capacity unless `everything`.
        """
        with self.book.read() as page:
            today = page.calendar.day(page.now)
            mine = _whose(page, owner)
            promises = timeline.due(page.session, mine, date.min, today)
            promised = _promised(page, promises, today)
            taken = {item.customer.id for item in promised}
            found, known = _suggested(page, mine, today, everything=everything)
            found = [item for item in found if item.customer.id not in taken]
            shown = found if everything else found[: page.settings.capacity]
            left = max(0, known - len(shown))
            touches = timeline.last_touches(
                page.session, [item.customer.id for item in (*promised, *shown)]
            )
            return Agenda(
                day=today,
                now=page.now,
                items=tuple(_with_last(item, touches) for item in (*promised, *shown)),
                left_over=min(left, COUNTED),
                left_over_more=left > COUNTED,
                next_promise=_next(page, mine, today),
                without_next=_count_stages(page, "no_next_count", mine, _needing(page)),
                untagged=page.session.value("agenda.untagged_count", owner_id=mine, limit=COUNTED),
                drip_waiting=_drip_waiting(page, mine),
            )


def _whose(page: Page, owner: str | None) -> int | None:
    if owner is not None:
        return due.owner_id(page, owner)
    return page.user_id if page.user_id is not None else -1


def _promised(page: Page, due: Sequence[FollowUp], today: date) -> list[AgendaItem]:
    by_customer: dict[int, list[FollowUp]] = {}
    for follow_up in due:
        by_customer.setdefault(follow_up.customer_id, []).append(follow_up)
    rests = mutes.resting(page, list(by_customer), today)
    items = [
        _promised_item(page, customer, by_customer[customer.id], rests.get(customer.id, {}))
        for customer in page.customers(list(by_customer))
        if not customer.do_not_contact and not customer.has_left
    ]
    return sorted(items, key=_promise_order)


def _promise_order(item: AgendaItem) -> tuple[bool, tuple[date, bool, int], int]:
    assert item.follow_up is not None  # noqa: S101 - promised items carry theirs
    return (item.group != "overdue", item.follow_up.due.order(), item.customer.id)


def _promised_item(
    page: Page, customer: Customer, due: Sequence[FollowUp], rests: Collection[str]
) -> AgendaItem:
    today = page.calendar.day(page.now)
    told = [_promise_reason(page, follow_up, today) for follow_up in due]
    group = "overdue" if due[0].due.day < today else "due"
    return _item(customer, group, (*told, *_awake(page, customer, rests)), due[0])


def _awake(page: Page, customer: Customer, rests: Collection[str]) -> tuple[Reminder, ...]:
    """Return the reminders that hold for a customer and do not rest."""
    found = reminders(customer, page.now, page.calendar.day(page.now))
    return tuple(reminder for reminder in found if reminder.code not in rests)


def _promise_reason(page: Page, follow_up: FollowUp, today: date) -> Reminder:
    late = (today - follow_up.due.day).days
    since = follow_up.due.at or page.calendar.start_of(follow_up.due.day)
    text = said("{note}", note=follow_up.note) if follow_up.note else said(N_("promised"))
    return Reminder("overdue" if late > 0 else "due", text, since, max(0, late))


def _suggested(
    page: Page, mine: int | None, today: date, *, everything: bool
) -> tuple[list[AgendaItem], int]:
    """Return whom reminders hold for, the highest score first, and how many there are in all.

    Each reason and stage is one bounded range, read in order; of each only the first few are
    weighed, so the list costs the same at every size. `everything` weighs all.
    """
    counted = ALL if everything else COUNTED + page.settings.capacity + 1
    deep = ALL if everything else max(3 * page.settings.capacity, 30)
    known: set[int] = set()
    weighed: dict[int, None] = {}
    for stage in page.main.ladder:
        for name, params in _ranges(page, stage, today):
            limits = {"limit": counted, "today": today.isoformat(), **params}
            ids = page.session.values(f"agenda.{name}", stage=stage.code, owner_id=mine, **limits)
            known.update(ids)
            weighed.update(dict.fromkeys(ids[:deep]))
    rests = mutes.resting(page, list(weighed), today)
    items = [
        item
        for customer in page.customers(list(weighed))
        if (item := _reminded(page, customer, rests.get(customer.id, {}))) is not None
    ]
    return sorted(items, key=lambda item: (-item.score, item.customer.id)), len(known)


def _ranges(page: Page, stage: Stage, today: date) -> list[tuple[str, dict[str, object]]]:
    """The bounded queries for one stage: which reminders it has, and since when they hold."""
    longest = stage.promise_days
    silent = (today + timedelta(days=longest)).isoformat() if longest is not None else FAR
    never = page.now - NEVER_CONTACTED_AFTER_DAYS * DAY + 1
    drip = page.settings.import_drip
    found: list[tuple[str, dict[str, object]]] = [
        ("never", {"before": never, "imported": 0, "silent_until": silent}),
        ("never", {"before": never, "imported": 1, "silent_until": silent, "limit": drip}),
    ]
    if stage.needs_next:
        found.append(("no_next", {}))
    if stage.cold_days is not None:
        before = page.now - (stage.cold_days + 1) * DAY + 1
        found.append(("cold", {"before": before, "silent_until": silent}))
    if stage.limit_days is not None:
        before = page.now - (stage.limit_days + 1) * DAY + 1
        found.append(("stuck", {"before": before, "silent_until": silent}))
    return found


def _reminded(page: Page, customer: Customer, rests: Collection[str]) -> AgendaItem | None:
    found = _awake(page, customer, rests)
    return _item(customer, "reminder", found) if found else None


def _item(
    customer: Customer,
    group: str,
    found: tuple[Reminder, ...],
    follow_up: FollowUp | None = None,
) -> AgendaItem:
    terms = score(customer, found)
    return AgendaItem(
        customer=customer,
        group=group,
        reasons=tuple(Reason(reminder.code, reminder.said, reminder.since) for reminder in found),
        score=sum(terms.values()),
        terms=terms,
        follow_up=follow_up,
        last=None,
    )


def _with_last(item: AgendaItem, touches: dict[int, Interaction]) -> AgendaItem:
    return replace(item, last=touches.get(item.customer.id))


def _next(page: Page, mine: int | None, today: date) -> Promise | None:
    stages = [stage.code for stage in page.main.ladder]
    found = timeline.next_ahead(page.session, mine, today, stages)
    return due.promised(page, [found], today)[0] if found else None


def _needing(page: Page) -> list[Stage]:
    return [stage for stage in page.main.ladder if stage.needs_next]


def _count_stages(page: Page, name: str, mine: int | None, stages: Sequence[Stage]) -> int:
    counts = (
        page.session.value(f"agenda.{name}", stage=stage.code, owner_id=mine, limit=COUNTED)
        for stage in stages
    )
    return sum(counts)


def _drip_waiting(page: Page, mine: int | None) -> int:
    waiting = _count_stages(page, "never_imported_count", mine, page.main.ladder)
    return max(0, waiting - page.settings.import_drip)
