"""Campaigns, who is invited by whom, and the groups customers join; written in SQLModel.

How far an invitation got is told by its journey in the pipeline of invitations; what is no rung
(in the group, junk, why somebody did not buy) is a fact of its own with its instant.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Index
from sqlmodel import Field, SQLModel

from leadfunnel.store.dialects import partial

TO_DO = "done_at IS NULL AND void_op IS NULL"
FROM_FILE = "source_key IS NOT NULL"


class Campaign(SQLModel, table=True):
    """A sale with its days, the days of warming up before it, and its policy as JSON."""

    id: int | None = Field(default=None, primary_key=True)
    name: str
    name_key: str
    from_on: str
    to_on: str
    warm_from_on: str | None = None
    goal: str = ""
    policy: str = "{}"
    organiser_id: int | None = Field(default=None, foreign_key="users.id")
    closed_on: str | None = None
    recorded_at: int = Field(sa_type=BigInteger)
    op_id: int = Field(foreign_key="operation.id")
    void_op: int | None = Field(default=None, foreign_key="operation.id")

    __table_args__ = (Index("campaign_name", "name_key"), Index("campaign_days", "to_on"))


class CampaignGuide(SQLModel, table=True):
    """Somebody who invites for a campaign; goals of None are those of the campaign."""

    __tablename__ = "campaign_guide"

    id: int | None = Field(default=None, primary_key=True)
    campaign_id: int = Field(foreign_key="campaign.id", index=True)
    user_id: int = Field(foreign_key="users.id")
    calls_goal: int | None = None
    group_goal: int | None = None
    op_id: int = Field(foreign_key="operation.id")
    void_op: int | None = Field(default=None, foreign_key="operation.id")


class CampaignCheck(SQLModel, table=True):
    """Something to be ready before or after a campaign, and when it was."""

    __tablename__ = "campaign_check"

    id: int | None = Field(default=None, primary_key=True)
    campaign_id: int = Field(foreign_key="campaign.id", index=True)
    code: str
    text: str = ""
    due_on: str
    done_at: int | None = Field(default=None, sa_type=BigInteger)
    done_by: int | None = Field(default=None, foreign_key="users.id")
    op_id: int = Field(foreign_key="operation.id")
    void_op: int | None = Field(default=None, foreign_key="operation.id")

    __table_args__ = (partial("campaign_check_due", "due_on", where=TO_DO),)


class Invitation(SQLModel, table=True):
    """One customer on the list of one campaign; `number` is that of the guide's sheet."""

    id: int | None = Field(default=None, primary_key=True)
    campaign_id: int = Field(foreign_key="campaign.id")
    customer_id: int = Field(foreign_key="customer.id", index=True)
    journey_id: int | None = Field(default=None, foreign_key="journey.id", index=True)
    guide_id: int | None = Field(default=None, foreign_key="users.id")
    number: int | None = None
    assigned_on: str | None = None
    recorded_at: int = Field(sa_type=BigInteger)
    op_id: int = Field(foreign_key="operation.id")
    void_op: int | None = Field(default=None, foreign_key="operation.id")

    __table_args__ = (Index("invitation_campaign", "campaign_id", "guide_id"),)


class InvitationFact(SQLModel, table=True):
    """Something true of an invitation from an instant on: in the group, interest, budget, junk."""

    __tablename__ = "invitation_fact"

    id: int | None = Field(default=None, primary_key=True)
    invitation_id: int = Field(foreign_key="invitation.id")
    fact: str
    value: str = ""
    on_day: str | None = None
    purchase_id: int | None = Field(default=None, foreign_key="purchase.id", index=True)
    at: int = Field(sa_type=BigInteger)
    recorded_at: int = Field(sa_type=BigInteger)
    user_id: int = Field(foreign_key="users.id")
    op_id: int = Field(foreign_key="operation.id")
    void_op: int | None = Field(default=None, foreign_key="operation.id")
    source_key: str | None = None

    __table_args__ = (
        Index("invitation_fact_invitation", "invitation_id", "fact", "at"),
        partial("invitation_fact_source", "source_key", where=FROM_FILE),
    )


class ChatGroup(SQLModel, table=True):
    """A group chat customers are asked into: what for, what they get, and who helps there."""

    __tablename__ = "chat_group"

    id: int | None = Field(default=None, primary_key=True)
    name: str
    name_key: str
    purpose: str = ""
    benefit: str = ""
    campaign_id: int | None = Field(default=None, foreign_key="campaign.id", index=True)
    owner_id: int | None = Field(default=None, foreign_key="users.id")
    helper_id: int | None = Field(default=None, foreign_key="customer.id", index=True)
    recorded_at: int = Field(sa_type=BigInteger)
    op_id: int = Field(foreign_key="operation.id")
    void_op: int | None = Field(default=None, foreign_key="operation.id")

    __table_args__ = (Index("chat_group_name", "name_key"),)


class GroupMember(SQLModel, table=True):
    """A customer in a group chat, from joining to leaving; `entry` is phone or qr."""

    __tablename__ = "group_member"

    id: int | None = Field(default=None, primary_key=True)
    group_id: int = Field(foreign_key="chat_group.id", index=True)
    customer_id: int = Field(foreign_key="customer.id", index=True)
    entry: str | None = None
    joined_at: int = Field(sa_type=BigInteger)
    left_at: int | None = Field(default=None, sa_type=BigInteger)
    spoke_at: int | None = Field(default=None, sa_type=BigInteger)
    recorded_at: int = Field(sa_type=BigInteger)
    op_id: int = Field(foreign_key="operation.id")
    void_op: int | None = Field(default=None, foreign_key="operation.id")
