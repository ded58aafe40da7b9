"""Whose a fact was before a merge, and which customers are known to be two; written in SQLModel."""

from __future__ import annotations

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from leadfunnel.store.dialects import partial

LIVE = "void_op IS NULL"


class MergedFact(SQLModel, table=True):
    """A row that lies with another customer than `customer_id`, whose it is, for a merge's sake."""

    __tablename__ = "merged_fact"

    id: int | None = Field(default=None, primary_key=True)
    customer_id: int = Field(foreign_key="customer.id")
    table_name: str
    row_id: int
    op_id: int = Field(foreign_key="operation.id")
    void_op: int | None = Field(default=None, foreign_key="operation.id")

    __table_args__ = (
        partial("merged_fact_customer", "customer_id", where=LIVE),
        Index("merged_fact_row", "table_name", "row_id"),
    )


class NotDuplicate(SQLModel, table=True):
    """Two customers who look alike and are two; the lower number stands first."""

    __tablename__ = "not_duplicate"

    id: int | None = Field(default=None, primary_key=True)
    customer_id: int = Field(foreign_key="customer.id", index=True)
    other_id: int = Field(foreign_key="customer.id", index=True)
    op_id: int = Field(foreign_key="operation.id")
    void_op: int | None = Field(default=None, foreign_key="operation.id")
