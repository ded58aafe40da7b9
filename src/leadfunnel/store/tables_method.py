"""The working method: cases, satisfaction, targets, plans, materials, scores; in SQLModel."""

from __future__ import annotations

from sqlalchemy import BigInteger, Index
from sqlmodel import Field, SQLModel

from leadfunnel.store.dialects import partial


class ServiceCase(SQLModel, table=True):
    """A complaint, from the interaction that opened it to how it was solved."""

    __tablename__ = "service_case"

    id: int | None = Field(default=None, primary_key=True)
    customer_id: int = Field(foreign_key="customer.id", index=True)
    interaction_id: int | None = Field(default=None, foreign_key="interaction.id", index=True)
    complaint: str = ""
    opened_at: int = Field(sa_type=BigInteger)
    status: str = "open"
    solved_at: int | None = Field(default=None, sa_type=BigInteger)
    resolution: str = ""
    user_id: int = Field(foreign_key="users.id")
    recorded_at: int = Field(sa_type=BigInteger)
    op_id: int = Field(foreign_key="operation.id")
    void_op: int | None = Field(default=None, foreign_key="operation.id")

    __table_args__ = (
        partial(
            "service_case_open",
            "customer_id",
            "opened_at",
            where="status = 'open' AND void_op IS NULL",
        ),
    )


class Satisfaction(SQLModel, table=True):
    """How satisfied a customer said to be, from 1 to 5."""

    id: int | None = Field(default=None, primary_key=True)
    customer_id: int = Field(foreign_key="customer.id", index=True)
    purchase_id: int | None = Field(default=None, foreign_key="purchase.id", index=True)
    interaction_id: int | None = Field(default=None, foreign_key="interaction.id", index=True)
    score: int
    at: int = Field(sa_type=BigInteger)
    recorded_at: int = Field(sa_type=BigInteger)
    user_id: int = Field(foreign_key="users.id")
    op_id: int = Field(foreign_key="operation.id")
    void_op: int | None = Field(default=None, foreign_key="operation.id")


class SalesTarget(SQLModel, table=True):
    """So much of a metric, per day, week or month, from a day on; money in minor units."""

    __tablename__ = "sales_target"

    id: int | None = Field(default=None, primary_key=True)
    metric: str
    owner_id: int | None = Field(default=None, foreign_key="users.id")
    per: str
    goal: int = Field(sa_type=BigInteger)
    currency: str | None = None
    from_on: str
    until_on: str | None = None
    ramp: str | None = None
    recorded_at: int = Field(sa_type=BigInteger)
    op_id: int = Field(foreign_key="operation.id")
    void_op: int | None = Field(default=None, foreign_key="operation.id")

    __table_args__ = (Index("sales_target_metric", "metric", "owner_id"),)


class PlanRun(SQLModel, table=True):
    """One customer's run of a plan: a copy of its definition, day 0, and what started it.

    `until_on` is the day of its last step, or the last of all days where it comes again for ever.
    """

    __tablename__ = "plan_run"

    id: int | None = Field(default=None, primary_key=True)
    customer_id: int = Field(foreign_key="customer.id", index=True)
    plan: str
    body: str
    day_zero: str
    until_on: str
    cause: str = "hand"
    cause_id: int | None = None
    status: str = "running"
    ended_at: int | None = Field(default=None, sa_type=BigInteger)
    end_reason: str | None = None
    user_id: int = Field(foreign_key="users.id")
    recorded_at: int = Field(sa_type=BigInteger)
    op_id: int = Field(foreign_key="operation.id")
    void_op: int | None = Field(default=None, foreign_key="operation.id")

    __table_args__ = (
        partial(
            "plan_run_running",
            "until_on",
            where="status = 'running' AND void_op IS NULL",
        ),
    )


class StepMark(SQLModel, table=True):
    """A step of a run that was done, by which interaction, or skipped."""

    __tablename__ = "step_mark"

    id: int | None = Field(default=None, primary_key=True)
    run_id: int = Field(foreign_key="plan_run.id", index=True)
    step: str
    state: str
    interaction_id: int | None = Field(default=None, foreign_key="interaction.id", index=True)
    at: int = Field(sa_type=BigInteger)
    recorded_at: int = Field(sa_type=BigInteger)
    user_id: int = Field(foreign_key="users.id")
    op_id: int = Field(foreign_key="operation.id")
    void_op: int | None = Field(default=None, foreign_key="operation.id")


class Material(SQLModel, table=True):
    """Something worth sending: whom it suits, as a filter, and how many days lie between two."""

    id: int | None = Field(default=None, primary_key=True)
    name: str
    name_key: str
    kind: str
    content: str = ""
    suits: str = ""
    every_days: int | None = None
    retired: int = 0
    recorded_at: int = Field(sa_type=BigInteger)
    op_id: int = Field(foreign_key="operation.id")
    void_op: int | None = Field(default=None, foreign_key="operation.id")

    __table_args__ = (Index("material_name", "name_key"),)


class MaterialSent(SQLModel, table=True):
    """A customer was sent a material, by which interaction."""

    __tablename__ = "material_sent"

    id: int | None = Field(default=None, primary_key=True)
    customer_id: int = Field(foreign_key="customer.id")
    material_id: int = Field(foreign_key="material.id")
    interaction_id: int = Field(foreign_key="interaction.id", index=True)
    at: int = Field(sa_type=BigInteger)
    op_id: int = Field(foreign_key="operation.id")
    void_op: int | None = Field(default=None, foreign_key="operation.id")

    __table_args__ = (
        Index("material_sent_customer", "customer_id", "at"),
        Index("material_sent_material", "material_id", "customer_id"),
    )


class Score(SQLModel, table=True):
    """The points a customer was given for one criterion of a scorecard."""

    id: int | None = Field(default=None, primary_key=True)
    customer_id: int = Field(foreign_key="customer.id")
    card: str
    criterion: str
    points: int
    at: int = Field(sa_type=BigInteger)
    recorded_at: int = Field(sa_type=BigInteger)
    user_id: int = Field(foreign_key="users.id")
    op_id: int = Field(foreign_key="operation.id")
    void_op: int | None = Field(default=None, foreign_key="operation.id")

    __table_args__ = (Index("score_customer", "customer_id", "card"),)


class CustomerMark(SQLModel, table=True):
    """Something said of a customer that stands until told otherwise, such as lost confidence."""

    __tablename__ = "customer_mark"

    id: int | None = Field(default=None, primary_key=True)
    customer_id: int = Field(foreign_key="customer.id", index=True)
    mark: str
    reason: str | None = None
    at: int = Field(sa_type=BigInteger)
    recorded_at: int = Field(sa_type=BigInteger)
    user_id: int = Field(foreign_key="users.id")
    op_id: int = Field(foreign_key="operation.id")
    void_op: int | None = Field(default=None, foreign_key="operation.id")
