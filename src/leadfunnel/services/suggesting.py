"""Whom reminders may hold for: bounded ranges, so that a list costs the same at every size."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from leadfunnel.domain.pipeline import Stage
from leadfunnel.domain.remind_facts import Clock
from leadfunnel.domain.remind_rules import HOUR, days_before, silent_from
from leadfunnel.domain.reminder import DAY
from leadfunnel.domain.reminding import half_begins
from leadfunnel.services import reminding
from leadfunnel.services.book import Page

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any

FAR = "9999-12-31"
NEVER = -(10**15)
UNBOUNDED = 10**9
LATEST_STEP = 366
Range = tuple[str, "dict[str, Any]"]


@dataclass(frozen=True)
class Candidates:
    """Whom to weigh, in order, and all who are known of, as far as they were counted."""

    weighed: tuple[int, ...]
    known: frozenset[int]


def candidates(page: Page, clock: Clock, owner: int | None, counted: int, deep: int) -> Candidates:
    """Return whom a reminder may hold for; of each reason and stage only `deep` are weighed."""
    known: set[int] = set()
    weighed: dict[int, None] = {}
    common = _common(page, clock, owner)
    for name, params in _ranges(page, clock, owner):
        ids = page.session.values(name, **{"limit": counted, **common, **params})
        known.update(ids)
        weighed.update(dict.fromkeys(ids if name == COMPLAINING else ids[:deep]))
    for more in (_stepping(page, clock, owner, deep), _sendable(page, clock, owner, deep)):
        known.update(more)
        weighed.update(dict.fromkeys(more))
    return Candidates(tuple(weighed), frozenset(known))


def _stepping(page: Page, clock: Clock, owner: int | None, deep: int) -> list[int]:
    """Return for whom a step of a plan is due; nothing of plans is loaded where none runs."""
    since = (clock.today - timedelta(days=LATEST_STEP)).isoformat()
    if not clock.on("plan_step") or not page.session.row("reminders.any_run", since=since):
        return []
    from leadfunnel.services.plan_runs import due_steps

    found = due_steps(page, owner, clock.today, deep)
    return list(dict.fromkeys(step.customer_id for step in found))


def _sendable(page: Page, clock: Clock, owner: int | None, deep: int) -> list[int]:
    """Return for whom there is material; nothing of it is loaded where there is none."""
    if not clock.on("content_push") or not page.session.row("reminders.any_material"):
        return []
    from leadfunnel.services.written import proposed

    return proposed(page, owner, deep)


COMPLAINING = "reminders.complaining"


def _common(page: Page, clock: Clock, owner: int | None) -> dict[str, Any]:
    rule = clock.rules["not_reached"]
    silent = silent_from(clock)
    ladder = page.main.ladder
    tries = rule["tries"] if rule["on"] else UNBOUNDED
    return {
        "owner_id": owner,
        "today": clock.today.isoformat(),
        "start": clock.calendar.start_of(clock.today),
        "stages": json.dumps([stage.code for stage in ladder]),
        "silent_from": UNBOUNDED if silent is None else silent,
        "tries": tries,
        "tries_span": rule["days"] * DAY,
        "tries_rested": rested(clock, rule["rest_days"]),
    }


def rested(clock: Clock, days: int) -> int:
    """Return the instant before which the last touch lies where a rest of so many days is over."""
    return clock.calendar.start_of(clock.today - timedelta(days=days - 1))


def silent_until(stage: Stage, today: date) -> str:
    """Return the last day for which a promise silences the clocks of a stage."""
    if stage.promise_days is None:
        return FAR
    return (today + timedelta(days=stage.promise_days)).isoformat()


def _ranges(page: Page, clock: Clock, owner: int | None) -> Iterator[Range]:
    yield from _whole(page, clock)
    drip = drip_left(page, clock, owner)
    for stage in page.main.ladder:
        quiet = silent_until(stage, clock.today)
        for name, params in _of_stage(clock, stage, drip):
            more = {"stage": stage.code, "silent_until": quiet, **params}
            yield f"agenda.{name}", more


def _whole(page: Page, clock: Clock) -> Iterator[Range]:
    """Yield the ranges of reasons that do not go by the stage."""
    if clock.on("case_open"):
        yield COMPLAINING, {}
    yield from _deals(page, clock)
    if clock.on("used_up"):
        yield "reminders.running_out", _running_out(clock)
    if clock.on("not_bought_again"):
        yield "reminders.not_again", _not_again(page, clock)
    if clock.on("birthday"):
        keys = list(reminding.birthdays(page, clock))
        yield "reminders.born", {"words": json.dumps(keys)}


def _deals(page: Page, clock: Clock) -> Iterator[Range]:
    """Yield the ranges of open deals, for each stage of the pipelines that have deals."""
    quiet = {stage.code: silent_until(stage, clock.today) for stage in page.main.ladder}
    for row in page.session.rows("reminders.deal_stages"):
        here = {"pipeline": row["pipeline"], "stage": row["stage"]}
        if clock.on("no_next_step"):
            yield "reminders.idle_deals", here
        if clock.on("stuck"):
            limit = row["limit_days"]
            longer = {"before": NEVER, **_rest(clock, "stuck")}
            if limit is not None:
                longer = _longer(clock, "stuck", limit)
            yield "reminders.stuck_deals", {**here, "silent_until": json.dumps(quiet), **longer}


def _running_out(clock: Clock) -> dict[str, Any]:
    rule = clock.rules["used_up"]
    ends = clock.today - timedelta(days=rule["end_days"])
    longest = days_before(UNBOUNDED, rule)
    offset = clock.calendar.local(clock.now).utcoffset()
    assert offset is not None  # noqa: S101 - the calendar's times have their zone
    start = clock.calendar.start_of(clock.today) + offset.total_seconds()
    return {
        "first": ends.isoformat(),
        "last": (clock.today + timedelta(days=longest)).isoformat(),
        "ahead": rule["ahead_days"],
        "part": rule["ahead_part"] or 1,
        "zone": int(offset.total_seconds() - start % DAY),
    }


def _not_again(page: Page, clock: Clock) -> dict[str, Any]:
    rule = clock.rules["not_bought_again"]
    after = 1 if rule["cycles"] else rule["after_days"]
    quiet = {stage.code: silent_until(stage, clock.today) for stage in page.main.ladder}
    return {
        "after_days": rule["after_days"],
        "cycles": rule["cycles"],
        "latest": (clock.today - timedelta(days=after)).isoformat(),
        "silent_until": json.dumps(quiet),
        "rested": rested(clock, rule["repeat_days"]),
    }


def _of_stage(clock: Clock, stage: Stage, drip: int) -> Iterator[Range]:
    rules = clock.rules
    if clock.on("never_contacted"):
        yield from _never(clock, drip)
    if stage.needs_next and clock.on("no_next_step"):
        yield "no_next", {}
    if stage.cold_days is not None and clock.on("going_cold"):
        yield "cold", _longer(clock, "going_cold", stage.cold_days)
    if stage.limit_days is not None and clock.on("stuck"):
        yield "stuck", _longer(clock, "stuck", stage.limit_days)
    if stage.kind == "open" and clock.on("never_bought"):
        after = rules["never_bought"]["after_days"]
        yield "unbought", {"before": rested(clock, after), **_rest(clock, "never_bought")}
    if clock.on("not_reached"):
        yield "tried", {"before": half_begins(clock)}
    if clock.on("silent"):
        yield "silent", _rest(clock, "silent")


def _never(clock: Clock, drip: int) -> Iterator[Range]:
    rule = clock.rules["never_contacted"]
    rest = _rest(clock, "never_contacted")
    before = rested(clock, rule["after_days"])
    hours = rule["inbound_hours"]
    came = clock.now - hours * HOUR + 1 if hours else NEVER
    yield "never", {"before": before, "came": came, "imported": 0, **rest}
    if drip:
        yield "never", {"before": before, "came": NEVER, "imported": 1, "limit": drip, **rest}


def _longer(clock: Clock, code: str, days: int) -> dict[str, Any]:
    """Return since before when somebody must be as they are to be so for more than some days."""
    last = clock.today
    counted = 0
    while counted <= days:
        counted += clock.works(last) if clock.rules[code]["workdays"] else 1
        last -= timedelta(days=1)
    before = clock.calendar.start_of(last + timedelta(days=1))
    return {"before": before, **_rest(clock, code)}


def _rest(clock: Clock, code: str) -> dict[str, Any]:
    return {"rested": rested(clock, clock.rules[code]["repeat_days"])}


def drip_left(page: Page, clock: Clock, owner: int | None) -> int:
    """Return how many imported customers may still be brought in today."""
    done = page.session.value(
        "agenda.dripped_count",
        owner_id=owner,
        start=clock.calendar.start_of(clock.today),
        limit=page.settings.import_drip,
    )
    return max(0, page.settings.import_drip - int(done))
