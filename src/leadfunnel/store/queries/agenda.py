"""The morning list's suggestions: one bounded range per reason and stage."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    BindParameter,
    ColumnElement,
    Executable,
    Select,
    UnaryExpression,
    and_,
    bindparam,
    case,
    cast,
    column,
    exists,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.sql.operators import custom_op
from sqlmodel import SQLModel

import leadfunnel.store.tables  # noqa: F401 - registers the tables
from leadfunnel.store.queries.customers import ids

_tables = SQLModel.metadata.tables
customer = _tables["customer"]
follow_up = _tables["follow_up"]
interaction = _tables["interaction"]
mute = _tables["mute"]
plan_run = _tables["plan_run"]

mine = or_(
    bindparam("owner_id").is_(None),
    func.coalesce(customer.c.owner_id, 0).in_([0, bindparam("owner_id")]),
)
"""Of one owner or of nobody, as the index of holders has it; of anybody, where none is named."""


def _at(stage: ColumnElement[str]) -> ColumnElement[bool]:
    return and_(
        customer.c.present == 1, stage == bindparam("stage"), customer.c.do_not_contact == 0
    )


here = _at(customer.c.stage)
unpromised = or_(
    customer.c.next_on.is_(None),
    customer.c.next_on > bindparam("silent_until"),
)
rested = or_(customer.c.last_touch_at.is_(None), customer.c.last_touch_at < bindparam("rested"))
answers = customer.c.unanswered < bindparam("silent_from")
attempts = and_(
    interaction.c.customer_id == customer.c.id,
    interaction.c.touch == "attempt",
    func.coalesce(interaction.c.outcome, "") != "wrong_number",
    interaction.c.void_op.is_(None),
    interaction.c.at > func.coalesce(customer.c.last_contact_at, -(10**15)),
)
_may_try = or_(
    customer.c.attempted_at.is_(None),
    customer.c.attempted_at < bindparam("tries_rested"),
    select(func.count())
    .select_from(interaction)
    .where(attempts, interaction.c.at >= customer.c.attempted_at - bindparam("tries_span"))
    .correlate(customer)
    .scalar_subquery()
    < bindparam("tries"),
)
acted = and_(
    interaction.c.customer_id == customer.c.id,
    interaction.c.touch.is_not(None),
    interaction.c.source_key.is_(None),
    interaction.c.void_op.is_(None),
)
by_hand = exists().where(acted)
"""Somebody acted on the customer; what a file told of them is no such touch."""
taken_in = or_(
    customer.c.imported == 0,
    and_(customer.c.last_touch_at.is_not(None), or_(bindparam("histories") == 0, by_hand)),
)
"""Whoever did not come by import, or was acted on since; without imported histories every touch
is by hand."""
_clock = and_(unpromised, answers, _may_try, rested)
"""What no promise, no silence and no rest holds back."""
stages: Select[Any] = select(column("value")).select_from(func.json_each(bindparam("stages")))


def statements() -> dict[str, Executable]:
    """Return the family's statements by name; each range also as those among some customers."""
    inside = _ranges(_unindexed(customer.c.stage))
    return {
        **_ranges(customer.c.stage),
        **{f"{name}_among": among(page) for name, page in inside.items()},
        **_counts(),
    }


def _unindexed(found: ColumnElement[Any]) -> ColumnElement[Any]:
    """A column as no index has it: where customers are given, only their rows are looked at."""
    return UnaryExpression(found, operator=custom_op("+"), type_=found.type)


def _ranges(stage: ColumnElement[Any]) -> dict[str, Select[Any]]:
    before: BindParameter[int] = bindparam("before")
    return {
        "no_next": _page(
            stage,
            "no_next_step",
            and_(customer.c.next_on.is_(None), ~_running(), taken_in),
            customer.c.last_contact_at.desc(),
        ),
        "cold": _page(
            stage,
            "going_cold",
            and_(customer.c.last_contact_at < before, _clock, taken_in),
            customer.c.last_contact_at.desc(),
        ),
        "stuck": _page(
            stage,
            "stuck",
            and_(customer.c.stage_since < before, _clock, taken_in),
            customer.c.stage_since.desc(),
        ),
        "never": _page(
            stage,
            "never_contacted",
            and_(
                customer.c.last_contact_at.is_(None),
                or_(
                    customer.c.created_at < before,
                    and_(customer.c.source.is_not(None), customer.c.created_at < bindparam("came")),
                ),
                _clock,
                taken_in,
            ),
            customer.c.id.desc(),
        ),
        "unbought": _page(
            stage,
            "never_bought",
            and_(customer.c.purchases == 0, customer.c.created_at < before, _clock, taken_in),
            customer.c.created_at.desc(),
        ),
        "tried": _page(
            stage,
            "not_reached",
            and_(customer.c.attempted_at < before, unpromised, _may_try),
            customer.c.attempted_at.desc(),
        ),
        "silent": _page(
            stage,
            "silent",
            and_(
                # SQLite begins where the first of these says; the second is what the index is of
                customer.c.unanswered >= bindparam("silent_from"),
                customer.c.unanswered > 0,
                _silent_again(),
                unpromised,
            ),
            customer.c.unanswered,
            customer.c.last_touch_at,
        ),
    }


def _counts() -> dict[str, Executable]:
    """How many there are of a kind, and whose promise comes next."""
    return {
        "no_next_count": counted(here, customer.c.next_on.is_(None), ~_running(), mine),
        "sleepers_count": counted(here, customer.c.next_on > bindparam("silent_until"), mine),
        "untagged_count": counted(customer.c.present == 1, customer.c.untagged == 1, mine),
        "next_ahead": select(follow_up)
        .join(customer, customer.c.id == follow_up.c.customer_id)
        .where(
            follow_up.c.status == "open",
            follow_up.c.void_op.is_(None),
            follow_up.c.due_on > bindparam("today"),
            customer.c.present == 1,
            customer.c.do_not_contact == 0,
            or_(customer.c.stage.is_(None), customer.c.stage.in_(stages)),
            or_(bindparam("owner_id").is_(None), follow_up.c.owner_id == bindparam("owner_id")),
        )
        .order_by(follow_up.c.due_on, follow_up.c.due_at)
        .limit(1),
    }


def unmuted(reason: str) -> Any:
    """Whoever a reason does not rest for: one look each."""
    resting = exists().where(
        mute.c.customer_id == customer.c.id,
        mute.c.reason == literal(reason),
        mute.c.until > bindparam("today"),
        mute.c.void_op.is_(None),
    )
    return ~resting


def among(page: Select[Any]) -> Select[Any]:
    """Those of a range who are among some customers: one look each, however long the range."""
    return page.where(customer.c.id.in_(ids)).order_by(None).limit(None)


def _page(stage: ColumnElement[str], reason: str, condition: Any, *order: Any) -> Select[Any]:
    return (
        select(customer.c.id)
        .where(_at(stage), condition, mine, unmuted(reason))
        .order_by(*order)
        .limit(bindparam("limit"))
    )


def _running() -> Any:
    """A step of a plan is today or ahead."""
    return exists().where(
        plan_run.c.customer_id == customer.c.id,
        plan_run.c.status == "running",
        plan_run.c.until_on >= bindparam("today"),
        plan_run.c.void_op.is_(None),
    )


def _silent_again() -> Any:
    """Silent since yesterday or longer, or acted on so long ago that the rest is over."""
    start, rested_at = (cast(bindparam(name), BigInteger) for name in ("start", "rested"))
    first: Any = func.max(start, rested_at)
    until = case((customer.c.unanswered == bindparam("silent_from"), first), else_=rested_at)
    return and_(_may_try, customer.c.last_touch_at < until)


def counted(*conditions: Any) -> Executable:
    """A count that stops at :limit, so that it costs the same at every size."""
    found = select(customer.c.id).where(*conditions).limit(bindparam("limit")).subquery()
    return select(func.count()).select_from(found)
