"""Fragments that `listing` composes into one query: conditions on a customer, and orders."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BindParameter, and_, bindparam, case, exists, func, literal, or_, select
from sqlmodel import SQLModel

import leadfunnel.store.tables  # noqa: F401 - registers the tables
from leadfunnel.store.queries import layers
from leadfunnel.store.queries.customers import ids

_tables = SQLModel.metadata.tables
customer, identity, users = (_tables[name] for name in ("customer", "identity", "users"))
customer_tag, tag, journey = (_tables[name] for name in ("customer_tag", "tag", "journey"))
interaction, customer_field = _tables["interaction"], _tables["customer_field"]
score, plan_run = _tables["score"], _tables["plan_run"]
product, purchase, purchase_line = (
    _tables[name] for name in ("product", "purchase", "purchase_line")
)

_value: BindParameter[Any] = bindparam("value")
_like = {"escape": "\\"}


def statements() -> dict[str, Any]:
    """Return the fragments by name: `field op` for conditions, `by field` for orders."""
    found: dict[str, Any] = {
        "base": select(customer.c.id).where(customer.c.present == 1),
        "among": customer.c.id.in_(ids),
        "name =": customer.c.name_key == _value,
        "name ~": customer.c.name_key.like(_value, **_like),
        "stage =": customer.c.stage == _value,
        "stage none": customer.c.stage.is_(None),
        "id =": customer.c.id == _value,
        "plan =": _planned(plan_run.c.plan == _value),
        "plan none": ~_planned(),
        "owner =": _owner(users.c.name_key == _value),
        "owner ~": _owner(users.c.name_key.like(_value, **_like)),
        "pipeline =": _in_pipeline(),
        "tag =": _tagged(or_(tag.c.key == _value, tag.c.key.like("%:" + _value, **_like))),
        "tag ~": _tagged(tag.c.key.like(_value, **_like)),
        "note ~": _noted(),
        "untagged": customer.c.untagged == 1,
        "no_next": and_(customer.c.next_on.is_(None), ~_planned(plan_run.c.until_on >= _value)),
        "never_contacted": customer.c.last_contact_at.is_(None),
        "overdue": customer.c.next_on < _value,
        "do_not_contact": customer.c.do_not_contact == 1,
        "birthday in": _birthday_end().in_(_listed()),
        "birthday =": customer.c.birthday.in_(_listed()),
        "layer =": layers.layer() == _value,
        "bought": layers.occasions() > 0,
        "spent >=": layers.spent() >= _value,
        "grade =": _grade() == _value,
        "replied": _replied(),
        "bought =": _has_bought(product.c.name_key == _value),
        "bought ~": _has_bought(product.c.name_key.like(_value, **_like)),
    }
    for sign in COMPARED:
        found[f"purchases {sign}"] = customer.c.purchases.op(sign, is_comparison=True)(_value)
        found[f"spent in all {sign}"] = _spent().op(sign, is_comparison=True)(_value)
        found[f"touches {sign}"] = _touches().op(sign, is_comparison=True)(_value)
        found[f"score {sign}"] = _score().op(sign, is_comparison=True)(_value)
    for field in ("company", "source", "outlet"):
        found[f"{field} ="] = func.lower(customer.c[field]) == _value
        found[f"{field} ~"] = func.lower(customer.c[field]).like(_value, **_like)
    for kind in ("phone", "wechat", "email"):
        found[f"{kind} ="] = _identified(kind, identity.c.value == _value)
        found[f"{kind} ~"] = _identified(kind, identity.c.value.like(_value, **_like))
    for op, compared in COMPARED.items():
        found[f"field {op}"] = _declared(compared)
    found["field text ="] = _declared(func.lower(customer_field.c.value) == _value)
    found["field text ~"] = _declared(func.lower(customer_field.c.value).like(_value, **_like))
    for name, column in TIMES.items():
        found[f"{name} <"] = column < _value
        found[f"{name} <="] = column <= _value
        found[f"{name} >"] = column > _value
        found[f"{name} >="] = column >= _value
    for name, column in ORDERS.items():
        found[f"by {name}"] = column
    for name, column in FIELD_ORDERS.items():
        found[f"by field {name}"] = _held(column)
    return found


TIMES = {
    "created": customer.c.created_at,
    "last_contact": customer.c.last_contact_at,
    "stage_since": customer.c.stage_since,
    "next": customer.c.next_on,
    "first_purchase": customer.c.first_bought_on,
    "last_purchase": customer.c.last_bought_on,
}

COMPARED = {
    "=": customer_field.c.measure == _value,
    "<": customer_field.c.measure < _value,
    "<=": customer_field.c.measure <= _value,
    ">": customer_field.c.measure > _value,
    ">=": customer_field.c.measure >= _value,
}

ORDERS = {
    "id": customer.c.id,
    "name": customer.c.name_key,
    "company": customer.c.company,
    "source": customer.c.source,
    "outlet": customer.c.outlet,
    "stage": customer.c.stage,
    "created": customer.c.created_at,
    "last_contact": customer.c.last_contact_at,
    "stage_since": customer.c.stage_since,
    "next": customer.c.next_on,
    "purchases": customer.c.purchases,
    "first_purchase": customer.c.first_bought_on,
    "last_purchase": customer.c.last_bought_on,
}


FIELD_ORDERS: dict[str, Any] = {
    "measure": customer_field.c.measure,
    "text": func.lower(customer_field.c.value),
    "currency": func.substr(customer_field.c.value, func.instr(customer_field.c.value, " ") + 1),
}


def _held(column: Any) -> Any:
    """What a customer has in the field :key."""
    return (
        select(column)
        .where(
            customer_field.c.customer_id == customer.c.id,
            customer_field.c.key == bindparam("key"),
            customer_field.c.void_op.is_(None),
        )
        .correlate(customer)
        .scalar_subquery()
    )


def _identified(kind: str, condition: Any) -> Any:
    return exists().where(
        identity.c.customer_id == customer.c.id,
        identity.c.kind == kind,
        identity.c.void_op.is_(None),
        condition,
    )


def _listed() -> Any:
    return select(func.json_each(_value).table_valued("value").c.value)


def _birthday_end() -> Any:
    """Month and day: 06-18, or of a lunar birthday lunar:08-15 or lunar:L06-15."""
    lunar = "lunar:" + func.ltrim(func.substr(customer.c.birthday, -6), "-")
    solar = func.substr(customer.c.birthday, -5)
    return case((customer.c.birthday.like("lunar:%"), lunar), else_=solar)


def _declared(condition: Any) -> Any:
    """A live value of the field :key, of money in the currency :unit."""
    unit: BindParameter[Any] = bindparam("unit")
    return exists().where(
        customer_field.c.customer_id == customer.c.id,
        customer_field.c.key == bindparam("key"),
        customer_field.c.void_op.is_(None),
        customer_field.c.value.like(unit, **_like),
        condition,
    )


def _planned(*conditions: Any) -> Any:
    """A running run of a plan."""
    return exists().where(
        plan_run.c.customer_id == customer.c.id,
        plan_run.c.status == "running",
        plan_run.c.void_op.is_(None),
        *conditions,
    )


def _owner(condition: Any) -> Any:
    return exists().where(users.c.id == customer.c.owner_id, condition)


def _in_pipeline() -> Any:
    return exists().where(
        journey.c.customer_id == customer.c.id,
        journey.c.pipeline == _value,
        journey.c.void_op.is_(None),
    )


def _tagged(condition: Any) -> Any:
    return exists().where(
        and_(
            customer_tag.c.customer_id == customer.c.id,
            customer_tag.c.void_op.is_(None),
            tag.c.id == customer_tag.c.tag_id,
            condition,
        )
    )


def _noted() -> Any:
    return exists().where(
        interaction.c.customer_id == customer.c.id,
        interaction.c.void_op.is_(None),
        interaction.c.text.like(_value, **_like),
    )


def _said(wanted: Any, *conditions: Any) -> Any:
    """Something of a customer's live interactions."""
    return (
        select(wanted)
        .where(interaction.c.customer_id == customer.c.id, interaction.c.void_op.is_(None))
        .where(*conditions)
        .correlate(customer)
    )


def _grade() -> Any:
    """The standing call grade: the last A, B or D; C only while nobody was ever reached."""
    latest = (interaction.c.at.desc(), interaction.c.id.desc())
    grade = interaction.c.grade
    reached = (
        _said(grade, grade.in_([literal(one) for one in ("A", "B", "D")]))
        .order_by(*latest)
        .limit(1)
    )
    missed = _said(grade, grade == "C").limit(1)
    return func.coalesce(reached.scalar_subquery(), missed.scalar_subquery())


def _has_bought(condition: Any) -> Any:
    """Something of a product bought, and not all gone back."""
    return exists(
        select(purchase_line.c.id)
        .join_from(purchase, purchase_line, purchase_line.c.purchase_id == purchase.c.id)
        .join(product, product.c.id == purchase_line.c.product_id)
        .where(
            purchase.c.customer_id == customer.c.id,
            purchase.c.void_op.is_(None),
            purchase.c.kept == 1,
            purchase_line.c.void_op.is_(None),
            condition,
        )
        .correlate(customer)
    )


def _spent() -> Any:
    """Everything spent in the currency :currency, less refunds."""
    return (
        select(func.coalesce(func.sum(purchase.c.amount), 0))
        .where(
            purchase.c.customer_id == customer.c.id,
            purchase.c.void_op.is_(None),
            purchase.c.currency == bindparam("currency"),
        )
        .correlate(customer)
        .scalar_subquery()
    )


def _replied() -> Any:
    inbound = or_(interaction.c.direction == "in", interaction.c.outcome == "replied")
    return exists(_said(interaction.c.id, inbound))


def _touches() -> Any:
    return _said(func.count(), interaction.c.touch.is_not(None)).scalar_subquery()


def _score() -> Any:
    """The sum of a card's points times :weights, a JSON object; none where none were given."""
    weights = func.json_each(bindparam("weights")).table_valued("key", "value", name="weight")
    return (
        select(func.sum(score.c.points * weights.c.value))
        .join_from(score, weights, weights.c.key == score.c.criterion)
        .where(
            score.c.customer_id == customer.c.id,
            score.c.card == bindparam("card"),
            score.c.void_op.is_(None),
        )
        .correlate(customer)
        .scalar_subquery()
    )
