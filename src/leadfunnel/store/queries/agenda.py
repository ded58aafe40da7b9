"""The morning list's suggestions: one bounded range per reason and stage."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BindParameter,
    Executable,
    Select,
    and_,
    bindparam,
    column,
    exists,
    func,
    literal,
    or_,
    select,
)
from sqlmodel import SQLModel

import leadfunnel.store.tables  # noqa: F401 - registers the tables

_tables = SQLModel.metadata.tables
customer = _tables["customer"]
follow_up = _tables["follow_up"]
mute = _tables["mute"]

_mine = or_(
    bindparam("owner_id").is_(None),
    customer.c.owner_id == bindparam("owner_id"),
    customer.c.owner_id.is_(None),
)
_here = and_(
    customer.c.present == 1,
    customer.c.stage == bindparam("stage"),
    customer.c.do_not_contact == 0,
)
_unpromised = or_(
    customer.c.next_on.is_(None),
    customer.c.next_on > bindparam("silent_until"),
)


_stages: Select[Any] = select(column("value")).select_from(func.json_each(bindparam("stages")))


def statements() -> dict[str, Executable]:
    """Return the family's statements by name."""
    before: BindParameter[int] = bindparam("before")
    return {
        "no_next": _page(
            "no_next_step", customer.c.next_on.is_(None), customer.c.last_contact_at.desc()
        ),
        "cold": _page(
            "going_cold",
            and_(customer.c.last_contact_at < before, _unpromised),
            customer.c.last_contact_at.desc(),
        ),
        "stuck": _page(
            "stuck",
            and_(customer.c.stage_since < before, _unpromised),
            customer.c.stage_since.desc(),
        ),
        "never": _page(
            "never_contacted",
            and_(
                customer.c.last_contact_at.is_(None),
                customer.c.created_at < before,
                customer.c.imported == bindparam("imported"),
                _unpromised,
            ),
            customer.c.id.desc(),
        ),
        "no_next_count": _count(_here, customer.c.next_on.is_(None), _mine),
        "never_imported_count": _count(
            _here,
            customer.c.last_contact_at.is_(None),
            customer.c.imported == 1,
            customer.c.next_on.is_(None),
            _mine,
        ),
        "untagged_count": _count(customer.c.present == 1, customer.c.untagged == 1, _mine),
        "next_ahead": select(follow_up)
        .join(customer, customer.c.id == follow_up.c.customer_id)
        .where(
            follow_up.c.status == "open",
            follow_up.c.void_op.is_(None),
            follow_up.c.due_on > bindparam("today"),
            customer.c.present == 1,
            customer.c.do_not_contact == 0,
            or_(customer.c.stage.is_(None), customer.c.stage.in_(_stages)),
            or_(bindparam("owner_id").is_(None), follow_up.c.owner_id == bindparam("owner_id")),
        )
        .order_by(follow_up.c.due_on, follow_up.c.due_at)
        .limit(1),
    }


def _page(reason: str, condition: Any, order: Any) -> Executable:
    """Whom a reminder holds for; those for whom it rests are passed over by one look each."""
    resting = exists().where(
        mute.c.customer_id == customer.c.id,
        mute.c.reason == literal(reason),
        mute.c.until > bindparam("today"),
        mute.c.void_op.is_(None),
    )
    return (
        select(customer.c.id)
        .where(_here, condition, _mine, ~resting)
        .order_by(order)
        .limit(bindparam("limit"))
    )


def _count(*conditions: Any) -> Executable:
    """A count that stops at :limit, so that it costs the same at every size."""
    found = select(customer.c.id).where(*conditions).limit(bindparam("limit")).subquery()
    return select(func.count()).select_from(found)
