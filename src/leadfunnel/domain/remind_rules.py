"""The rules by which somebody should be thought of (domain.md, 6); their numbers are config."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from leadfunnel.domain.customer import Due
from leadfunnel.domain.level import CODES as LEVELS
from leadfunnel.domain.remind_facts import Clock, Facts, OpenDeal, Stock
from leadfunnel.domain.reminder import DAY, Days, Reminder
from leadfunnel.domain.sentence import said
from leadfunnel.errors import N_

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.domain.remind_facts import Rule

HOUR = 3600


def recent_tries(facts: Facts, clock: Clock) -> int:
    """Return how many of the failed attempts lie within the span that ends with the last."""
    span = clock.rules["not_reached"]["days"] * DAY
    return sum(at >= facts.tries[-1] - span for at in facts.tries)


def silent_from(clock: Clock) -> int | None:
    """Return from how many touches without a reply on a customer is silent; None for never."""
    rule = clock.rules["silent"]
    return min(rule["touches"], rule["rests"]) if rule["on"] else None


def is_silent(facts: Facts, clock: Clock) -> bool:
    """Tell whether a customer left so many touches without a reply."""
    limit = silent_from(clock)
    return limit is not None and facts.unanswered >= limit


def _case_open(facts: Facts, clock: Clock) -> list[Reminder]:
    found = []
    for at, complaint in facts.complaints:
        age = clock.age(at)
        text = N_("complaint, {days}: {complaint}") if complaint else N_("complaint, {days}")
        found.append(
            Reminder("case_open", said(text, days=Days(age), complaint=complaint), at, age)
        )
    return found


def _no_next_step(facts: Facts, _: Clock) -> list[Reminder]:
    customer = facts.customer
    wanted = facts.open_deals or (customer.stage is not None and customer.stage.needs_next)
    if not wanted or customer.next_follow_up is not None or facts.step_ahead:
        return []
    text = N_("no next step")
    if facts.open_deals and not (customer.stage and customer.stage.needs_next):
        text = N_("open deal, no next step")
    return [Reminder("no_next_step", said(text), customer.stage_since)]


def _not_reached(facts: Facts, clock: Clock) -> list[Reminder]:
    if not facts.tries:
        return []
    last = facts.tries[-1]
    tries, age = recent_tries(facts, clock), clock.age(last)
    if tries > 1:
        text = N_("tried {count} times, not reached")
    else:
        text = N_("tried {days} ago, not reached") if age else N_("tried today, not reached")
    return [Reminder("not_reached", said(text, count=tries, days=Days(age)), last, age)]


def _silent(facts: Facts, clock: Clock) -> list[Reminder]:
    if not is_silent(facts, clock):
        return []
    text = said(N_("no reply to {count} touches"), count=facts.unanswered)
    since = facts.last_touch
    return [Reminder("silent", text, since, clock.age(since) if since is not None else 0)]


def _never_contacted(facts: Facts, clock: Clock) -> list[Reminder]:
    customer, rule = facts.customer, clock.rules["never_contacted"]
    if customer.last_contact is not None or customer.stage is None:
        return []
    age = clock.age(customer.created_at)
    if inbound(facts.imported, customer.source, rule):
        waited = clock.now - customer.created_at >= rule["inbound_hours"] * HOUR
    else:
        waited = age >= rule["after_days"]
    if not waited:
        return []
    text = said(N_("never spoken to, added {days} ago"), days=Days(age))
    if not age:
        text = said(N_("never spoken to, added today"))
    return [Reminder("never_contacted", text, customer.created_at, age)]


def inbound(imported: bool, source: str | None, rule: Rule) -> bool:
    """Tell whether somebody came to us, as one with a source does, and waits hours, not days."""
    return bool(rule["inbound_hours"]) and not imported and source is not None


def _going_cold(facts: Facts, clock: Clock) -> list[Reminder]:
    customer, rule = facts.customer, clock.rules["going_cold"]
    stage = customer.stage
    if customer.last_contact is None or stage is None or stage.cold_days is None:
        return []
    if clock.elapsed(customer.last_contact, workdays=rule["workdays"]) <= stage.cold_days:
        return []
    quiet = clock.age(customer.last_contact)
    text = said(N_("no contact for {days}"), days=Days(quiet))
    return [Reminder("going_cold", text, customer.last_contact, quiet)]


def _stuck(facts: Facts, clock: Clock) -> list[Reminder]:
    """Return that the customer, or a deal that moves on its own, stays too long where it is."""
    found = _stuck_customer(facts, clock)
    customer = facts.customer
    for deal in facts.open_deals:
        own = customer.stage is None or (deal.stage.code, deal.since) != (
            customer.stage.code,
            customer.stage_since,
        )
        found += _stuck_deal(deal, clock, own=own)
    return found


def _stuck_deal(deal: OpenDeal, clock: Clock, *, own: bool) -> list[Reminder]:
    """Return that a deal is past its day of closing, or else past the days of its stage."""
    if deal.closes_on is not None and deal.closes_on < clock.today:
        late = (clock.today - deal.closes_on).days
        text = N_("{deal}: should have closed {days} ago")
        if not deal.title:
            text = N_("open deal should have closed {days} ago")
        since = clock.calendar.start_of(deal.closes_on + timedelta(days=1))
        return [Reminder("stuck", said(text, deal=deal.title, days=Days(late)), since, late)]
    limit, workdays = deal.stage.limit_days, clock.rules["stuck"]["workdays"]
    if not own or limit is None or clock.elapsed(deal.since, workdays=workdays) <= limit:
        return []
    stay = clock.age(deal.since)
    text = N_("{deal}: {days} in {stage}") if deal.title else N_("open deal: {days} in {stage}")
    told = said(text, deal=deal.title, days=Days(stay), stage=deal.stage)
    return [Reminder("stuck", told, deal.since, stay)]


def _stuck_customer(facts: Facts, clock: Clock) -> list[Reminder]:
    customer, rule = facts.customer, clock.rules["stuck"]
    stage, since = customer.stage, customer.stage_since
    if stage is None or stage.limit_days is None or since is None:
        return []
    if clock.elapsed(since, workdays=rule["workdays"]) <= stage.limit_days:
        return []
    stay = clock.age(since)
    text = said(N_("{days} in {stage}"), days=Days(stay), stage=stage)
    return [Reminder("stuck", text, since, stay)]


def _used_up(facts: Facts, clock: Clock) -> list[Reminder]:
    rule, found = clock.rules["used_up"], []
    for stock in facts.stocks:
        begins = stock.runs_out - timedelta(days=days_before(stock.lasts_days, rule))
        over = stock.runs_out + timedelta(days=rule["end_days"])
        if begins <= clock.today <= over and not _talked_since(facts, clock, begins):
            found.append(_running_out(stock, begins, clock))
    return found


def days_before(lasts_days: int, rule: Rule) -> int:
    """Return how many days before a product runs out one speaks of it: min(7, lasts / 4)."""
    part = lasts_days // rule["ahead_part"] if rule["ahead_part"] else lasts_days
    return int(min(rule["ahead_days"], part))


def _talked_since(facts: Facts, clock: Clock, day: date) -> bool:
    contact = facts.customer.last_contact
    return contact is not None and clock.calendar.day(contact) >= day


def _running_out(stock: Stock, begins: date, clock: Clock) -> Reminder:
    left = (stock.runs_out - clock.today).days
    if left > 0:
        text = said(N_("{product} lasts {days} more"), product=stock.product, days=Days(left))
    elif left == 0:
        text = said(N_("{product} runs out today"), product=stock.product)
    else:
        text = said(N_("{product} ran out {days} ago"), product=stock.product, days=Days(-left))
    since = clock.calendar.start_of(begins)
    return Reminder("used_up", text, since, (clock.today - begins).days)


def _never_bought(facts: Facts, clock: Clock) -> list[Reminder]:
    customer = facts.customer
    stage = customer.stage
    if customer.purchases or stage is None or stage.kind != "open":
        return []
    age = clock.age(customer.created_at)
    if age < clock.rules["never_bought"]["after_days"]:
        return []
    text = said(N_("nothing bought in {days}"), days=Days(age))
    return [Reminder("never_bought", text, customer.created_at, age)]


def _not_bought_again(facts: Facts, clock: Clock) -> list[Reminder]:
    last = facts.customer.last_bought
    if last is None:
        return []
    after = facts.cycle or clock.rules["not_bought_again"]["after_days"]
    quiet = (clock.today - last).days
    if quiet < after:
        return []
    text = said(N_("last bought {days} ago"), days=Days(quiet))
    return [Reminder("not_bought_again", text, clock.calendar.start_of(last), quiet)]


def _plan_step(facts: Facts, clock: Clock) -> list[Reminder]:
    return [
        Reminder(
            "plan_step",
            said("{step}", step=step),
            clock.calendar.start_of(step.day),
            max(0, (clock.today - step.day).days),
        )
        for step in facts.steps
    ]


def _birthday(facts: Facts, clock: Clock) -> list[Reminder]:
    birthday, rule = facts.birthday, clock.rules["birthday"]
    if birthday is None:
        return []
    valued = _at_least(facts.customer.level, rule["level"])
    days = [*rule["days"], *(rule["level_days"] if valued else ())]
    if birthday.ahead not in days:
        return []
    text = said(N_("birthday {when}"), when=Due(birthday.day))
    if birthday.ahead == 0:
        text = said(N_("birthday today"))
    elif birthday.ahead == 1:
        text = said(N_("birthday tomorrow"))
    return [Reminder("birthday", text, clock.calendar.start_of(clock.today))]


def _at_least(level: str | None, least: str) -> bool:
    if level is None or least not in LEVELS:
        return False
    return LEVELS.index(level) >= LEVELS.index(least)


def _holiday(facts: Facts, clock: Clock) -> list[Reminder]:
    day = facts.greeting
    if day is None:
        return []
    text = N_("{festival} today") if day.ahead == 0 else N_("{festival} in {days}")
    told = said(text, festival=day.name, days=Days(day.ahead))
    return [Reminder("holiday", told, clock.calendar.start_of(clock.today))]


def _content_push(facts: Facts, _: Clock) -> list[Reminder]:
    if facts.material is None:
        return []
    return [Reminder("content_push", said(N_("send {material}"), material=facts.material), None)]


RULES: dict[str, Callable[[Facts, Clock], list[Reminder]]] = {
    "case_open": _case_open,
    "no_next_step": _no_next_step,
    "not_reached": _not_reached,
    "silent": _silent,
    "never_contacted": _never_contacted,
    "going_cold": _going_cold,
    "stuck": _stuck,
    "used_up": _used_up,
    "never_bought": _never_bought,
    "not_bought_again": _not_bought_again,
    "plan_step": _plan_step,
    "birthday": _birthday,
    "holiday": _holiday,
    "content_push": _content_push,
}
"""What each reason asks for, by its code in the order in which reasons are told."""
