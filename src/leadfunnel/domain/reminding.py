"""Which reasons to think of a customer hold today, and what holds some of them back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from leadfunnel.domain.customer import Customer, Due
from leadfunnel.domain.record import dataclass
from leadfunnel.domain.remind_facts import Clock, Facts, Held, Step
from leadfunnel.domain.remind_rules import RULES, is_silent, recent_tries, silent_from
from leadfunnel.domain.reminder import CLOCKS, Days, Reminder
from leadfunnel.domain.sentence import Instant, Sentence, said
from leadfunnel.errors import N_

SELLING = frozenset(("used_up", "never_bought", "not_bought_again", "content_push"))
"""Reasons to offer something, which wait while a complaint is open."""
RESTING = CLOCKS | {"used_up", "content_push"}
"""Reasons that rest for their own interval after somebody acted on the customer."""
DRIPPED = CLOCKS | {"no_next_step"}
"""Reasons for which whoever came by import waits to be brought in; all others have a day."""
PROMISED = CLOCKS | {"not_reached", "silent"}
"""Reasons that a promise ahead silences: it says already when to speak next."""

OF_CHANNEL = {"call": "phone", "message": "wechat", "push": "push", "greeting": "greeting"}
"""By what a reason asks to do, the channel that somebody may have forbidden; a visit has none."""


@dataclass(frozen=True)
class Verdict:
    """A reason that holds, and what holds it back, if anything does."""

    reminder: Reminder
    held: Held | None = None


def barred(customer: Customer) -> Sentence | None:
    """Return why a customer is never reminded of, if so."""
    if customer.do_not_contact:
        return said(N_("is not to be contacted"))
    if customer.has_left:
        return said(N_("has left: {stage}"), stage=customer.stage)
    return None


def verdicts(facts: Facts, clock: Clock) -> tuple[Verdict, ...]:
    """Return every reason that holds for a customer, those held back too; none if barred."""
    if barred(facts.customer):
        return ()
    found: list[Verdict] = []
    for code, rule in RULES.items():
        if clock.on(code):
            found += (
                Verdict(reminder, _held(reminder, facts, clock)) for reminder in rule(facts, clock)
            )
    return tuple(found)


def reminders(facts: Facts, clock: Clock) -> tuple[Reminder, ...]:
    """Return the reasons that are shown today."""
    return tuple(one.reminder for one in verdicts(facts, clock) if one.held is None)


def is_dripped(facts: Facts, found: Iterable[Reminder]) -> bool:
    """Tell whether a customer waits to be brought in, as long as these reasons are all."""
    return facts.waiting and all(reminder.code in DRIPPED for reminder in found)


# --- what holds back


def _held(reminder: Reminder, facts: Facts, clock: Clock) -> Held | None:
    """Return the first thing that holds a reason back today."""
    code = reminder.code
    if code in facts.muted:
        return Held("mute", said(N_("muted")), facts.muted[code])
    if code in SELLING and facts.complaints:
        return Held("case_open", said(N_("a complaint is open: solve it first")))
    if _held_step(reminder):
        return Held("case_open", said(N_("a complaint is open: solve it first")))
    return (
        _by_wish(reminder, facts)
        or (_by_promise(facts.customer, clock) if code in PROMISED else None)
        or (_by_tries(facts, clock, code) if code in PROMISED else None)
        or (_by_silence(facts, clock) if code in CLOCKS else None)
        or _by_rest(reminder, facts, clock)
        or _by_cap(reminder, facts)
    )


def _held_step(reminder: Reminder) -> bool:
    step = reminder.said.values.get("step")
    return isinstance(step, Step) and step.held


def _by_promise(customer: Customer, clock: Clock) -> Held | None:
    due = customer.next_follow_up
    if due is None or due.day <= clock.today:
        return None
    limit = customer.stage.promise_days if customer.stage else None
    if limit is not None and (due.day - clock.today).days > limit:
        return None
    return Held("promise", said(N_("promised for {when}"), when=due), due.day)


def _by_tries(facts: Facts, clock: Clock, code: str) -> Held | None:
    """Return the rest after too many tries; for the next try itself also the wait until then."""
    if not facts.tries or not clock.on("not_reached"):
        return None
    rule, last = clock.rules["not_reached"], facts.tries[-1]
    tried = recent_tries(facts, clock)
    rests_until = clock.calendar.day(last) + timedelta(days=rule["rest_days"])
    if tried >= rule["tries"] and clock.today < rests_until:
        text = said(N_("tried {count} times in {days}"), count=tried, days=Days(rule["days"]))
        return Held("not_reached", text, rests_until)
    if code == "not_reached" and last >= half_begins(clock):
        again = next_half(last, clock)
        text = said(N_("next try from {at}"), at=Instant(again))
        return Held("half_day", text, clock.calendar.day(again))
    return None


def half_begins(clock: Clock) -> int:
    """Return the instant at which the present half of the day began."""
    noon = _noon(clock, clock.today)
    return noon if clock.now >= noon else clock.calendar.start_of(clock.today)


def next_half(tried: int, clock: Clock) -> int:
    """Return the instant at which the half-day after an attempt begins."""
    day = clock.calendar.day(tried)
    noon = _noon(clock, day)
    return noon if tried < noon else clock.calendar.start_of(day + timedelta(days=1))


def _noon(clock: Clock, day: date) -> int:
    return clock.calendar.instant(day, clock.noon)


def _by_silence(facts: Facts, clock: Clock) -> Held | None:
    if not is_silent(facts, clock):
        return None
    return Held("silent", said(N_("no reply to {count} touches"), count=facts.unanswered))


def _by_rest(reminder: Reminder, facts: Facts, clock: Clock) -> Held | None:
    """Return the rest that acting on the customer gave a reason."""
    if facts.last_touch is None:
        return None
    touched = clock.calendar.day(facts.last_touch)
    until = touched + timedelta(days=_rest_days(reminder, facts, clock))
    if clock.today >= until:
        return None
    return Held("rest", said(N_("last touched {when}"), when=Due(touched)), until)


def _rest_days(reminder: Reminder, facts: Facts, clock: Clock) -> int:
    code = reminder.code
    rule = clock.rules[code]
    if code == "silent":
        return 1 if facts.unanswered == silent_from(clock) else int(rule["repeat_days"])
    if code == "used_up" and facts.last_touch is not None:
        return int(rule["repeat_days"]) if facts.last_touch >= (reminder.since or 0) else 0
    return int(rule["repeat_days"]) if code in RESTING else 0


def _by_wish(reminder: Reminder, facts: Facts) -> Held | None:
    """Return that somebody forbade the channel which a reason asks for."""
    if OF_CHANNEL.get(_channel(reminder)) in facts.forbidden:
        return Held("consent", said(N_("asked not to be contacted so")))
    return None


def _channel(reminder: Reminder) -> str:
    """Return by which channel a reason asks to act, nothing where any will do."""
    step = reminder.said.values.get("step")
    if isinstance(step, Step):
        return step.channel
    return {"content_push": "push", "birthday": "greeting", "holiday": "greeting"}.get(
        reminder.code, ""
    )


def _by_cap(reminder: Reminder, facts: Facts) -> Held | None:
    """Return what the contact cap says of a reason to write to somebody."""
    capped = {"push": facts.pushes_capped, "greeting": facts.greetings_capped}
    return capped.get(_channel(reminder))
