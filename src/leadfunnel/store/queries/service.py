"""Cases, satisfaction, promises kept, and what hangs on an entry of the timeline."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Executable, and_, bindparam, exists, or_, select
from sqlmodel import SQLModel

import leadfunnel.store.tables  # noqa: F401 - registers the tables
from leadfunnel.store.queries.customers import ids

_tables = SQLModel.metadata.tables
case, satisfaction = _tables["service_case"], _tables["satisfaction"]
customer, users, purchase = _tables["customer"], _tables["users"], _tables["purchase"]
follow_up, interaction = _tables["follow_up"], _tables["interaction"]

HANGING = ("service_case", "satisfaction", "material_sent")
"""Tables whose rows came with an entry of the timeline, and go with it."""

_live = case.c.void_op.is_(None)
_open = and_(case.c.status == "open", _live)
_oldest = (case.c.opened_at, case.c.id)
_mine = or_(
    bindparam("owner_id").is_(None),
    customer.c.owner_id == bindparam("owner_id"),
    customer.c.owner_id.is_(None),
)


def statements() -> dict[str, Executable]:
    """Return the family's statements by name."""
    told = select(case, users.c.name.label("user_name")).join(users, users.c.id == case.c.user_id)
    here = told.join(customer, customer.c.id == case.c.customer_id).where(customer.c.present == 1)
    return {
        "cases_of": told.where(case.c.customer_id == bindparam("customer_id"), _live).order_by(
            *_oldest
        ),
        "case": told.where(case.c.id == bindparam("id"), _live),
        "open_among": told.where(case.c.customer_id.in_(ids), _open).order_by(*_oldest),
        "open": here.where(_open, _mine).order_by(*_oldest).limit(bindparam("limit")),
        "cases": here.where(_live, _mine).order_by(*_oldest),
        "bought_after": select(case.c.id).where(case.c.status == "solved", _live, _bought_after()),
        "satisfactions_of": _satisfactions().where(
            satisfaction.c.customer_id == bindparam("customer_id")
        ),
        "satisfactions_among": _satisfactions().where(satisfaction.c.customer_id.in_(ids)),
        **_kept(),
        **{f"{name}_with": _with(name) for name in HANGING},
    }


def _bought_after() -> Any:
    return exists().where(
        purchase.c.customer_id == case.c.customer_id,
        purchase.c.at > case.c.solved_at,
        purchase.c.kept == 1,
        purchase.c.void_op.is_(None),
    )


def _satisfactions() -> Any:
    live = satisfaction.c.void_op.is_(None)
    return select(satisfaction).where(live).order_by(satisfaction.c.at, satisfaction.c.id)


def _kept() -> dict[str, Executable]:
    """The promises of some days, those kept and those still open; of one owner or of anyone."""
    found: dict[str, Executable] = {}
    for status in ("done", "open"):
        found[f"promised_{status}"] = select(
            follow_up.c.owner_id, follow_up.c.due_on, follow_up.c.closed_at
        ).where(
            follow_up.c.status == status,
            follow_up.c.void_op.is_(None),
            follow_up.c.due_on >= bindparam("first"),
            follow_up.c.due_on <= bindparam("last"),
            or_(bindparam("owner_id").is_(None), follow_up.c.owner_id == bindparam("owner_id")),
        )
    return found


def _with(name: str) -> Executable:
    table = _tables[name]
    return select(table.c.id, table.c.customer_id).where(
        table.c.interaction_id == bindparam("id"), table.c.void_op.is_(None)
    )
