"""Whom to write to: greetings and materials, what was sent, what was said last."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BindParameter,
    Executable,
    Select,
    and_,
    bindparam,
    column,
    exists,
    func,
    or_,
    select,
)
from sqlmodel import SQLModel

import leadfunnel.store.tables  # noqa: F401 - registers the tables
from leadfunnel.store.queries.agenda import mine
from leadfunnel.store.queries.customers import ids

_tables = SQLModel.metadata.tables
customer, interaction, consent = (_tables[name] for name in ("customer", "interaction", "consent"))
material, material_sent = _tables["material"], _tables["material_sent"]
purchase, line, product = (_tables[name] for name in ("purchase", "purchase_line", "product"))
mark = _tables["customer_mark"]

_since: BindParameter[int] = bindparam("since")
_limit: BindParameter[int] = bindparam("limit")
_here = and_(customer.c.present == 1, customer.c.do_not_contact == 0, mine)
_live = interaction.c.void_op.is_(None)
# Said so that the order of the touches is walked, and not all of a stage sorted.
_stage_here = func.coalesce(customer.c.stage, "")


def _json(name: str) -> Select[Any]:
    return select(column("value")).select_from(func.json_each(bindparam(name)))


def statements() -> dict[str, Executable]:
    """Return the family's statements by name."""
    return {**_people(), **_history(), **_materials(), **_unsorted()}


def _people() -> dict[str, Executable]:
    touched = customer.c.last_touch_at
    return {
        "recent": select(customer.c.id)
        .where(_here, touched >= _since)
        .order_by(touched.desc())
        .limit(_limit),
        "earlier": select(customer.c.id)
        .where(_here, touched < _since)
        .order_by(touched.desc())
        .limit(_limit),
        "buyers": select(customer.c.id)
        .where(_here, customer.c.purchases > 0)
        .order_by(customer.c.last_bought_on.desc())
        .limit(_limit),
        "born": select(customer.c.id)
        .where(_here, customer.c.birthday_key.in_(_json("keys")))
        .limit(_limit),
        "on_ladder": select(customer.c.id)
        .where(_here, touched.is_not(None), _stage_here.in_(_json("stages")))
        .order_by(touched.desc())
        .limit(_limit),
    }


def _history() -> dict[str, Executable]:
    written = or_(interaction.c.kind == "push", interaction.c.kind == "greeting")
    talk = and_(
        interaction.c.touch == "contact",
        interaction.c.text != "",
        interaction.c.kind != "complaint",
        interaction.c.kind != "service",
    )
    last = (
        select(func.max(interaction.c.id))
        .where(interaction.c.customer_id.in_(ids), _live, talk)
        .group_by(interaction.c.customer_id)
    )
    bought = (
        select(func.max(purchase.c.id))
        .where(purchase.c.customer_id.in_(ids), purchase.c.kept == 1, purchase.c.void_op.is_(None))
        .group_by(purchase.c.customer_id)
    )
    return {
        "sent": select(interaction.c.customer_id, interaction.c.kind, interaction.c.at).where(
            interaction.c.customer_id.in_(ids),
            interaction.c.at >= _since,
            interaction.c.direction == "out",
            written,
            _live,
        ),
        "greeted_by": select(func.count()).where(
            interaction.c.at >= _since,
            interaction.c.kind == "greeting",
            interaction.c.direction == "out",
            interaction.c.user_id == bindparam("user_id"),
            _live,
        ),
        "last_talks": select(interaction.c.customer_id, interaction.c.text).where(
            interaction.c.id.in_(last)
        ),
        "last_products": select(purchase.c.customer_id, product.c.name)
        .join(line, line.c.purchase_id == purchase.c.id)
        .join(product, product.c.id == line.c.product_id)
        .where(purchase.c.id.in_(bought), line.c.void_op.is_(None))
        .order_by(line.c.id.desc()),
        "consents_among": select(consent)
        .where(consent.c.customer_id.in_(ids), consent.c.void_op.is_(None))
        .order_by(consent.c.at, consent.c.id),
    }


def _materials() -> dict[str, Executable]:
    live = material.c.void_op.is_(None)
    sent = and_(
        material_sent.c.material_id == bindparam("material_id"), material_sent.c.void_op.is_(None)
    )
    return {
        "materials": select(material).where(live).order_by(material.c.retired, material.c.id),
        "material": select(material).where(material.c.id == bindparam("id"), live),
        "material_by_key": select(material)
        .where(material.c.name_key == bindparam("key"), live)
        .order_by(material.c.retired, material.c.id),
        "sent_to": select(func.max(material_sent.c.at)).where(
            sent, material_sent.c.customer_id == bindparam("customer_id")
        ),
        "sent_among": select(material_sent.c.customer_id)
        .distinct()
        .where(sent, material_sent.c.customer_id.in_(ids), material_sent.c.at > _since),
        "sent_counts": select(
            material_sent.c.material_id,
            func.count(material_sent.c.customer_id.distinct()).label("people"),
        )
        .where(material_sent.c.void_op.is_(None))
        .group_by(material_sent.c.material_id),
    }


def _unsorted() -> dict[str, Executable]:
    """New people whom nobody touched or looked through, and those without a tag."""
    sorted_ = exists().where(
        mark.c.customer_id == customer.c.id, mark.c.mark == "sorted", mark.c.void_op.is_(None)
    )
    lately = exists().where(
        mark.c.customer_id == customer.c.id,
        mark.c.mark == "sorted",
        mark.c.at >= _since,
        mark.c.void_op.is_(None),
    )
    new = (
        select(customer.c.id)
        .where(
            customer.c.present == 1,
            customer.c.last_contact_at.is_(None),
            customer.c.imported == bindparam("imported"),
            customer.c.last_touch_at.is_(None),
            or_(customer.c.stage.is_(None), customer.c.stage == bindparam("first_stage")),
            mine,
            ~sorted_,
        )
        .order_by(customer.c.created_at.desc())
        .limit(_limit)
    )
    untagged = (
        select(customer.c.id)
        .where(customer.c.present == 1, customer.c.untagged == 1, mine, ~lately)
        .limit(_limit)
    )
    return {
        "unsorted": new,
        "unsorted_count": select(func.count()).select_from(new.subquery()),
        "untagged": untagged,
    }
