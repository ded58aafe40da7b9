"""Departments, outlets, and who belongs where with which role; written in SQLModel."""

from __future__ import annotations

from sqlalchemy import BigInteger, Index
from sqlmodel import Field, SQLModel


class Department(SQLModel, table=True):
    """A part of the firm; `parent_id` is the part it belongs to."""

    id: int | None = Field(default=None, primary_key=True)
    name: str
    name_key: str
    parent_id: int | None = Field(default=None, foreign_key="department.id", index=True)
    op_id: int = Field(foreign_key="operation.id")
    void_op: int | None = Field(default=None, foreign_key="operation.id")

    __table_args__ = (Index("department_name", "name_key"),)


class Outlet(SQLModel, table=True):
    """A shop, warehouse or web shop that people buy at."""

    id: int | None = Field(default=None, primary_key=True)
    name: str
    name_key: str
    department_id: int | None = Field(default=None, foreign_key="department.id", index=True)
    op_id: int = Field(foreign_key="operation.id")
    void_op: int | None = Field(default=None, foreign_key="operation.id")

    __table_args__ = (Index("outlet_name", "name_key"),)


class TeamMember(SQLModel, table=True):
    """A user's role (rep, manager or viewer) and department, from an instant to another."""

    __tablename__ = "team_member"

    id: int | None = Field(default=None, primary_key=True)
    user_id: int = Field(foreign_key="users.id", index=True)
    role: str
    department_id: int | None = Field(default=None, foreign_key="department.id", index=True)
    outlet_id: int | None = Field(default=None, foreign_key="outlet.id", index=True)
    from_at: int = Field(sa_type=BigInteger)
    until_at: int | None = Field(default=None, sa_type=BigInteger)
    op_id: int = Field(foreign_key="operation.id")
    void_op: int | None = Field(default=None, foreign_key="operation.id")
