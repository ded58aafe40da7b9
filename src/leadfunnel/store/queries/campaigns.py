"""Campaigns: who is invited, how far each got, and what was said of them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Executable,
    Select,
    bindparam,
    func,
    literal,
    or_,
    select,
)
from sqlmodel import SQLModel

import leadfunnel.store.tables  # noqa: F401 - registers the tables
from leadfunnel.store.queries.customers import ids

_tables = SQLModel.metadata.tables
campaign, guide, check, invitation, fact = (
    _tables[name]
    for name in (
        "campaign",
        "campaign_guide",
        "campaign_check",
        "invitation",
        "invitation_fact",
    )
)
customer, users, interaction, purchase, stage_change = (
    _tables[name] for name in ("customer", "users", "interaction", "purchase", "stage_change")
)


def statements() -> dict[str, Executable]:
    """Return the family's statements by name."""
    return {
        "all": select(campaign, users.c.name.label("organiser"))
        .outerjoin(users, users.c.id == campaign.c.organiser_id)
        .where(campaign.c.void_op.is_(None))
        .order_by(campaign.c.from_on, campaign.c.id),
        "guides": select(guide, users.c.name)
        .join(users, users.c.id == guide.c.user_id)
        .where(_of(guide), guide.c.void_op.is_(None))
        .order_by(guide.c.id),
        "checks": select(check)
        .where(_of(check), check.c.void_op.is_(None))
        .order_by(check.c.due_on, check.c.id),
        "checks_due": select(check, campaign.c.name)
        .join(campaign, campaign.c.id == check.c.campaign_id)
        .where(
            check.c.due_on <= bindparam("day"),
            check.c.done_at.is_(None),
            check.c.void_op.is_(None),
            campaign.c.void_op.is_(None),
            campaign.c.closed_on.is_(None),
            campaign.c.organiser_id == bindparam("user_id"),
        )
        .order_by(check.c.due_on, check.c.id),
        "tasks": select(campaign.c.name, func.count().label("calls"))
        .join(invitation, invitation.c.campaign_id == campaign.c.id)
        .where(
            campaign.c.to_on >= bindparam("day"),
            campaign.c.closed_on.is_(None),
            campaign.c.void_op.is_(None),
            invitation.c.guide_id == bindparam("user_id"),
            invitation.c.assigned_on == bindparam("day"),
            invitation.c.void_op.is_(None),
        )
        .group_by(campaign.c.id, campaign.c.name)
        .order_by(campaign.c.id),
        **_invited(),
    }


def _invited() -> dict[str, Executable]:
    until: BindParameter[int] = bindparam("until")
    on_list: list[ColumnElement[bool]] = [_of(invitation), invitation.c.void_op.is_(None)]
    facts = (
        select(fact, invitation.c.customer_id)
        .join(invitation, invitation.c.id == fact.c.invitation_id)
        .where(fact.c.void_op.is_(None), invitation.c.void_op.is_(None))
        .order_by(fact.c.at, fact.c.id)
    )
    return {
        "invited": select(
            invitation,
            customer.c.source,
            users.c.name.label("guide"),
        )
        .join(customer, customer.c.id == invitation.c.customer_id)
        .outerjoin(users, users.c.id == invitation.c.guide_id)
        .where(*on_list, customer.c.present == 1)
        .order_by(invitation.c.number, invitation.c.id),
        "of_customer": select(invitation)
        .where(
            invitation.c.customer_id == bindparam("customer_id"),
            _of(invitation),
            invitation.c.void_op.is_(None),
        )
        .order_by(invitation.c.id),
        "steps": select(
            invitation.c.id.label("invitation_id"), stage_change.c.to_stage, stage_change.c.at
        )
        .join(stage_change, stage_change.c.journey_id == invitation.c.journey_id)
        .where(*on_list, stage_change.c.void_op.is_(None), stage_change.c.at < until)
        .order_by(stage_change.c.at, stage_change.c.id),
        "facts": facts.where(_of(invitation), fact.c.at < until),
        "facts_of": select(fact)
        .where(fact.c.invitation_id == bindparam("invitation_id"), fact.c.void_op.is_(None))
        .order_by(fact.c.at, fact.c.id),
        "junk_among": facts.where(
            invitation.c.customer_id.in_(ids),
            fact.c.fact.in_((literal("junk"), literal("reopened"))),
        ),
        "wanted": select(fact.c.value)
        .join(invitation, invitation.c.id == fact.c.invitation_id)
        .where(_of(invitation), fact.c.fact == literal("interest"), fact.c.void_op.is_(None))
        .distinct()
        .order_by(fact.c.value),
        "from_file": select(func.count())
        .select_from(fact)
        .where(fact.c.source_key == bindparam("source_key"), fact.c.void_op.is_(None)),
        "talks": _talks(on_list),
        "sales": _sales(on_list),
        "graded": _graded(on_list),
    }


def _talks(on_list: list[ColumnElement[bool]]) -> Select[Any]:
    """Return the calls to those invited in the days that count, and what else was graded."""
    begin: BindParameter[int] = bindparam("begin")
    until: BindParameter[int] = bindparam("until")
    return (
        select(
            invitation.c.id.label("invitation_id"),
            interaction.c.kind,
            interaction.c.outcome,
            interaction.c.grade,
            interaction.c.touch,
            interaction.c.at,
            interaction.c.text,
        )
        .join(interaction, interaction.c.customer_id == invitation.c.customer_id)
        .where(
            *on_list,
            or_(interaction.c.kind == "call", interaction.c.grade.is_not(None)),
            interaction.c.void_op.is_(None),
            interaction.c.at >= begin,
            interaction.c.at < until,
        )
        .order_by(interaction.c.at, interaction.c.id)
    )


def _graded(on_list: list[ColumnElement[bool]]) -> Select[Any]:
    """Return how calls to those invited were graded before the days that count, the last last."""
    begin: BindParameter[int] = bindparam("begin")
    return (
        select(invitation.c.id.label("invitation_id"), interaction.c.grade, interaction.c.at)
        .join(interaction, interaction.c.customer_id == invitation.c.customer_id)
        .where(
            *on_list,
            interaction.c.grade.in_((literal("A"), literal("B"), literal("D"))),
            interaction.c.void_op.is_(None),
            interaction.c.at < begin,
        )
        .order_by(interaction.c.at, interaction.c.id)
    )


def _sales(on_list: list[ColumnElement[bool]]) -> Select[Any]:
    """Return what those invited bought in the days that count, and what they gave back of it."""
    linked = (
        select(fact.c.id)
        .where(
            fact.c.invitation_id == invitation.c.id,
            fact.c.purchase_id == func.coalesce(purchase.c.refunds, purchase.c.id),
            fact.c.void_op.is_(None),
        )
        .correlate(invitation, purchase)
        .exists()
    )
    first = purchase.alias("first_bought")
    counted = (
        select(first.c.id)
        .where(
            first.c.id == func.coalesce(purchase.c.refunds, purchase.c.id),
            first.c.on_day >= bindparam("first"),
            first.c.on_day <= bindparam("last"),
        )
        .correlate(purchase)
        .exists()
    )
    return (
        select(
            invitation.c.id.label("invitation_id"),
            purchase.c.id,
            purchase.c.amount,
            purchase.c.currency,
            purchase.c.refunds,
            purchase.c.at,
        )
        .join(purchase, purchase.c.customer_id == invitation.c.customer_id)
        .where(
            *on_list,
            purchase.c.void_op.is_(None),
            purchase.c.at < bindparam("until"),
            or_(linked, counted),
        )
        .order_by(purchase.c.at, purchase.c.id)
    )


def _of(table: Any) -> ColumnElement[bool]:
    found: ColumnElement[bool] = table.c.campaign_id == bindparam("campaign_id")
    return found
