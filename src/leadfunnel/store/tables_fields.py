"""What is kept of customers because a store declares it; written in SQLModel."""

from __future__ import annotations

from sqlalchemy import BigInteger, Index
from sqlmodel import Field, SQLModel


class CustomerField(SQLModel, table=True):
    """One customer's value in a declared field; `measure` orders values of a measured type."""

    __tablename__ = "customer_field"

    id: int | None = Field(default=None, primary_key=True)
    customer_id: int = Field(foreign_key="customer.id", index=True)
    key: str
    type: str
    value: str
    measure: int | None = Field(default=None, sa_type=BigInteger)
    op_id: int = Field(foreign_key="operation.id")
    void_op: int | None = Field(default=None, foreign_key="operation.id")

    __table_args__ = (Index("customer_field_key", "key", "measure"),)
