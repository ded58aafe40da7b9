"""Results of the commands about plans, as the views are tested with them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.views import results as r

from leadfunnel.domain.plan import Look, Run, planned
from leadfunnel.domain.plan_schema import shipped
from leadfunnel.services.results.people import Card
from leadfunnel.services.results.plans import RunView

TODAY = date(2026, 11, 21)
PLANS = {plan.name: plan for plan in shipped()}


def _view(name: str, zero: date, *, open_case: bool = False, score: int | None = None) -> RunView:
    plan = PLANS[name]
    run = Run(1, 12, plan, zero, date(2026, 12, 1), 3 if plan.anchor == "care" else 0)
    look = Look(TODAY, satisfaction=score, open_case=open_case)
    return RunView(run, planned(run, {"0": "done", "3": "skipped"}, look), score, False, {"0": 7})


CARE = _view("care-21", date(2026, 11, 7), score=5)
HELD = _view("care-21", date(2026, 11, 7), open_case=True, score=2)
NURTURE = _view("nurture", date(2026, 11, 19))
STOPPED = replace(
    NURTURE, over=True, run=replace(NURTURE.run, status="stopped", end_reason="\x1b[2J 不买了")
)


def results(card: Card) -> dict[str, object]:
    """Return results by name, over the customer of a card."""
    customer = card.customer
    runs = ((customer, CARE), (customer, HELD), (customer, NURTURE))
    segments = {"quarterly": "layer=mature and region=浦东"}
    plans = tuple(PLANS.values())
    return {
        "planned": replace(card, plans=(STOPPED, HELD, NURTURE)),
        "no plan any more": replace(card, plans=(STOPPED,)),
        "runs": r.RunList(runs, 12, TODAY),
        "no runs": r.RunList((), 0, TODAY),
        "plans": r.PlanList(plans, {"care-21": 1204}, ("care-repeat",), segments),
        "plan": r.PlanView(PLANS["care-21"], 1204, False, None, 0),
        "plan of a segment": r.PlanView(PLANS["quarterly"], 1, False, segments["quarterly"], 41),
        "plan file": r.PlanFile(PLANS["nurture"]),
    }
