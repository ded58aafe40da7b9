"""A customer as one row of a file tells it, and what is wrong with a row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from leadfunnel.domain.chronicle import Step
from leadfunnel.domain.customer import Due
from leadfunnel.domain.field import FieldValue
from leadfunnel.domain.identity import Identity
from leadfunnel.domain.sentence import Phrase
from leadfunnel.domain.sheet import masked
from leadfunnel.domain.tag import Tag, key
from leadfunnel.errors import N_

TEXTS = ("name", "company", "address", "source", "outlet", "birthday")
"""Single texts; "" is not said."""


@dataclass(frozen=True)
class Incoming:
    """One row, read; `key` knows the very row again.

    `owner` is a name. `defaults` names the texts that come not from the file but from a flag, and
    so only fill. `created_at` is None where the file does not say. `steps` are the changes of its
    journey, none where it is in no pipeline. `doubtful` counts phones that do not validate.
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
    doubtful: int = 0


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


def unique_identities(found: Iterable[Identity]) -> tuple[Identity, ...]:
    """Return each identity once, as it was first written."""
    kept: dict[tuple[str, str, str], Identity] = {}
    for identity in found:
        kept.setdefault(identity.key, identity)
    return tuple(kept.values())


def unique_tags(found: Iterable[Tag]) -> tuple[Tag, ...]:
    """Return each tag once, as it was first written."""
    kept: dict[str, Tag] = {}
    for tag in found:
        kept.setdefault(key(tag), tag)
    return tuple(kept.values())
