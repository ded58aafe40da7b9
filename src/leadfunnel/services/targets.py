"""Targets: how far they are, the pace that is needed, and how the days before went."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from leadfunnel.domain import target as goals
from leadfunnel.domain.calendar import day_period, week_period
from leadfunnel.domain.money import places
from leadfunnel.domain.target import DAILY, STAGE, Exchange, Target
from leadfunnel.services.book import Page
from leadfunnel.services.measures import Asked, measure, stage_of
from leadfunnel.services.promise_record import promise_record
from leadfunnel.services.results.targets import (
    Outcome,
    Progress,
    Shortfall,
    Standing,
    Yesterday,
)
from leadfunnel.store import targets as stored

LOOKED_BACK = 31
Share = tuple[int, Target]
"""Whose target it is, and the target, which may be one that everybody has."""


def targets(page: Page, owner_id: int | None, today: date) -> Standing:
    """Return how far the targets of a person are, None being everybody, and how yesterday went."""
    found = Targets(page, owner_id, today)
    return Standing(today, None, found.progress(), found.yesterday())


class Targets:
    """The targets of one person, or of everybody added up, as they are on a day."""

    def __init__(self, page: Page, owner_id: int | None, today: date) -> None:
        self.page = page
        self.owner_id = owner_id
        self.today = today
        self.week_start = page.settings.week_start
        self.set = [
            target
            for target in stored.targets(page.session)
            if not target.metric.startswith(STAGE) or stage_of(page, target.metric)
        ]
        self.people: Iterable[int] = (owner_id,) if owner_id is not None else ()
        if owner_id is None and self.set:
            self.people = tuple(stored.workers(page.session))

    def works(self, day: date) -> bool:
        """Tell working days from days off."""
        return self.page.almanac.workdays.works(day)

    def counts(self, day: date) -> bool:
        """Tell whether a day counts for the pace: every day, or working days only."""
        return self.page.rules("work")["days"] == "all" or self.works(day)

    def progress(self) -> tuple[Progress, ...]:
        """Return how far every target of today is; one per working day rests on a day off."""
        return tuple(
            self._progress(metric, per, shares)
            for (metric, per), shares in self._held(self.today).items()
            if per != "workday" or self.works(self.today)
        )

    def yesterday(self) -> Yesterday:
        """Return how the last day before today that counts went."""
        day = self._last_day()
        outcomes = [
            Outcome(
                metric,
                stage_of(self.page, metric),
                self._done(metric, day, currency),
                goal,
                currency,
            )
            for metric, goal, currency in self._daily(day)
        ]
        if all(outcome.metric != "won" for outcome in outcomes):
            outcomes.append(Outcome("won", None, self._done("won", day), None))
        kept = promise_record(self.page, self.owner_id, day, day)
        return Yesterday(day, tuple(outcomes), kept.on_time, kept.count)

    def week(self) -> tuple[Shortfall, ...]:
        """Return what this week's days up to yesterday brought, and how many missed their goal."""
        first = week_period(self.today, self.week_start).first
        found: dict[str, list[tuple[int, int, str | None]]] = {}
        for n in range((self.today - first).days):
            day = first + timedelta(days=n)
            for metric, goal, currency in self._daily(day):
                done = self._done(metric, day, currency)
                found.setdefault(metric, []).append((done, goal, currency))
        return tuple(self._shortfall(metric, days) for metric, days in found.items())

    def _shortfall(self, metric: str, days: Sequence[tuple[int, int, str | None]]) -> Shortfall:
        return Shortfall(
            metric=metric,
            stage=stage_of(self.page, metric),
            done=sum(done for done, _, _ in days),
            goal=sum(goal for _, goal, _ in days),
            days=len(days),
            missed=sum(1 for done, goal, _ in days if done < goal),
            currency=days[0][2],
        )

    def _held(self, day: date) -> dict[tuple[str, str], list[Share]]:
        """Return the targets in force on a day by metric and length, each with whose it is."""
        found: dict[tuple[str, str], list[Share]] = {}
        for person in self.people:
            for target in goals.in_force(self.set, person, day):
                found.setdefault((target.metric, target.per), []).append((person, target))
        return found

    def _progress(self, metric: str, per: str, shares: Sequence[Share]) -> Progress:
        period = goals.period_around(per, self.today, self.week_start)
        currency = shares[0][1].currency
        done = measure(self.page, metric, Asked(period, self.owner_id, currency))
        unit = 10 ** places(currency) if currency else 1
        goal, exchange = self._goal(shares, self.today)
        left = None if per in DAILY else goals.days_left(period, self.today, self.counts)
        return Progress(
            metric=metric,
            stage=stage_of(self.page, metric),
            per=per,
            period=period,
            done=done,
            goal=goal,
            currency=currency,
            days_left=left,
            needed=None if left is None else goals.needed(done, goal, left, unit),
            exchange=exchange,
            targets=tuple(target for _, target in shares),
        )

    def _goal(self, shares: Sequence[Share], day: date) -> tuple[int, Exchange | None]:
        """Return what targets come to in the period around a day, and by what exchange, if any."""
        plain = [
            (person, goals.goal_on(target, day, self.week_start, self.works))
            for person, target in shares
        ]
        exchanges = [
            self._exchange(goal, person, day) for person, goal in plain if _exchanged(shares)
        ]
        if not any(exchanges):
            return sum(goal for _, goal in plain), None
        found = [exchange for exchange in exchanges if exchange]
        return sum(exchange.goal for exchange in found), found[0] if len(found) == 1 else None

    def _exchange(self, goal: int, person: int, day: date) -> Exchange | None:
        rules = self.page.rules("targets")
        if not (rules["exchange"] or rules["without_visit"]):
            return None
        span = self.page.calendar.bounds(day_period(day))
        booked = stored.booked_visits(self.page.session, span, day, person)
        return Exchange(goal, booked, rules["exchange"], rules["without_visit"], rules["floor"])

    def _daily(self, day: date) -> list[tuple[str, int, str | None]]:
        """Return the goals of a day, one per metric."""
        found: dict[str, tuple[str, int, str | None]] = {}
        for (metric, per), shares in self._held(day).items():
            if per == "day" or (per == "workday" and self.works(day)):
                goal, _ = self._goal(shares, day)
                found.setdefault(metric, (metric, goal, shares[0][1].currency))
        return list(found.values())

    def _done(self, metric: str, day: date, currency: str | None = None) -> int:
        return measure(self.page, metric, Asked(day_period(day), self.owner_id, currency))

    def _last_day(self) -> date:
        """Return the last day before today that counts, or yesterday where none does for long."""
        days = (self.today - timedelta(days=n) for n in range(1, LOOKED_BACK))
        yesterday = self.today - timedelta(days=1)
        return next((day for day in days if self.counts(day)), yesterday)


def _exchanged(shares: Sequence[Share]) -> bool:
    return all(target.metric == "invites" and target.per in DAILY for _, target in shares)
