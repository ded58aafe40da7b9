"""What a weekly review leaves: dated marks on the trend, and what was written; in SQLModel."""

from __future__ import annotations

from sqlalchemy import BigInteger, Index
from sqlmodel import Field, SQLModel


class ReviewMark(SQLModel, table=True):
    """A dated note drawn on every trend, such as a new opening line."""

    __tablename__ = "review_mark"

    id: int | None = Field(default=None, primary_key=True)
    on_day: str
    text: str
    user_id: int = Field(foreign_key="users.id")
    recorded_at: int = Field(sa_type=BigInteger)
    op_id: int = Field(foreign_key="operation.id")
    void_op: int | None = Field(default=None, foreign_key="operation.id")

    __table_args__ = (Index("review_mark_day", "on_day"),)


class ReviewNote(SQLModel, table=True):
    """What was written under a head of a period's review, and later what became of it."""

    __tablename__ = "review_note"

    id: int | None = Field(default=None, primary_key=True)
    first_day: str
    last_day: str
    head: str
    text: str
    outcome: str | None = None
    user_id: int = Field(foreign_key="users.id")
    recorded_at: int = Field(sa_type=BigInteger)
    op_id: int = Field(foreign_key="operation.id")
    void_op: int | None = Field(default=None, foreign_key="operation.id")

    __table_args__ = (Index("review_note_first", "first_day"),)
