"""Customers with what belongs to them, and the ways to find one."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Executable,
    Select,
    and_,
    bindparam,
    column,
    exists,
    func,
    select,
)
from sqlmodel import SQLModel

import leadfunnel.store.tables  # noqa: F401 - registers the tables
from leadfunnel.store.dialects import Spelled, asked_words

_tables = SQLModel.metadata.tables
customer, identity, users = (_tables[name] for name in ("customer", "identity", "users"))
customer_tag, tag, journey = (_tables[name] for name in ("customer_tag", "tag", "journey"))
customer_field = _tables["customer_field"]
interaction, customer_search = _tables["interaction"], _tables["customer_search"]

ids: Select[Any] = select(column("value")).select_from(func.json_each(bindparam("ids")))
"""The ids of a JSON list, as a subquery; the PostgreSQL rendering will unnest an array."""

_words: Select[Any] = select(column("value")).select_from(func.json_each(bindparam("words")))
_present = customer.c.present == 1
_other = identity.alias("other")


def statements() -> dict[str, Executable]:
    """Return the family's statements by name."""
    return {**_records(), **_lookups(), **_vocabulary()}


def _records() -> dict[str, Executable]:
    """What is read of customers whose ids are known."""
    record = select(customer, users.c.name.label("owner_name")).outerjoin(
        users, users.c.id == customer.c.owner_id
    )
    return {
        "by_ids": record.where(customer.c.id.in_(ids)),
        "identities": select(
            identity.c.id,
            identity.c.customer_id,
            identity.c.kind,
            identity.c.system,
            identity.c.value,
            identity.c.raw,
            identity.c.valid,
        )
        .where(identity.c.customer_id.in_(ids), identity.c.void_op.is_(None))
        .order_by(identity.c.id),
        "tags": select(
            customer_tag.c.id,
            customer_tag.c.customer_id,
            tag.c.id.label("tag_id"),
            tag.c.dimension,
            tag.c.value,
        )
        .join(tag, tag.c.id == customer_tag.c.tag_id)
        .where(customer_tag.c.customer_id.in_(ids), customer_tag.c.void_op.is_(None))
        .order_by(customer_tag.c.id),
        "fields": select(
            customer_field.c.id,
            customer_field.c.customer_id,
            customer_field.c.key,
            customer_field.c.type,
            customer_field.c.value,
            customer_field.c.measure,
        )
        .where(customer_field.c.customer_id.in_(ids), customer_field.c.void_op.is_(None))
        .order_by(customer_field.c.id),
        "fields_of": select(
            customer_field.c.id, customer_field.c.customer_id, customer_field.c.op_id
        )
        .where(customer_field.c.key == bindparam("key"), customer_field.c.void_op.is_(None))
        .order_by(customer_field.c.id),
    }


def _lookups() -> dict[str, Executable]:
    """The ways from something typed to ids."""
    return {
        "by_id": select(customer.c.id, customer.c.present, customer.c.merged_into).where(
            customer.c.id == bindparam("id")
        ),
        "by_name": select(customer.c.id)
        .where(customer.c.name_key == bindparam("key"), _present)
        .order_by(customer.c.id)
        .limit(bindparam("limit")),
        "by_identity": select(identity.c.customer_id, identity.c.kind, identity.c.system)
        .distinct()
        .join(customer, customer.c.id == identity.c.customer_id)
        .where(identity.c.value == bindparam("value"), identity.c.void_op.is_(None), _present)
        .order_by(identity.c.customer_id),
        "held_elsewhere": Spelled(
            "SELECT NULL AS value, NULL AS kind, NULL AS system, :values AS owner WHERE FALSE",
            "SELECT value, kind, system, owner FROM team_holders(:values)",
        ),
        "identity_taken": _taken().where(_other.c.op_id > bindparam("since")).limit(1),
        **_searches(),
        "present_among": select(customer.c.id).where(customer.c.id.in_(ids), _present),
        "binned": select(customer.c.id)
        .where(customer.c.void_op.is_(None), customer.c.deleted_at.is_not(None))
        .order_by(customer.c.deleted_at.desc()),
    }


def _searches() -> dict[str, Executable]:
    """The ways from search tokens to ids; each reads a bounded number of rows."""
    return {
        "matching": Spelled(
            "SELECT customer_index.rowid FROM customer_index WHERE customer_index MATCH :match "
            "ORDER BY customer_index.rowid DESC LIMIT :limit",
            f"SELECT value FROM team_found({asked_words(':match')}, :limit) AS found (value)",
        ),
        "answering": select(
            customer.c.id, customer.c.name, customer.c.company, customer.c.last_contact_at
        ).where(customer.c.id.in_(ids)),
        "name_starts": select(customer.c.id)
        .where(customer.c.name_key.between(bindparam("first"), bindparam("last")), _present)
        .order_by(customer.c.name_key)
        .limit(bindparam("limit")),
        "recent_tokens": select(customer.c.id, customer_search.c.tokens)
        .join(customer_search, customer_search.c.customer_id == customer.c.id)
        .where(_present)
        .order_by(customer.c.last_touch_at.desc())
        .limit(bindparam("limit")),
        "saying": Spelled(
            "SELECT interaction.customer_id, interaction.text FROM interaction_index "
            "JOIN interaction ON interaction.id = interaction_index.rowid "
            "JOIN customer ON customer.id = interaction.customer_id "
            "WHERE interaction_index MATCH :match AND interaction.void_op IS NULL "
            "AND customer.present = 1 ORDER BY interaction_index.rowid DESC LIMIT :limit",
            "SELECT interaction.customer_id, interaction.text "
            f"FROM team_said({asked_words(':match')}, :limit) AS found (value) "
            "JOIN interaction ON interaction.id = found.value ORDER BY interaction.id DESC",
        ),
    }


def _taken() -> Select[Any]:
    """Identities of a customer that another present one has too."""
    other, owner = _other, customer.alias("owner")
    return (
        select(identity.c.kind, identity.c.value, other.c.customer_id)
        .join(customer, customer.c.id == identity.c.customer_id)
        .join(
            other,
            and_(
                other.c.value == identity.c.value,
                other.c.kind == identity.c.kind,
                other.c.system == identity.c.system,
            ),
        )
        .join(owner, owner.c.id == other.c.customer_id)
        .where(
            identity.c.customer_id == bindparam("customer_id"),
            identity.c.kind != "row",
            identity.c.void_op.is_(None),
            customer.c.void_op.is_(None),
            customer.c.deleted_at.is_(None),
            customer.c.merged_into.is_(None),
            other.c.customer_id != bindparam("customer_id"),
            other.c.void_op.is_(None),
            owner.c.void_op.is_(None),
            owner.c.deleted_at.is_(None),
            owner.c.merged_into.is_(None),
        )
    )


def _vocabulary() -> dict[str, Executable]:
    """The words in use, counts, and the next free ids."""
    return {
        "count": select(func.count()).select_from(customer).where(_present),
        "tag_by_key": select(tag).where(tag.c.key == bindparam("key")),
        "tag_dimensions": select(tag.c.dimension).distinct().where(tag.c.dimension != ""),
        "sources_among": _among(customer.c.source),
        "field_keys": select(customer_field.c.key)
        .distinct()
        .where(customer_field.c.void_op.is_(None))
        .order_by(customer_field.c.key),
        "companies_among": _among(customer.c.company),
        "tags_among": _tags_among(),
        **_counted(),
    }


def _counted() -> dict[str, Executable]:
    """The sources and tags in use with their customers, and who has which."""
    number = func.count(customer.c.id)
    named = select(customer.c.source, number).where(customer.c.source.is_not(None))
    kept = customer.c.void_op.is_(None)
    carried = customer_tag.c.void_op.is_(None)
    return {
        "source_counts": named.where(_present).group_by(customer.c.source),
        "source_names": select(customer.c.source)
        .distinct()
        .where(customer.c.source.is_not(None), kept),
        "with_sources": select(customer.c.id)
        .where(customer.c.source.in_(_words), kept)
        .order_by(customer.c.id),
        "tag_counts": select(tag.c.dimension, tag.c.value, number)
        .join(customer_tag, customer_tag.c.tag_id == tag.c.id)
        .join(customer, customer.c.id == customer_tag.c.customer_id)
        .where(carried, _present)
        .group_by(tag.c.id),
        "tag_carried": Spelled(
            "SELECT EXISTS (SELECT 1 FROM customer_tag WHERE tag_id = :tag_id AND void_op IS NULL)",
            "SELECT team_carried(:tag_id)",
        ),
        "tag_all": select(tag).order_by(tag.c.id),
        "with_tags": select(customer_tag.c.id, customer_tag.c.customer_id, customer_tag.c.tag_id)
        .where(customer_tag.c.tag_id.in_(ids), carried)
        .order_by(customer_tag.c.customer_id, customer_tag.c.id),
    }


def _among(known: ColumnElement[Any]) -> Executable:
    """Which words of a JSON list a column has; one look each, however many customers have it."""
    words = func.json_each(bindparam("words")).table_valued("value", name="word")
    return select(words.c.value).where(exists().where(known == words.c.value))


def _tags_among() -> Executable:
    """The tags in use whose values are among the words of a JSON list."""
    words = func.json_each(bindparam("words")).table_valued("value", name="word")
    used = exists().where(customer_tag.c.tag_id == tag.c.id, customer_tag.c.void_op.is_(None))
    return (
        select(tag.c.dimension, tag.c.value)
        .where(tag.c.value.in_(select(words.c.value)), used)
        .order_by(tag.c.id)
    )
