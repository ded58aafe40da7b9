"""Deals: their moves and terms, as known now or as they were known; who helps; what they cost."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Executable, Select, and_, bindparam, func, select
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
        **_as_they_stand(),
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


def _as_they_stand() -> dict[str, Executable]:
    """What a forecast asks: the open deals with their last move and terms, and all moves."""
    live_shift, live_terms = stage_change.c.void_op.is_(None), deal_terms.c.void_op.is_(None)
    of_pipeline = _read_in_order()
    return {
        "standing": _standing(),
        "moves": select(
            stage_change.c.journey_id,
            stage_change.c.to_stage,
            stage_change.c.at,
            stage_change.c.assumed,
            stage_change.c.owner_id,
        )
        .join_from(journey, customer, customer.c.id == journey.c.customer_id)
        .join(stage_change, stage_change.c.journey_id == journey.c.id)
        .where(of_pipeline, _until(stage_change), live_shift, customer.c.present == 1)
        .order_by(journey.c.id, stage_change.c.at, stage_change.c.id),
        "owners": select(deal_terms.c.journey_id, deal_terms.c.owner_id)
        .join_from(journey, deal_terms, deal_terms.c.journey_id == journey.c.id)
        .where(of_pipeline, _until(deal_terms), live_terms)
        .order_by(deal_terms.c.journey_id, deal_terms.c.at, deal_terms.c.id),
    }


def _read_in_order() -> ColumnElement[bool]:
    """The journeys of a pipeline, by an expression: an index would lead to and fro in the table."""
    return func.coalesce(journey.c.pipeline, "") == bindparam("pipeline")


def _standing() -> Select[Any]:
    terms_owner = users.alias("terms_owner")
    return (
        select(
            journey.c.id.label("journey_id"),
            journey.c.customer_id,
            journey.c.unit,
            journey.c.title,
            journey.c.source_key,
            stage_change.c.id,
            stage_change.c.to_stage,
            stage_change.c.at,
            stage_change.c.reason,
            stage_change.c.owner_id,
            owner.c.name.label("owner"),
            deal_terms.c.at.label("terms_at"),
            deal_terms.c.amount,
            deal_terms.c.currency,
            deal_terms.c.probability,
            deal_terms.c.closes_on,
            deal_terms.c.product,
            deal_terms.c.owner_id.label("terms_owner_id"),
            terms_owner.c.name.label("terms_owner"),
        )
        .join(customer, customer.c.id == journey.c.customer_id)
        .join(stage_change, stage_change.c.id == _last(stage_change))
        .outerjoin(deal_terms, deal_terms.c.id == _last(deal_terms))
        .outerjoin(owner, owner.c.id == stage_change.c.owner_id)
        .outerjoin(terms_owner, terms_owner.c.id == deal_terms.c.owner_id)
        .where(
            _read_in_order(),
            customer.c.present == 1,
            stage_change.c.to_stage.in_(_listed("stages")),
        )
        .order_by(journey.c.id)
    )


def _last(table: Any) -> Any:
    """The last row of a journey that happened before :until."""
    row = table.alias("last")
    return (
        select(row.c.id)
        .where(row.c.journey_id == journey.c.id, _until(row), row.c.void_op.is_(None))
        .order_by(row.c.at.desc(), row.c.id.desc())
        .limit(1)
        .correlate(journey)
        .scalar_subquery()
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
