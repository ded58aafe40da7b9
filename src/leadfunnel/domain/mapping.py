"""Which column of a file means what: known headers in two languages, and what a person declares.

A declaration is a pair `COLUMN=FIELD`, a file (see `mapping_file`), or a mapping kept in the store.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from leadfunnel.domain.fold import fold
from leadfunnel.domain.headers import (
    CUSTOMERS,
    FIRMS,
    OWN_MARKS,
    SEVERAL,
    Vocabulary,
    plain_header,
    recognised,
)
from leadfunnel.domain.record import dataclass, field, replace
from leadfunnel.domain.sentence import Phrase
from leadfunnel.domain.sheet import masked
from leadfunnel.domain.systems import System, recognise
from leadfunnel.errors import N_, BadFileError, UnreadableError

SOURCES = ("firm", "address_part", "account")
"""Fields that feed nothing but a derived column."""


class BadMap(UnreadableError):
    """What was typed after --map cannot be used."""

    code = "bad_map"
    message = N_("Cannot use --map {text}: {reason}.")
    hint = N_("Write --map COLUMN=FIELD, with a field such as name, phone, created_at or ignore.")


class BadMapping(BadFileError):
    """A mapping file is wrong; every problem is listed."""

    code = "bad_mapping"
    message = N_("The mapping {file} cannot be used; problems found: {count}.")
    hint = N_("Mend the places listed and try again.")


class BadStageWord(UnreadableError):
    """What was typed after --stage-word cannot be used."""

    code = "bad_stage_word"
    message = N_("Cannot use --stage-word {text}: it needs a word, = and a stage.")
    hint = N_("For example: --stage-word 'Open - Not Contacted=B'; see leadfunnel pipeline show")


@dataclass(frozen=True)
class Declared:
    """What a person declares about a file; `values` holds stage words and their codes, folded.

    `remark` holds patterns of remarks as typed. `keep_rest` asks that columns without a field go
    to the note. `header` is that of the file it was declared for.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)
    pipeline: str | None = None
    system: str | None = None
    date_format: str | None = None
    remark: tuple[str, ...] = ()
    keep_rest: bool = False
    header: tuple[str, ...] = ()

    def over(self, other: Declared) -> Declared:
        """Return both, this one winning where they differ."""
        return Declared(
            {**other.columns, **self.columns},
            {**other.values, **self.values},
            self.pipeline or other.pipeline,
            self.system or other.system,
            self.date_format or other.date_format,
            self.remark or other.remark,
            self.keep_rest or other.keep_rest,
            self.header or other.header,
        )


@dataclass(frozen=True)
class Columns:
    """The field of each column, "" where it has none; `own` is a file that we exported.

    `typed` are the columns whose field a person declared, `worded` those of which only declared
    words are stages. `problems` say what is wrong with what was declared.
    """

    header: tuple[str, ...]
    fields: tuple[str, ...]
    own: bool = False
    typed: frozenset[int] = frozenset()
    problems: tuple[tuple[str, str], ...] = ()
    system: System | None = None
    worded: frozenset[int] = frozenset()

    def of(self, field: str) -> tuple[int, ...]:
        """Return the places of the columns that feed a field."""
        return tuple(place for place, name in enumerate(self.fields) if name == field)

    @property
    def unmapped(self) -> tuple[str, ...]:
        """The columns that nothing is read from, though nobody said to ignore them."""
        return tuple(
            name for name, meant in zip(self.header, self.fields, strict=True) if not meant
        )

    @property
    def declared(self) -> tuple[tuple[int, str], ...]:
        """The columns that hold a declared field, with its key."""
        marked = ((at, name) for at, name in enumerate(self.fields) if name.startswith("field:"))
        return tuple((at, name.removeprefix("field:")) for at, name in marked)

    @property
    def meant(self) -> Mapping[str, str]:
        """The field of each header; where others are derived of it, those besides or instead."""
        found: dict[str, list[str]] = {}
        for name, meant in zip(self.header, self.fields, strict=True):
            if meant and meant not in found.get(name, ()):
                found.setdefault(name, []).append(meant)
        said = {name: [one for one in all_ if one not in SOURCES] for name, all_ in found.items()}
        return {name: ", ".join(said[name] or fields) for name, fields in found.items()}

    @property
    def stages(self) -> tuple[tuple[int, str], ...]:
        """The columns that hold the date a stage was reached, with its code."""
        marked = ((at, name) for at, name in enumerate(self.fields) if name.startswith("stage:"))
        return tuple((at, name.removeprefix("stage:")) for at, name in marked)


def read_pair(text: str, words: Vocabulary = CUSTOMERS) -> Declared:
    """Read `COLUMN=FIELD`; raise BadMap."""
    column, equals, name = text.rpartition("=")
    if not equals or not column.strip():
        raise BadMap(text=text[:60], reason=N_("it names no column, and no file has this name"))
    meant = words.read(name)
    if meant is None:
        raise BadMap(text=text[:60], reason=words.unknown(name))
    return Declared({column.strip(): meant})


def read_word(text: str) -> tuple[str, str]:
    """Read `WORD=STAGE`, what a word in a column of states means; raise BadStageWord."""
    word, equals, stage = text.rpartition("=")
    if not equals or not word.strip() or not stage.strip():
        raise BadStageWord(text=text[:60])
    return word.strip(), stage.strip()


def choose(header: Sequence[str], declared: Declared, words: Vocabulary = CUSTOMERS) -> Columns:
    """Return what each column means: as declared, else by its header, else nothing."""
    own = {name.strip().lower() for name in header} >= OWN_MARKS
    system = recognise(header) if words is CUSTOMERS and not own else None
    fields, typed, problems = _declared_fields(header, declared)
    for place, name in enumerate(header):
        meant = system.field(name) if system else ""
        meant = meant or words.recognised(name, own, declared.system)
        free = meant in SEVERAL or meant.startswith("tag:") or meant not in fields
        if place not in typed and meant and free:
            fields[place] = meant
    if words is CUSTOMERS:
        _part_firms(header, fields, typed)
    return Columns(tuple(header), tuple(fields), own, frozenset(typed), tuple(problems), system)


def _declared_fields(
    header: Sequence[str], declared: Declared
) -> tuple[list[str], set[int], list[tuple[str, str]]]:
    """Return the declared fields, their places, and what is wrong with them."""
    fields, typed = [""] * len(header), set[int]()
    problems: list[tuple[str, str]] = []
    for column, meant in declared.columns.items():
        places = _places(header, column)
        if not places:
            told = Phrase(N_("the file has no such column: {columns}"), columns=_shown(header))
            problems.append((column, told))
        for place in places:
            if meant in fields and meant not in SEVERAL and not meant.startswith("tag:"):
                problems.append((column, Phrase(N_('a second column for "{field}"'), field=meant)))
            fields[place] = meant
            typed.add(place)
    return fields, typed, problems


def _part_firms(header: Sequence[str], fields: list[str], typed: set[int]) -> None:
    """Take a customer's name for the firm's where another column names the person in it."""
    names = [
        place
        for place, name in enumerate(header)
        if place not in typed and recognised(name, own=False, system=None) == "name"
    ]
    firms = [place for place in names if plain_header(header[place]) in FIRMS]
    people = [place for place in names if place not in firms]
    if firms and people and "company" not in fields:
        in_use = [place for place in names if fields[place] == "name"]
        if in_use:
            fields[in_use[0]] = ""
            fields[firms[0]], fields[people[0]] = "firm", "name"


def with_declared(columns: Columns, keys: Mapping[str, str]) -> Columns:
    """Return the columns with those, not meant otherwise, that a declared field is called after."""
    plain = {plain_header(word): key for word, key in keys.items()}
    fields = list(columns.fields)
    for place, name in enumerate(columns.header):
        meant = f"field:{plain.get(plain_header(name), '')}"
        if not fields[place] and meant != "field:" and meant not in fields:
            fields[place] = meant
    return replace(columns, fields=tuple(fields))


def _places(header: Sequence[str], column: str) -> list[int]:
    exact = [place for place, name in enumerate(header) if name == column.strip()]
    return exact or [place for place, name in enumerate(header) if fold(name) == fold(column)]


def _shown(header: Sequence[str]) -> str:
    return ", ".join(masked(name) for name in header[:30])
