"""Plans kept for a segment: whoever comes to match its filter enters the plan."""

from __future__ import annotations

from collections.abc import Collection

from leadfunnel.domain.plan import Plan
from leadfunnel.errors import LeadfunnelError
from leadfunnel.services import plan_runs, plan_starts
from leadfunnel.services.book import Page, Writing
from leadfunnel.services.looking import filter_terms
from leadfunnel.services.plan_starts import Beginning
from leadfunnel.store import definitions, listing
from leadfunnel.store import plans as stored


def keep(page: Writing, plan: Plan, where: str) -> None:
    """Remember for whom a plan is."""
    definitions.put(page.ledger, "plan_segment", plan.name, {"where": where})


def join(page: Writing, ids: Collection[int]) -> None:
    """Let those of the customers enter a plan who match its segment and never were in it."""
    for name in stored.segments(page.session):
        plan = plan_runs.catalogue(page).get(name)
        new = among(page, name, ids) - had(page, name, ids) if plan is not None else set()
        for number in sorted(new):
            assert plan is not None  # noqa: S101 - nobody is new otherwise
            how = Beginning(page.calendar.day(page.now), "segment")
            page.hear(number, plan_starts.begin(page, number, plan, how))


def among(page: Page, name: str, ids: Collection[int]) -> set[int]:
    """Return those of the customers who match the segment of a plan now and may be contacted."""
    where = stored.segments(page.session).get(name)
    if where is None:
        return set(ids)
    try:
        return set(
            listing.select(page.session, [where], filter_terms(page), None, among=sorted(ids))
        )
    except LeadfunnelError:  # a field of the filter was taken back since
        return set()


def had(page: Page, name: str, ids: Collection[int]) -> set[int]:
    """Return those of the customers who are in a plan, or were."""
    import json

    return set(page.session.values("plans.had", plan=name, ids=json.dumps(sorted(ids))))


def waiting(page: Page, name: str) -> list[int]:
    """Return who matches the segment of a plan and never was in it."""
    where = stored.segments(page.session).get(name)
    if where is None:
        return []
    ids = listing.select(page.session, [where], filter_terms(page), None)
    known = had(page, name, ids)
    return [number for number in ids if number not in known]
