"""Writing what is known about a customer: fields, identities, tags, owner, referrer."""

from __future__ import annotations

from collections.abc import Sequence

from leadfunnel.domain.identity import (
    Identity,
)
from leadfunnel.domain.phone import mask
from leadfunnel.domain.tag import Tag
from leadfunnel.errors import N_, AmbiguousError, RefusedError
from leadfunnel.i18n import named
from leadfunnel.services import needs, plan_watch, who
from leadfunnel.services.book import Page, Writing
from leadfunnel.services.details import Known
from leadfunnel.services.referrals import leads_to
from leadfunnel.store import people
from leadfunnel.store.session import Row

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any


class DuplicateCustomer(RefusedError):
    """An identity belongs to somebody already."""

    code = "duplicate_customer"
    message = N_("{masked} already belongs to {name} (#{id}, {stage}).")
    hint = N_("Use --update to add to it, --again if they came back, or --force to add another.")


class SeveralOwners(AmbiguousError):
    """What was said belongs to more than one customer: nobody is merged unasked."""

    code = "several_owners"
    message = N_("This belongs to {count} customers already, not to one.")
    hint = N_("Add to one of them: leadfunnel edit {id} ...")


class IdentityElsewhere(RefusedError):
    """An identity given to one customer belongs to another."""

    code = "identity_elsewhere"
    message = N_("{masked} already belongs to {name} (#{id}, {stage}).")
    hint = N_("Look at both: leadfunnel show {id}")


class NoSuchIdentity(RefusedError):
    """What is to be removed is not there."""

    code = "no_such_identity"
    message = N_("{name} (#{id}) has no {text}.")


class OwnReferrer(RefusedError):
    """Referrals run in one direction."""

    code = "own_referrer"
    message = N_(
        "{name} (#{id}) cannot be referred by that customer: referrals would run in a circle."
    )


def owners_of(page: Page, identities: Sequence[Identity]) -> list[int]:
    """Return the present customers who have one of these identities."""
    found: list[int] = []
    for identity in identities:
        rows = page.session.rows("customers.by_identity", value=identity.value)
        same = (identity.kind, identity.system)
        found += [row["customer_id"] for row in rows if (row["kind"], row["system"]) == same]
    return list(dict.fromkeys(found))


def duplicate_of(
    page: Page, error: type[RefusedError], identities: Sequence[Identity], owner: int
) -> RefusedError:
    """Return the error that names whom an identity belongs to."""
    customer = page.customer(owner)
    hit = next((found for found in identities if owner in owners_of(page, (found,))), identities[0])
    masked = mask(hit.value, page.settings.region) if hit.kind == "phone" else hit.raw
    stage = named(customer.stage.names) if customer.stage else "-"
    return error(
        masked=masked,
        name=customer.label,
        id=owner,
        stage=stage,
        candidates=[who.candidate(page, customer)],
    )


def several_owners(page: Page, owners: Sequence[int]) -> SeveralOwners:
    """Return the error that lists whom the identities belong to."""
    shown = [who.candidate(page, customer) for customer in page.customers(owners)]
    return SeveralOwners(count=len(owners), id=owners[0], candidates=shown)


def write(page: Writing, number: int, known: Known) -> None:
    """Write what is said about a customer; nothing that is not said changes."""
    details = known.details
    given = {
        key: value.strip() or None
        for key in ("company", "address", "source", "outlet", "birthday")
        if (value := getattr(details, key)) is not None
    }
    if details.name is not None:
        given["name"] = details.name
    if details.referrer is not None:
        given["referrer_id"] = _referrer(page, number, details.referrer)
    elif known.referrer:
        given["referrer_id"] = _referrer(page, number, known.referrer.partition(" ")[0])
    page.ledger.update("customer", number, number, **given)
    if details.do_not_contact is not None:
        _may_contact(page, number, forbidden=details.do_not_contact)
    if details.owner is not None:
        assign(page, number, owner_id(page, details.owner))
    write_identities(page, number, known.identities)
    write_tags(page, number, known.tags)
    if known.fields:
        from leadfunnel.services import fields

        fields.write(page, number, known.fields)


def _may_contact(page: Writing, number: int, *, forbidden: bool) -> None:
    """Record that a customer may be contacted, or must not be, where that is new."""
    from leadfunnel.domain.consent import ALL
    from leadfunnel.services import consents

    row = page.session.row("facts.get_customer", row_id=number)
    if row is not None and bool(row["do_not_contact"]) != forbidden:
        consents.write(page, number, ALL, "withdrawn" if forbidden else "given")


def assign(page: Writing, number: int, owner: int | None, reason: str | None = None) -> bool:
    """Give a customer to an owner from now on, or to the pool; return whether that is new.

    What the owner before had promised, whoever looks after the customer next has to keep.
    """
    row = page.session.row("facts.get_customer", row_id=number)
    before = row["owner_id"] if row else None
    if not page.ledger.update("customer", number, number, owner_id=owner):
        return False
    since = {"at": page.now, "recorded_at": page.now}
    page.ledger.insert("ownership", number, owner_id=owner, reason=reason, **since)
    for item in page.session.rows("timeline.promises_of", customer_id=number):
        if item["owner_id"] == before:
            page.ledger.update("follow_up", item["id"], number, owner_id=owner)
    return True


def owner_id(page: Writing, name: str) -> int | None:
    """Return the id of an owner by name, recorded on first mention; None for an empty one."""
    return people.user_id(page.session, name.strip()) if name.strip() else None


def _referrer(page: Writing, number: int, text: str) -> int | None:
    if not text.strip():
        return None
    referrer = who.one(page, text)
    if leads_to(page, referrer, frozenset({number})):
        raise OwnReferrer(name=page.customer(number).label, id=number)
    return referrer


def write_identities(page: Writing, number: int, identities: Sequence[Identity]) -> None:
    """Add the identities that the customer does not have yet."""
    rows = page.session.rows("customers.identities", ids=f"[{number}]")
    has = {(row["kind"], row["system"], row["value"]) for row in rows}
    for identity in identities:
        if identity.key not in has:
            page.ledger.insert("identity", number, **identity_columns(identity))


def identity_columns(identity: Identity) -> dict[str, Any]:
    """Return an identity as its row has it, but for whose it is."""
    return {
        "kind": str(identity.kind),
        "system": identity.system,
        "value": identity.value,
        "raw": identity.raw,
        "valid": int(identity.valid),
    }


def write_tags(page: Writing, number: int, tags: Sequence[Tag]) -> None:
    """Add the tags that the customer does not carry yet."""
    rows = page.session.rows("customers.tags", ids=f"[{number}]")
    has = {row["tag_id"] for row in rows}
    if any(tag.dimension in needs.DIMENSIONS for tag in tags):
        needs.said_again(page, number, [people.tag_id(page.session, tag) for tag in tags])
    wanted = {people.tag_id(page.session, tag, page.ledger): tag for tag in tags}
    new = {tag_id: tag for tag_id, tag in wanted.items() if tag_id not in has}
    for tag_id in new:
        page.ledger.insert("customer_tag", number, tag_id=tag_id)
    plan_watch.tagged(page, number, list(new.values()))


def remove(page: Writing, number: int, texts: Sequence[str]) -> None:
    """Take identities away; raise NoSuchIdentity for one the customer does not have."""
    for text in texts:
        found = identities_meant(page, number, text)
        if not found:
            raise NoSuchIdentity(name=page.customer(number).label, id=number, text=text)
        for row in found:
            page.ledger.void("identity", row["id"], number)


def identities_meant(page: Page, number: int, text: str) -> list[Row]:
    """Return the identities of a customer that a text names whole."""
    from leadfunnel.services.phones import comparable, is_meant

    forms = comparable(text, page.settings.region)
    return [
        row
        for row in page.session.rows("customers.identities", ids=f"[{number}]")
        if (row["value"] in forms and is_meant(text, row["kind"], row["system"], row["value"]))
        or row["raw"] == text
    ]
