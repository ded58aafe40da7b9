"""Reading the rows of a sheet into customers: every cell checked, nothing of a row dropped."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from hashlib import blake2b

from leadfunnel.domain.birthday import BadBirthday, is_lunar_header, read_birthday
from leadfunnel.domain.capture import LONGEST_NAME, LONGEST_NOTE
from leadfunnel.domain.chronicle import BadHistory, Span, Step, Told, passage
from leadfunnel.domain.customer import Due
from leadfunnel.domain.dates import is_nothing
from leadfunnel.domain.identity import (
    Identity,
    phone_identity,
    read_email,
    read_external,
    read_wechat,
)
from leadfunnel.domain.incoming import Incoming, Problem, unique_identities, unique_tags
from leadfunnel.domain.lunar import LunarOutOfRange
from leadfunnel.domain.phone import BadPhone, LostDigits, spelled_out
from leadfunnel.domain.sentence import Phrase
from leadfunnel.domain.sheet import Record
from leadfunnel.domain.tag import BadTag, Tag, read_tag
from leadfunnel.errors import N_, UnreadableError
from leadfunnel.services.import_cells import SEPARATORS, Reading, Refused, Row, Terms, declared

YES = frozenset(("yes", "y", "true", "t", "1", "x", "✓", "√", "是", "对", "有"))
NO = frozenset(("no", "n", "false", "f", "0", "否", "不", "无"))
NAMES = ("name", "first_name", "last_name")
TEXTS = ("company", "address", "source", "outlet", "owner")
LONGEST_TEXT = 1000
LOST_DIGITS = N_("has lost digits in a spreadsheet: show the column as whole numbers, save again")
TOO_LONG = N_("has more than {max_length} characters")


class RowReader:
    """Reads records one after another; of equal rows each gets a key of its own."""

    def __init__(self, terms: Terms) -> None:
        self.reading = Reading(terms)
        self.seen: dict[str, int] = {}
        fields = enumerate(terms.columns.fields)
        self.keyed = sorted(
            ((at, name) for at, name in fields if name not in ("", "ignore", "id")),
            key=lambda pair: pair[1],
        )
        mapped = {name.partition(":")[0] for name in terms.columns.fields}
        self.parts = [part for part, fields in PARTS if not fields or mapped & set(fields)]

    def read(self, record: Record) -> Incoming | list[Problem]:
        """Return the customer of a row, or everything that is wrong with it."""
        if record.problem:
            return [Problem(record.line, "", "", record.problem)]
        row = Row(self.reading, record)
        problems: list[Problem] = []
        found: dict[str, object] = {}
        for part in self.parts:
            try:
                found.update(part(row))
            except Refused as fault:
                column = self.reading.columns.header[fault.place] if fault.place >= 0 else ""
                problems.append(Problem(record.line, column, fault.value, fault.reason))
        notes = tuple(dict.fromkeys(row.notes))
        if sum(map(len, notes)) > LONGEST_NOTE:
            text = N_("has a note of more than {limit} characters")
            reason = Phrase(text, limit=LONGEST_NOTE)
            problems.append(Problem(record.line, "", "", reason))
        if problems:
            return problems
        return Incoming(record.line, self._key(row), notes=notes, **found)  # type: ignore[arg-type]

    def _key(self, row: Row) -> str:
        """Return what the row is known by: a hash of its cells, and of which one of equal rows."""
        terms = row.terms
        cells = "\x1f".join(f"{name}={row.cells[at]}" for at, name in self.keyed if row.cells[at])
        text = f"{terms.pipeline.name}\x1e{terms.system or ''}\x1e{cells}"
        whole = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
        count = self.seen[whole] = self.seen.get(whole, 0) + 1
        return whole if count == 1 else f"{whole}-{count}"


def _texts(row: Row) -> Mapping[str, object]:
    found: dict[str, object] = {}
    for name in TEXTS:
        place, text = row.first(name)
        if len(text) > LONGEST_TEXT:
            raise Refused(place, text[:40], Phrase(TOO_LONG, max_length=LONGEST_TEXT))
        if text:
            found[name] = text
    given = {"source": row.terms.source, "owner": row.terms.owner}
    defaults = {name: text for name, text in given.items() if text and name not in found}
    return {**found, **defaults, "defaults": tuple(defaults)}


def _name(row: Row) -> Mapping[str, object]:
    place, name = row.first("name")
    if not name:
        (place, first), (_, last) = row.first("first_name"), row.first("last_name")
        western = (first + last).isascii() and first and last
        name = f"{first} {last}" if western else last + first
    if len(name) > LONGEST_NAME:
        raise Refused(place, name[:40], Phrase(TOO_LONG, max_length=LONGEST_NAME))
    return {"name": name}


def _identities(row: Row) -> Mapping[str, object]:
    found = [*_phones(row), *_others(row)]
    company = row.first("company")[1]
    if not (found or company or any(row.first(name)[1] for name in NAMES)):
        reason = Phrase(N_("has no name and nothing else to know the customer by"))
        raise Refused(-1, "", reason)
    identities = unique_identities(found)
    return {"identities": identities, "doubtful": sum(not one.valid for one in identities)}


def _phones(row: Row) -> Iterator[Identity]:
    from leadfunnel.adapters.phones import read_phone, split_phones

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


def _tags(row: Row) -> Mapping[str, object]:
    found: list[Tag] = []
    pieces = [(place, text, text) for place, text in row.parts("tags")]
    for place, dimension in row.reading.tagged:
        values = SEPARATORS.split(row.cells[place])
        pieces += [
            (place, value, f"{dimension}:{value}") for value in values if not is_nothing(value)
        ]
    for place, text, tag in pieces:
        try:
            found.append(_tag(tag))
        except BadTag:
            row.keep(place, text)
    return {"tags": unique_tags(found)}


_tag = lru_cache(maxsize=4096)(read_tag)


def _notes(row: Row) -> Mapping[str, object]:
    several = len(row.reading.places.get("note", ())) > 1
    for place, text in row.each("note"):
        row.keep(place, text) if several else row.notes.append(text)
    return {}


def _birthday(row: Row) -> Mapping[str, object]:
    place, text = row.first("birthday")
    if is_nothing(text):
        return {}
    if is_lunar_header(row.reading.columns.header[place]):
        text = f"lunar {text}"
    try:
        return {"birthday": read_birthday(text, row.terms.almanac)}
    except LunarOutOfRange as error:
        raise Refused(place, text, Phrase(error.message, **error.values)) from None
    except BadBirthday:
        day = row.reading.stamp(place, text).day
    today = row.terms.calendar.day(row.terms.now)
    if day > today and len(re.findall(r"\d{4}", text)) == 0:
        day = day.replace(year=day.year - 100)
    return {"birthday": day.isoformat()}


def _flags(row: Row) -> Mapping[str, object]:
    place, text = row.first("do_not_contact")
    word = text.casefold()
    if word and word not in YES and word not in NO and not is_nothing(word):
        raise Refused(place, text, Phrase(N_("is neither yes nor no")))
    return {"do_not_contact": word in YES}


def _journey(row: Row) -> Mapping[str, object]:
    created, dated = _when(row, "created_at"), {}
    for place, code in row.reading.columns.stages:
        if not is_nothing(row.cells[place]):
            dated[code] = row.reading.span(place, row.cells[place])
    place, text = row.first("stage")
    status = row.reading.status(place, text) if not is_nothing(text) else None
    reason = row.first("lost_reason")[1]
    told = Told(row.terms.now, created, dated, status, _when(row, "stage_since"), reason)
    steps = _steps(row, told)
    if reason and not any(step.reason for step in steps):
        row.keep(*row.first("lost_reason"))
    instants = [span.begin for span in (created, *dated.values()) if span]
    return {
        "steps": steps,
        "created_at": created.begin if created else min(instants, default=None),
        "next": _next(row, steps),
    }


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


def _next(row: Row, steps: Iterable[Step]) -> Due | None:
    place, text = row.first("next")
    if is_nothing(text):
        return None
    left = [step.stage for step in steps][-1:]
    if left and row.terms.pipeline.rank(left[0]) is None:
        row.keep(place, text)
        return None
    stamp = row.reading.stamp(place, text)
    if stamp.time is None:
        return Due(stamp.day)
    at = row.reading.at(stamp)
    return Due(row.terms.calendar.day(at), at)


Part = Callable[[Row], Mapping[str, object]]
PARTS: tuple[tuple[Part, tuple[str, ...]], ...] = (
    (_name, NAMES),
    (_texts, ()),
    (_identities, ()),
    (_tags, ("tags", "tag")),
    (_notes, ("note",)),
    (_birthday, ("birthday",)),
    (_flags, ("do_not_contact",)),
    (declared, ("field",)),
    (_journey, ()),
)
"""What is read of a row, each with the fields it needs; those without any are always read."""
