"""The morning list as JSON."""

from __future__ import annotations

from leadfunnel.services.results.agenda import Agenda, AgendaItem, Reason
from leadfunnel.views.documents.lists import promise
from leadfunnel.views.documents.people import follow_up, instant, person
from leadfunnel.views.documents.playbooks import next_step
from leadfunnel.views.documents.targets import progress, yesterday
from leadfunnel.views.english import in_english
from leadfunnel.views.setting import Setting
from leadfunnel.views.words import say


def agenda(result: Agenda, setting: Setting) -> dict[str, object]:
    """Return each customer of the list once, with all reasons and the score's terms."""
    with in_english():
        items = [_item(item, setting) for item in result.items]
    return {
        "schema": "leadfunnel.today/1",
        "date": result.day.isoformat(),
        "targets": list(map(progress, result.standing.progress)) if result.standing else [],
        "yesterday": yesterday(result.standing.yesterday) if result.standing else None,
        "items": items,
        "left_over": result.left_over,
        "left_over_more": result.left_over_more,
        "next_promise": promise(result.next_promise, setting) if result.next_promise else None,
        "without_next_step": result.without_next,
        "without_next_by_stage": [
            {"stage": stage.code, "count": count} for stage, count in result.idle
        ],
        "untagged": result.untagged,
        "drip_waiting": result.drip_waiting,
        "sleepers": result.sleepers,
        "steps": {
            "unsorted": result.steps.unsorted,
            "to_move": result.steps.to_move,
            "plan_steps": result.steps.plan_steps,
            "to_write": result.steps.to_write,
        },
        "rounds": [
            {"name": one.name, "date": one.day.isoformat(), "people": one.people}
            for one in result.rounds
        ],
        "tasks": [{"campaign": name, "calls": calls} for name, calls in result.tasks],
        "checks": [
            {"campaign": one.campaign, "code": one.code, "due": one.due.isoformat()}
            for one in result.checks
        ],
    }


def _item(item: AgendaItem, setting: Setting) -> dict[str, object]:
    return {
        "customer": person(item.customer, setting),
        "group": item.group,
        "reasons": [reason_document(reason, setting) for reason in item.reasons],
        "score": item.score,
        "terms": dict(item.terms),
        "follow_up": follow_up(item.follow_up, setting) if item.follow_up else None,
        "next_step": next_step(item.next_step, setting),
    }


def reason_document(reason: Reason, setting: Setting) -> dict[str, object]:
    """Return a reason with its words and since when it holds."""
    return {
        "code": reason.code,
        "text": say(reason.said, setting),
        "since": instant(reason.since, setting),
    }
