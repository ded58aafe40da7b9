"""`today`: open follow-ups and reminders, each customer once with all reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from leadfunnel.domain.customer import Customer
from leadfunnel.domain.followup import FollowUp
from leadfunnel.domain.pipeline import Stage
from leadfunnel.domain.ranking import score
from leadfunnel.domain.remind_facts import Clock, Facts
from leadfunnel.domain.reminder import Reminder
from leadfunnel.domain.reminding import barred, reminders
from leadfunnel.domain.sentence import said
from leadfunnel.errors import N_
from leadfunnel.services import due, playbooks, reminding, suggesting
from leadfunnel.services.book import Book, Page
from leadfunnel.services.results.agenda import Agenda, AgendaItem, DailySteps, Reason, Round
from leadfunnel.services.results.people import Promise
from leadfunnel.services.unsorted import unsorted_count
from leadfunnel.store import timeline

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.domain.contact_cap import GreetingDay
    from leadfunnel.services.results.targets import Standing

COUNTED = 1000
ALL = 1_000_000_000
CASE = "case_open"
WRITING = frozenset(("birthday", "content_push", "holiday"))
SPRING, SPRING_FROM, SPRING_AHEAD = "春节", 28, 3
DEEPEST = 30
"""At least so many of each reason and stage are weighed."""


class Morning:
    """The morning list."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def today(self, owner: str | None = None, *, everything: bool = False) -> Agenda:
        """Return the list of the acting user, of `owner`, or of everybody.

        Promises are never cut. Suggestions are cut to the store's capacity unless `everything`.
        """
        with self.book.read() as page:
            found = Day(page, whose(page, owner)).agenda(everything=everything)
            near = _greeting_days(page)
        return replace(found, rounds=self._rounds(near, owner)) if near else found

    def _rounds(self, days: Sequence[GreetingDay], owner: str | None) -> tuple[Round, ...]:
        from leadfunnel.services.greetings import Greetings

        greetings = Greetings(self.book)
        counted = ((one, len(greetings.round(one.code, owner).items)) for one in days)
        return tuple(Round(one.code, one.day, people) for one, people in counted if people)


def _greeting_days(page: Page) -> list[GreetingDay]:
    """Return the greeting days that are near, Spring Festival from 腊月二十八 on."""
    rule = page.rules("reminders")["holiday"]
    if not rule["on"]:
        return []
    from leadfunnel.services.greeting_days import greeting_days

    today = page.calendar.day(page.now)
    ahead = greeting_days(page, today, today + timedelta(days=max(*rule["days"], SPRING_AHEAD)))
    return [one for one in ahead if (one.day - today).days in rule["days"] or _is_spring(page, one)]


def _is_spring(page: Page, one: GreetingDay) -> bool:
    if one.code != SPRING:
        return False
    lunar = page.almanac.moon.lunar(page.calendar.day(page.now))
    return lunar.month == 12 and lunar.day >= SPRING_FROM


def whose(page: Page, owner: str | None) -> int | None:
    """Return whose list is meant: the acting user's, another's, or None for everybody's."""
    if owner is not None:
        return due.owner_id(page, owner)
    return page.user_id if page.user_id is not None else -1


class Day:
    """One list in the making."""

    def __init__(self, page: Page, owner: int | None) -> None:
        self.page, self.owner = page, owner
        self.clock = reminding.clock_of(page)
        self.today = self.clock.today

    def agenda(self, *, everything: bool) -> Agenda:
        """Return the whole list."""
        promised = self._promised()
        found, known = self._suggested({item.customer.id for item in promised}, everything)
        capacity = ALL if everything else self.page.settings.capacity
        shown = _cut(found, capacity)
        left = max(0, known - len(shown))
        items = sorted((*promised, *shown), key=_order)
        ids = [item.customer.id for item in items]
        touches = timeline.last_touches(self.page.session, ids)
        best = playbooks.next_best_of(self.page, [item.customer for item in shown])
        return Agenda(
            day=self.today,
            now=self.page.now,
            items=tuple(
                replace(
                    item, last=touches.get(item.customer.id), next_step=best.get(item.customer.id)
                )
                for item in items
            ),
            left_over=min(left, COUNTED),
            left_over_more=left > COUNTED,
            next_promise=self._next(),
            without_next=self._count("no_next_count", self._needing()),
            untagged=self.page.session.value(
                "agenda.untagged_count", owner_id=self.owner, limit=COUNTED
            ),
            drip_waiting=self._drip_waiting(),
            sleepers=self._sleepers(),
            standing=self._standing(),
            steps=self._steps((*promised, *found)),
        )

    # --- promises

    def _promised(self) -> list[AgendaItem]:
        by_customer: dict[int, list[FollowUp]] = {}
        for promise in timeline.due(self.page.session, self.owner, date.min, self.today):
            by_customer.setdefault(promise.customer_id, []).append(promise)
        customers = [one for one in self.page.customers(list(by_customer)) if not barred(one)]
        facts = reminding.facts_of(self.page, customers, self.clock)
        return [
            self._promised_item(facts[customer.id], by_customer[customer.id])
            for customer in customers
        ]

    def _promised_item(self, facts: Facts, promises: Sequence[FollowUp]) -> AgendaItem:
        told = [promise_reason(self.clock, promise) for promise in promises]
        group = "overdue" if promises[0].due.day < self.today else "due"
        found = (*told, *reminders(facts, self.clock))
        return self._item(facts.customer, group, found, promises[0])

    # --- suggestions

    def _suggested(self, taken: set[int], everything: bool) -> tuple[list[AgendaItem], int]:
        """Return whom reminders hold for, the highest score first, and how many there are."""
        capacity = self.page.settings.capacity
        counted = ALL if everything else COUNTED + capacity + 1
        deep = ALL if everything else max(3 * capacity, DEEPEST)
        asked = suggesting.candidates(self.page, self.clock, self.owner, counted, deep)
        weighed = [number for number in asked.weighed if number not in taken]
        customers = self.page.customers(weighed)
        facts = reminding.facts_of(self.page, customers, self.clock)
        items = [
            self._item(customer, "reminder", found)
            for customer in customers
            if (found := reminders(facts[customer.id], self.clock))
        ]
        known = len(asked.known - taken) - (len(weighed) - len(items))
        return sorted(items, key=_order), known

    def _item(
        self,
        customer: Customer,
        group: str,
        found: tuple[Reminder, ...],
        follow_up: FollowUp | None = None,
    ) -> AgendaItem:
        terms = score(customer, found, self.page.rules("score"))
        return AgendaItem(
            customer=customer,
            group=group,
            reasons=tuple(Reason(one.code, one.said, one.since) for one in found),
            score=sum(terms.values()),
            terms=terms,
            follow_up=follow_up,
            last=None,
        )

    # --- beside the list

    def _standing(self) -> Standing | None:
        """Return how the targets are; nothing of targets is loaded where none is set."""
        if not self.page.session.row("reminders.any_target"):
            return None
        from leadfunnel.services.targets import targets

        return targets(self.page, self.owner, self.today)

    def _steps(self, items: Sequence[AgendaItem]) -> DailySteps:
        codes = [{reason.code for reason in item.reasons} for item in items]
        return DailySteps(
            unsorted=unsorted_count(self.page, self.owner, COUNTED),
            to_move=sum("stuck" in found for found in codes),
            plan_steps=sum("plan_step" in found for found in codes),
            to_write=sum(not found.isdisjoint(WRITING) for found in codes),
        )

    def _next(self) -> Promise | None:
        stages = [stage.code for stage in self.page.main.ladder]
        found = timeline.next_ahead(self.page.session, self.owner, self.today, stages)
        return due.promised(self.page, [found], self.today)[0] if found else None

    def _needing(self) -> list[Stage]:
        return [stage for stage in self.page.main.ladder if stage.needs_next]

    def _count(self, name: str, stages: Sequence[Stage]) -> int:
        return sum(
            self.page.session.value(
                f"agenda.{name}",
                stage=stage.code,
                owner_id=self.owner,
                limit=COUNTED,
                today=self.today.isoformat(),
                silent_until=suggesting.silent_until(stage, self.today),
            )
            for stage in stages
        )

    def _sleepers(self) -> int:
        return self._count("sleepers_count", self.page.main.ladder)

    def _drip_waiting(self) -> int:
        if not self.clock.on("never_contacted"):
            return 0
        waiting = self._count("never_imported_count", self.page.main.ladder)
        return max(0, waiting - suggesting.drip_left(self.page, self.clock, self.owner))


def promise_reason(clock: Clock, promise: FollowUp) -> Reminder:
    """Return a promise that is due as a reason."""
    late = (clock.today - promise.due.day).days
    since = promise.due.at or clock.calendar.start_of(promise.due.day)
    text = said("{note}", note=promise.note) if promise.note else said(N_("promised"))
    return Reminder("overdue" if late > 0 else "due", text, since, max(0, late))


def _is_case(item: AgendaItem) -> bool:
    return any(reason.code == CASE for reason in item.reasons)


def _cut(items: Sequence[AgendaItem], capacity: int) -> list[AgendaItem]:
    """Return the suggestions that there is time for; complaints are never cut."""
    cases = sum(map(_is_case, items))
    return list(items[: max(cases, capacity)])


_GROUPS = ("overdue", "due", "reminder")


def _order(item: AgendaItem) -> tuple[object, ...]:
    """Complaints first, then late promises, today's by the clock, and suggestions by score."""
    rank = _GROUPS.index(item.group)
    first = (not _is_case(item), rank)
    if item.follow_up is not None:
        return (*first, *item.follow_up.due.order(), item.customer.id)
    return (*first, -item.score, item.customer.id)
