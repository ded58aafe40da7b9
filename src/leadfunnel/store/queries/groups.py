"""Group chats and who is in them."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Executable, bindparam, func, select
from sqlmodel import SQLModel

import leadfunnel.store.tables  # noqa: F401 - registers the tables

_tables = SQLModel.metadata.tables
group, member, campaign, customer, users = (
    _tables[name] for name in ("chat_group", "group_member", "campaign", "customer", "users")
)


_spoke: ColumnElement[int] = func.max(func.coalesce(member.c.spoke_at, member.c.joined_at))


def statements() -> dict[str, Executable]:
    """Return the family's statements by name."""
    return {
        "all": select(group, campaign.c.name.label("campaign"), users.c.name.label("owner"))
        .outerjoin(campaign, campaign.c.id == group.c.campaign_id)
        .outerjoin(users, users.c.id == group.c.owner_id)
        .where(group.c.void_op.is_(None))
        .order_by(group.c.id),
        "of_campaign": select(group.c.id)
        .where(group.c.campaign_id == bindparam("campaign_id"), group.c.void_op.is_(None))
        .order_by(group.c.id),
        "members": select(member)
        .join(customer, customer.c.id == member.c.customer_id)
        .where(
            member.c.group_id == bindparam("group_id"),
            member.c.void_op.is_(None),
            customer.c.present == 1,
        )
        .order_by(member.c.joined_at, member.c.id),
        "quiet": select(member.c.customer_id, _spoke.label("spoke"))
        .join(customer, customer.c.id == member.c.customer_id)
        .where(
            member.c.left_at.is_(None),
            member.c.void_op.is_(None),
            customer.c.present == 1,
            customer.c.purchases > 0,
        )
        .group_by(member.c.customer_id)
        .having(_spoke <= bindparam("before"))
        .order_by(_spoke, member.c.customer_id),
        "inside": select(member)
        .where(
            member.c.customer_id == bindparam("customer_id"),
            member.c.group_id == bindparam("group_id"),
            member.c.left_at.is_(None),
            member.c.void_op.is_(None),
        )
        .order_by(member.c.id),
    }
