"""Deals: their moves and terms, as known now or as they were known; who helps; what they cost."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Executable, Select, and_, bindparam, select
from sqlmodel import SQLModel

import leadfunnel.store.tables  # noqa: F401 - registers the tables
from leadfunnel.store.queries.journeys import _known
from leadfunnel.store.queries.transfer import _listed

_tables = SQLModel.metadata.tables
journey, stage_change, deal_terms = (
    _tables[name] for name in ("journey", "stage_change", "deal_terms")
)
customer, users, operation = (_tables[name] for name in ("customer", "users", "operation"))
purchase, helper, interaction = (
    _tables[name] for name in ("purchase", "deal_helper", "interaction")
)
tag, customer_tag = _tables["tag"], _tables["customer_tag"]
author, owner = users.alias("author"), users.alias("owner")


def statements() -> dict[str, Executable]:
    """Return the family's statements by name."""
    present = customer.c.present == 1
    standing = and_(customer.c.deleted_at.is_(None), customer.c.merged_into.is_(None))
    live_shift, live_terms = stage_change.c.void_op.is_(None), deal_terms.c.void_op.is_(None)
    return {
        "shifts": _shifts().where(_wanted(), _until(stage_change), live_shift, present),
        "shifts_known": _shifts().where(
            _wanted(), _until(stage_change), standing, *_known(stage_change, "stage_change")
        ),
        "shifts_of": _shifts().where(
            stage_change.c.journey_id == bindparam("journey_id"), live_shift, present
        ),
        "terms": _terms().where(_until(deal_terms), live_terms),
        "terms_known": _terms().where(_until(deal_terms), *_known(deal_terms, "deal_terms")),
        "terms_of": _terms().where(deal_terms.c.journey_id == bindparam("journey_id"), live_terms),
        "of_customer": select(journey.c.id)
        .where(
            journey.c.customer_id == bindparam("customer_id"),
            journey.c.unit == "deal",
            journey.c.void_op.is_(None),
        )
        .order_by(journey.c.id),
        **_about(),
    }


def _shifts() -> Select[Any]:
    return (
        select(
            journey.c.id.label("journey_id"),
            journey.c.customer_id,
            journey.c.pipeline,
            journey.c.unit,
            journey.c.title,
            journey.c.source_key,
            stage_change.c.id,
            stage_change.c.to_stage,
            stage_change.c.at,
            stage_change.c.recorded_at,
            stage_change.c.assumed,
            stage_change.c.reason,
            stage_change.c.owner_id,
            author.c.name.label("by"),
            owner.c.name.label("owner"),
            operation.c.command,
        )
        .join(journey, journey.c.id == stage_change.c.journey_id)
        .join(customer, customer.c.id == journey.c.customer_id)
        .join(author, author.c.id == stage_change.c.user_id)
        .join(operation, operation.c.id == stage_change.c.op_id)
        .outerjoin(owner, owner.c.id == stage_change.c.owner_id)
        .order_by(stage_change.c.journey_id, stage_change.c.at, stage_change.c.id)
    )


def _wanted() -> Any:
    """The journeys of some pipelines."""
    return journey.c.pipeline.in_(_listed("pipelines"))


def _until(table: Any) -> Any:
    return table.c.at < bindparam("until")


def _terms() -> Select[Any]:
    return (
        select(
            deal_terms,
            author.c.name.label("by"),
            owner.c.name.label("owner"),
            operation.c.command,
        )
        .join(operation, operation.c.id == deal_terms.c.op_id)
        .join(author, author.c.id == operation.c.user_id)
        .outerjoin(owner, owner.c.id == deal_terms.c.owner_id)
        .order_by(deal_terms.c.journey_id, deal_terms.c.at, deal_terms.c.id)
    )


def _about() -> dict[str, Executable]:
    """What else is known of deals."""
    of_deal = helper.c.journey_id == bindparam("journey_id")
    return {
        "helpers": select(helper.c.id, helper.c.user_id, users.c.name)
        .join(users, users.c.id == helper.c.user_id)
        .where(of_deal, helper.c.void_op.is_(None))
        .order_by(helper.c.id),
        "notes": select(interaction.c.id, interaction.c.at, interaction.c.text)
        .where(interaction.c.journey_id == bindparam("journey_id"), interaction.c.void_op.is_(None))
        .order_by(interaction.c.at.desc(), interaction.c.id.desc()),
        "bought": select(purchase.c.journey_id)
        .where(
            purchase.c.journey_id.is_not(None),
            purchase.c.refunds.is_(None),
            purchase.c.void_op.is_(None),
        )
        .distinct(),
        "purchase_of": select(purchase.c.id).where(
            purchase.c.journey_id == bindparam("journey_id"),
            purchase.c.refunds.is_(None),
            purchase.c.void_op.is_(None),
        ),
        "contacts_since": select(interaction.c.at)
        .where(
            interaction.c.customer_id == bindparam("customer_id"),
            interaction.c.touch == "contact",
            interaction.c.at > bindparam("since"),
            interaction.c.at < bindparam("until"),
            interaction.c.void_op.is_(None),
        )
        .order_by(interaction.c.at),
        "tagged": select(customer_tag.c.customer_id)
        .join(tag, tag.c.id == customer_tag.c.tag_id)
        .where(tag.c.key == bindparam("key"), customer_tag.c.void_op.is_(None)),
    }
