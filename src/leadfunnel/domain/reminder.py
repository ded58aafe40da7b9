"""Reminders: why a customer without a promise for today should be thought of (domain.md, 6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from leadfunnel.domain.customer import Customer, days_between
from leadfunnel.domain.sentence import Sentence, coded, said
from leadfunnel.errors import N_, UnreadableError

DAY = 86400
NEVER_CONTACTED_AFTER_DAYS = 1
WEIGHTS = {
    "overdue": 200,
    "due": 100,
    "no_next_step": 30,
    "never_contacted": 25,
    "going_cold": 20,
    "stuck": 15,
}
REASONS: dict[str, tuple[str, tuple[str, ...]]] = {
    "no_next_step": (N_("no next step"), ("没有下一步", "没下一步", "沒有下一步", "no_next")),
    "never_contacted": (N_("never spoken to"), ("没联系过", "从未联系", "沒聯絡過", "never")),
    "going_cold": (N_("going cold"), ("变冷", "久未联系", "變冷", "久未聯絡", "cold")),
    "stuck": (N_("stuck in the stage"), ("停滞", "卡住", "停滯")),
}
"""Reason code: its English words, and what else a seller types for it."""
PER_RANK = 5
WAITING_AT_MOST = 20


class UnknownReason(UnreadableError):
    """No reminder has this reason."""

    code = "unknown_reason"
    message = N_("No reminder is called {text}: one of {reasons}.")
    hint = N_("For example: leadfunnel mute 12 going_cold --until 'next month'")


def read_reason(text: str) -> str:
    """Return the reason of reminders that a seller means, in either language."""
    wanted = text.strip().casefold().replace("-", "_").replace(" ", "_")
    for code, (word, others) in REASONS.items():
        if wanted in (code, word.replace(" ", "_"), *others):
            return code
    shown = tuple(coded(word, code) for code, (word, _) in REASONS.items())
    raise UnknownReason(text=text, reasons=shown)


@dataclass(frozen=True)
class Reminder:
    """One reason with its words; `since` is the instant it began, `days` how long it has lasted."""

    code: str
    said: Sentence
    since: int | None
    days: int = 0


def reminders(customer: Customer, now: int, today: date) -> tuple[Reminder, ...]:
    """Return every reminder that holds for a customer now.

    None for whoever left the ladder or must not be contacted. A promise ahead silences the
    clocks until its day, for at most the stage's `promise_days`.
    """
    stage = customer.stage
    if stage is None or stage.rank is None or customer.do_not_contact:
        return ()
    found: list[Reminder] = []
    due = customer.next_follow_up
    if due is None and stage.needs_next:
        found.append(Reminder("no_next_step", said(N_("no next step")), customer.stage_since))
    if not _silenced(customer, today):
        found += _clocks(customer, now)
    return tuple(found)


def _silenced(customer: Customer, today: date) -> bool:
    due = customer.next_follow_up
    if due is None or due.day <= today:
        return False
    limit = customer.stage.promise_days if customer.stage else None
    return limit is None or (due.day - today).days <= limit


def _clocks(customer: Customer, now: int) -> list[Reminder]:
    stage = customer.stage
    found: list[Reminder] = []
    if stage is None:
        return found
    age = days_between(customer.created_at, now)
    if customer.last_contact is None and age >= NEVER_CONTACTED_AFTER_DAYS:
        text = said(N_("never spoken to, added {days} ago"), days=Days(age))
        found.append(Reminder("never_contacted", text, customer.created_at, age))
    if customer.last_contact is not None and stage.cold_days is not None:
        quiet = days_between(customer.last_contact, now)
        if quiet > stage.cold_days:
            text = said(N_("no contact for {days}"), days=Days(quiet))
            found.append(Reminder("going_cold", text, customer.last_contact, quiet))
    if stage.limit_days is not None and customer.stage_since is not None:
        stay = days_between(customer.stage_since, now)
        if stay > stage.limit_days:
            text = said(N_("{days} in {stage}"), days=Days(stay), stage=stage)
            found.append(Reminder("stuck", text, customer.stage_since, stay))
    return found


@dataclass(frozen=True)
class Days:
    """A number of days, worded by the view."""

    count: int


def score(customer: Customer, codes: tuple[Reminder, ...]) -> dict[str, int]:
    """Return the terms whose sum ranks a customer: one per reason, the stage, the waiting."""
    terms = {reminder.code: WEIGHTS[reminder.code] for reminder in codes}
    if customer.stage is not None and customer.stage.rank:
        terms["stage"] = PER_RANK * customer.stage.rank
    waiting = max((reminder.days for reminder in codes), default=0)
    if waiting:
        terms["waiting"] = min(waiting, WAITING_AT_MOST)
    return terms
