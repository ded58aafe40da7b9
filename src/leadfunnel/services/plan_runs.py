"""How far the runs of plans are: their steps as they stand, and those due now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import islice

from leadfunnel.domain.plan import (
    Look,
    Plan,
    Run,
    UnknownPlan,
    current_round,
    is_over,
    planned,
)
from leadfunnel.services.book import Page
from leadfunnel.services.results.plans import DueStep, RunView
from leadfunnel.store import plans as stored

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.store.session import Row

CHUNK = 500
"""So many runs are looked at at a time."""
MOST_DUE = 1000


def catalogue(page: Page) -> dict[str, Plan]:
    """Return every plan by name; they are read once in a command."""
    found: dict[str, Plan] | None = page.__dict__.get("_plans")
    if found is None:
        found = page.__dict__["_plans"] = stored.plans(page.session)
    return found


def find(page: Page, text: str) -> Plan:
    """Return the plan of this name or title; raise UnknownPlan."""
    name = stored.named(page.session, text)
    if name is not None:
        return catalogue(page)[name]
    raise UnknownPlan(text=text, plans=", ".join(catalogue(page)))


def look(page: Page, today: date | None = None) -> Look:
    """Return what steps are looked at with, before anything is known of the customer."""
    rules = page.rules("plans")
    return Look(
        today=today or page.calendar.day(page.now),
        works=_works(page) if rules["shift"] else lambda _: True,
        late_days=rules["late_days"],
    )


def _works(page: Page) -> Callable[[date], bool]:
    @lru_cache(maxsize=1024)
    def works(day: date) -> bool:
        return page.almanac.workdays.works(day)

    return works


def views(page: Page, runs: Sequence[Run], seen: Look | None = None) -> list[RunView]:
    """Return runs with their steps as they stand on the day of the look."""
    if not runs:
        return []
    seen = seen or look(page)
    marks = stored.marks(page.session, runs)
    customers = {run.customer_id for run in runs}
    cases = stored.with_open_case(page.session, customers)
    scores = stored.satisfactions(page.session, customers)
    found: list[RunView] = []
    for run in runs:
        mine = Look(
            seen.today,
            seen.works,
            _satisfaction(page, run, scores.get(run.customer_id, [])),
            run.customer_id in cases,
            seen.late_days,
        )
        found.append(_view(page, run, mine, marks.get(run.id, {})))
    return found


def _satisfaction(page: Page, run: Run, scores: Iterable[tuple[int, int]]) -> int | None:
    """Return how satisfied the customer said to be last, since the run began."""
    since = page.calendar.start_of(run.began)
    return max(((at, score) for at, score in scores if at >= since), default=(0, None))[1]


def _view(page: Page, run: Run, seen: Look, marks: dict[str, Row]) -> RunView:
    cycle = _cycle(page, run, seen.today) if run.rule else None
    states = {key: row["state"] for key, row in marks.items()}
    marked_by = {key: row["interaction_id"] for key, row in marks.items() if row["interaction_id"]}
    over = is_over(run, seen.today, seen.late_days)
    return RunView(run, planned(run, states, seen, cycle), seen.satisfaction, over, marked_by)


def _cycle(page: Page, run: Run, today: date) -> date | None:
    """Return day 0 of the round that a plan which recurs is in, or comes to next."""
    known = page.__dict__.setdefault("_rounds", {})
    key = (run.rule, run.day_zero, today)
    if key not in known:
        known[key] = current_round(rounds(page, run.rule or "", run.day_zero), today)
    found: date | None = known[key]
    return found


def rounds(page: Page, rule: str, first: date) -> Iterator[date]:
    """Yield the days on which a plan comes again, from the first on."""
    from leadfunnel.domain.recurrence import occurrences, read_rule

    start = datetime.combine(first, time())
    return (day for day, _ in occurrences(read_rule(rule), start, page.almanac))


def of_customer(page: Page, number: int) -> list[RunView]:
    """Return every run of a customer as it stands, the first begun first."""
    return views(page, stored.of_customer(page.session, number))


def due_steps(
    page: Page, owner_id: int | None, today: date, limit: int = MOST_DUE
) -> list[DueStep]:
    """Return the step that is due for each running run of an owner's customers, or of anyone's.

    At most `limit`, those of runs that end first. A held step is left out; whoever must not be
    contacted, and what rests, is the caller's to leave out.
    """
    seen = look(page, today)
    since = (today - timedelta(days=seen.late_days)).isoformat()
    rows = iter(page.session.each("plans.open_until", since=since, owner_id=owner_id))
    found: dict[tuple[int, str], DueStep] = {}
    while chunk := [stored.run(row) for row in islice(rows, CHUNK)]:
        for view in views(page, _members(page, chunk), seen):
            if view.due is not None and view.due.state == "due":
                found[view.run.customer_id, view.run.plan.name] = due(view, today)
        if len(found) >= limit:
            break
    return list(found.values())[:limit]


def due(view: RunView, today: date) -> DueStep:
    """Return the due step of a run."""
    planned_step = view.due
    assert planned_step is not None  # noqa: S101 - asked before
    return DueStep(
        view.run.customer_id,
        view.run.id,
        view.run.plan,
        planned_step,
        planned_step.step.words(view.satisfaction),
        (today - planned_step.on).days,
    )


def _members(page: Page, runs: Sequence[Run]) -> list[Run]:
    """Leave out runs begun for a segment in which the customer no longer is."""
    by_plan: dict[str, set[int]] = {}
    for run in runs:
        if run.cause == "segment":
            by_plan.setdefault(run.plan.name, set()).add(run.customer_id)
    if not by_plan:
        return list(runs)
    from leadfunnel.services import plan_segments

    inside = {name: plan_segments.among(page, name, ids) for name, ids in by_plan.items()}
    return [
        run for run in runs if run.cause != "segment" or run.customer_id in inside[run.plan.name]
    ]


def ahead(page: Page, ids: Iterable[int]) -> set[int]:
    """Return those of the customers who have a step of a plan ahead, or today."""
    return stored.ahead_among(page.session, ids, page.calendar.day(page.now))
