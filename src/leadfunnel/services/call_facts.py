"""Whom one may call, and how calling went so far, as the log has it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from leadfunnel.domain.call_queue import (
    SKIPPED,
    Callee,
    Calls,
    Rules,
    in_a_row,
    is_left_alone,
    standing_grade,
)
from leadfunnel.domain.customer import Customer
from leadfunnel.domain.record import replace
from leadfunnel.services import attempts
from leadfunnel.services.book import Page
from leadfunnel.services.forbidding import forbade
from leadfunnel.store.session import Row

MINUTE, DAY = 60, 86_400


def rules(page: Page) -> Rules:
    """Return how often one calls in this store."""
    reached = page.rules("reminders")["not_reached"]
    apart = page.rules("calls")["apart_minutes"]
    return Rules(apart * MINUTE, reached["tries"], reached["rest_days"] * DAY)


def callees(page: Page, customers: Sequence[Customer]) -> tuple[list[Callee], dict[str, int]]:
    """Return who of the customers may be called, and how many not, by the code of the reason."""
    ids = json.dumps([customer.id for customer in customers])
    logged: dict[int, list[Row]] = {}
    for row in page.session.rows("calls.log", ids=ids):
        logged.setdefault(row["customer_id"], []).append(row)
    forbidding = forbade(page, [customer.id for customer in customers], "phone")
    by, found, skipped = rules(page), [], dict.fromkeys(SKIPPED, 0)
    forgiven = _forgiven(page, logged)
    for customer in customers:
        rows = logged.get(customer.id, [])
        callee = _callee(page, customer, rows, by)
        if customer.id in forgiven:
            callee = replace(callee, grade=None)
        reason = "do_not_contact" if customer.id in forbidding else _skipped(page, customer, rows)
        if reason or callee.grade == "D":
            skipped[reason or "declined"] += 1
        else:
            found.append(callee)
    return found, {code: count for code, count in skipped.items() if count}


def callee(page: Page, number: int) -> Callee | None:
    """Return somebody to call as they stand now, None where they are not to be called."""
    found, _ = callees(page, page.customers([number]))
    return found[0] if found else None


def averse(page: Page, ids: Sequence[int]) -> set[int]:
    """Return who of customers said last that they have no wish, and was not let in again since."""
    logged: dict[int, list[Row]] = {}
    for row in page.session.rows("calls.log", ids=json.dumps(list(ids))):
        logged.setdefault(row["customer_id"], []).append(row)
    return {number for number, rows in logged.items() if _declined_at(rows)} - _forgiven(
        page, logged
    )


def _forgiven(page: Page, logged: Mapping[int, Sequence[Row]]) -> set[int]:
    """Return who had no wish and was let in again since: `campaign reopen`."""
    declined = {number: at for number, rows in logged.items() if (at := _declined_at(rows))}
    if not declined:
        return set()
    from leadfunnel.services import campaigns

    again = campaigns.reopened_at(page, list(declined))
    return {number for number, at in declined.items() if again.get(number, 0) >= at}


def _declined_at(rows: Sequence[Row]) -> int | None:
    """Return when somebody said that they have no wish, where nothing was said since."""
    said = [row for row in rows if row["grade"] in ("A", "B", "D")]
    return said[-1]["at"] if said and said[-1]["grade"] == "D" else None


def numbers_called(page: Page) -> dict[str, int]:
    """Return the numbers called so lately that they wait, by any of us, and when."""
    rows = page.session.rows("calls.numbers", since=page.now - rules(page).apart)
    return {row["value"]: row["at"] for row in rows}


def _callee(page: Page, customer: Customer, rows: Sequence[Row], by: Rules) -> Callee:
    missed = _missed(customer, rows)
    round_ = in_a_row(missed, by.rest)
    calls = Calls(
        tuple(row["grade"] for row in rows if row["grade"]),
        missed,
        customer.last_contact is not None,
    )
    free_at = (attempts.next_try(page, missed[-1]).at or 0) if missed else 0
    return Callee(customer.id, dialled(customer, rows), standing_grade(calls), len(round_), free_at)


def _missed(customer: Customer, rows: Sequence[Row]) -> tuple[int, ...]:
    """Return when nobody answered since the last contact; a wrong number is no such try."""
    since = customer.last_contact or 0
    return tuple(
        row["at"]
        for row in rows
        if row["touch"] == "attempt" and row["outcome"] != "wrong_number" and row["at"] > since
    )


def _skipped(page: Page, customer: Customer, rows: Sequence[Row]) -> str | None:
    """Return why somebody is not called at all, None where nothing forbids it."""
    if customer.has_left:
        return "left"
    if customer.do_not_contact:
        return "do_not_contact"
    if not customer.phones:
        return "no_phone"
    if not dialled(customer, rows):
        return "wrong_number"
    if is_left_alone(_missed(customer, rows), rules(page), page.now):
        return "resting"
    return None


def dialled(customer: Customer, rows: Sequence[Row]) -> tuple[str, ...]:
    """Return the numbers to dial; one not known to be whole counts unless it proved wrong."""
    whole = tuple(phone.number for phone in customer.phones if phone.valid)
    proved_wrong = any(row["outcome"] == "wrong_number" for row in rows)
    return whole if whole or proved_wrong else tuple(phone.number for phone in customer.phones)
