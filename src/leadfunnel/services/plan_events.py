"""What is done about plans when something happens to a customer; asked for by `plan_watch`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from leadfunnel.domain.interaction import touch
from leadfunnel.domain.pipeline import Pipeline, Stage
from leadfunnel.domain.plan import Plan, Run, does
from leadfunnel.domain.purchase import Purchase
from leadfunnel.domain.sentence import Sentence
from leadfunnel.domain.tag import Tag, read_tag
from leadfunnel.services import bought_stages, plan_runs, plan_starts
from leadfunnel.services.book import Page, Writing
from leadfunnel.services.plan_starts import Beginning
from leadfunnel.services.touches import Entry
from leadfunnel.store import people
from leadfunnel.store import plans as stored

TAG = "tag:"


def _started_by(page: Page, event: str | Callable[[str], bool]) -> list[Plan]:
    """Return the plans that an event starts by itself."""
    off = page.rules("plans")["off"]
    hit = event if callable(event) else event.__eq__
    return [
        plan
        for plan in plan_runs.catalogue(page).values()
        if plan.start is not None and plan.name not in off and hit(plan.start)
    ]


def _begin(page: Writing, number: int, plans: Iterable[Plan], how: Beginning) -> None:
    customer = page.session.row("facts.get_customer", row_id=number)
    if customer is None or customer["do_not_contact"]:
        return
    for plan in plans:
        page.hear(number, plan_starts.begin(page, number, plan, how))


def _end(page: Writing, number: int, reason: str, which: Callable[[Run], bool]) -> None:
    for run in stored.running(page.session, number):
        if which(run):
            page.hear(number, (plan_starts.end(page, run, reason),))


def end_all(page: Writing, number: int, reason: str) -> None:
    """End every run of a customer."""
    _end(page, number, reason, lambda _: True)


def bought(page: Writing, purchase: Purchase) -> None:
    """End what a later purchase ends, and begin what a purchase starts.

    Another purchase within one occasion does neither, nor one that is told of after a later one.
    """
    number = purchase.customer_id
    row = page.session.row("facts.get_customer", row_id=number)
    others = page.session.row(
        "purchases.others", customer_id=number, id=purchase.id, occasion=purchase.occasion
    )
    assert row is not None and others is not None  # noqa: S101, PT018 - just written, and counts
    last = row["last_bought_on"]
    if others["same"] or (last and last > purchase.day.isoformat()):
        return
    again = bool(others["occasions"]) or bought_stages.stood_before(page, purchase)
    before = {run.plan.name for run in stored.running(page.session, number)}
    if before and not _is_history(page, purchase.day):
        _end(page, number, "bought_again", lambda run: run.plan.bought)
    plans = _started_by(page, "repurchase" if again else "purchase")
    _begin(page, number, plans, Beginning(purchase.day, "purchase", purchase.id))


def _is_history(page: Page, day: date) -> bool:
    """Tell whether a day is so long past that nobody waits for what followed on it."""
    seen = plan_runs.look(page)
    return (seen.today - day).days > seen.late_days


def refunded(page: Writing, purchase: Purchase) -> None:
    """End what a purchase started that went back whole, unless its occasion is kept otherwise."""
    others = page.session.row(
        "purchases.others",
        customer_id=purchase.customer_id,
        id=purchase.id,
        occasion=purchase.occasion,
    )
    if others is not None and others["same"]:
        return
    occasion = {
        one["id"]
        for one in page.session.rows("purchases.of_customer", customer_id=purchase.customer_id)
        if one["occasion"] == purchase.occasion
    }
    _end(
        page,
        purchase.customer_id,
        "refunded",
        lambda run: run.cause == "purchase" and run.cause_id in occasion,
    )


def moved(
    page: Writing, number: int, pipeline: Pipeline, target: Stage, change_id: int | None
) -> None:
    """End what a stage of the main pipeline ends, and begin what it starts."""
    if pipeline.name != page.main.name:
        return
    if target.rank is None:
        end_all(page, number, "left")
    _end(
        page,
        number,
        "moved_on",
        lambda run: run.plan.leaving not in (None, target.code),
    )
    row = page.session.row("facts.get_stage_change", row_id=change_id) if change_id else None
    if row is not None:
        how = Beginning(page.calendar.day(row["at"]), "stage", change_id)
        _begin(page, number, _started_by(page, f"stage:{target.code}"), how)


def untold(page: Writing, number: int, gone: Sequence[int]) -> None:
    """End what changes of stage started that were taken back."""
    _end(page, number, "undone", lambda run: run.cause == "stage" and run.cause_id in gone)


def tagged(page: Writing, number: int, tags: Sequence[Tag]) -> None:
    """Begin what a tag starts."""
    how = Beginning(page.calendar.day(page.now), "tag")
    _begin(page, number, _started_by(page, lambda start: _names(start, tags)), how)


def untagged(page: Writing, number: int, tags: Sequence[Tag]) -> None:
    """End what a tag started that was taken off."""
    _end(
        page,
        number,
        "untagged",
        lambda run: run.cause == "tag" and _names(run.plan.start or "", tags),
    )


def _names(start: str, tags: Sequence[Tag]) -> bool:
    """Tell whether a plan's start names one of the tags."""
    if not start.startswith(TAG):
        return False
    return people.tag_key(read_tag(start.removeprefix(TAG))) in map(people.tag_key, tags)


def touched(page: Writing, number: int, interaction_id: int, entry: Entry) -> tuple[Sentence, ...]:
    """Mark the steps that were due on the day of an interaction and that it does."""
    at = page.now if entry.at is None else entry.at
    close = touch(entry.kind, entry.direction, entry.outcome)
    seen = plan_runs.look(page, page.calendar.day(at))
    spoken: list[Sentence] = []
    for view in plan_runs.views(page, stored.running(page.session, number), seen):
        step = view.due
        if step is not None and step.state == "due" and does(step.step, entry.kind, close):
            spoken += plan_starts.mark(page, view, step, "done", interaction_id)
    return tuple(spoken)
