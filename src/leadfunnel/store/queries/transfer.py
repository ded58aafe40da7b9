"""What an import asks a store about some customers at a time, and what an export reads."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    ColumnClause,
    Executable,
    Select,
    and_,
    bindparam,
    column,
    distinct,
    exists,
    func,
    or_,
    select,
)
from sqlmodel import SQLModel

import leadfunnel.store.tables  # noqa: F401 - registers the tables

_tables = SQLModel.metadata.tables
customer, identity, interaction = (
    _tables[name] for name in ("customer", "identity", "interaction")
)
follow_up, journey, stage_change = (
    _tables[name] for name in ("follow_up", "journey", "stage_change")
)
deal_terms, users = _tables["deal_terms"], _tables["users"]
tag, purchase = _tables["tag"], _tables["purchase"]
MOST_WORDS = 5000
"""So many tags are enough to tell what the parts of remarks are."""


def statements() -> dict[str, Executable]:
    """Return the family's statements by name."""
    values, ids = _listed("values"), _listed("ids")
    return {
        "known": select(
            identity.c.kind, identity.c.system, identity.c.value, identity.c.customer_id
        )
        .join(customer, customer.c.id == identity.c.customer_id)
        .where(identity.c.value.in_(values), identity.c.void_op.is_(None), customer.c.present == 1),
        "notes": select(interaction.c.customer_id, interaction.c.text).where(
            interaction.c.customer_id.in_(ids),
            interaction.c.kind == "note",
            interaction.c.void_op.is_(None),
        ),
        "promised": select(follow_up.c.customer_id, follow_up.c.due_on, follow_up.c.due_at).where(
            follow_up.c.customer_id.in_(ids),
            follow_up.c.status == "open",
            follow_up.c.void_op.is_(None),
        ),
        "passages": select(
            journey.c.customer_id,
            journey.c.pipeline,
            stage_change.c.id,
            stage_change.c.journey_id,
            stage_change.c.previous_id,
            stage_change.c.from_stage,
            stage_change.c.to_stage,
            stage_change.c.at,
            stage_change.c.assumed,
        )
        .join(journey, journey.c.id == stage_change.c.journey_id)
        .where(
            journey.c.customer_id.in_(ids),
            journey.c.unit == "customer",
            journey.c.void_op.is_(None),
            stage_change.c.void_op.is_(None),
        )
        .order_by(stage_change.c.journey_id, stage_change.c.at, stage_change.c.id),
        "owner": select(customer.c.owner_id).where(customer.c.id == bindparam("id")),
        "assumed_by": select(func.count(distinct(stage_change.c.journey_id))).where(
            stage_change.c.op_id == bindparam("op"),
            stage_change.c.assumed == 1,
            stage_change.c.void_op.is_(None),
            ~_followed(),
        ),
        **_events(values),
        "words": select(tag.c.dimension, tag.c.value)
        .where(or_(tag.c.dimension == "region", tag.c.dimension == "product"))
        .limit(MOST_WORDS),
        "present": select(customer.c.id).where(customer.c.present == 1).order_by(customer.c.id),
    }


def _followed() -> Any:
    """Tell whether another change of the journey comes after a change of stage."""
    later = stage_change.alias("later")
    return exists().where(
        later.c.journey_id == stage_change.c.journey_id,
        later.c.void_op.is_(None),
        or_(
            later.c.at > stage_change.c.at,
            and_(later.c.at == stage_change.c.at, later.c.id > stage_change.c.id),
        ),
    )


def _events(values: Select[Any]) -> dict[str, Executable]:
    """What files of events and deals ask."""
    return {
        "named": select(customer.c.id, customer.c.name_key, customer.c.company).where(
            or_(customer.c.name_key.in_(values), customer.c.company.in_(_listed("companies"))),
            customer.c.present == 1,
        ),
        "interactions": select(interaction).where(
            interaction.c.source_key.in_(values), interaction.c.void_op.is_(None)
        ),
        "deals": select(journey).where(
            journey.c.source_key.in_(values), journey.c.void_op.is_(None)
        ),
        "journey_of": select(journey.c.id).where(
            journey.c.customer_id == bindparam("customer_id"),
            journey.c.pipeline == bindparam("pipeline"),
            journey.c.unit == "customer",
            journey.c.void_op.is_(None),
        ),
        "history": select(stage_change)
        .where(
            stage_change.c.journey_id == bindparam("journey_id"), stage_change.c.void_op.is_(None)
        )
        .order_by(stage_change.c.at, stage_change.c.id),
        "terms": select(deal_terms)
        .where(deal_terms.c.journey_id == bindparam("journey_id"), deal_terms.c.void_op.is_(None))
        .order_by(deal_terms.c.at.desc(), deal_terms.c.id.desc())
        .limit(1),
        "orders": select(purchase.c.id)
        .where(
            purchase.c.order_number.in_(values),
            purchase.c.refunds.is_(None),
            purchase.c.void_op.is_(None),
        )
        .order_by(purchase.c.id),
        "sales": select(purchase.c.id, purchase.c.source_key).where(
            purchase.c.source_key.in_(values), purchase.c.void_op.is_(None)
        ),
        "won_sales": select(purchase.c.id).where(
            purchase.c.journey_id.is_not(None),
            purchase.c.order_number.is_(None),
            purchase.c.source_key.is_(None),
            purchase.c.refunds.is_(None),
            purchase.c.void_op.is_(None),
        ),
        "user_by_external": select(users.c.id).where(
            users.c.external_id == bindparam("external_id")
        ),
    }


def _listed(name: str) -> Select[Any]:
    """The members of a JSON list, as a subquery."""
    value: ColumnClause[object] = column("value")
    return select(value).select_from(func.json_each(bindparam(name)))
