"""Calls as JSON: the queue, one customer of it, and what a session came to."""

from __future__ import annotations

from leadfunnel.domain.call_queue import Callee
from leadfunnel.services.results.calls import CallCard, CallQueue, CallSummary, Tally
from leadfunnel.views.documents.people import follow_up, instant, interaction, person
from leadfunnel.views.setting import Setting

GRADES = ("A", "B", "C", "D")


def queue(result: CallQueue, setting: Setting) -> dict[str, object]:
    """Return who is to be called, in order, and how many are left out and why."""
    return {
        "schema": "leadfunnel.call-queue/1",
        "count": len(result.callees),
        "items": [
            {
                "customer": person(result.customers[callee.id], setting),
                **_standing(callee),
                "free_at": _later(result.free_at[callee.id], setting),
            }
            for callee in result.callees
        ],
        "skipped": dict(result.skipped),
    }


def card(result: CallCard, setting: Setting) -> dict[str, object]:
    """Return one customer to call, with what helps to begin."""
    progress = result.progress
    return {
        "schema": "leadfunnel.call-turn/1",
        "place": progress.place,
        "total": progress.total,
        "left": {grade or "none": count for grade, count in progress.left.items()},
        "customer": person(result.customer, setting),
        **_standing(result.callee),
        "touches": [interaction(entry, setting) for entry in result.touches],
        "note": interaction(result.note, setting) if result.note else None,
        "follow_ups": [follow_up(item, setting) for item in result.promises],
        "cases": [case.ref for case in result.cases],
        "deciders": list(result.deciders),
        "opening": dict(result.opening) if result.opening else None,
        "next_step": dict(result.next_step.step) if result.next_step else None,
    }


def summary(result: CallSummary, setting: Setting) -> dict[str, object]:
    """Return what the calls came to; `operations` are what undo takes back."""
    return {
        "schema": "leadfunnel.call/1",
        **_tally(result.tally),
        "left": result.left,
        "next_at": instant(result.free_at, setting),
        "skipped": dict(result.skipped),
        "operations": list(result.operations),
    }


def _tally(tally: Tally) -> dict[str, object]:
    return {
        "calls": tally.calls,
        "connected": tally.connected,
        "grades": {grade: tally.grades.get(grade, 0) for grade in GRADES},
        "wrong_numbers": tally.wrong,
        "booked": tally.booked,
        "joined": tally.joined,
        "follow_ups": tally.follow_ups,
        "passed": tally.passed,
    }


def _standing(callee: Callee) -> dict[str, object]:
    return {"numbers": list(callee.numbers), "grade": callee.grade, "tries": callee.tries}


def _later(at: int, setting: Setting) -> str | None:
    """Return from when somebody may be called, null for now."""
    return instant(at, setting) if at > setting.now else None
