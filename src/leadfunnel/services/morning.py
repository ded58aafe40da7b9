"""`today`: open follow-ups and reminders, each customer once with all reasons."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, timedelta

from leadfunnel.domain.followup import FollowUp
from leadfunnel.domain.pipeline import Stage
from leadfunnel.domain.record import replace
from leadfunnel.domain.remind_facts import Clock, Facts
from leadfunnel.domain.reminder import Reminder
from leadfunnel.domain.reminding import barred, reminders
from leadfunnel.domain.sentence import said
from leadfunnel.errors import N_
from leadfunnel.services import ahead, candidates, due, playbooks, reminding, suggesting
from leadfunnel.services.book import Book, Page
from leadfunnel.services.results import COUNTED
from leadfunnel.services.results.agenda import Agenda, AgendaItem, DailySteps, Round
from leadfunnel.services.results.promised import Promise
from leadfunnel.services.suggestions import Suggestions, codes_of, order, weighed
from leadfunnel.services.unsorted import unsorted_count
from leadfunnel.store import timeline

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.domain.campaign import Check
    from leadfunnel.domain.contact_cap import GreetingDay
    from leadfunnel.services.results.targets import Standing
    from leadfunnel.store.session import Asked

PROBES = (
    *("reminders.any_material", "reminders.deal_stages", "reminders.lunar_born"),
    *("reminders.any_target", "intake.any_history", "intake.any"),
)
OF_ITEMS = ("timeline.last_entries", "playbooks.facts", "service.open_among")
WRITING = frozenset(("birthday", "content_push", "holiday"))
SPRING, SPRING_FROM, SPRING_AHEAD = "春节", 28, 3


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
        self._ask_ahead()
        promised = self._promised()
        taken = {item.customer.id for item in promised}
        found = Suggestions(self.page, self.clock, self.owner, taken, everything=everything)
        shown = found.shown
        left = max(0, found.known - len(shown))
        items = sorted((*promised, *shown), key=order)
        ids = [item.customer.id for item in items]
        self.page.session.ahead(
            *((name, {"ids": json.dumps(ids)}) for name in OF_ITEMS), *self._asked_next()
        )
        touches = timeline.last_touches(self.page.session, ids)
        best = playbooks.next_best_of(self.page, [item.customer for item in items])
        idle = tuple((stage, self._count("no_next_count", [stage])) for stage in self._needing())
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
            idle=tuple((stage, count) for stage, count in idle if count),
            untagged=self.page.session.value(
                "agenda.untagged_count", owner_id=self.owner, limit=COUNTED
            ),
            drip_waiting=found.waiting,
            sleepers=self._sleepers(),
            standing=self._standing(),
            steps=self._steps(promised, found),
            checks=self._checks(),
            tasks=self._tasks(),
        )

    def _ask_ahead(self) -> None:
        """Say what is asked whoever is on the list."""
        today, user = self.today.isoformat(), self.page.user_id
        mine = {"owner_id": self.owner, "limit": COUNTED}
        stages = self.page.main.ladder
        self.page.session.ahead(
            *((name, {}) for name in PROBES),
            ("reminders.any_run", {"since": candidates.latest_step(self.clock)}),
            ("campaigns.tasks", {"day": today, "user_id": user}),
            ("campaigns.checks_due", {"day": today, "user_id": user}),
            ("agenda.untagged_count", mine),
            ("contacts.unsorted_count", {**mine, "first_stage": stages[0].code, "imported": 0}),
            timeline.asked_next(self.owner, self.today, [stage.code for stage in stages]),
            *(self._asked("no_next_count", stage) for stage in self._needing()),
            *(self._asked("sleepers_count", stage) for stage in stages),
        )

    def _asked(self, name: str, stage: Stage) -> Asked:
        given = {"stage": stage.code, "owner_id": self.owner, "limit": COUNTED}
        silent = suggesting.silent_until(stage, self.today)
        return f"agenda.{name}", {**given, "today": self.today.isoformat(), "silent_until": silent}

    def _tasks(self) -> tuple[tuple[str, int], ...]:
        """Return how many calls one was given for today, by sale event."""
        user, day = self.page.user_id, self.today.isoformat()
        rows = self.page.session.rows("campaigns.tasks", day=day, user_id=user)
        return tuple((row["name"], row["calls"]) for row in rows)

    def _checks(self) -> tuple[Check, ...]:
        """Return what has to be ready today for sale events, for whoever organises them."""
        user, day = self.page.user_id, self.today.isoformat()
        rows = self.page.session.rows("campaigns.checks_due", day=day, user_id=user)
        if not rows:
            return ()
        from leadfunnel.services import campaigns

        return campaigns.checks_due(self.page, self.today)

    # --- promises

    def _promised(self) -> list[AgendaItem]:
        by_customer: dict[int, list[FollowUp]] = {}
        for promise in timeline.due(self.page.session, self.owner, date.min, self.today):
            by_customer.setdefault(promise.customer_id, []).append(promise)
        reminding.ask_ahead(self.page, list(by_customer), self.clock)
        customers = self.page.customers(list(by_customer))
        facts = reminding.facts_of(self.page, customers, self.clock)
        return [
            self._promised_item(facts[customer.id], by_customer[customer.id])
            for customer in customers
            if not barred(customer)
        ]

    def _promised_item(self, facts: Facts, promises: Sequence[FollowUp]) -> AgendaItem:
        told = [promise_reason(self.clock, promise) for promise in promises]
        group = "overdue" if promises[0].due.day < self.today else "due"
        found = (*told, *reminders(facts, self.clock))
        return weighed(self.page, facts.customer, found, group, promises[0])

    # --- beside the list

    def _standing(self) -> Standing | None:
        """Return how the targets are; nothing of targets is loaded where none is set."""
        if not self.page.session.row("reminders.any_target"):
            return None
        from leadfunnel.services.targets import targets

        return targets(self.page, self.owner, self.today)

    def _steps(self, promised: Sequence[AgendaItem], found: Suggestions) -> DailySteps:
        codes = [codes_of(item) for item in (*promised, *found.items)]
        moving = sum("stuck" in codes_of(item) for item in promised) + found.stuck
        return DailySteps(
            unsorted=unsorted_count(self.page, self.owner, COUNTED),
            to_move=min(moving, COUNTED),
            plan_steps=sum("plan_step" in one for one in codes),
            to_write=sum(not one.isdisjoint(WRITING) for one in codes),
        )

    def _next(self) -> Promise | None:
        found = self._next_ahead()
        return due.promised(self.page, [found], self.today)[0] if found else None

    def _asked_next(self) -> tuple[Asked, ...]:
        found = self._next_ahead() if self.page.session.together else None
        return ahead.customers(self.page, [found.customer_id]) if found else ()

    def _next_ahead(self) -> FollowUp | None:
        stages = [stage.code for stage in self.page.main.ladder]
        return timeline.next_ahead(self.page.session, self.owner, self.today, stages)

    def _needing(self) -> list[Stage]:
        return [stage for stage in self.page.main.ladder if stage.needs_next]

    def _count(self, name: str, stages: Sequence[Stage]) -> int:
        count = 0
        for stage in stages:
            if count < COUNTED:
                query, params = self._asked(name, stage)
                count += self.page.session.value(query, **params)
        return min(count, COUNTED)

    def _sleepers(self) -> int:
        return self._count("sleepers_count", self.page.main.ladder)


def promise_reason(clock: Clock, promise: FollowUp) -> Reminder:
    """Return a promise that is due as a reason."""
    late = (clock.today - promise.due.day).days
    since = promise.due.at or clock.calendar.start_of(promise.due.day)
    text = said("{note}", note=promise.note) if promise.note else said(N_("promised"))
    return Reminder("overdue" if late > 0 else "due", text, since, max(0, late))
