"""Adding customers and changing what is known about them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from leadfunnel.domain.birthday import read_birthday
from leadfunnel.domain.capture import Captured, EmptyName, capture, check_name, check_note
from leadfunnel.domain.identity import (
    Identity,
    phone_identity,
    read_email,
    read_external,
    read_wechat,
)
from leadfunnel.domain.phone import BadPhone, Phone, mask
from leadfunnel.domain.sentence import Sentence, said
from leadfunnel.domain.tag import Tag, read_tag
from leadfunnel.errors import N_, RefusedError
from leadfunnel.i18n import named
from leadfunnel.services import ladder, promises, touches, who
from leadfunnel.services.book import Book, Page, Writing
from leadfunnel.services.results.changed import Changed
from leadfunnel.store import people

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.domain.moment import Moment


class DuplicateCustomer(RefusedError):
    """An identity belongs to somebody already."""

    code = "duplicate_customer"
    message = N_("{masked} already belongs to {name} (#{id}, {stage}).")
    hint = N_("Use --update to add to that customer, or --force to add another.")


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


@dataclass(frozen=True)
class Details:
    """What flags say about a customer; None is not said, an empty text clears a field."""

    name: str | None = None
    company: str | None = None
    address: str | None = None
    source: str | None = None
    outlet: str | None = None
    birthday: str | None = None
    owner: str | None = None
    referrer: str | None = None
    do_not_contact: bool | None = None
    phones: tuple[str, ...] = ()
    wechat: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    external: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()


@dataclass(frozen=True)
class Entering:
    """How an added customer starts: stage, first promise, note."""

    stage: str | None = None
    when: str | None = None
    kind: str | None = None
    note: str | None = None
    needs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Known:
    """Details after reading: every value checked and in its own type."""

    details: Details
    identities: tuple[Identity, ...]
    tags: tuple[Tag, ...]
    note: str


class Capture:
    """`add` and `edit`."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def add(
        self,
        text: str,
        details: Details,
        entering: Entering,
        *,
        duplicate: str = "refuse",
        dry_run: bool = False,
    ) -> Changed:
        """Add a customer from a line and flags; flags win.

        `duplicate` says what to do when an identity exists: refuse, update or force.
        """
        if dry_run:
            with self.book.read() as page:
                known = _understand(page, text, details, entering)
                _due(page, entering)
                return Changed(None, (), _echo(known), _understood(known))
        with self.book.record("add") as page:
            known = _understand(page, text, details, entering)
            owners = _owners(page, known.identities) if duplicate != "force" else []
            if owners and duplicate == "refuse":
                raise _duplicate(page, DuplicateCustomer, known.identities, owners[0])
            if owners:
                return _extend(page, owners[0], known, entering)
            return _add(page, known, entering)

    def edit(self, text: str, details: Details) -> Changed:
        """Change what is known about one customer."""
        with self.book.record("edit") as page:
            number = who.one(page, text)
            known = _read(page, details, Captured())
            for identity in known.identities:
                owners = [owner for owner in _owners(page, (identity,)) if owner != number]
                if owners:
                    raise _duplicate(page, IdentityElsewhere, (identity,), owners[0])
            _remove(page, number, details.remove)
            _write(page, number, known)
            return finished(page, [number], N_("{customer} was changed."), N_("Nothing to change."))


def finished(page: Writing, ids: Sequence[int], changed: str, same: str) -> Changed:
    """Return what a command did to these customers, as they stand after it."""
    page.settle()
    customers = page.customers(ids)
    text = changed if page.ledger.recorded is not None else same
    spoken = tuple(said(text, customer=customer) for customer in customers)
    return Changed(page.ledger.recorded, customers, spoken)


def _understand(page: Page, text: str, details: Details, entering: Entering) -> Known:
    found = Captured()
    if text.strip() or not _names_someone(details):
        found = capture(
            text,
            _phone_reader(page),
            sources=page.session.values("customers.sources"),
            dimensions=page.session.values("customers.tag_dimensions"),
        )
    known = _read(page, details, found)
    note = "\n".join(part for part in (found.note, entering.note or "") if part)
    needs = tuple(Tag("need.explicit", need.strip()) for need in entering.needs if need.strip())
    check_note(note)
    if not known.details.name and not known.identities and not known.details.company:
        raise EmptyName()
    return replace(known, note=note, tags=_unique((*known.tags, *needs)))


def _names_someone(details: Details) -> bool:
    return bool(
        details.name
        or details.company
        or details.phones
        or details.wechat
        or details.emails
        or details.external
    )


def _phone_reader(page: Page) -> Callable[[str], Phone | None]:
    from leadfunnel.adapters.phones import read_phone

    def read(text: str) -> Phone | None:
        try:
            return read_phone(text, page.settings.region)
        except BadPhone:
            return None

    return read


def _read(page: Page, details: Details, found: Captured) -> Known:
    name = details.name if details.name is not None else (found.name or None)
    check_name(name or "")
    birthday = details.birthday
    if birthday:
        birthday = read_birthday(birthday)
    merged = replace(
        details,
        name=name.strip() if name else name,
        birthday=birthday,
        source=details.source if details.source is not None else (found.source or None),
    )
    tags = (*found.tags, *(read_tag(tag) for tag in details.tags))
    return Known(merged, _identities(page, details, found), _unique(tags), found.note)


def _identities(page: Page, details: Details, found: Captured) -> tuple[Identity, ...]:
    typed: list[Phone] = list(found.phones)
    if details.phones:
        from leadfunnel.adapters.phones import read_phone

        typed += [read_phone(phone, page.settings.region) for phone in details.phones]
    identities = [
        *map(phone_identity, typed),
        *found.wechat,
        *map(read_wechat, details.wechat),
        *found.emails,
        *map(read_email, details.emails),
        *map(read_external, details.external),
    ]
    return tuple({identity.key: identity for identity in identities}.values())


def _unique(tags: Sequence[Tag]) -> tuple[Tag, ...]:
    return tuple({people.tag_key(tag): tag for tag in tags}.values())


def _owners(page: Page, identities: Sequence[Identity]) -> list[int]:
    found: list[int] = []
    for identity in identities:
        rows = page.session.rows("customers.by_identity", value=identity.value)
        found += [row["customer_id"] for row in rows if row["kind"] == identity.kind]
    return list(dict.fromkeys(found))


def _duplicate(
    page: Page, error: type[RefusedError], identities: Sequence[Identity], owner: int
) -> RefusedError:
    customer = page.customer(owner)
    hit = next((found for found in identities if owner in _owners(page, (found,))), identities[0])
    masked = mask(hit.value, page.settings.region) if hit.kind == "phone" else hit.raw
    stage = named(customer.stage.names) if customer.stage else "-"
    return error(
        masked=masked,
        name=customer.label,
        id=owner,
        stage=stage,
        candidates=[who.candidate(page, customer)],
    )


def _add(page: Writing, known: Known, entering: Entering) -> Changed:
    namesakes = _namesakes(page, known.details.name)
    owner = page.me if known.details.owner is None else _owner(page, known.details.owner)
    number = page.ledger.insert(
        "customer", name=known.details.name or "", created_at=page.now, owner_id=owner
    )
    page.ledger.insert("ownership", number, owner_id=owner, at=page.now, recorded_at=page.now)
    _write(page, number, replace(known, details=replace(known.details, owner=None, name=None)))
    if page.main.unit == "customer":
        ladder.enter(page, number, page.main, entering.stage)
    spoken = _afterwards(page, number, known, entering)
    page.settle()
    customers = page.customers([number])
    first = said(N_("Added {customer}."), customer=customers[0])
    return Changed(
        page.ledger.recorded,
        customers,
        (first, *_echo(known), *spoken, *namesakes),
        _understood(known),
    )


def _extend(page: Writing, number: int, known: Known, entering: Entering) -> Changed:
    customer = page.customer(number)
    details = known.details
    filled = replace(
        details,
        name=None if customer.name else details.name,
        company=None if customer.company else details.company,
        address=None if customer.address else details.address,
        source=None if customer.source else details.source,
        outlet=None if customer.outlet else details.outlet,
        birthday=None if customer.birthday else details.birthday,
    )
    _write(page, number, replace(known, details=filled))
    spoken = _afterwards(page, number, known, entering)
    page.settle()
    customers = page.customers([number])
    changed = page.ledger.recorded is not None
    text = N_("Added to {customer}.") if changed else N_("{customer} had all of this already.")
    first = said(text, customer=customers[0])
    return Changed(page.ledger.recorded, customers, (first, *spoken), _understood(known))


def _afterwards(
    page: Writing, number: int, known: Known, entering: Entering
) -> tuple[Sentence, ...]:
    if known.note:
        touches.write_note(page, number, known.note)
    due = _due(page, entering)
    if due is None:
        return ()
    kind = promises.read_promise_kind(entering.kind)
    promises.promise(page, number, due, kind, "")
    return (said(N_("Next: {moment}."), moment=due),)


def _due(page: Page, entering: Entering) -> Moment | None:
    if entering.when is None:
        return None
    return promises.read_when(page, entering.when)


def _write(page: Writing, number: int, known: Known) -> None:
    details = known.details
    given = {
        key: value.strip() or None
        for key in ("company", "address", "source", "outlet", "birthday")
        if (value := getattr(details, key)) is not None
    }
    if details.name is not None:
        given["name"] = details.name
    if details.do_not_contact is not None:
        given["do_not_contact"] = int(details.do_not_contact)
    if details.referrer is not None:
        given["referrer_id"] = _referrer(page, number, details.referrer)
    page.ledger.update("customer", number, number, **given)
    if details.owner is not None:
        assign(page, number, _owner(page, details.owner))
    write_identities(page, number, known.identities)
    write_tags(page, number, known.tags)


def assign(page: Writing, number: int, owner: int | None) -> None:
    """Give a customer to an owner from now on, or to nobody."""
    if page.ledger.update("customer", number, number, owner_id=owner):
        page.ledger.insert("ownership", number, owner_id=owner, at=page.now, recorded_at=page.now)


def _owner(page: Writing, name: str) -> int | None:
    return people.user_id(page.session, name.strip()) if name.strip() else None


def _referrer(page: Writing, number: int, text: str) -> int | None:
    if not text.strip():
        return None
    referrer = who.one(page, text)
    step: int | None = referrer
    while step is not None:
        if step == number:
            customer = page.customer(number)
            raise OwnReferrer(name=customer.label, id=number)
        step = page.customer(step).referrer_id
    return referrer


def write_identities(page: Writing, number: int, identities: Sequence[Identity]) -> None:
    """Add the identities that the customer does not have yet."""
    rows = page.session.rows("customers.identities", ids=f"[{number}]")
    has = {(row["kind"], row["system"], row["value"]) for row in rows}
    for identity in identities:
        if identity.key not in has:
            page.ledger.insert(
                "identity",
                number,
                kind=str(identity.kind),
                system=identity.system,
                value=identity.value,
                raw=identity.raw,
                valid=int(identity.valid),
            )


def write_tags(page: Writing, number: int, tags: Sequence[Tag]) -> None:
    """Add the tags that the customer does not carry yet."""
    rows = page.session.rows("customers.tags", ids=f"[{number}]")
    has = {row["tag_id"] for row in rows}
    for tag in tags:
        tag_id = people.tag_id(page.session, tag)
        if tag_id not in has:
            page.ledger.insert("customer_tag", number, tag_id=tag_id)


def _remove(page: Writing, number: int, texts: Sequence[str]) -> None:
    from leadfunnel.services.phones import comparable

    rows = page.session.rows("customers.identities", ids=f"[{number}]")
    for text in texts:
        forms = comparable(text, page.settings.region)
        found = [row for row in rows if row["value"] in forms or row["raw"] == text]
        if not found:
            raise NoSuchIdentity(name=page.customer(number).label, id=number, text=text)
        for row in found:
            page.ledger.void("identity", row["id"], number)


def _namesakes(page: Page, name: str | None) -> tuple[Sentence, ...]:
    from leadfunnel.domain.fold import fold

    if not name:
        return ()
    ids = page.session.values("customers.by_name", key=fold(name), limit=4)
    return tuple(
        said(N_("Another of this name: {customer}."), customer=customer)
        for customer in page.customers(ids)
    )


def _echo(known: Known) -> tuple[Sentence, ...]:
    fields = _understood(known)
    return (said(N_("Understood: {fields}."), fields=fields),) if fields else ()


def _understood(known: Known) -> dict[str, object]:
    details = known.details
    groups: dict[str, object] = {
        "name": details.name,
        "company": details.company,
        "source": details.source,
        "birthday": details.birthday,
        "tags": [str(tag) for tag in known.tags],
        "note": known.note,
    }
    for kind in ("phone", "wechat", "email", "external"):
        found = [
            identity.value if identity.valid else f"{identity.raw} (?)"
            for identity in known.identities
            if identity.kind == kind
        ]
        groups[
            {"phone": "phones", "email": "emails", "external": "external_ids"}.get(kind, kind)
        ] = found
    return {key: value for key, value in groups.items() if value}
