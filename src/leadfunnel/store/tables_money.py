"""Products, purchases, deals' terms, costs, the people of an account, quotas; written in SQLModel.

Money is in minor units of its currency; a quantity is in thousandths of the unit sold, so that
1.5 kg is exact. A refund is a purchase of negative amounts that names what it refunds.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Index
from sqlmodel import Field, SQLModel

from leadfunnel.store.dialects import partial

LIVE = "void_op IS NULL"
FROM_FILE = "source_key IS NOT NULL"


class Product(SQLModel, table=True):
    """Something sold; `lasts_days` tells how long one unit of it lasts a customer."""

    id: int | None = Field(default=None, primary_key=True)
    name: str
    name_key: str
    category: str | None = None
    price: int | None = Field(default=None, sa_type=BigInteger)
    currency: str | None = None
    lasts_days: int | None = None
    retired: int = 0
    op_id: int = Field(foreign_key="operation.id")
    void_op: int | None = Field(default=None, foreign_key="operation.id")

    __table_args__ = (Index("product_name", "name_key"),)


class Purchase(SQLModel, table=True):
    """What a customer bought at once, or gave back; `amount` is the whole, None where unknown."""

    id: int | None = Field(default=None, primary_key=True)
    customer_id: int = Field(foreign_key="customer.id")
    refunds: int | None = Field(default=None, foreign_key="purchase.id")
    order_number: str | None = None
    order_system: str = ""
    amount: int | None = Field(default=None, sa_type=BigInteger)
    currency: str | None = None
    at: int = Field(sa_type=BigInteger)
    on_day: str
    outlet: str | None = None
    journey_id: int | None = Field(default=None, foreign_key="journey.id")
    note: str = ""
    reason: str | None = None
    user_id: int = Field(foreign_key="users.id")
    owner_id: int | None = Field(default=None, foreign_key="users.id")
    recorded_at: int = Field(sa_type=BigInteger)
    op_id: int = Field(foreign_key="operation.id")
    void_op: int | None = Field(default=None, foreign_key="operation.id")
    source_key: str | None = None
    # derived
    occasion: str = ""
    kept: int = 1

    __table_args__ = (
        Index("purchase_customer", "customer_id", "on_day"),
        Index("purchase_day", "on_day"),
        partial("purchase_order", "order_number", where="order_number IS NOT NULL"),
        partial("purchase_refunds", "refunds", where="refunds IS NOT NULL"),
        partial("purchase_journey", "journey_id", where="journey_id IS NOT NULL"),
        partial("purchase_source", "source_key", where=FROM_FILE),
    )


class PurchaseLine(SQLModel, table=True):
    """One product of a purchase; its amount is None where only the whole is known."""

    __tablename__ = "purchase_line"

    id: int | None = Field(default=None, primary_key=True)
    purchase_id: int = Field(foreign_key="purchase.id", index=True)
    product_id: int = Field(foreign_key="product.id", index=True)
    quantity: int = Field(sa_type=BigInteger)
    amount: int | None = Field(default=None, sa_type=BigInteger)
    op_id: int = Field(foreign_key="operation.id")
    void_op: int | None = Field(default=None, foreign_key="operation.id")
    # derived, with the last purchase of a product
    runs_out_on: str | None = None

    __table_args__ = (
        partial(
            "purchase_line_runs_out",
            "runs_out_on",
            where="runs_out_on IS NOT NULL",
        ),
    )


class DealTerms(SQLModel, table=True):
    """What a deal was worth from an instant on; money in minor units of its currency."""

    __tablename__ = "deal_terms"

    id: int | None = Field(default=None, primary_key=True)
    journey_id: int = Field(foreign_key="journey.id", index=True)
    amount: int | None = Field(default=None, sa_type=BigInteger)
    currency: str | None = None
    probability: int | None = None
    closes_on: str | None = None
    product: str | None = None
    owner_id: int | None = Field(default=None, foreign_key="users.id")
    at: int = Field(sa_type=BigInteger)
    recorded_at: int = Field(sa_type=BigInteger)
    op_id: int = Field(foreign_key="operation.id")
    void_op: int | None = Field(default=None, foreign_key="operation.id")


class Cost(SQLModel, table=True):
    """Money spent on a customer, a deal, a campaign, or a channel."""

    id: int | None = Field(default=None, primary_key=True)
    customer_id: int | None = Field(default=None, foreign_key="customer.id")
    journey_id: int | None = Field(default=None, foreign_key="journey.id")
    campaign: str | None = None
    channel: str | None = None
    category: str = ""
    amount: int = Field(sa_type=BigInteger)
    currency: str
    on_day: str
    note: str = ""
    user_id: int = Field(foreign_key="users.id")
    recorded_at: int = Field(sa_type=BigInteger)
    op_id: int = Field(foreign_key="operation.id")
    void_op: int | None = Field(default=None, foreign_key="operation.id")
    source_key: str | None = None

    __table_args__ = (
        partial("cost_customer", "customer_id", where="customer_id IS NOT NULL"),
        partial("cost_journey", "journey_id", where="journey_id IS NOT NULL"),
        Index("cost_day", "on_day"),
        partial("cost_source", "source_key", where=FROM_FILE),
    )


class Member(SQLModel, table=True):
    """A person within a firm: who they are in its decisions, and how they stand to us."""

    id: int | None = Field(default=None, primary_key=True)
    customer_id: int = Field(foreign_key="customer.id", index=True)
    person_id: int = Field(foreign_key="customer.id", index=True)
    role: str = ""
    stance: str = ""
    op_id: int = Field(foreign_key="operation.id")
    void_op: int | None = Field(default=None, foreign_key="operation.id")


class DealHelper(SQLModel, table=True):
    """A colleague who helps with a deal."""

    __tablename__ = "deal_helper"

    id: int | None = Field(default=None, primary_key=True)
    journey_id: int = Field(foreign_key="journey.id", index=True)
    user_id: int = Field(foreign_key="users.id")
    op_id: int = Field(foreign_key="operation.id")
    void_op: int | None = Field(default=None, foreign_key="operation.id")


class QuotaBasis(SQLModel, table=True):
    """The weighted open deals of an owner or a territory, frozen on a day for a period."""

    __tablename__ = "quota_basis"

    id: int | None = Field(default=None, primary_key=True)
    owner_id: int | None = Field(default=None, foreign_key="users.id")
    territory: str | None = None
    taken_on: str
    from_on: str
    to_on: str
    recorded_at: int = Field(sa_type=BigInteger)
    user_id: int = Field(foreign_key="users.id")
    op_id: int = Field(foreign_key="operation.id")
    void_op: int | None = Field(default=None, foreign_key="operation.id")


class QuotaBasisRow(SQLModel, table=True):
    """One deal as it stood in a frozen basis; the probability is in basis points."""

    __tablename__ = "quota_basis_row"

    id: int | None = Field(default=None, primary_key=True)
    basis_id: int = Field(foreign_key="quota_basis.id", index=True)
    journey_id: int = Field(foreign_key="journey.id", index=True)
    amount: int = Field(sa_type=BigInteger)
    currency: str
    probability: int
    weighted: int = Field(sa_type=BigInteger)
    closes_on: str
    op_id: int = Field(foreign_key="operation.id")
    void_op: int | None = Field(default=None, foreign_key="operation.id")


class Quota(SQLModel, table=True):
    """What somebody, or a territory, is to sell in each month, quarter, or year from a day on."""

    id: int | None = Field(default=None, primary_key=True)
    owner_id: int | None = Field(default=None, foreign_key="users.id")
    territory: str | None = None
    per: str
    from_on: str
    amount: int = Field(sa_type=BigInteger)
    currency: str
    recorded_at: int = Field(sa_type=BigInteger)
    user_id: int = Field(foreign_key="users.id")
    op_id: int = Field(foreign_key="operation.id")
    void_op: int | None = Field(default=None, foreign_key="operation.id")
