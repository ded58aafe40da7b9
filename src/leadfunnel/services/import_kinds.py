"""Files of other things than customers: which kind a file is, and how its rows are read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from hashlib import blake2b
from typing import Generic, TypeVar

from leadfunnel.domain.event_headers import EVENT_WORDS, KINDS, sniffed, vocabulary
from leadfunnel.domain.incoming import Problem
from leadfunnel.domain.mapping import Columns, Declared, choose
from leadfunnel.domain.pipeline import Pipeline
from leadfunnel.domain.record import dataclass, field, replace
from leadfunnel.domain.sentence import Phrase, Sentence, said
from leadfunnel.domain.sheet import Record, Sheet, masked
from leadfunnel.errors import N_, BadFileError, UnreadableError
from leadfunnel.i18n import language
from leadfunnel.services.book import Page
from leadfunnel.services.import_cells import Reading, Refused, Row, Terms
from leadfunnel.services.import_declared import Import, bad_mapping, declare, with_words
from leadfunnel.services.import_file import about_columns, date_orders, read_system
from leadfunnel.services.import_links import is_pointer
from leadfunnel.services.import_mapping import to_keep
from leadfunnel.services.import_read import Read

T = TypeVar("T")
DEALS = "key-account"
"""The pipeline of deals where none is named."""

DATES = {
    "interactions": ("at",),
    "stage-changes": ("at",),
    "deals": ("created_at", "stage_since", "updated_at", "expected_close", "closed_at"),
    "purchases": ("at", "refunded_at"),
    "users": (),
    "costs": ("at",),
}
WHOM = frozenset(("name", "company", "phone", "wechat", "email", "external_id"))
NEEDED: dict[str, tuple[frozenset[str], ...]] = {
    "interactions": (WHOM, frozenset(("at",))),
    "stage-changes": (WHOM | {"deal_id"}, frozenset(("at",)), frozenset(("to",))),
    "deals": (WHOM, frozenset(("deal_id", "title", "amount"))),
    "purchases": (
        WHOM,
        frozenset(("at",)),
        frozenset(("product", "amount", "total", "price", "order")),
    ),
    "users": (frozenset(("name",)),),
    "costs": (frozenset(("amount",)), WHOM | {"deal_id", "channel", "campaign"}),
}
"""Of each of these a file must have one column."""


class BadKind(UnreadableError):
    """No such kind of file."""

    code = "bad_kind"
    message = N_("--as does not take {text}: one of {kinds}.")


class OfCustomersOnly(UnreadableError):
    """A flag that means something for customers only."""

    code = "of_customers_only"
    message = N_("{flag} is for a file of customers; this one is of {kind}.")


class MissingColumns(BadFileError):
    """A file lacks a column that its kind needs."""

    code = "no_columns"
    message = N_("{file} has no column for {fields}, which a file of {kind} needs: {columns}.")
    hint = N_("Say which it is, for example: --map {example}={field}")


class NotADealPipeline(UnreadableError):
    """Deals travel on pipelines of deals only."""

    code = "not_a_deal_pipeline"
    message = N_("{pipeline} is no pipeline of deals: one of {pipelines}.")
    hint = N_("Name one with --pipeline.")


class InvitePipeline(UnreadableError):
    """Invitations have no stage changes of customers."""

    code = "not_a_deal_pipeline"
    message = N_("{pipeline} is a pipeline of invitations: its changes cannot be imported.")


def kind_of(asked: Import, sheet: Sheet) -> tuple[str, list[Sentence]]:
    """Return the kind of a file, as asked or as its header tells, and what is to be said of it."""
    if asked.kind is not None:
        return asked.kind, []
    kind = sniffed(sheet.header)
    if kind == "customers":
        return kind, []
    return kind, [said(N_("{file} is read as {kind}."), file=sheet.file, kind=kind)]


def check_kind(text: str | None) -> None:
    """Refuse a kind that does not exist."""
    if text is not None and text not in KINDS:
        raise BadKind(text=text[:40], kinds=", ".join(KINDS))


def understand(page: Page, asked: Import, sheet: Sheet, kind: str) -> tuple[Terms, list[Sentence]]:
    """Return what the cells of a file of events are read against, and what there is to say."""
    words = vocabulary(kind)
    _check_flags(asked, kind)
    told = declare(page, asked, sheet, words)
    columns = _sure_of_stages(choose(sheet.header, told, words))
    pipeline = _pipeline(page, kind, told, related=asked.related)
    told = with_words(asked, told, pipeline)
    if asked.related:  # words for the stages of another file's pipeline
        own = {word: code for word, code in told.values.items() if code in pipeline.by_code}
        told = replace(told, values=own)
    problems = [*columns.problems, *_unknown_stages(pipeline, columns, told)]
    if problems:
        raise bad_mapping(asked, problems)
    _check_columns(sheet, columns, kind)
    orders, spoken = date_orders(sheet, columns, told.date_format, DATES[kind])
    terms = Terms(
        columns=columns,
        pipeline=pipeline,
        calendar=page.calendar,
        typed=page.typed,
        region=page.settings.region,
        now=page.now,
        orders=orders,
        values=told.values,
        system=read_system(told.system) if told.system else None,
        source=asked.source,
        owner=asked.owner,
        language=language(),
        saves=to_keep(asked.save_map, told, sheet.header),
    )
    return terms, [*about_columns(sheet, columns), *spoken]


def _check_flags(asked: Import, kind: str) -> None:
    """Refuse flags that would do nothing; of related files another one may take them."""
    given = {"--remark": asked.remark, "--keep-rest": asked.keep_rest}
    for flag, value in given.items():
        if value and not asked.related:
            raise OfCustomersOnly(flag=flag, kind=kind)


def _pipeline(page: Page, kind: str, told: Declared, *, related: bool) -> Pipeline:
    """Return the pipeline of a file; of related ones, each takes one named if it is of its sort."""
    if kind == "deals":
        found = page.pipeline(told.pipeline or DEALS)
        if related and found.unit != "deal":
            found = page.pipeline(DEALS)
        if found.unit != "deal":
            from leadfunnel.store import definitions

            known = definitions.pipelines(page.session).values()
            names = ", ".join(one.name for one in known if one.unit == "deal")
            raise NotADealPipeline(pipeline=found.name, pipelines=names)
        return found
    found = page.pipeline(told.pipeline)
    if kind == "stage-changes" and found.unit == "invite":
        raise InvitePipeline(pipeline=found.name)
    return found


def _sure_of_stages(columns: Columns) -> Columns:
    """A column of these files that names stages holds no grades: its letters are codes."""
    named = {place for place, name in enumerate(columns.fields) if name in ("to", "from", "stage")}
    return replace(columns, own=False, typed=columns.typed | named)


def _unknown_stages(
    pipeline: Pipeline, columns: Columns, told: Declared
) -> Iterator[tuple[str, str]]:
    codes = [(f"stage:{code}", code) for _, code in columns.stages]
    codes += [(f'values.stage of "{word}"', code) for word, code in told.values.items()]
    text = N_("{pipeline} has no stage {code}: one of {stages}")
    for place, code in codes:
        if code not in pipeline.by_code:
            known = ", ".join(pipeline.by_code)
            yield place, Phrase(text, pipeline=pipeline.name, code=code, stages=known)


def _check_columns(sheet: Sheet, columns: Columns, kind: str) -> None:
    order = {name: place for place, name in enumerate(EVENT_WORDS[kind])}
    for group in NEEDED[kind]:
        if not group & set(columns.fields):
            names = sorted(group, key=lambda name: order.get(name, 0))
            ids = [name for name in columns.unmapped if is_pointer(name)] if group >= WHOM else []
            raise MissingColumns(
                file=sheet.file,
                fields=" / ".join(names),
                kind=kind,
                columns=", ".join(masked(name) for name in sheet.header[:20]),
                example=masked(next(iter((*ids, *columns.unmapped)), sheet.header[0])),
                field="external_id" if ids else names[0],
            )


class Rows(Generic[T]):
    """Reads the records of a file by the `read` of its kind; what is wrong is kept in `file`."""

    def __init__(self, file: Read, read: Callable[[EventRow], T]) -> None:
        self.file = file
        self.read = read
        self.reading = Reading(file.terms)
        self.salt = file.terms.system or ""

    def checked(self) -> list[T]:
        """Return all good rows, and refuse the others."""
        return list(self._each(refuse=True))

    def again(self) -> Iterator[T]:
        """Yield the good rows once more."""
        return self._each(refuse=False)

    def check(self) -> None:
        """Refuse the bad rows, and count the good ones."""
        for _ in self._each(refuse=True):
            pass

    def _each(self, *, refuse: bool) -> Iterator[T]:
        for record in self.file.sheet.records():
            found = self._one(record)
            if not isinstance(found, Problem):
                self.file.rows += refuse
                yield found
            elif refuse:
                self.file.refuse(record.line, [found])

    def _one(self, record: Record) -> T | Problem:
        if record.problem:
            return Problem(record.line, "", "", record.problem)
        row = EventRow(self.reading, record)
        try:
            return self.read(row)
        except Refused as fault:
            header = self.reading.columns.header
            column = header[fault.place] if fault.place >= 0 else ""
            return Problem(record.line, column, fault.value, fault.reason)


class EventRow(Row):
    """A row that knows its line and what it is known again by."""

    __slots__ = ("line",)

    def __init__(self, reading: Reading, record: Record) -> None:
        super().__init__(reading, record)
        self.line = record.line

    def text(self, name: str) -> str:
        """Return the first text of a field, "" for none."""
        return self.first(name)[1]

    def hashed(self, kind: str) -> str:
        """Return the key of a row that has no id: a hash of its mapped cells."""
        fields = self.reading.columns.fields
        cells = [
            f"{name}={self.cells[at]}"
            for at, name in sorted(enumerate(fields), key=lambda pair: pair[1])
            if name and name != "ignore" and self.cells[at]
        ]
        return digest(kind, self.terms.system or "", *cells)


def digest(*parts: str) -> str:
    """Return a short hash of texts."""
    text = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return blake2b(text, digest_size=12).hexdigest()


@dataclass(frozen=True)
class Journey:
    """Whose changes of stage are written: `id` None before the first."""

    id: int | None
    customer_id: int


@dataclass
class Tally:
    """What the rows of one file did, and what is to be said of them."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    said: list[Sentence] = field(default_factory=list)
