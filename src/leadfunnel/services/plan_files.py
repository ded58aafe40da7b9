"""`plan list|show|load`: the plans themselves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from pathlib import Path

from leadfunnel.domain.plan import Plan, plan_to_dict
from leadfunnel.domain.sentence import Phrase, Sentence, said
from leadfunnel.errors import N_, LeadfunnelError
from leadfunnel.services import plan_runs, plan_segments
from leadfunnel.services.book import Book, Page, Writing
from leadfunnel.services.plan_refusals import UnreadablePlan
from leadfunnel.services.results.changed import Changed
from leadfunnel.services.results.plans import PlanFile, PlanList, PlanView
from leadfunnel.store import definitions
from leadfunnel.store import plans as stored


class PlanFiles:
    """Plans as data."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def list(self) -> PlanList:
        """Return every plan, with how many customers are in it."""
        with self.book.read() as page:
            plans = tuple(plan_runs.catalogue(page).values())
            off = tuple(page.rules("plans")["off"])
            return PlanList(plans, _counts(page), off, stored.segments(page.session))

    def show(self, name: str) -> PlanView:
        """Return one plan in full."""
        with self.book.read() as page:
            plan = plan_runs.find(page, name)
            return PlanView(
                plan,
                _counts(page).get(plan.name, 0),
                plan.name in page.rules("plans")["off"],
                stored.segments(page.session).get(plan.name),
                len(plan_segments.waiting(page, plan.name)),
            )

    def file(self, name: str) -> PlanFile:
        """Return one plan as a file to be changed and loaded again."""
        with self.book.read() as page:
            return PlanFile(plan_runs.find(page, name))

    def load(self, paths: Sequence[str], *, dry_run: bool = False) -> Changed:
        """Read plan files into the store; all of them, or none when one is wrong."""
        from leadfunnel.domain.plan_schema import BadPlan, read_plan

        read: list[Plan] = []
        problems: list[dict[str, object]] = []
        with self.book.read() as page:
            for path in paths:
                try:
                    plan = read_plan(_bytes(path), path)
                    _check(page, plan, path)
                    read.append(plan)
                except BadPlan as error:
                    problems += error.problems
        if problems:
            raise BadPlan(file=", ".join(paths), count=len(problems), problems=problems)
        if dry_run:
            text = N_("{name}: nothing wrong; not loaded.")
            return Changed(None, (), tuple(said(text, name=plan.name) for plan in read))
        with self.book.record("plan load", ", ".join(plan.name for plan in read)) as page:
            spoken = [_load(page, plan) for plan in read]
            return Changed(page.ledger.recorded, (), tuple(spoken))


def _counts(page: Page) -> dict[str, int]:
    seen = plan_runs.look(page)
    since = (seen.today - timedelta(days=seen.late_days)).isoformat()
    return {row[0]: row[1] for row in page.session.rows("plans.counts", since=since)}


def _load(page: Writing, plan: Plan) -> Sentence:
    current = plan_runs.catalogue(page).get(plan.name)
    if current == plan:
        return said(N_("{name} was loaded already."), name=plan.name)
    definitions.put(page.ledger, "plan", plan.name, plan_to_dict(plan))
    text = N_("Loaded the plan {name}: it is for those who begin from now on.")
    return said(text, name=plan.name)


def _check(page: Page, plan: Plan, where: str) -> None:
    """Raise BadPlan where a plan names what the store does not know."""
    from leadfunnel.domain.declared import bad
    from leadfunnel.domain.plan_schema import BadPlan

    found: list[tuple[str, str]] = []
    codes = list(page.main.by_code)
    stages = {"start.on": _after(plan.start, "stage:"), "stop.leaving": plan.leaving}
    for key, code in stages.items():
        if code is not None and code not in codes:
            reason = N_('names "{text}", no stage of the main pipeline ({known})')
            found.append((key, Phrase(reason, text=code, known=", ".join(codes))))
    if plan.suits is not None:
        found += _filter_problems(page, plan.suits)
    if plan.every is not None:
        found += _every_problems(page, plan)
    if found:
        raise bad(BadPlan, where, *found)


def _after(text: str | None, prefix: str) -> str | None:
    return text.removeprefix(prefix) if text and text.startswith(prefix) else None


def _filter_problems(page: Page, where: str) -> list[tuple[str, str]]:
    from leadfunnel.services.looking import filter_terms
    from leadfunnel.store import listing

    try:
        listing.select(page.session, [where], filter_terms(page), None, among=())
    except LeadfunnelError as error:
        return [("suits", Phrase(N_("is no filter: {reason}"), reason=_sentence(error)))]
    return []


def _sentence(error: LeadfunnelError) -> Phrase:
    return Phrase(error.message, **{key: str(value) for key, value in error.values.items()})


def _every_problems(page: Page, plan: Plan) -> list[tuple[str, str]]:
    """Return what is wrong with how a plan recurs: unreadable, or shorter than the plan."""
    from itertools import islice

    from leadfunnel.domain.recurrence_text import read_recurrence

    today = page.calendar.day(page.now)
    start = datetime.combine(today, time())
    try:
        rule = read_recurrence(plan.every or "", start, day=today, almanac=page.almanac)
    except LeadfunnelError as error:
        return [("every", _sentence(error))]
    if rule is None:
        return [("every", Phrase(N_('is no recurring moment, such as "quarterly" or "每月1号"')))]
    first, second = islice(plan_runs.rounds(page, rule.rule(), today), 2)
    if (second - first).days <= plan.steps[-1].day:
        reason = N_("comes again before the last step of the plan (day {day})")
        return [("every", Phrase(reason, day=plan.steps[-1].day))]
    return []


def _bytes(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise UnreadablePlan(path=path, detail=error.strerror or str(error)) from None
