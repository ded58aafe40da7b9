"""What flags and a typed line say about a customer, read and checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from leadfunnel.domain.capture import (
    Captured,
    NobodyNamed,
    capture,
    check_name,
    check_note,
)
from leadfunnel.domain.field import FieldValue
from leadfunnel.domain.fold import shown
from leadfunnel.domain.identity import (
    Identity,
    phone_identity,
    read_email,
    read_external,
    read_wechat,
)
from leadfunnel.domain.phone import BadPhone, Phone
from leadfunnel.domain.record import dataclass, field, replace
from leadfunnel.domain.sentence import Phrase, Sentence, said
from leadfunnel.domain.tag import Tag, read_tag
from leadfunnel.errors import N_
from leadfunnel.services.book import Page
from leadfunnel.store import people

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any

    from leadfunnel.domain.captured_when import When


NOTHING_FOUND = Captured()


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
    sets: tuple[str, ...] = ()


@dataclass(frozen=True)
class Entering:
    """How an added customer starts: stage, first promise, note, and whether they are calling."""

    stage: str | None = None
    when: str | None = None
    kind: str | None = None
    note: str | None = None
    needs: tuple[str, ...] = ()
    call: bool = False


@dataclass(frozen=True)
class Known:
    """Details after reading: every value checked and in its own type.

    `found` is what the line said; its referrer is known by `referrer`, their number and name.
    """

    details: Details
    identities: tuple[Identity, ...]
    tags: tuple[Tag, ...]
    note: str
    fields: tuple[FieldValue, ...] = ()
    found: Captured = NOTHING_FOUND
    referrer: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)


def understand(page: Page, text: str, details: Details, entering: Entering) -> Known:
    """Return what a line and flags say together; flags win."""
    found = NOTHING_FOUND
    if text.strip() or not _names_someone(details):
        from leadfunnel.services.lexicon import of_line

        lexicon = of_line(page, text)
        if entering.when is not None:
            lexicon = replace(lexicon, now=None)
        found = capture(text, _phone_reader(page), lexicon)
    known = read(page, details, found)
    note = "\n".join(part for part in (found.note, entering.note or "") if part)
    needs = tuple(Tag("need.explicit", need.strip()) for need in entering.needs if need.strip())
    check_note(note)
    if not known.details.name and not known.identities and not known.details.company:
        raise NobodyNamed()
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


def read(page: Page, details: Details, found: Captured) -> Known:
    """Return details with every value read; raise what is wrong with the first that is not."""
    name = details.name if details.name is not None else (found.name or None)
    check_name(name or "")
    name = shown(name.strip()) if name else name
    birthday = details.birthday
    if birthday:
        from leadfunnel.domain.birthday import check_past, read_birthday

        birthday = check_past(read_birthday(birthday, page.almanac), page.calendar.day(page.now))
    elif birthday is None:
        birthday = found.birthday or None
    heard = {
        key: getattr(found, key)
        for key in ("company", "address", "source")
        if getattr(details, key) is None and getattr(found, key)
    }
    merged = replace(details, name=name, birthday=birthday, **heard)
    tags = (*found.tags, *(read_tag(tag) for tag in details.tags))
    return Known(
        merged,
        _identities(page, details, found),
        _unique(tags),
        found.note,
        _fields(page, details, found),
        found,
        _referrer(page, details, found),
        _labels(page, details, found),
    )


def _fields(page: Page, details: Details, found: Captured) -> tuple[FieldValue, ...]:
    values: list[FieldValue] = []
    if found.budget is not None:
        budget = found.budget
        values.append(FieldValue("budget", "money", str(budget), budget.minor))
    if details.sets:
        from leadfunnel.services.fields import read_sets

        values += read_sets(page, details.sets)
    return tuple({value.key: value for value in values}.values())


def _labels(page: Page, details: Details, found: Captured) -> dict[str, str]:
    if not details.sets and found.budget is None:
        return {}
    from leadfunnel.services.fields import field_names

    return field_names(page)


def _referrer(page: Page, details: Details, found: Captured) -> str:
    """Return the number and name of the referrer that the line named, unless a flag names one."""
    if details.referrer is not None or not found.referrer:
        return ""
    from leadfunnel.services.lexicon import referrers

    customer = page.customer(referrers(page, found.referrer)[0])
    return f"#{customer.id} {customer.label}"


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
    """Return the sentences that say what was understood, and what was left in the note."""
    values = {known.labels.get(one.key, one.key): one for one in known.fields if one.text}
    fields = _said(known, values)
    first = (said(N_("Understood: {fields}."), fields=fields),) if fields else ()
    found = known.found
    moments = [
        said(N_("A moment stays in the note: {moment}."), moment=text) for text in found.moments
    ]
    referrers = [
        said(N_("Not exactly one customer is called {name}: it stays in the note."), name=name)
        for name in found.referrers
    ]
    amounts = [
        said(N_("An amount stays in the note: {amount}."), amount=amount)
        for amount in found.amounts
    ]
    return (*first, *moments, *referrers, *amounts)


def understood(known: Known) -> dict[str, object]:
    """Return what was understood, field by field, in JSON form."""
    groups = {**_said(known, {}), **_left(known)}
    groups["fields"] = {value.key: value.plain for value in known.fields if value.text}
    if known.found.when:
        when = known.found.when
        groups["next"] = when.moment.iso()
        groups["next_kind"], groups["next_note"] = when.kind, when.note
    if known.found.happened:
        happened = known.found.happened
        groups["contact"] = {"kind": happened.kind, "direction": happened.direction}
    return {key: value for key, value in groups.items() if value}


def _next(when: When | None) -> tuple[object, ...]:
    if when is None:
        return ()
    from leadfunnel.domain.interaction import KINDS

    kind = (Phrase(KINDS[when.kind][0]),) if when.kind else ()
    return (when.moment, *kind, *((when.note,) if when.note else ()))


def _left(known: Known) -> dict[str, Any]:
    """Return what was recognised but has no place of its own: it stays in the note."""
    amounts = [
        {"amount": money.decimal, "currency": money.currency} for money in known.found.amounts
    ]
    return {
        "amounts": amounts,
        "other_moments": list(known.found.moments),
        "unknown_referrers": list(known.found.referrers),
    }


def _said(known: Known, values: Mapping[str, FieldValue]) -> dict[str, Any]:
    """Return what was understood in the order it is told, values as the views word them."""
    details = known.details
    groups: dict[str, object] = {
        "name": details.name,
        "company": details.company,
        "source": details.source,
        "birthday": details.birthday,
        "tags": [str(tag) for tag in known.tags],
        "address": details.address,
        "referrer": known.referrer or details.referrer,
        **values,
        "next": _next(known.found.when),
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
