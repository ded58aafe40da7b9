"""What customers allow, and which reminders rest for them; written in SQLModel."""

from __future__ import annotations

from sqlalchemy import BigInteger, Index
from sqlmodel import Field, SQLModel


class Consent(SQLModel, table=True):
    """A customer allowed a channel, or forbade it; `all` stands for every channel."""

    id: int | None = Field(default=None, primary_key=True)
    customer_id: int = Field(foreign_key="customer.id", index=True)
    channel: str
    state: str
    how: str = ""
    at: int = Field(sa_type=BigInteger)
    recorded_at: int = Field(sa_type=BigInteger)
    user_id: int = Field(foreign_key="users.id")
    op_id: int = Field(foreign_key="operation.id")
    void_op: int | None = Field(default=None, foreign_key="operation.id")


class Mute(SQLModel, table=True):
    """One reason to be reminded of a customer rests until a day, which is not part of the rest."""

    id: int | None = Field(default=None, primary_key=True)
    customer_id: int = Field(foreign_key="customer.id")
    reason: str
    until: str
    user_id: int = Field(foreign_key="users.id")
    op_id: int = Field(foreign_key="operation.id")
    void_op: int | None = Field(default=None, foreign_key="operation.id")

    __table_args__ = (Index("mute_customer", "customer_id", "reason"),)
