"""Plans, their steps, and who is in them, as JSON."""

from __future__ import annotations

from leadfunnel.domain.plan import Plan, PlannedStep, plan_to_dict
from leadfunnel.services.results.plans import PlanFile, PlanList, PlanView, RunList, RunView
from leadfunnel.views.documents.people import instant, person
from leadfunnel.views.setting import Setting


def plans(result: PlanList, _setting: Setting) -> dict[str, object]:
    """Return every plan."""
    return {
        "schema": "leadfunnel.plans/1",
        "count": len(result.plans),
        "items": [
            {
                **_plan(found),
                "running": result.running.get(found.name, 0),
                "off": found.name in result.off,
                "segment": result.segments.get(found.name),
            }
            for found in result.plans
        ],
    }


def plan(result: PlanView, _setting: Setting) -> dict[str, object]:
    """Return one plan in full."""
    return {
        "schema": "leadfunnel.plan/1",
        "plan": _plan(result.plan),
        "running": result.running,
        "off": result.off,
        "segment": result.segment,
        "waiting": result.waiting,
    }


def file(result: PlanFile, _setting: Setting) -> dict[str, object]:
    """Return one plan in full."""
    return {"schema": "leadfunnel.plan/1", "plan": _plan(result.plan)}


def _plan(found: Plan) -> dict[str, object]:
    plain = {"anchor": found.anchor, "start": None, "suits": None, "every": None, "leaving": None}
    return {**plain, "bought": found.bought, **plan_to_dict(found)}


def runs(result: RunList, setting: Setting) -> dict[str, object]:
    """Return running runs with their customers."""
    return {
        "schema": "leadfunnel.plan-runs/1",
        "count": len(result.items),
        "more": result.more,
        "items": [
            {"customer": person(customer, setting), **run(view, setting)}
            for customer, view in result.items
        ],
    }


def run(view: RunView, setting: Setting) -> dict[str, object]:
    """Return one run with its steps as they stand."""
    found = view.run
    return {
        "plan": found.plan.name,
        "title": found.plan.titles.get("en"),
        "status": "finished" if found.status == "running" and view.over else found.status,
        "began": found.began.isoformat(),
        "day_zero": found.day_zero.isoformat(),
        "cause": found.cause,
        "done": view.done,
        "total": view.total,
        "next": view.next and _step(view.next, view),
        "steps": [_step(step, view) for step in view.steps],
        "ended_at": instant(found.ended_at, setting),
        "end_reason": found.end_reason,
    }


def _step(step: PlannedStep, view: RunView) -> dict[str, object]:
    entry = view.marked_by.get(step.key)
    return {
        "step": step.key,
        "day": step.step.day,
        "on": step.on.isoformat(),
        "channel": step.step.channel,
        "text": dict(step.step.words(view.satisfaction)),
        "state": step.state,
        "interaction": entry and f"i{entry}",
    }
