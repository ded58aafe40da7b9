"""What the rates of the last weeks say: how many newcomers get how far, how many a goal takes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from leadfunnel.domain import funnel
from leadfunnel.domain.calendar import Period, week_period
from leadfunnel.domain.journey import History, born_in
from leadfunnel.domain.outlook import expected, measured, needed
from leadfunnel.domain.target import DAILY
from leadfunnel.services.book import Page
from leadfunnel.services.results.activity import Outlook, Step
from leadfunnel.services.results.targets import Progress
from leadfunnel.store import journeys

DAYS = 7


def rate_weeks(page: Page, period: Period) -> Period:
    """Return the full weeks before a period whose rates are taken for what comes."""
    end = week_period(period.first, page.settings.week_start).first - timedelta(days=1)
    days = DAYS * page.rules("week")["rate_weeks"]
    first = end - timedelta(days=days - 1)
    return Period(first, end, f"{first.isoformat()}..{end.isoformat()}")


def outlook(
    page: Page,
    period: Period,
    owner_id: int | None,
    progress: Iterable[Progress],
    histories: Iterable[History] | None = None,
) -> Outlook:
    """Return what the newcomers of a period may come to, and how many the next goal takes.

    With an owner, newcomers are those whose owner they were when they came in. `histories` are
    those of all that changed since the first of the weeks, where they are read already.
    """
    weeks, main, until = rate_weeks(page, period), page.main, page.now + 1
    if histories is None:
        since = page.calendar.start_of(weeks.first)
        recent = journeys.recent(page.session, main.name, since, until)
        histories = [history for _, history in recent]
    every = [one for one in histories if owner_id in (None, one.changes[0].owner_id)]
    before = funnel.cohort(_born(page, every, weeks), main, until)
    now = funnel.cohort(_born(page, every, period), main, until)
    least = page.rules("week")["least"]
    base, newcomers = before.stages[0].reached, now.stages[0].reached
    rates = {row.code: measured(row.reached, base, least) for row in before.stages[1:]}
    goal = _goal(page, progress)
    won = main.first_of("won")
    chance = rates.get(won.code) if won else None
    return Outlook(
        first=weeks.first,
        last=weeks.last,
        weeks=page.rules("week")["rate_weeks"],
        people=base,
        still_open=sum(row.active for row in before.stages if main.stage(row.code).kind == "open"),
        least=least,
        too_few=base < least,
        newcomers=newcomers,
        steps=tuple(
            Step(main.stage(code), rate, expected(newcomers, rate))
            for code, rate in rates.items()
            if rate
        ),
        goal=goal or page.rules("week")["win"],
        goal_set=goal is not None,
        won=won,
        needed=needed(goal or page.rules("week")["win"], chance) if chance else None,
    )


def _born(page: Page, histories: Iterable[History], period: Period) -> list[History]:
    begin, end = page.calendar.bounds(period)
    return [history for history in histories if born_in(history, begin, end)]


def _goal(page: Page, progress: Iterable[Progress]) -> int | None:
    """Return how many are to be won in a week by the targets, None where none says so."""
    goals = {one.per: one.goal for one in progress if one.metric == "won"}
    if "week" in goals:
        return goals["week"] or None
    days = {"day": DAYS, "workday": _workdays(page)}
    return next((goals[per] * days[per] or None for per in DAILY if per in goals), None)


def _workdays(page: Page) -> int:
    """Return how many of the next week's days are working days."""
    today = page.calendar.day(page.now)
    first = week_period(today, page.settings.week_start).last + timedelta(days=1)
    works = page.almanac.workdays.works
    return sum(works(first + timedelta(days=n)) for n in range(DAYS))
