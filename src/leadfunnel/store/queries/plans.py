"""Runs of plans, their marks, and what their steps depend on."""

from __future__ import annotations

from sqlalchemy import Executable, bindparam, func, or_, select
from sqlmodel import SQLModel

import leadfunnel.store.tables  # noqa: F401 - registers the tables
from leadfunnel.store.queries.customers import ids

_tables = SQLModel.metadata.tables
run, mark, customer = (_tables[name] for name in ("plan_run", "step_mark", "customer"))
case_, satisfaction = _tables["service_case"], _tables["satisfaction"]

_live = run.c.void_op.is_(None)
_running = run.c.status == "running"
_of_one = run.c.customer_id == bindparam("customer_id")
_here = customer.c.present == 1
_mine = or_(
    bindparam("owner_id").is_(None),
    customer.c.owner_id == bindparam("owner_id"),
    customer.c.owner_id.is_(None),
)


def statements() -> dict[str, Executable]:
    """Return the family's statements by name."""
    joined = select(run).join(customer, customer.c.id == run.c.customer_id)
    return {
        "of_customer": select(run).where(_of_one, _live).order_by(run.c.id),
        "running_of": select(run).where(_of_one, _running, _live).order_by(run.c.id),
        "caused_by": select(run)
        .where(_of_one, _running, _live, run.c.cause == bindparam("cause"))
        .order_by(run.c.id),
        "open_until": joined.where(
            _running, _live, run.c.until_on >= bindparam("since"), _here, _mine
        ).order_by(run.c.until_on, run.c.id),
        "running": joined.where(
            _running,
            _live,
            _here,
            or_(bindparam("plan").is_(None), run.c.plan == bindparam("plan")),
        )
        .order_by(run.c.until_on, run.c.id)
        .limit(bindparam("limit")),
        "counts": select(run.c.plan, func.count())
        .join(customer, customer.c.id == run.c.customer_id)
        .where(_running, _live, _here, run.c.until_on >= bindparam("since"))
        .group_by(run.c.plan),
        "had": select(run.c.customer_id)
        .distinct()
        .where(run.c.customer_id.in_(ids), run.c.plan == bindparam("plan"), _live),
        "ahead_among": select(run.c.customer_id)
        .distinct()
        .where(run.c.customer_id.in_(ids), _running, _live, run.c.until_on >= bindparam("today")),
        "marks": select(mark)
        .where(mark.c.run_id.in_(ids), mark.c.void_op.is_(None))
        .order_by(mark.c.run_id, mark.c.id),
        "marked_by": select(mark).where(
            mark.c.interaction_id == bindparam("id"), mark.c.void_op.is_(None)
        ),
        "with_open_case": select(case_.c.customer_id)
        .distinct()
        .where(case_.c.customer_id.in_(ids), case_.c.status == "open", case_.c.void_op.is_(None)),
        "satisfactions": select(satisfaction.c.customer_id, satisfaction.c.score, satisfaction.c.at)
        .where(satisfaction.c.customer_id.in_(ids), satisfaction.c.void_op.is_(None))
        .order_by(satisfaction.c.at, satisfaction.c.id),
    }
