"""The operation log, users, and definitions: what the facts refer to; written in SQLModel."""

from __future__ import annotations

from sqlalchemy import BigInteger, Index
from sqlmodel import Field, SQLModel


class Operation(SQLModel, table=True):
    """One command that changed something: the unit of undo, history and audit."""

    id: int | None = Field(default=None, primary_key=True)
    at: int = Field(sa_type=BigInteger, index=True)
    user_id: int = Field(foreign_key="users.id")
    command: str
    summary: str
    undoes: int | None = Field(default=None, foreign_key="operation.id")
    undone_by: int | None = Field(default=None, foreign_key="operation.id")
    version: str

    __table_args__ = (Index("operation_user", "user_id", "id"),)


class Change(SQLModel, table=True):
    """What an operation did to one row, or to a range of rows it inserted."""

    id: int | None = Field(default=None, primary_key=True)
    operation_id: int = Field(foreign_key="operation.id", index=True)
    table_name: str
    action: str
    first_id: int
    last_id: int
    before: str | None = None
    after: str | None = None
    customer_id: int | None = None

    __table_args__ = (
        Index("change_row", "table_name", "first_id"),
        Index("change_customer", "customer_id", "operation_id"),
    )


class VoidGap(SQLModel, table=True):
    """A span of operations during which a row, undone and then redone, was void."""

    __tablename__ = "void_gap"

    id: int | None = Field(default=None, primary_key=True)
    table_name: str
    row_id: int
    from_op: int
    to_op: int

    __table_args__ = (Index("void_gap_row", "table_name", "row_id"),)


class Users(SQLModel, table=True):
    """Somebody who sells or manages; two may share a name."""

    id: int | None = Field(default=None, primary_key=True)
    name: str
    name_key: str = Field(index=True)
    external_id: str | None = None
    department: str | None = None
    outlet: str | None = None
    role: str = "rep"


class Definition(SQLModel, table=True):
    """Declared data that changes figures: a pipeline or a store setting, as JSON."""

    id: int | None = Field(default=None, primary_key=True)
    kind: str
    name: str
    body: str
    op_id: int = Field(foreign_key="operation.id")
    void_op: int | None = Field(default=None, foreign_key="operation.id")

    __table_args__ = (Index("definition_name", "kind", "name"),)
