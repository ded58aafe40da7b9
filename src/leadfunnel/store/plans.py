"""Plans as the store has them, and customers' runs of them, read into domain records."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache, lru_cache

from leadfunnel.data import shipped_text
from leadfunnel.domain.pipeline import fold
from leadfunnel.domain.plan import Plan, Run, plan_from_dict, plan_to_dict
from leadfunnel.store.faults import BadContent
from leadfunnel.store.ledger import Ledger
from leadfunnel.store.session import Row, Session

FOR_EVER = date.max
"""Until when a plan runs that comes again and again."""


def plans(session: Session) -> dict[str, Plan]:
    """Return the plans that come with the program and those of the store, by name."""
    own = {row["name"]: _plan(row["body"]) for row in session.rows("definitions.all", kind="plan")}
    return {**_shipped(), **own}


def named(session: Session, text: str) -> str | None:
    """Return the name of the plan that is called so, by name or title."""
    wanted = fold(text)
    for plan in plans(session).values():
        if wanted in (plan.name, *map(fold, plan.titles.values())):
            return plan.name
    return None


@cache
def _shipped() -> dict[str, Plan]:
    read = json.loads(shipped_text("plans.json"))
    return {name: plan_from_dict(body) for name, body in read.items()}


def _plan(body: str) -> Plan:
    try:
        return plan_from_dict(json.loads(body))
    except (LookupError, TypeError, ValueError):
        raise BadContent("a plan in it cannot be read") from None


def copied(plan: Plan, lead: int, rule: str | None) -> str:
    """Return what a run keeps of its plan, with its own days of lead and rule of recurrence."""
    body = plan_to_dict(plan)
    kept = {key: value for key, value in body.items() if key not in ("suits", "every")}
    return json.dumps(
        {"plan": kept, "lead": lead, "rule": rule}, ensure_ascii=False, sort_keys=True
    )


@lru_cache(maxsize=512)
def _copy(body: str) -> tuple[Plan, int, str | None]:
    try:
        data = json.loads(body)
        return plan_from_dict(data["plan"]), data["lead"], data["rule"]
    except (LookupError, TypeError, ValueError):
        raise BadContent("the plan of a run in it cannot be read") from None


def run(row: Row) -> Run:
    """Return the run of a row."""
    plan, lead, rule = _copy(row["body"])
    return Run(
        id=row["id"],
        customer_id=row["customer_id"],
        plan=plan,
        day_zero=date.fromisoformat(row["day_zero"]),
        until=date.fromisoformat(row["until_on"]),
        lead=lead,
        rule=rule,
        cause=row["cause"],
        cause_id=row["cause_id"],
        status=row["status"],
        ended_at=row["ended_at"],
        end_reason=row["end_reason"],
    )


def running(session: Session, customer_id: int) -> list[Run]:
    """Return a customer's running runs."""
    return list(map(run, session.rows("plans.running_of", customer_id=customer_id)))


def of_customer(session: Session, customer_id: int) -> list[Run]:
    """Return all runs of a customer, the first begun first."""
    return list(map(run, session.rows("plans.of_customer", customer_id=customer_id)))


def marks(session: Session, runs: Sequence[Run]) -> dict[int, dict[str, Row]]:
    """Return the marks of runs, by run and key of the step."""
    found: dict[int, dict[str, Row]] = {}
    for row in session.rows("plans.marks", ids=_ids(one.id for one in runs)):
        found.setdefault(row["run_id"], {})[row["step"]] = row
    return found


def with_open_case(session: Session, customers: Iterable[int]) -> set[int]:
    """Return those of the customers who have a complaint that is not solved."""
    return set(session.values("plans.with_open_case", ids=_ids(customers)))


def satisfactions(session: Session, customers: Iterable[int]) -> dict[int, list[tuple[int, int]]]:
    """Return when customers said how satisfied they are: (UTC seconds, 1-5), in order."""
    found: dict[int, list[tuple[int, int]]] = {}
    for row in session.rows("plans.satisfactions", ids=_ids(customers)):
        found.setdefault(row["customer_id"], []).append((row["at"], row["score"]))
    return found


def ahead_among(session: Session, customers: Iterable[int], today: date) -> set[int]:
    """Return those of the customers who have a step of a running plan ahead, or today."""
    return set(session.values("plans.ahead_among", ids=_ids(customers), today=today.isoformat()))


def segments(session: Session) -> dict[str, str]:
    """Return the filters of whom plans are remembered to be for, by the name of the plan."""
    rows = session.rows("definitions.all", kind="plan_segment")
    return {row["name"]: json.loads(row["body"])["where"] for row in rows}


def forget_segment(ledger: Ledger, name: str) -> bool:
    """Forget whom a plan was for; return whether it was remembered."""
    row = ledger.session.row("definitions.one", kind="plan_segment", name=name)
    if row is not None:
        ledger.void("definition", row["id"], None)
    return row is not None


def _ids(numbers: Iterable[int]) -> str:
    return json.dumps(sorted(set(numbers)))
