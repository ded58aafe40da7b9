"""What happened between us and a customer, and what was promised them; written in SQLModel."""

from __future__ import annotations

from sqlalchemy import BigInteger, Index
from sqlmodel import Field, SQLModel

from leadfunnel.store.dialects import partial

STANDING = "status = 'open' AND void_op IS NULL"
KEPT = "status = 'done' AND void_op IS NULL"
HAS_JOURNEY = "journey_id IS NOT NULL"
CORRECTS = "replaces IS NOT NULL"
FROM_FILE = "source_key IS NOT NULL"


class Interaction(SQLModel, table=True):
    """Something that happened between us and a customer."""

    id: int | None = Field(default=None, primary_key=True)
    customer_id: int = Field(foreign_key="customer.id")
    journey_id: int | None = Field(default=None, foreign_key="journey.id")
    kind: str
    direction: str = "out"
    outcome: str | None = None
    grade: str | None = None
    touch: str | None = None
    text: str = ""
    duration_seconds: int | None = None
    at: int = Field(sa_type=BigInteger)
    recorded_at: int = Field(sa_type=BigInteger)
    user_id: int = Field(foreign_key="users.id")
    op_id: int = Field(foreign_key="operation.id")
    void_op: int | None = Field(default=None, foreign_key="operation.id")
    replaces: int | None = None  # the void row this one corrects; no reference, or redo would look
    source_key: str | None = None

    __table_args__ = (
        partial("interaction_replaces", "replaces", where=CORRECTS),
        partial("interaction_source", "source_key", where=FROM_FILE),
        Index("interaction_customer", "customer_id", "at"),
        Index("interaction_touch", "customer_id", "touch", "at"),
        Index("interaction_at", "at"),
        partial("interaction_grade", "customer_id", "at", where="grade IS NOT NULL"),
        partial("interaction_journey", "journey_id", where=HAS_JOURNEY),
    )


class FollowUp(SQLModel, table=True):
    """A promise: this customer, this moment, this reason."""

    __tablename__ = "follow_up"

    id: int | None = Field(default=None, primary_key=True)
    customer_id: int = Field(foreign_key="customer.id", index=True)
    journey_id: int | None = Field(default=None, foreign_key="journey.id")
    kind: str = "call"
    due_on: str
    due_at: int | None = Field(default=None, sa_type=BigInteger)
    note: str = ""
    status: str = "open"
    closed_at: int | None = Field(default=None, sa_type=BigInteger)
    kept_by: int | None = Field(default=None, foreign_key="interaction.id")
    owner_id: int | None = Field(default=None, foreign_key="users.id")
    recorded_at: int = Field(sa_type=BigInteger)
    op_id: int = Field(foreign_key="operation.id")
    void_op: int | None = Field(default=None, foreign_key="operation.id")

    __table_args__ = (
        partial("follow_up_journey", "journey_id", where=HAS_JOURNEY),
        partial("follow_up_kept", "kept_by", where="kept_by IS NOT NULL"),
        partial("follow_up_done", "due_on", where=KEPT),
        partial("follow_up_open", "due_on", "due_at", where=STANDING),
        partial(
            "follow_up_due",
            "owner_id",
            "due_on",
            "due_at",
            where=STANDING,
        ),
    )
