"""What became of those who were added in some days: contacts, purchases, whom they brought."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Executable, Select, and_, bindparam, case, func, select, union_all
from sqlmodel import SQLModel

import leadfunnel.store.tables  # noqa: F401 - registers the tables
from leadfunnel.store.queries.buyers import _came, _won
from leadfunnel.store.queries.transfer import _listed

_tables = SQLModel.metadata.tables
customer, interaction, purchase = (
    _tables[name] for name in ("customer", "interaction", "purchase")
)
member = _tables["member"]


def statements() -> dict[str, Executable]:
    """Return the family's statements by name."""
    child = customer.alias("child")
    of_brought = and_(
        child.c.referrer_id == customer.c.id,
        child.c.present == 1,
        child.c.created_at < bindparam("end_at"),
    )
    return {
        "people": select(
            customer.c.id,
            customer.c.source,
            customer.c.outlet,
            customer.c.company,
            customer.c.owner_id,
            customer.c.created_at,
            case((_won(), 1), else_=0).label("won"),
            case((customer.c.stage.in_(_listed("junk")), 1), else_=0).label("junk"),
        )
        .where(_came())
        .order_by(customer.c.id),
        "contacts": _contacts(),
        "sums": select(
            customer.c.id, purchase.c.currency, func.sum(purchase.c.amount).label("amount")
        )
        .join(purchase, purchase.c.customer_id == customer.c.id)
        .where(_came(), purchase.c.void_op.is_(None), purchase.c.amount.is_not(None))
        .group_by(customer.c.id, purchase.c.currency)
        .order_by(customer.c.id, purchase.c.currency),
        "brought": select(customer.c.id, child.c.id.label("child"))
        .join(child, of_brought)
        .where(_came())
        .order_by(customer.c.id, child.c.id),
    }


def _contacts() -> Executable:
    """Contacts with those added, and with the people of a firm for the firm."""
    contact = and_(interaction.c.touch == "contact", interaction.c.void_op.is_(None))
    own: Select[Any] = (
        select(customer.c.id, interaction.c.at)
        .join(interaction, interaction.c.customer_id == customer.c.id)
        .where(_came(), contact)
    )
    person = customer.alias("person")
    theirs: Select[Any] = (
        select(customer.c.id, interaction.c.at)
        .join(member, member.c.customer_id == customer.c.id)
        .join(person, person.c.id == member.c.person_id)
        .join(interaction, interaction.c.customer_id == person.c.id)
        .where(_came(), contact, member.c.void_op.is_(None), person.c.stage.is_(None))
        .where(person.c.present == 1)
    )
    return union_all(own, theirs)
