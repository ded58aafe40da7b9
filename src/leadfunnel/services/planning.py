"""`plan start|stop|done|skip|runs|close`: customers in plans."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from leadfunnel.domain.plan import MESSAGE_KINDS, Plan, PlannedStep, Run, is_over, step_days
from leadfunnel.domain.record import dataclass, replace
from leadfunnel.domain.sentence import Sentence, said
from leadfunnel.errors import N_
from leadfunnel.services import plan_runs, plan_segments, plan_starts, promises, touches, who, whom
from leadfunnel.services.book import Book, Page, Writing
from leadfunnel.services.plan_refusals import (
    AlreadyInPlan,
    MustNotContact,
    NobodySuits,
    NoStepDue,
    NoSuchStep,
    NothingToClose,
    NotInPlan,
    NotInThisPlan,
    PlanIsPast,
    StepMarked,
)
from leadfunnel.services.plan_starts import Beginning
from leadfunnel.services.results.changed import Changed
from leadfunnel.services.results.plans import RunList, RunView
from leadfunnel.services.whom import Deed, Whom
from leadfunnel.store import plans as stored

SHOWN = 50
EVERYBODY = 1_000_000_000
_STEP = re.compile(r"(?:day\s*|d|第)?(\d{1,4})(?:天|日)?", re.IGNORECASE)


@dataclass(frozen=True)
class Doing:
    """How a step is done, as typed: which step, of which plan, the kind of touch, its words."""

    words: tuple[str, ...] = ()
    plan: str | None = None
    kind: str | None = None
    reason: str | None = None


class Planning:
    """The verbs about customers in plans."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def start(self, name: str, named: Whom, on: str | None = None) -> Changed:
        """Begin a plan for customers; one that recurs keeps the filter, for whoever comes to it.

        Nobody named means those whom the plan suits. With `on` its day 0 is that day; for somebody
        who is in it already the day is moved.
        """
        with self.book.read() as page:
            plan = plan_runs.find(page, name)
            named = _suited(page, plan, named)

        def act(page: Writing, ids: list[int]) -> Changed:
            if plan.every is not None and named.where is not None:
                plan_segments.keep(page, plan, named.where)
            zero = None if on is None else _day(page, on)
            begun = whom.each(ids, lambda number: _start(page, number, plan, zero, named))
            return _told(page, ids, begun, plan)

        deed = Deed("plan start", plan.name, N_("Start the plan for {count}: {customers} ...?"))
        return whom.change(self.book, named, deed, act)

    def stop(self, text: str, name: str | None = None, reason: str | None = None) -> Changed:
        """End a customer's run of a plan, or all of them."""
        with self.book.record("plan stop", name or "") as page:
            number = who.one(page, text)
            runs = _runs(page, number, name)
            spoken = [plan_starts.end(page, run, (reason or "").strip() or None) for run in runs]
            return _changed(page, number, *spoken)

    def done(self, text: str, doing: Doing) -> Changed:
        """Mark a step as done, and record what was done; the step that is due unless named."""
        with self.book.record("plan done", " ".join(doing.words)[:80]) as page:
            number = who.one(page, text)
            view, step, rest = _chosen(page, number, doing)
            entry = _entry(page, step, rest, doing.kind)
            interaction = touches.write(page, number, entry)
            kept = promises.keep(page, number, interaction, page.now)
            spoken = [said(N_("Logged {kind}."), kind=entry.kind)]
            spoken += [said(N_("Done: {follow_up}."), follow_up=item) for item in kept]
            spoken += plan_starts.mark(page, view, step, "done", interaction)
            return _changed(page, number, *spoken)

    def skip(self, text: str, doing: Doing) -> Changed:
        """Mark a step as one that will not be done; a reason is kept as a note."""
        with self.book.record("plan skip", " ".join(doing.words)[:80]) as page:
            number = who.one(page, text)
            view, step, rest = _chosen(page, number, doing)
            reason = " ".join(filter(None, (rest, doing.reason)))
            note = touches.write_note(page, number, reason) if reason.strip() else None
            return _changed(page, number, *plan_starts.mark(page, view, step, "skipped", note))

    def runs(self, name: str | None = None, limit: int | None = SHOWN) -> RunList:
        """Return who is in a plan, or in any; those that end first come first."""
        with self.book.read() as page:
            plan = plan_runs.find(page, name).name if name is not None else None
            rows = page.session.rows("plans.running", plan=plan, limit=EVERYBODY)
            seen = plan_runs.look(page)
            runs = [run for run in map(stored.run, rows) if not is_over(run, *_late(page))]
            shown = runs if limit is None else runs[:limit]
            views = plan_runs.views(page, shown, seen)
            customers = page.customers([view.run.customer_id for view in views])
            by_id = {customer.id: customer for customer in customers}
            items = tuple((by_id[view.run.customer_id], view) for view in views)
            return RunList(items, len(runs) - len(shown), seen.today)

    def close(self, name: str) -> Changed:
        """End every run of a plan, and keep it for nobody any more."""
        with self.book.record("plan close", name) as page:
            plan = plan_runs.find(page, name)
            rows = page.session.rows("plans.running", plan=plan.name, limit=EVERYBODY)
            runs = list(map(stored.run, rows))
            if not stored.forget_segment(page.ledger, plan.name) and not runs:
                raise NothingToClose(plan=plan.name)
            for run in runs:
                plan_starts.end(page, run, "closed")
            text = N_("Closed the plan {plan}; runs ended: {count}.")
            return Changed(page.ledger.recorded, (), (said(text, plan=plan.name, count=len(runs)),))


def _late(page: Page) -> tuple[date, int]:
    seen = plan_runs.look(page)
    return seen.today, seen.late_days


def _suited(page: Page, plan: Plan, named: Whom) -> Whom:
    """Return whom a plan is started for: as named, else its segment, else whom it suits."""
    if named.texts or named.picked:
        return named
    kept = stored.segments(page.session).get(plan.name) or plan.suits
    if kept is None:
        raise NobodySuits(plan=plan.name)
    return replace(named, where=kept)


def _day(page: Page, text: str) -> date:
    """Read the day 0 of a run: a day as it is said, past or to come."""
    from leadfunnel.domain.moment import read_moment
    from leadfunnel.errors import UnreadableError

    today = page.typed.day(page.now)
    try:
        return read_moment(text, page.local_now, day=today, almanac=page.almanac).day
    except UnreadableError:
        past = read_moment(text, page.local_now, past=True, day=today, almanac=page.almanac)
        return past.day


def _start(
    page: Writing, number: int, plan: Plan, zero: date | None, named: Whom
) -> tuple[Sentence, ...] | None:
    """Begin a plan for one customer; None for one who was picked and is in it already."""
    customer = page.session.row("facts.get_customer", row_id=number)
    assert customer is not None  # noqa: S101 - found before
    running = plan_starts.running(page, number, plan)
    if running is not None and zero is not None:
        view = plan_starts.move(page, running, zero)
        text = N_("Plan {plan} counts from {day}: {step}.")
        step = view.next and plan_starts.told(view, view.next)
        return (said(text, plan=plan.name, day=zero, step=step),)
    if named.picked and (running is not None or customer["do_not_contact"]):
        return None
    name = page.customer(number).label
    if customer["do_not_contact"]:
        raise MustNotContact(name=name, id=number)
    if running is not None:
        raise AlreadyInPlan(name=name, id=number, plan=plan.name)
    on = _natural(page, plan, customer["last_bought_on"])
    segment = plan.every is not None and named.where is not None
    how = Beginning(on, "segment" if segment else "hand", zero=zero, quietly=False)
    _refuse_past(page, plan, how)
    return plan_starts.begin(page, number, plan, how)


def _natural(page: Page, plan: Plan, last_bought: str | None) -> date:
    """Return when a plan begins by itself: a plan of care by the last purchase, if that is near."""
    today = page.calendar.day(page.now)
    if plan.anchor != "care" or last_bought is None:
        return today
    bought = date.fromisoformat(last_bought)
    return bought if today - bought <= timedelta(days=plan.steps[-1].day) else today


def _refuse_past(page: Page, plan: Plan, how: Beginning) -> None:
    zero, lead = plan_starts.days(page, plan, how)
    seen = plan_runs.look(page)
    if plan.every is None and step_days(plan.steps, zero, lead, seen)[-1] < seen.today:
        raise PlanIsPast(plan=plan.name, day=zero.isoformat())


def _told(
    page: Writing,
    ids: Sequence[int],
    begun: dict[int, tuple[Sentence, ...] | None],
    plan: Plan,
) -> Changed:
    page.settle()
    customers = page.customers(ids)
    stayed = N_("{customer} stays as is.")
    spoken = [
        (said(N_("{customer}"), customer=customer), *told)
        if (told := begun.get(customer.id)) is not None
        else (said(stayed, customer=customer),)
        for customer in customers
    ]
    kept = stored.segments(page.session).get(plan.name)
    more = N_("Whoever comes to match is taken in too: {filter}")
    tail = (said(more, filter=kept),) if kept else ()
    return Changed(page.ledger.recorded, customers, (*whom.told(spoken), *tail))


def _runs(page: Page, number: int, name: str | None) -> list[Run]:
    """Return the running runs of a customer, of one plan where one is named."""
    plan = plan_runs.find(page, name) if name is not None else None
    runs = [
        run
        for run in stored.running(page.session, number)
        if plan is None or run.plan.name == plan.name
    ]
    if not runs:
        label = page.customer(number).label
        if plan is not None:
            raise NotInThisPlan(name=label, id=number, plan=plan.name)
        raise NotInPlan(name=label, id=number)
    return runs


def _chosen(page: Page, number: int, doing: Doing) -> tuple[RunView, PlannedStep, str]:
    """Return the step meant with its run, and the words that are left: by its day, else the due."""
    views = plan_runs.views(page, _runs(page, number, doing.plan))
    first, rest = (doing.words[0], doing.words[1:]) if doing.words else ("", ())
    typed = _STEP.fullmatch(first.strip())
    if typed is None:
        return *_due(page, number, views), " ".join(doing.words)
    day = int(typed[1])
    hits = [(view, step) for view in views for step in view.steps if step.step.day == day]
    if not hits:
        steps = ", ".join(str(step.step.day) for view in views for step in view.steps)
        raise NoSuchStep(text=first, steps=steps)
    open_ones = [(view, step) for view, step in hits if step.state not in ("done", "skipped")]
    if not open_ones:
        raise StepMarked(step=first, plan=hits[0][0].run.plan.name)
    return *open_ones[0], " ".join(rest)


def _due(page: Page, number: int, views: Sequence[RunView]) -> tuple[RunView, PlannedStep]:
    """Return the step that is due, of several the one that was due first."""
    found = [(view, view.due) for view in views if view.due is not None]
    if found:
        return min(found, key=lambda pair: pair[1].on)
    ahead = [view.next for view in views if view.next is not None]
    label = page.customer(number).label
    step = min(ahead, key=lambda one: one.on).step.day if ahead else views[0].steps[-1].step.day
    raise NoStepDue(name=label, id=number, step=step)


def _entry(page: Page, step: PlannedStep, text: str, kind: str | None) -> touches.Entry:
    """Return the interaction by which a step is done."""
    if kind is None and step.step.channel == "message":
        usual = page.settings.log_kind
        kind = usual if usual in MESSAGE_KINDS else "wechat"
    told = touches.Told()
    return touches.read_entry(page, kind or step.step.channel, text, told)


def _changed(page: Writing, number: int, *spoken: Sentence) -> Changed:
    page.settle()
    customer = page.customer(number)
    first = said(N_("{customer}"), customer=customer)
    return Changed(page.ledger.recorded, (customer,), (first, *spoken, *page.heard(number)))
