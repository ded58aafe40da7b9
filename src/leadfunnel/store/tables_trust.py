"""What keeps a store trustworthy: who was erased for good, and sums over its rows; in SQLModel."""

from __future__ import annotations

from sqlalchemy import BigInteger, Index
from sqlmodel import Field, SQLModel


class Erased(SQLModel, table=True):
    """A customer who was forgotten: nothing of them but the mark by which a restore knows them."""

    id: int | None = Field(default=None, primary_key=True)
    customer_id: int
    mark: str = Field(unique=True)
    erased_at: int = Field(sa_type=BigInteger)
    op_id: int = Field(foreign_key="operation.id")


class RowSum(SQLModel, table=True):
    """The sum of the checksums of a block of rows of one table, by which `doctor` finds damage."""

    __tablename__ = "row_sum"

    id: int | None = Field(default=None, primary_key=True)
    table_name: str
    block: int
    total: int = Field(sa_type=BigInteger)

    __table_args__ = (Index("row_sum_block", "table_name", "block", unique=True),)
