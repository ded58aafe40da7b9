"""Which column of a file means what: known headers in two languages, and what a person declares.

A declaration is a pair `COLUMN=FIELD`, or a TOML file:

    pipeline = "real-estate"        # optional, as are system and date_format
    [columns]
    "Lead_ID" = "external_id"
    "Booking_Date" = "stage:BOOKING"
    [values.stage]
    "Contacted" = "LEAD"
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from leadfunnel.domain.fold import fold
from leadfunnel.domain.headers import CUSTOMERS, OWN_MARKS, SEVERAL, Vocabulary, plain_header
from leadfunnel.domain.sentence import Phrase
from leadfunnel.domain.sheet import masked
from leadfunnel.errors import N_, BadFileError, UnreadableError

OPTIONS = ("pipeline", "system", "date_format")


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


@dataclass(frozen=True)
class Declared:
    """What a person declares about a file; `values` holds stage words and their codes, folded."""

    columns: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)
    pipeline: str | None = None
    system: str | None = None
    date_format: str | None = None

    def over(self, other: Declared) -> Declared:
        """Return both, this one winning where they differ."""
        return Declared(
            {**other.columns, **self.columns},
            {**other.values, **self.values},
            self.pipeline or other.pipeline,
            self.system or other.system,
            self.date_format or other.date_format,
        )


@dataclass(frozen=True)
class Columns:
    """The field of each column, "" where it has none; `own` is a file that we exported.

    `typed` are the columns whose field a person declared. `problems` say what is wrong with that.
    """

    header: tuple[str, ...]
    fields: tuple[str, ...]
    own: bool = False
    typed: frozenset[int] = frozenset()
    problems: tuple[tuple[str, str], ...] = ()

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


def choose(header: Sequence[str], declared: Declared, words: Vocabulary = CUSTOMERS) -> Columns:
    """Return what each column means: as declared, else by its header, else nothing."""
    own = {name.strip().lower() for name in header} >= OWN_MARKS
    fields = [""] * len(header)
    problems: list[tuple[str, str]] = []
    typed: set[int] = set()
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
    for place, name in enumerate(header):
        meant = words.recognised(name, own, declared.system)
        free = meant in SEVERAL or meant not in fields
        if place not in typed and meant and free:
            fields[place] = meant
    return Columns(tuple(header), tuple(fields), own, frozenset(typed), tuple(problems))


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


def read_file(data: bytes, where: str, words: Vocabulary = CUSTOMERS) -> Declared:
    """Read a mapping file; BadMapping lists every problem."""
    import tomllib

    try:
        raw = tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise _bad(where, [("", Phrase(N_("the file is not UTF-8")))]) from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise _bad(where, [("", Phrase(N_("is not valid TOML: {detail}"), detail=error))]) from None
    problems = list(_wrong(raw, words))
    if problems:
        raise _bad(where, problems)
    columns = {column: words.read(name) or "" for column, name in raw.get("columns", {}).items()}
    values = {fold(word): code for word, code in raw.get("values", {}).get("stage", {}).items()}
    return Declared(columns, values, *(raw.get(option) for option in OPTIONS))


def _wrong(raw: Mapping[str, object], words: Vocabulary) -> list[tuple[str, str]]:
    known = ", ".join(("columns", "values", *OPTIONS))
    quoted = Phrase(N_("must be text in quotes"))
    found: list[tuple[str, str]] = [
        (key, Phrase(N_("unknown key; known are {keys}"), keys=known))
        for key in raw.keys() - {"columns", "values", *OPTIONS}
    ]
    found += [(key, quoted) for key in OPTIONS if not isinstance(raw.get(key, ""), str)]
    columns, values = raw.get("columns", {}), raw.get("values", {})
    found += [
        (
            f"columns.{column}",
            words.unknown(name) if isinstance(name, str) else quoted,
        )
        for column, name in _table(columns).items()
        if not isinstance(name, str) or words.read(name) is None
    ]
    found += [
        (f"values.{key}", Phrase(N_("only values.stage is known")))
        for key in _table(values).keys() - {"stage"}
    ]
    stages = _table(values).get("stage", {})
    found += [
        (f"values.stage.{word}", Phrase(N_("must be the code of a stage, in quotes")))
        for word, code in _table(stages).items()
        if not isinstance(code, str)
    ]
    for key, table in (("columns", columns), ("values", values), ("values.stage", stages)):
        if not isinstance(table, Mapping):
            found.append((key, Phrase(N_("must be a table, written as [{key}]"), key=key)))
    return sorted(found)


def _table(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _bad(where: str, found: Sequence[tuple[str, str]]) -> BadMapping:
    problems: list[dict[str, object]] = [
        {
            "file": where,
            "key": key,
            "reason": reason,
            "text": Phrase("{key}: {reason}", key=key, reason=reason) if key else reason,
        }
        for key, reason in found
    ]
    return BadMapping(file=where, count=len(problems), problems=problems)
