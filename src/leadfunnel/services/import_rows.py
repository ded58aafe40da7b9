"""Reading the rows of a sheet into customers: every cell checked, nothing of a row dropped."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from hashlib import blake2b

from leadfunnel.adapters.phones import read_phone, split_phones
from leadfunnel.domain.birthday import (
    BadBirthday,
    BirthdayToCome,
    check_past,
    is_lunar_header,
    read_birthday,
)
from leadfunnel.domain.capture import LONGEST_NAME, LONGEST_NOTE
from leadfunnel.domain.chronicle import BadHistory, Span, Step, Told, passage
from leadfunnel.domain.customer import Due
from leadfunnel.domain.dates import is_nothing
from leadfunnel.domain.fold import shown
from leadfunnel.domain.identity import (
    Identity,
    phone_identity,
    read_email,
    read_external,
    read_wechat,
)
from leadfunnel.domain.incoming import Incoming, Problem, unique_identities
from leadfunnel.domain.lunar import LunarOutOfRange
from leadfunnel.domain.phone import BadPhone, LostDigits, spelled_out
from leadfunnel.domain.record import replace
from leadfunnel.domain.remark import without_phones
from leadfunnel.domain.sentence import Phrase
from leadfunnel.domain.sheet import Record
from leadfunnel.errors import N_, UnreadableError
from leadfunnel.services.import_cells import Journey, Reading, Refused, Row, Terms
from leadfunnel.services.import_names import NAMES, full_name, tags_of

YES = frozenset(("yes", "y", "true", "t", "1", "x", "✓", "√", "是", "对", "有"))
NO = frozenset(("no", "n", "false", "f", "0", "否", "不", "无"))
TEXTS = ("company", "address", "source", "outlet", "owner")
LONGEST_TEXT = 1000
SHORTEST_MOBILE, MOBILE_REGION = 11, "CN"
LOST_DIGITS = N_("has lost digits in a spreadsheet: show the column as whole numbers, save again")
TOO_LONG = N_("has more than {max_length} characters")


class RowReader:
    """Reads records one after another."""

    def __init__(self, terms: Terms) -> None:
        self.reading = Reading(terms)
        fields = enumerate(terms.columns.fields)
        keyed = ((at, name) for at, name in fields if name not in ("", "ignore", "id"))
        self.keyed = [(at, f"{name}=") for at, name in sorted(keyed, key=lambda pair: pair[1])]
        self.salt = f"{terms.pipeline.name}\x1e{terms.system or ''}\x1e"
        mapped = {name.partition(":")[0] for name in terms.columns.fields}
        self.parts = [part for part, fields in PARTS if not fields or mapped & set(fields)]

    def read(self, record: Record) -> Incoming | list[Problem]:
        """Return the customer of a row, or everything that is wrong with it."""
        if record.problem:
            return [Problem(record.line, "", "", record.problem)]
        row, problems = Row(self.reading, record), []
        found = Incoming(record.line, self._key(row))
        for part in self.parts:
            try:
                part(row, found)
            except Refused as fault:
                column = self.reading.columns.header[fault.place] if fault.place >= 0 else ""
                problems.append(Problem(record.line, column, fault.value, fault.reason))
        if row.notes:
            found.notes = tuple(dict.fromkeys(row.notes))
            if sum(map(len, found.notes)) > LONGEST_NOTE:
                text = N_("has a note of more than {limit} characters")
                reason = Phrase(text, limit=LONGEST_NOTE)
                problems.append(Problem(record.line, "", "", reason))
        return problems or found

    def _key(self, row: Row) -> str:
        """Return what the row is known by: a hash of its cells."""
        cells = "\x1f".join([name + row.cells[at] for at, name in self.keyed if row.cells[at]])
        text = (self.salt + cells).encode("utf-8", "surrogatepass")
        return blake2b(text, digest_size=12).hexdigest()


def _texts(row: Row, found: Incoming) -> None:
    for name in TEXTS:
        if name in row.reading.places:
            place, text = row.first(name)
            if len(text) > LONGEST_TEXT:
                raise Refused(place, text[:40], Phrase(TOO_LONG, max_length=LONGEST_TEXT))
            setattr(found, name, text)
    terms = row.terms
    if terms.source and not found.source:
        found.source, found.defaults = terms.source, (*found.defaults, "source")
    if terms.owner and not found.owner:
        found.owner, found.defaults = terms.owner, (*found.defaults, "owner")


def _name(row: Row, found: Incoming) -> None:
    place, name = full_name(row)
    if len(name) > LONGEST_NAME:
        raise Refused(place, name[:40], Phrase(TOO_LONG, max_length=LONGEST_NAME))
    found.name = shown(name)
    if len(name) >= SHORTEST_MOBILE and not row.reading.columns.own:
        found.name, phones = without_phones(found.name)
        found.identities = tuple(
            phone_identity(read_phone(phone, MOBILE_REGION, strict=False)) for phone in phones
        )
        row.reading.in_names[place] += bool(phones)


def _identities(row: Row, found: Incoming) -> None:
    identities = [*read_identities(row), *found.identities]
    named = identities or row.first("company")[1]
    if not named and not any(shown(row.first(name)[1]) for name in NAMES):
        reason = Phrase(N_("has no name and nothing else to know the customer by"))
        raise Refused(-1, "", reason)
    found.identities = unique_identities(identities)


def read_identities(row: Row) -> list[Identity]:
    """Return the identities in a row; what cannot be read as one goes to the row's notes."""
    return [*_phones(row), *_others(row)]


def _phones(row: Row) -> Iterator[Identity]:
    for place, text in row.parts("phone"):
        if is_nothing(text):
            continue
        try:
            text = spelled_out(text)  # noqa: PLW2901
        except LostDigits:
            raise Refused(place, text, Phrase(LOST_DIGITS)) from None
        whole = text.isdecimal() or row.reading.columns.own
        for piece in [text] if whole else split_phones(text):
            try:
                yield phone_identity(read_phone(piece, row.terms.region, strict=False))
            except BadPhone:
                row.keep(place, piece)


def _others(row: Row) -> Iterator[Identity]:
    for name, read in READERS.items():
        if name not in row.reading.places:
            continue
        for place, text in row.parts(name):
            several = name == "email" and " <" not in text
            for piece in re.split(r"[;；,，|\s]+", text) if several else [text]:
                if is_nothing(piece):
                    continue
                try:
                    yield read(row, piece)
                except UnreadableError:
                    row.keep(place, piece)


def _external(row: Row, text: str) -> Identity:
    system = row.terms.system
    if system is None or row.reading.columns.own:
        return read_external(text)
    bare = text[len(system) + 1 :] if text.casefold().startswith(f"{system}:") else text
    # With a system in front, a colon within the id stays a part of it.
    return replace(read_external(f"{system}:{bare}"), raw=bare)


READERS: dict[str, Callable[[Row, str], Identity]] = {
    "wechat": lambda _, text: read_wechat(text),
    "email": lambda _, text: read_email(text),
    "external_id": _external,
}


def _tags(row: Row, found: Incoming) -> None:
    found.tags = tags_of(row)


def _notes(row: Row, found: Incoming) -> None:  # noqa: ARG001 - one of the parts
    several = len(row.reading.places["note"]) > 1
    for place, text in row.each("note"):
        row.keep(place, text) if several else row.notes.append(text)


def _kept(row: Row, _found: Incoming) -> None:
    row.keep_rest()


def _birthday(row: Row, found: Incoming) -> None:
    place, text = row.first("birthday")
    if is_nothing(text):
        return
    if is_lunar_header(row.reading.columns.header[place]):
        text = f"lunar {text}"
    try:
        today = row.terms.calendar.day(row.terms.now)
        found.birthday = check_past(read_birthday(text, row.terms.almanac), today)
    except (LunarOutOfRange, BirthdayToCome) as error:
        raise Refused(place, text, Phrase(error.message, **error.values)) from None
    except BadBirthday:
        found.birthday = _birth_date(row, place, text)


def _birth_date(row: Row, place: int, text: str) -> str:
    day = row.reading.stamp(place, text).day
    today = row.terms.calendar.day(row.terms.now)
    if day > today and len(re.findall(r"\d{4}", text)) == 0:
        day = day.replace(year=day.year - 100)
    return day.isoformat()


def _flags(row: Row, found: Incoming) -> None:
    place, text = row.first("do_not_contact")
    word = text.casefold()
    if word and word not in YES and word not in NO and not is_nothing(word):
        raise Refused(place, text, Phrase(N_("is neither yes nor no")))
    found.do_not_contact = word in YES


def _declared(row: Row, found: Incoming) -> None:
    found.fields = row.declared()


def _journey(row: Row, found: Incoming) -> None:
    told = tuple([row.cells[place] for place in row.reading.telling])
    journey = row.reading.journeys.get(told)
    if journey is None:
        journey = _told(row)
        row.reading.remember(told, journey)
    found.steps, found.created_at = journey.steps, journey.created_at
    row.notes += journey.notes


def _told(row: Row) -> Journey:
    created, dated = _when(row, "created_at"), {}
    for place, code in row.reading.stages:
        if not is_nothing(row.cells[place]):
            dated[code] = row.reading.span(place, row.cells[place])
    place, text = row.first("stage")
    status = row.reading.told(place, text) if not is_nothing(text) else None
    place, reason = row.first("lost_reason")
    steps = _steps(
        row, Told(row.terms.now, created, dated, status, _when(row, "stage_since"), reason)
    )
    lost = reason and not any(step.reason for step in steps)
    instants = [span.begin for span in (created, *dated.values()) if span]
    return Journey(
        steps=steps,
        created_at=created.begin if created else min(instants, default=None),
        notes=(row.unplaced(place, reason),) if lost else (),
    )


def _steps(row: Row, told: Told) -> tuple[Step, ...]:
    if row.reading.columns.own and told.status is None:
        return ()
    try:
        return passage(row.terms.pipeline, told)
    except BadHistory as fault:
        place, text = row.first(fault.field)
        raise Refused(place, text, fault.reason) from None


def _when(row: Row, name: str) -> Span | None:
    place, text = row.first(name)
    return None if is_nothing(text) else row.reading.span(place, text)


def _next(row: Row, found: Incoming) -> None:
    place, text = row.first("next")
    if is_nothing(text):
        return
    if found.steps and row.terms.pipeline.rank(found.steps[-1].stage) is None:
        row.keep(place, text)
        return
    stamp = row.reading.stamp(place, text)
    at = None if stamp.time is None else row.reading.at(stamp)
    found.next = Due(stamp.day if at is None else row.terms.calendar.day(at), at)


Part = Callable[[Row, Incoming], None]
PARTS: tuple[tuple[Part, tuple[str, ...]], ...] = (
    (_name, NAMES),
    (_texts, ()),
    (_identities, ()),
    (_tags, ("tags", "tag")),
    (_notes, ("note",)),
    (_kept, ("keep",)),
    (_birthday, ("birthday",)),
    (_flags, ("do_not_contact",)),
    (_declared, ("field",)),
    (_journey, ()),
    (_next, ("next",)),
)
"""What is read of a row, each with the fields it needs; those without any are always read."""
