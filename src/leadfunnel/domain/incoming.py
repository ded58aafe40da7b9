"""A customer as one row of a file tells it, and what is wrong with a row."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from leadfunnel.domain.chronicle import Step
from leadfunnel.domain.customer import Due
from leadfunnel.domain.field import FieldValue
from leadfunnel.domain.identity import Identity
from leadfunnel.domain.record import dataclass, replace
from leadfunnel.domain.sentence import Phrase
from leadfunnel.domain.sheet import masked
from leadfunnel.domain.tag import Tag, key
from leadfunnel.errors import N_

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any

TEXTS = ("name", "company", "address", "source", "outlet", "birthday")
"""Single texts; "" is not said."""


@dataclass(slots=True)
class Incoming:
    """One row, read; `key` knows the very row again.

    Filled field by field while its row is read: to make a frozen one takes as long as the reading.
    `owner` is a name. `defaults` names the texts that come not from the file but from a flag, and
    so only fill. `created_at` is None where the file does not say. `steps` are the changes of its
    journey, none where it is in no pipeline.
    """

    line: int
    key: str
    name: str = ""
    company: str = ""
    address: str = ""
    source: str = ""
    outlet: str = ""
    birthday: str = ""
    owner: str = ""
    defaults: tuple[str, ...] = ()
    do_not_contact: bool = False
    identities: tuple[Identity, ...] = ()
    tags: tuple[Tag, ...] = ()
    fields: tuple[FieldValue, ...] = ()
    notes: tuple[str, ...] = ()
    next: Due | None = None
    created_at: int | None = None
    steps: tuple[Step, ...] = ()

    @property
    def is_assumed(self) -> bool:
        """Whether the date of a step is a guess."""
        return True in [step.assumed for step in self.steps]


@dataclass(frozen=True)
class Problem:
    """Why a row was refused, or what about it needs a look; `whole` words it without a column."""

    line: int
    column: str
    value: str
    reason: str

    @property
    def record(self) -> dict[str, object]:
        """The JSON form; phones are masked."""
        value = masked(self.value)
        template = N_("line {line}: {column}") if self.column else N_("line {line}")
        if self.column and value:
            template = N_('line {line}: {column} "{value}"')
        place = Phrase(template, line=self.line, column=self.column, value=value)
        return {
            "row": self.line,
            "column": self.column,
            "value": value,
            "reason": self.reason,
            "text": Phrase(N_("{place} {reason}"), place=place, reason=self.reason),
        }


def packed(row: Incoming) -> list[object]:
    """Return a row as JSON can keep it."""
    return [
        *(row.line, row.key, row.name, row.company, row.address, row.source, row.outlet),
        *(row.birthday, row.owner, row.defaults, row.do_not_contact),
        [(one.kind, one.system, one.value, one.raw, one.valid) for one in row.identities],
        [(tag.dimension, tag.value) for tag in row.tags],
        [(one.key, one.type, one.text, one.measure) for one in row.fields],
        row.notes,
        row.next and (row.next.day.isoformat(), row.next.at),
        row.created_at,
        [(step.stage, step.at, step.assumed, step.reason, step.dated) for step in row.steps],
    ]


def unpacked(values: Sequence[Any]) -> Incoming:
    """Return the row that was packed."""
    *plain, defaults, blocked, identities, tags, fields, notes, due, created_at, steps = values
    row = Incoming(*plain)
    row.defaults, row.do_not_contact = tuple(defaults), blocked
    row.identities = tuple([Identity(*one) for one in identities])
    row.tags = tuple([_tag(*tag) for tag in tags])
    row.fields = tuple([FieldValue(*one) for one in fields])
    row.notes = tuple(notes)
    row.next = Due(date.fromisoformat(due[0]), due[1]) if due else None
    row.created_at = created_at
    row.steps = tuple([_step(*step) for step in steps])
    return row


# The same few come in row after row.
_tag, _step = lru_cache(maxsize=4096)(Tag), lru_cache(maxsize=4096)(Step)


def combined(first: Incoming, later: Incoming) -> Incoming:
    """Return one customer of two rows: the first decides, the later one fills and adds."""
    filled = {
        name: getattr(later, name)
        for name in (*TEXTS, "owner", "do_not_contact", "next", "steps")
        if not getattr(first, name)
    }
    return replace(
        first,
        **filled,
        identities=unique_identities((*first.identities, *later.identities)),
        tags=unique_tags((*first.tags, *later.tags)),
        fields=tuple({value.key: value for value in (*later.fields, *first.fields)}.values()),
        notes=tuple(dict.fromkeys((*first.notes, *later.notes))),
    )


def unique_identities(found: Sequence[Identity]) -> tuple[Identity, ...]:
    """Return each identity once, as it was first written."""
    if len(found) < 2:
        return tuple(found)
    kept: dict[tuple[str, str, str], Identity] = {}
    for identity in found:
        kept.setdefault(identity.key, identity)
    return tuple(kept.values())


def unique_tags(found: Sequence[Tag]) -> tuple[Tag, ...]:
    """Return each tag once, as it was first written."""
    if len(found) < 2:
        return tuple(found)
    kept: dict[str, Tag] = {}
    for tag in found:
        kept.setdefault(key(tag), tag)
    return tuple(kept.values())
