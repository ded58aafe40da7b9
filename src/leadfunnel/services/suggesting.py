"""The ranges in which those stand for whom a reminder may hold, each read in its own order."""

from __future__ import annotations

import json
from collections.abc import Iterator
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
Range = tuple[str, str, "dict[str, Any]"]
"""A reason, the statement that finds whom it may hold for, and its parameters."""


def common(page: Page, clock: Clock, owner: int | None) -> dict[str, Any]:
    """Return the parameters that all ranges share."""
    rule = clock.rules["not_reached"]
    silent = silent_from(clock)
    ladder = page.main.ladder
    tries = rule["tries"] if rule["on"] else UNBOUNDED
    return {
        "owner_id": owner,
        "today": clock.today.isoformat(),
        "start": clock.calendar.start_of(clock.today),
        "stages": json.dumps([stage.code for stage in ladder]),
        "histories": int(page.session.row("intake.any_history") is not None),
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


def ranges(page: Page, clock: Clock) -> Iterator[Range]:
    """Yield every range; those of a stage have it as the parameter `stage`."""
    yield from _whole(page, clock)
    for stage in page.main.ladder:
        quiet = silent_until(stage, clock.today)
        for code, name, params in of_stage(clock, stage):
            yield code, f"agenda.{name}", {"stage": stage.code, "silent_until": quiet, **params}


def _whole(page: Page, clock: Clock) -> Iterator[Range]:
    """Yield the ranges of reasons that do not go by the stage."""
    if clock.on("case_open"):
        yield "case_open", "reminders.complaining", {}
    yield from _deals(page, clock)
    if clock.on("used_up"):
        yield "used_up", "reminders.running_out", _running_out(clock)
    if clock.on("not_bought_again"):
        yield "not_bought_again", "reminders.not_again", _not_again(page, clock)
    if clock.on("birthday"):
        keys = list(reminding.birthdays(page, clock))
        yield "birthday", "reminders.born", {"words": json.dumps(keys)}


def _deals(page: Page, clock: Clock) -> Iterator[Range]:
    """Yield the ranges of open deals, for each stage of the pipelines that have deals."""
    quiet = {stage.code: silent_until(stage, clock.today) for stage in page.main.ladder}
    for row in page.session.rows("reminders.deal_stages"):
        here = {"pipeline": row["pipeline"], "stage": row["stage"]}
        if clock.on("no_next_step"):
            yield "no_next_step", "reminders.idle_deals", here
        if clock.on("stuck"):
            limit = row["limit_days"]
            longer = {"before": NEVER, **_rest(clock, "stuck")}
            if limit is not None:
                longer = _longer(clock, "stuck", limit)
            yield (
                "stuck",
                "reminders.stuck_deals",
                {**here, "silent_until": json.dumps(quiet), **longer},
            )


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
    quiet = {stage.code: silent_until(stage, clock.today) for stage in page.main.ladder}
    return {
        "after_days": rule["after_days"],
        "cycles": rule["cycles"],
        "latest": bought_before(clock),
        "silent_until": json.dumps(quiet),
        "rested": rested(clock, rule["repeat_days"]),
    }


def bought_before(clock: Clock) -> str:
    """Return the last day on which whoever may be due to buy again bought last."""
    rule = clock.rules["not_bought_again"]
    after = 1 if rule["cycles"] else rule["after_days"]
    return (clock.today - timedelta(days=after)).isoformat()


def of_stage(clock: Clock, stage: Stage) -> Iterator[Range]:
    """Yield the ranges of one stage, named without their family."""
    rules = clock.rules
    if clock.on("never_contacted"):
        yield "never_contacted", "never", _never(clock)
    if stage.needs_next and clock.on("no_next_step"):
        yield "no_next_step", "no_next", {}
    if stage.cold_days is not None and clock.on("going_cold"):
        yield "going_cold", "cold", _longer(clock, "going_cold", stage.cold_days)
    if stage.limit_days is not None and clock.on("stuck"):
        yield "stuck", "stuck", _longer(clock, "stuck", stage.limit_days)
    if stage.kind == "open" and clock.on("never_bought"):
        before = rested(clock, rules["never_bought"]["after_days"])
        yield "never_bought", "unbought", {"before": before, **_rest(clock, "never_bought")}
    if clock.on("not_reached"):
        yield "not_reached", "tried", {"before": half_begins(clock)}
    if clock.on("silent"):
        yield "silent", "silent", _rest(clock, "silent")


def _never(clock: Clock) -> dict[str, Any]:
    rule = clock.rules["never_contacted"]
    hours = rule["inbound_hours"]
    came = clock.now - hours * HOUR + 1 if hours else NEVER
    before = rested(clock, rule["after_days"])
    return {"before": before, "came": came, **_rest(clock, "never_contacted")}


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
