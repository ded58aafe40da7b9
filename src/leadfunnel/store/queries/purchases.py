"""Products and what was bought of them."""

from __future__ import annotations

from sqlalchemy import Executable, and_, bindparam, exists, func, select
from sqlmodel import SQLModel

import leadfunnel.store.tables  # noqa: F401 - registers the tables
from leadfunnel.store.queries.customers import ids

_tables = SQLModel.metadata.tables
product, purchase, line = (_tables[name] for name in ("product", "purchase", "purchase_line"))
journey, users, deal_terms = (_tables[name] for name in ("journey", "users", "deal_terms"))
customer = _tables["customer"]

_live = purchase.c.void_op.is_(None)
_mine = purchase.c.customer_id == bindparam("customer_id")
_newest = (purchase.c.on_day.desc(), purchase.c.at.desc(), purchase.c.id.desc())


def statements() -> dict[str, Executable]:
    """Return the family's statements by name."""
    told = select(purchase, users.c.name.label("user_name")).join(
        users, users.c.id == purchase.c.user_id
    )
    terms = (
        select(deal_terms)
        .where(deal_terms.c.journey_id == bindparam("journey_id"), deal_terms.c.void_op.is_(None))
        .order_by(deal_terms.c.at.desc(), deal_terms.c.id.desc())
        .limit(1)
    )
    return {
        **_products(),
        "of_customer": told.where(_mine, _live).order_by(*_newest),
        "one": told.where(purchase.c.id == bindparam("id"), _live),
        "among": told.where(purchase.c.id.in_(ids), _live),
        "refunds_of": told.where(purchase.c.refunds == bindparam("id"), _live),
        "by_order": told.where(
            purchase.c.order_number == bindparam("number"), purchase.c.refunds.is_(None), _live
        ).order_by(purchase.c.id),
        "of_deal": told.where(
            purchase.c.journey_id == bindparam("journey_id"), purchase.c.refunds.is_(None), _live
        ).order_by(purchase.c.id),
        "lines": select(line, product.c.name)
        .join(product, product.c.id == line.c.product_id)
        .where(line.c.purchase_id.in_(ids), line.c.void_op.is_(None))
        .order_by(line.c.purchase_id, line.c.id),
        "others": _others(),
        "totals": select(
            purchase.c.customer_id, purchase.c.currency, func.sum(purchase.c.amount).label("amount")
        )
        .where(purchase.c.customer_id.in_(ids), _live, purchase.c.amount.is_not(None))
        .group_by(purchase.c.customer_id, purchase.c.currency)
        .order_by(purchase.c.customer_id, purchase.c.currency),
        **_run_outs(),
        "terms": terms,
        "journeys": select(journey)
        .where(
            journey.c.customer_id == bindparam("customer_id"),
            journey.c.unit == "customer",
            journey.c.void_op.is_(None),
        )
        .order_by(journey.c.id),
    }


def _products() -> dict[str, Executable]:
    live = product.c.void_op.is_(None)
    return {
        "product": select(product).where(product.c.id == bindparam("id"), live),
        "product_by_key": select(product)
        .where(product.c.name_key == bindparam("key"), live)
        .order_by(product.c.retired, product.c.id),
        "products": select(product).where(live).order_by(product.c.retired, product.c.name_key),
    }


def _run_outs() -> dict[str, Executable]:
    """Products that run out, of one customer or of everybody within some days."""
    found = (
        select(purchase.c.customer_id, line.c.runs_out_on, product)
        .select_from(line)
        .join(purchase, purchase.c.id == line.c.purchase_id)
        .join(product, product.c.id == line.c.product_id)
        .order_by(line.c.runs_out_on, line.c.id)
    )
    within = and_(
        line.c.runs_out_on.between(bindparam("first"), bindparam("last")),
        exists().where(customer.c.id == purchase.c.customer_id, customer.c.present == 1),
    )
    return {
        "running_out": found.where(within).limit(bindparam("limit")),
        "running_out_of": found.where(_mine, line.c.runs_out_on.is_not(None)),
    }


def _others() -> Executable:
    """How the other purchases of a customer stand to one: kept occasions, same occasion, all."""
    kept = and_(purchase.c.kept == 1, purchase.c.occasion != bindparam("occasion"))
    same = and_(purchase.c.kept == 1, purchase.c.occasion == bindparam("occasion"))
    return select(
        func.count(purchase.c.occasion.distinct()).filter(kept).label("occasions"),
        func.count().filter(same).label("same"),
        func.count().label("purchases"),
    ).where(_mine, _live, purchase.c.refunds.is_(None), purchase.c.id != bindparam("id"))
