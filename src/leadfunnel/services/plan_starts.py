"""Beginning and ending runs of plans, and marking their steps."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from leadfunnel.domain.plan import Plan, PlannedStep, Run, is_over, step_days
from leadfunnel.domain.record import dataclass, replace
from leadfunnel.domain.sentence import Sentence, said
from leadfunnel.errors import N_
from leadfunnel.services import plan_runs
from leadfunnel.services.book import Page, Writing
from leadfunnel.services.results.plans import RunView
from leadfunnel.store import plans as stored


@dataclass(frozen=True)
class Beginning:
    """How a run begins: on which day, by what, and on which day it counts 0, if that was said.

    `quietly` begins nothing whose last day is past: what is told of long after starts nothing.
    """

    on: date
    cause: str = "hand"
    cause_id: int | None = None
    zero: date | None = None
    rule: str | None = None
    quietly: bool = True


def begin(page: Writing, number: int, plan: Plan, how: Beginning) -> tuple[Sentence, ...]:
    """Begin a run, and return what there is to say of it; nothing while one is running."""
    if running(page, number, plan) is not None:
        return ()
    zero, lead = days(page, plan, how)
    rule = how.rule or rule_of(page, plan, zero)
    seen = plan_runs.look(page)
    until = stored.FOR_EVER if rule else step_days(plan.steps, zero, lead, seen)[-1]
    if how.quietly and until < seen.today:
        return ()
    for old in stored.running(page.session, number):
        if old.plan.name == plan.name:
            end(page, old, None, status="finished")
    run_id = page.ledger.insert(
        "plan_run",
        number,
        plan=plan.name,
        body=stored.copied(plan, lead, rule),
        day_zero=zero.isoformat(),
        until_on=until.isoformat(),
        cause=how.cause,
        cause_id=how.cause_id,
        user_id=page.me,
        recorded_at=page.now,
    )
    return (started(view_of(page, number, run_id)),)


def running(page: Page, number: int, plan: Plan) -> Run | None:
    """Return the run of a plan that a customer is in, None when there is none or it is over."""
    seen = plan_runs.look(page)
    mine = [run for run in stored.running(page.session, number) if run.plan.name == plan.name]
    return next((run for run in mine if not is_over(run, seen.today, seen.late_days)), None)


def days(page: Page, plan: Plan, how: Beginning) -> tuple[date, int]:
    """Return day 0 of a run, and how many days before it the run begins."""
    if how.zero is not None:
        return how.zero, max(0, (how.zero - how.on).days)
    rules = page.rules("care")
    waits = plan.anchor == "care" and rules["anchor"] != "purchase"
    lead = rules["delivery_days"] if waits else 0
    return how.on + timedelta(days=lead), lead


def rule_of(page: Page, plan: Plan, zero: date) -> str | None:
    """Return the canonical form in which a plan comes again, counted from its day 0."""
    if plan.every is None:
        return None
    from leadfunnel.domain.recurrence_text import read_recurrence

    start = datetime.combine(zero, time())
    found = read_recurrence(plan.every, start, day=zero, almanac=page.almanac)
    return found.rule() if found else None


def view_of(page: Page, number: int, run_id: int) -> RunView:
    """Return one run as it stands."""
    return next(view for view in plan_runs.of_customer(page, number) if view.run.id == run_id)


def started(view: RunView) -> Sentence:
    """Return how a run begins: what is to be done next, or that nothing is."""
    text = N_("Plan {plan} begins: {step}.")
    return said(text, plan=view.run.plan.name, step=view.next and told(view, view.next))


@dataclass(frozen=True)
class ToldStep:
    """A step as it is told in a sentence, with its words by language."""

    step: PlannedStep
    texts: object


def told(view: RunView, step: PlannedStep) -> ToldStep:
    """Return a step of a run as it is told."""
    return ToldStep(step, step.step.words(view.satisfaction))


def end(page: Writing, run: Run, reason: str | None, *, status: str = "stopped") -> Sentence:
    """End a run, and return what there is to say of it."""
    page.ledger.update(
        "plan_run",
        run.id,
        run.customer_id,
        status=status,
        ended_at=page.now,
        end_reason=reason,
    )
    from leadfunnel.domain.plan import ENDED
    from leadfunnel.domain.sentence import Phrase

    if reason is None:
        return said(N_("Plan {plan} ends."), plan=run.plan.name)
    why = Phrase(ENDED[reason]) if reason in ENDED else reason
    return said(N_("Plan {plan} ends: {reason}."), plan=run.plan.name, reason=why)


def mark(
    page: Writing, view: RunView, step: PlannedStep, state: str, interaction_id: int | None = None
) -> tuple[Sentence, ...]:
    """Mark a step as done or skipped; a run without another step to come is finished."""
    run = view.run
    page.ledger.insert(
        "step_mark",
        run.customer_id,
        run_id=run.id,
        step=step.key,
        state=state,
        interaction_id=interaction_id,
        at=page.now,
        recorded_at=page.now,
        user_id=page.me,
    )
    page.ledger.touched.add(run.customer_id)
    text = (
        N_("Plan {plan}: {step} done.") if state == "done" else N_("Plan {plan}: {step} skipped.")
    )
    brief = ToldStep(step, None)
    spoken = [said(text, plan=run.plan.name, step=brief)]
    if step.step.asks == "satisfaction" and state == "done" and view.satisfaction is None:
        ask = N_("How satisfied are they, 1 to 5? leadfunnel satisfaction {id} 4")
        spoken.append(said(ask, id=run.customer_id))
    after = view_of(page, run.customer_id, run.id)
    if after.next is not None:
        spoken.append(said(N_("Then: {step}."), step=told(after, after.next)))
    elif run.rule is None and not after.over:
        end(page, run, None, status="finished")
        spoken.append(said(N_("That was the last step of {plan}."), plan=run.plan.name))
    return tuple(spoken)


def move(page: Writing, run: Run, zero: date) -> RunView:
    """Count a running run from another day 0; when it began stays."""
    lead = max(0, (zero - run.began).days)
    rule = rule_of(page, replace(run.plan, every=None), zero) if run.rule is None else run.rule
    seen = plan_runs.look(page)
    until = stored.FOR_EVER if rule else step_days(run.plan.steps, zero, lead, seen)[-1]
    page.ledger.update(
        "plan_run",
        run.id,
        run.customer_id,
        body=stored.copied(run.plan, lead, rule),
        day_zero=zero.isoformat(),
        until_on=until.isoformat(),
    )
    return view_of(page, run.customer_id, run.id)
