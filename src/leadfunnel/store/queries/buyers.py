"""Buyers: what each bought and spent, who came back, who brought whom, and by which channel."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Executable, Select, and_, bindparam, case, exists, func, not_, or_, select
from sqlmodel import SQLModel

import leadfunnel.store.tables  # noqa: F401 - registers the tables
from leadfunnel.store.queries.customers import ids
from leadfunnel.store.queries.transfer import _listed

_tables = SQLModel.metadata.tables
purchase, customer = _tables["purchase"], _tables["customer"]
journey, stage_change = _tables["journey"], _tables["stage_change"]
member = _tables["member"]

# a firm and its people are one lead
IN_A_FIRM = and_(
    customer.c.stage.is_(None),
    exists(
        select(member.c.id)
        .where(member.c.person_id == customer.c.id, member.c.void_op.is_(None))
        .correlate(customer)
    ),
)


def statements() -> dict[str, Executable]:
    """Return the family's statements by name."""
    return {
        "buyers": _buyers(),
        "churn": _churn(),
        "revenue": _revenue(),
        "revenue_ever": _revenue(ever=True),
        "referred": select(
            customer.c.id,
            customer.c.referrer_id,
            customer.c.created_at,
            customer.c.purchases,
            customer.c.last_bought_on,
        )
        .where(
            customer.c.referrer_id.is_not(None),
            customer.c.present == 1,
            customer.c.created_at < bindparam("until"),
        )
        .order_by(customer.c.id),
        "channels": _channels(),
        "won_among": select(customer.c.id).where(customer.c.id.in_(ids), _won()),
        "channel_revenue": _channel_revenue(),
    }


def _buyers() -> Executable:
    spent = (
        select(purchase.c.customer_id, func.sum(purchase.c.amount).label("spent"))
        .where(purchase.c.void_op.is_(None), purchase.c.currency == bindparam("currency"))
        .group_by(purchase.c.customer_id)
        .subquery("money")
    )
    return (
        select(
            customer.c.id,
            customer.c.purchases,
            customer.c.first_bought_on,
            customer.c.last_bought_on,
            func.coalesce(spent.c.spent, 0).label("spent"),
        )
        .outerjoin(spent, spent.c.customer_id == customer.c.id)
        .where(customer.c.present == 1, customer.c.purchases > 0)
        .order_by(customer.c.id)
    )


def _churn() -> Executable:
    """Buyers of one stretch of days, and how many of them bought nothing in the next."""
    later = purchase.alias("later")
    again = exists().where(
        later.c.customer_id == purchase.c.customer_id,
        later.c.on_day.between(bindparam("then"), bindparam("last")),
        later.c.void_op.is_(None),
        later.c.kept == 1,
    )
    active = (
        select(purchase.c.customer_id, again.label("again"))
        .join(customer, customer.c.id == purchase.c.customer_id)
        .where(
            purchase.c.on_day >= bindparam("first"),
            purchase.c.on_day < bindparam("then"),
            purchase.c.void_op.is_(None),
            purchase.c.kept == 1,
            customer.c.present == 1,
        )
        .distinct()
        .subquery("active")
    )
    return select(
        func.count().label("active"),
        func.count().filter(not_(active.c.again)).label("gone"),
    ).select_from(active)


def _revenue(*, ever: bool = False) -> Executable:
    """What each customer came to above nothing, by currency, the most first.

    `ever` asks for no days: an index on the day would only send the reader around the table.
    """
    days = () if ever else (purchase.c.on_day.between(bindparam("first"), bindparam("last")),)
    total = func.sum(purchase.c.amount)
    return (
        select(purchase.c.currency, purchase.c.customer_id, total.label("revenue"))
        .join(customer, customer.c.id == purchase.c.customer_id)
        .where(
            *days,
            purchase.c.at < bindparam("until"),
            purchase.c.amount.is_not(None),
            purchase.c.void_op.is_(None),
            customer.c.present == 1,
        )
        .group_by(purchase.c.currency, purchase.c.customer_id)
        .having(total > 0)
        .order_by(purchase.c.currency, total.desc(), purchase.c.customer_id)
    )


def _came() -> Any:
    """Who was added in the days asked for."""
    return and_(
        customer.c.present == 1,
        not_(IN_A_FIRM),
        customer.c.created_at >= bindparam("begin"),
        customer.c.created_at < bindparam("end"),
    )


def _won() -> Any:
    """Who bought or reached a won stage."""
    reached = (
        select(stage_change.c.id)
        .join(journey, journey.c.id == stage_change.c.journey_id)
        .where(
            journey.c.customer_id == customer.c.id,
            journey.c.pipeline == bindparam("pipeline"),
            journey.c.void_op.is_(None),
            stage_change.c.void_op.is_(None),
            stage_change.c.to_stage.in_(_listed("won")),
        )
        .correlate(customer)
    )
    return or_(customer.c.purchases > 0, exists(reached))


def _channels() -> Select[Any]:
    """Customers of each source, and those of them who were won."""
    return (
        select(
            customer.c.source,
            func.count().label("leads"),
            func.sum(case((_won(), 1), else_=0)).label("won"),
        )
        .where(_came())
        .group_by(customer.c.source)
        .order_by(customer.c.source)
    )


def _channel_revenue() -> Select[Any]:
    """What the customers of each source came to so far."""
    return (
        select(customer.c.source, purchase.c.currency, func.sum(purchase.c.amount).label("revenue"))
        .join(purchase, purchase.c.customer_id == customer.c.id)
        .where(_came(), purchase.c.void_op.is_(None), purchase.c.amount.is_not(None))
        .group_by(customer.c.source, purchase.c.currency)
        .order_by(customer.c.source, purchase.c.currency)
    )
