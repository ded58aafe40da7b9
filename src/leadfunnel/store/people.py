"""Customers and users, read into domain records."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from leadfunnel.domain.customer import Customer, Due, User
from leadfunnel.domain.field import FieldValue
from leadfunnel.domain.fold import fold
from leadfunnel.domain.identity import IdentityKind
from leadfunnel.domain.phone import Phone
from leadfunnel.domain.pipeline import Pipeline
from leadfunnel.domain.tag import Tag, key
from leadfunnel.store.session import Row, Session

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.store.ledger import Ledger
    from leadfunnel.store.session import Asked


LOADED = ("customers.by_ids", "customers.identities", "customers.tags", "customers.fields")
"""The queries that a customer is put together from."""


def asked(ids: Iterable[int]) -> tuple[Asked, ...]:
    """Return the queries of `load`."""
    wanted = json.dumps(list(ids))
    return tuple((name, {"ids": wanted}) for name in LOADED)


def load(session: Session, ids: Sequence[int], main: Pipeline) -> list[Customer]:
    """Return customers in the order of `ids`; unknown ids are left out.

    Layers are those of people who never bought: see `standing.placed`.
    """
    if not ids:
        return []
    wanted = json.dumps(list(ids))
    session.ahead(*asked(ids))
    rows = {row["id"]: row for row in session.rows("customers.by_ids", ids=wanted)}
    identities = _grouped(session.rows("customers.identities", ids=wanted))
    tags = _grouped(session.rows("customers.tags", ids=wanted))
    fields = _grouped(session.rows("customers.fields", ids=wanted))
    return [
        _customer(rows[number], identities[number], tags[number], fields[number], main)
        for number in ids
        if number in rows
    ]


def _grouped(rows: Iterable[Row]) -> dict[int, list[Row]]:
    groups: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row["customer_id"]].append(row)
    return groups


def _customer(
    row: Row, identities: list[Row], tags: list[Row], fields: list[Row], main: Pipeline
) -> Customer:
    def of(kind: str) -> tuple[str, ...]:
        return tuple(found["raw"] for found in identities if found["kind"] == kind)

    return Customer(
        id=row["id"],
        name=row["name"],
        company=row["company"],
        address=row["address"],
        phones=_phones(identities),
        wechat=of(IdentityKind.WECHAT),
        emails=of(IdentityKind.EMAIL),
        external_ids=tuple(
            f"{found['system']}:{found['value']}" if found["system"] else found["value"]
            for found in identities
            if found["kind"] == IdentityKind.EXTERNAL
        ),
        pipeline=main.name,
        stage=main.stage(row["stage"]) if row["stage"] else None,
        stage_since=row["stage_since"],
        owner=User(row["owner_id"], row["owner_name"]) if row["owner_id"] else None,
        outlet=row["outlet"],
        source=row["source"],
        tags=tuple(tag_of(found) for found in tags),
        birthday=row["birthday"],
        referrer_id=row["referrer_id"],
        do_not_contact=bool(row["do_not_contact"]),
        next_follow_up=_due(row["next_on"], row["next_at"]),
        last_contact=row["last_contact_at"],
        created_at=row["created_at"],
        deleted_at=row["deleted_at"],
        fields=tuple(map(field_of, fields)),
        purchases=row["purchases"],
        first_bought=date.fromisoformat(first) if (first := row["first_bought_on"]) else None,
        last_bought=date.fromisoformat(bought) if (bought := row["last_bought_on"]) else None,
        layer="potential",
    )


def _phones(identities: list[Row]) -> tuple[Phone, ...]:
    """Return the phones, those marked as wrong last: the first one is dialled."""
    phones = (
        Phone(found["value"], found["raw"], bool(found["valid"]))
        for found in identities
        if found["kind"] == IdentityKind.PHONE
    )
    return tuple(sorted(phones, key=lambda phone: not phone.valid))


def _due(day: str | None, at: int | None) -> Due | None:
    return Due(date.fromisoformat(day), at) if day else None


def asked_of(user: str) -> tuple[Asked, ...]:
    """Return the queries by which a user is looked up."""
    return (
        ("operations.user_by_key", {"key": fold(user)}),
        ("transfer.user_by_external", {"external_id": user.strip()}),
    )


def user_id(session: Session, name: str) -> int:
    """Return the id of the user of this external id or name, recorded on first mention."""
    found = session.row("transfer.user_by_external", external_id=name.strip())
    found = found or session.row("operations.user_by_key", key=fold(name))
    if found is not None:
        return int(found["id"])
    return new_user(session, name)


def find_users(session: Session, name: str) -> list[User]:
    """Return the users who go by this name; two may."""
    rows = session.rows("operations.user_by_key", key=fold(name))
    return [User(row["id"], row["name"]) for row in rows]


def new_user(session: Session, name: str, external_id: str | None = None) -> int:
    """Record a user; a name that nothing needs any more is as good as none."""
    number = session.run(
        "facts.insert_users",
        id=None,
        name=name,
        name_key=fold(name),
        external_id=external_id,
        department=None,
        outlet=None,
        role="rep",
    )
    session.tally("users", number, number)
    return number


def tag_id(session: Session, tag: Tag, ledger: Ledger | None = None) -> int:
    """Return the id of a tag, recorded on first mention.

    One that nobody carries any more is spelled anew, if there is a ledger to take note of it.
    """
    folded = tag_key(tag)
    found = session.row("customers.tag_by_key", key=folded)
    if found is not None:
        if ledger and tag_of(found) != tag and not _carried(session, found["id"]):
            ledger.update("tag", found["id"], None, dimension=tag.dimension, value=tag.value)
        return int(found["id"])
    number = session.run(
        "facts.insert_tag", id=None, dimension=tag.dimension, value=tag.value, key=folded
    )
    session.tally("tag", number, number)
    return number


def _carried(session: Session, tag: int) -> bool:
    return bool(session.value("customers.tag_carried", tag_id=tag))


def field_of(row: Row) -> FieldValue:
    """Return the value of a row."""
    return FieldValue(row["key"], row["type"], row["value"], row["measure"])


def tag_of(row: Row) -> Tag:
    """Return the tag of a row."""
    return Tag(row["dimension"], row["value"])


def tag_key(tag: Tag) -> str:
    """Return what makes two writings of one tag the same."""
    return fold(key(tag))
