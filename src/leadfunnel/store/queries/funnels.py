"""What the journeys of a funnel are told apart by: places, owners, teams, campaigns, purchases."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Executable, bindparam, func, select
from sqlmodel import SQLModel

import leadfunnel.store.tables  # noqa: F401 - registers the tables
from leadfunnel.store.queries.customers import ids
from leadfunnel.store.queries.journeys import _known

_tables = SQLModel.metadata.tables
customer, ownership, deal_terms = (
    _tables[name] for name in ("customer", "ownership", "deal_terms")
)
team_member, department, users = (_tables[name] for name in ("team_member", "department", "users"))
interaction, journey, stage_change = (
    _tables[name] for name in ("interaction", "journey", "stage_change")
)
campaign, invitation, purchase = (_tables[name] for name in ("campaign", "invitation", "purchase"))


def statements() -> dict[str, Executable]:
    """Return the family's statements by name."""
    return {
        "places": select(customer.c.id, customer.c.source, customer.c.outlet).where(
            customer.c.id.in_(ids)
        ),
        **_held("holders", ownership, ownership.c.customer_id, "ownership"),
        **_held("deal_holders", deal_terms, deal_terms.c.journey_id, "deal_terms"),
        "memberships": select(
            team_member.c.user_id,
            department.c.name,
            team_member.c.from_at,
            team_member.c.until_at,
        )
        .join(department, department.c.id == team_member.c.department_id)
        .where(team_member.c.void_op.is_(None))
        .order_by(team_member.c.user_id, team_member.c.from_at, team_member.c.id),
        "invitations": select(
            invitation.c.journey_id,
            invitation.c.customer_id,
            campaign.c.name,
            invitation.c.recorded_at,
        )
        .join(campaign, campaign.c.id == invitation.c.campaign_id)
        .where(
            invitation.c.customer_id.in_(ids),
            invitation.c.void_op.is_(None),
            campaign.c.void_op.is_(None),
        )
        .order_by(invitation.c.recorded_at, invitation.c.id),
        "set_aside": select(
            func.count().filter(customer.c.deleted_at.is_not(None)).label("binned"),
            func.count().filter(customer.c.deleted_at.is_(None)).label("merged"),
        )
        .select_from(journey)
        .join(customer, customer.c.id == journey.c.customer_id)
        .where(
            journey.c.pipeline == bindparam("pipeline"),
            journey.c.void_op.is_(None),
            journey.c.entered_at < bindparam("until"),
            customer.c.present == 0,
        ),
        "taken_back": select(func.count())
        .select_from(stage_change)
        .where(
            stage_change.c.pipeline == bindparam("pipeline"),
            stage_change.c.at < bindparam("until"),
            stage_change.c.void_op.is_not(None),
        ),
        "not_heard": select(customer.c.id).where(
            customer.c.id.in_(ids),
            func.coalesce(_last_contact(), customer.c.created_at) < bindparam("since"),
        ),
        "first_bought": select(purchase.c.customer_id, func.min(purchase.c.at).label("at"))
        .where(
            purchase.c.customer_id.in_(ids),
            purchase.c.void_op.is_(None),
            purchase.c.refunds.is_(None),
            purchase.c.kept == 1,
        )
        .group_by(purchase.c.customer_id),
    }


def _last_contact() -> Any:
    """When a customer was last in contact before :until."""
    return (
        select(func.max(interaction.c.at))
        .where(
            interaction.c.customer_id == customer.c.id,
            interaction.c.touch == "contact",
            interaction.c.at < bindparam("until"),
            interaction.c.void_op.is_(None),
        )
        .correlate(customer)
        .scalar_subquery()
    )


def _held(name: str, table: Any, key: Any, known_as: str) -> dict[str, Executable]:
    """Who looked after customers or deals from when on, as known now or after an operation."""
    query = (
        select(key.label("key"), table.c.owner_id, table.c.at)
        .where(key.in_(ids))
        .order_by(key, table.c.at, table.c.id)
    )
    return {
        name: query.where(table.c.void_op.is_(None)),
        f"{name}_known": query.where(*_known(table, known_as)),
    }
