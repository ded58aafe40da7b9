"""What flags and a typed line say about a customer, read and checked."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from leadfunnel.domain.capture import Captured, EmptyName, capture, check_name, check_note
from leadfunnel.domain.identity import (
    Identity,
    phone_identity,
    read_email,
    read_external,
    read_wechat,
)
from leadfunnel.domain.phone import BadPhone, Phone
from leadfunnel.domain.sentence import Sentence, said
from leadfunnel.domain.tag import Tag, read_tag
from leadfunnel.errors import N_
from leadfunnel.services.book import Page
from leadfunnel.store import people

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    pass


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


def understand(page: Page, text: str, details: Details, entering: Entering) -> Known:
    """Return what a line and flags say together; flags win."""
    found = Captured()
    if text.strip() or not _names_someone(details):
        found = capture(
            text,
            _phone_reader(page),
            sources=_sources_among(page, text),
            dimensions=page.session.values("customers.tag_dimensions"),
        )
    known = read(page, details, found)
    note = "\n".join(part for part in (found.note, entering.note or "") if part)
    needs = tuple(Tag("need.explicit", need.strip()) for need in entering.needs if need.strip())
    check_note(note)
    if not known.details.name and not known.identities and not known.details.company:
        raise EmptyName()
    return replace(known, note=note, tags=_unique((*known.tags, *needs)))


def _sources_among(page: Page, text: str) -> list[str]:
    """Return the store's sources that are words of the text; asking for all would be a scan."""
    words = {form for word in text.split() for form in (word, word.casefold(), word.title())}
    return page.session.values("customers.sources_among", words=json.dumps(sorted(words)))


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


def read(page: Page, details: Details, found: Captured) -> Known:
    """Return details with every value read; raise what is wrong with the first that is not."""
    name = details.name if details.name is not None else (found.name or None)
    check_name(name or "")
    birthday = details.birthday
    if birthday:
        from leadfunnel.domain.birthday import read_birthday

        birthday = read_birthday(birthday, page.almanac)
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
        from leadfunnel.adapters.phones import read_phone, split_phones

        pieces = [piece for text in details.phones for piece in split_phones(text) or [text]]
        typed += [read_phone(piece, page.settings.region) for piece in pieces]
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


def echo(known: Known) -> tuple[Sentence, ...]:
    """Return the sentence that says what was understood."""
    fields = understood(known)
    return (said(N_("Understood: {fields}."), fields=fields),) if fields else ()


def understood(known: Known) -> dict[str, object]:
    """Return what was understood, field by field, in JSON form."""
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
