"""The tables, written once in SQLModel; `render` turns them into the checked-in schema.

Every fact row names the operation that recorded it (`op_id`) and, once taken back, the one that
did (`void_op`): rows are voided, never deleted, so that reports can be reprinted as they were
known. Columns listed in `DERIVED` are recomputed from facts and never imaged for undo.
Instants are UTC seconds; calendar days are ISO text.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Index, text
from sqlmodel import Field, SQLModel

import leadfunnel.store.tables_campaign
import leadfunnel.store.tables_fields
import leadfunnel.store.tables_log
import leadfunnel.store.tables_merge
import leadfunnel.store.tables_method
import leadfunnel.store.tables_money
import leadfunnel.store.tables_review
import leadfunnel.store.tables_team
import leadfunnel.store.tables_touches
import leadfunnel.store.tables_trust
import leadfunnel.store.tables_wishes  # noqa: F401 - registers the tables of facts and of the log
from leadfunnel.store.dialects import partial

PRESENT = "present = 1"
BORN = "present = 1 AND birthday_key IS NOT NULL"
BOUGHT = "present = 1 AND purchases > 0"
ADDED = "present = 1 AND imported = 0"
FREE = "present = 1 AND owner_id IS NULL"
UNBOUGHT = "present = 1 AND purchases = 0"
SILENT = "present = 1 AND unanswered > 0"
ATTEMPTED = "present = 1 AND attempted_at IS NOT NULL"
UNCONTACTED = "present = 1 AND last_contact_at IS NULL"
LATE = "recorded_at > at"
FROM_FILE = "source_key IS NOT NULL"
"""A row of a file is known again by its source key: the kind, and its own id or a hash."""


class Customer(SQLModel, table=True):
    """A person or firm we sell to."""

    id: int | None = Field(default=None, primary_key=True)
    name: str
    company: str | None = None
    address: str | None = None
    source: str | None = None
    outlet: str | None = None
    birthday: str | None = None
    referrer_id: int | None = Field(default=None, foreign_key="customer.id")
    owner_id: int | None = Field(default=None, foreign_key="users.id")
    do_not_contact: int = 0
    imported: int = 0
    created_at: int = Field(sa_type=BigInteger)
    deleted_at: int | None = Field(default=None, sa_type=BigInteger)
    merged_into: int | None = Field(default=None, foreign_key="customer.id")
    op_id: int = Field(foreign_key="operation.id")
    void_op: int | None = Field(default=None, foreign_key="operation.id")
    # derived
    present: int = 1
    name_key: str = ""
    untagged: int = 1
    stage: str | None = None
    stage_since: int | None = Field(default=None, sa_type=BigInteger)
    last_contact_at: int | None = Field(default=None, sa_type=BigInteger)
    last_touch_at: int | None = Field(default=None, sa_type=BigInteger)
    next_on: str | None = None
    next_at: int | None = Field(default=None, sa_type=BigInteger)
    birthday_key: str | None = None
    purchases: int = Field(default=0, sa_column_kwargs={"server_default": text("0")})
    first_bought_on: str | None = None
    last_bought_on: str | None = None
    unanswered: int = Field(default=0, sa_column_kwargs={"server_default": text("0")})
    attempted_at: int | None = Field(default=None, sa_type=BigInteger)

    __table_args__ = (
        Index("customer_name", "name_key"),
        partial("customer_stage", "stage", "last_contact_at", where=PRESENT),
        partial("customer_stands", "stage", "stage_since", "last_touch_at", where=PRESENT),
        partial("customer_untagged", "owner_id", where="present = 1 AND untagged = 1"),
        partial("customer_source", "source", where="source IS NOT NULL"),
        partial("customer_company", "company", where="company IS NOT NULL"),
        partial("customer_next", "stage", "next_on", where=PRESENT),
        partial("customer_recent", "last_touch_at", where=PRESENT),
        partial("customer_merged", "merged_into", where="merged_into IS NOT NULL"),
        partial("customer_referrer", "referrer_id", where="referrer_id IS NOT NULL"),
        partial("customer_birthday", "birthday_key", where=BORN),
        partial("customer_bought", "last_bought_on", where=BOUGHT),
        partial("customer_no_buyer", "stage", "created_at", "last_touch_at", where=UNBOUGHT),
        partial("customer_unanswered", "stage", "unanswered", "last_touch_at", where=SILENT),
        partial("customer_attempted", "stage", "attempted_at", where=ATTEMPTED),
        partial("customer_added", "created_at", where=ADDED),
        partial("customer_unmet", "imported", "created_at", "last_touch_at", where=UNCONTACTED),
        partial("customer_free", "stage", "last_contact_at", where=FREE),
        partial("customer_never", "stage", "imported", where=UNCONTACTED),
    )


class Identity(SQLModel, table=True):
    """A phone, WeChat id, email, external id, or the key of an imported row."""

    id: int | None = Field(default=None, primary_key=True)
    customer_id: int = Field(foreign_key="customer.id", index=True)
    kind: str
    system: str = ""
    value: str
    raw: str
    valid: int = 1
    op_id: int = Field(foreign_key="operation.id")
    void_op: int | None = Field(default=None, foreign_key="operation.id")

    __table_args__ = (Index("identity_value", "value", "kind", "system"),)


class Tag(SQLModel, table=True):
    """A dimension and value that customers can carry; a bare word has no dimension."""

    id: int | None = Field(default=None, primary_key=True)
    dimension: str = ""
    value: str
    key: str = Field(unique=True)

    __table_args__ = (Index("tag_value", "value"),)


class CustomerTag(SQLModel, table=True):
    """One customer carrying one tag."""

    __tablename__ = "customer_tag"

    id: int | None = Field(default=None, primary_key=True)
    customer_id: int = Field(foreign_key="customer.id", index=True)
    tag_id: int = Field(foreign_key="tag.id")
    op_id: int = Field(foreign_key="operation.id")
    void_op: int | None = Field(default=None, foreign_key="operation.id")

    __table_args__ = (Index("customer_tag_tag", "tag_id", "customer_id"),)


class Ownership(SQLModel, table=True):
    """Who looked after a customer from an instant on."""

    id: int | None = Field(default=None, primary_key=True)
    customer_id: int = Field(foreign_key="customer.id", index=True)
    owner_id: int | None = Field(default=None, foreign_key="users.id")
    at: int = Field(sa_type=BigInteger)
    recorded_at: int = Field(sa_type=BigInteger)
    op_id: int = Field(foreign_key="operation.id")
    void_op: int | None = Field(default=None, foreign_key="operation.id")
    reason: str | None = None


class Journey(SQLModel, table=True):
    """One customer's passage through one pipeline, or one deal's."""

    id: int | None = Field(default=None, primary_key=True)
    customer_id: int = Field(foreign_key="customer.id")
    pipeline: str
    unit: str = "customer"
    title: str | None = None
    op_id: int = Field(foreign_key="operation.id")
    void_op: int | None = Field(default=None, foreign_key="operation.id")
    # derived
    stage: str | None = None
    since: int | None = Field(default=None, sa_type=BigInteger)
    entered_at: int | None = Field(default=None, sa_type=BigInteger)
    # of the file it came from
    source_key: str | None = None
    # derived: whether `since` is an assumed instant, None where the customer is gone
    assumed: int | None = None

    __table_args__ = (
        Index("journey_customer", "customer_id", "pipeline"),
        partial("journey_source", "source_key", where=FROM_FILE),
        Index("journey_entered", "pipeline", "entered_at"),
        Index("journey_stands", "pipeline", "stage", "since", "assumed"),
    )


class StageChange(SQLModel, table=True):
    """A journey moving from one stage to another: the only source of funnel figures."""

    __tablename__ = "stage_change"

    id: int | None = Field(default=None, primary_key=True)
    journey_id: int = Field(foreign_key="journey.id")
    previous_id: int | None = Field(default=None, foreign_key="stage_change.id")
    pipeline: str
    from_stage: str | None = None
    to_stage: str
    at: int = Field(sa_type=BigInteger)
    assumed: int = 0
    recorded_at: int = Field(sa_type=BigInteger)
    user_id: int = Field(foreign_key="users.id")
    owner_id: int | None = Field(default=None, foreign_key="users.id")
    reason: str | None = None
    op_id: int = Field(foreign_key="operation.id")
    void_op: int | None = Field(default=None, foreign_key="operation.id")

    __table_args__ = (
        Index("stage_change_journey", "journey_id", "at", "id"),
        Index("stage_change_at", "pipeline", "at"),
        partial("stage_change_late", "pipeline", "recorded_at", where=LATE),
        Index("stage_change_previous", "previous_id"),
    )


class CustomerSearch(SQLModel, table=True):
    """The search tokens of one present customer; derived."""

    __tablename__ = "customer_search"

    customer_id: int = Field(primary_key=True)
    tokens: str


DERIVED = {
    "customer": (
        "present", "name_key", "untagged", "stage", "stage_since",
        "last_contact_at", "last_touch_at", "unanswered", "attempted_at", "next_on", "next_at",
        "birthday_key", "purchases", "first_bought_on", "last_bought_on",
    ),
    "journey": ("stage", "since", "entered_at", "assumed"),
    "purchase": ("occasion", "kept"),
    "purchase_line": ("runs_out_on",),
}  # fmt: skip

FACTS = (
    "definition", "customer", "identity", "customer_tag", "ownership", "interaction",
    "follow_up", "journey", "stage_change", "deal_terms", "consent", "mute", "merged_fact",
    "not_duplicate", "customer_field", "product", "purchase", "purchase_line", "cost", "member",
    "deal_helper", "quota_basis", "quota_basis_row", "quota", "service_case", "satisfaction",
    "sales_target", "plan_run", "step_mark", "material", "material_sent", "score", "customer_mark",
    "review_mark", "review_note", "campaign", "campaign_guide", "campaign_check", "invitation",
    "invitation_fact", "chat_group", "group_member", "department", "outlet", "team_member",
)  # fmt: skip
"""Tables whose rows an operation records and undo can void, parents before children."""

EVENTS = (
    "stage_change", "ownership", "deal_terms", "interaction", "follow_up", "definition", "consent",
    "purchase", "purchase_line", "cost", "invitation", "invitation_fact",
)  # fmt: skip
"""Tables that reports read as they were known; a redo of their rows leaves a gap."""
