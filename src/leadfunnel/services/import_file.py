"""Opening a file to import: what was asked, which column means what, how its dates are read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from leadfunnel.domain.dates import Decision, Order, read_order
from leadfunnel.domain.field import keys_by_word
from leadfunnel.domain.guard import unguarded
from leadfunnel.domain.mapping import (
    BadMap,
    BadMapping,
    Columns,
    Declared,
    choose,
    read_file,
    read_pair,
    with_declared,
)
from leadfunnel.domain.sentence import Phrase, Sentence, said
from leadfunnel.domain.sheet import Sheet, masked
from leadfunnel.errors import N_, BadFileError, UnreadableError
from leadfunnel.i18n import language
from leadfunnel.services.book import Page
from leadfunnel.services.import_cells import Terms
from leadfunnel.services.import_match import POLICIES
from leadfunnel.services.ladder_refusals import NotAStagePipeline
from leadfunnel.store import definitions

DATES = ("created_at", "stage_since", "next", "birthday")
NEEDED = frozenset(
    ("name", "first_name", "last_name", "company", "phone", "wechat", "email", "external_id")
)


class NoSuchFile(BadFileError):
    """The file cannot be opened."""

    code = "no_such_file"
    message = N_("The file {path} cannot be read: {detail}.")


class NoColumns(BadFileError):
    """No column says who the customers are."""

    code = "no_columns"
    message = N_("No column of {file} is a known name, phone or other identity: {columns}.")
    hint = N_("Say which it is, for example: --map {example}=name")


class AmbiguousDates(BadFileError):
    """A column's dates can be read in two ways."""

    code = "ambiguous_dates"
    message = N_(
        "The column {column} has ambiguous dates such as {value} (line {line}): "
        "name their order with --date-format {orders}."
    )


class BadPolicy(UnreadableError):
    """No such way to treat known customers."""

    code = "bad_policy"
    message = N_("--on-duplicate does not take {text}: one of {policies}.")


class BadSystem(UnreadableError):
    """The name of a system must be one plain word."""

    code = "bad_system"
    message = N_("--system does not take {text}: one word of letters, digits, '.', '-' and '_'.")


@dataclass(frozen=True)
class Import:
    """What was asked: the path ("-" is standard input) and the flags as typed."""

    path: str
    mapping: tuple[str, ...] = ()
    pipeline: str | None = None
    system: str | None = None
    on_duplicate: str = "update"
    skip_bad: bool = False
    encoding: str | None = None
    date_format: str | None = None
    source: str | None = None
    owner: str | None = None
    dry_run: bool = False
    sheet: str | None = None


def check(asked: Import) -> None:
    """Refuse flags that no file can be read with."""
    if asked.on_duplicate not in POLICIES:
        raise BadPolicy(text=asked.on_duplicate, policies=", ".join(POLICIES))
    if asked.date_format is not None:
        read_order(asked.date_format)
    if asked.system is not None:
        _system(asked.system)


def _system(text: str) -> str:
    if not re.fullmatch(r"[^\W\d][\w.-]{0,63}", text):
        raise BadSystem(text=text[:40])
    return text.casefold()


def open_sheet(asked: Import, stdin: Callable[[], bytes]) -> Sheet:
    """Return the table in the file that was named, whatever its format."""
    from leadfunnel.adapters.files import Options, named, open_file

    if asked.path == "-":
        options = Options(asked.encoding, asked.sheet, piped=True)
        return open_file(stdin(), Phrase(N_("standard input")), options)
    try:
        source = named(asked.path)
    except (OSError, ValueError) as error:
        raise _no_such_file(asked.path, error) from None
    options = Options(asked.encoding, asked.sheet, piped=isinstance(source, bytes))
    return open_file(source, Path(asked.path).name, options)


def _bytes(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except (OSError, ValueError) as error:
        raise _no_such_file(path, error) from None


def _no_such_file(path: str, error: OSError | ValueError) -> NoSuchFile:
    return NoSuchFile(path=path, detail=getattr(error, "strerror", None) or str(error))


def _is_file(text: str) -> bool:
    try:
        return Path(text).is_file()
    except (OSError, ValueError):  # a name too long, or with a NUL
        return False


def _declared(asked: Import) -> Declared:
    """Return what --map and the flags declare; flags win over files, later ones over earlier."""
    found = Declared()
    for text in asked.mapping:
        if _is_file(text):
            found = read_file(_bytes(text), text).over(found)
        else:
            found = read_pair(text).over(found)
    return Declared(
        pipeline=asked.pipeline, system=asked.system, date_format=asked.date_format
    ).over(found)


def understand(page: Page, asked: Import, sheet: Sheet) -> tuple[Terms, list[Sentence]]:
    """Return what the cells are read against, and what there is to say about it."""
    declared = _declared(asked)
    kinds = {kind.key: kind for kind in definitions.fields(page.session)}
    columns = with_declared(choose(sheet.header, declared), keys_by_word(kinds.values()))
    pipeline = page.pipeline(declared.pipeline)
    if pipeline.unit != "customer":
        raise NotAStagePipeline(pipeline=pipeline.name, unit=pipeline.unit)
    codes = [(f"stage:{code}", code) for _, code in columns.stages]
    codes += [(f'values.stage of "{word}"', code) for word, code in declared.values.items()]
    known = ", ".join(pipeline.by_code)
    no_stage = N_("{pipeline} has no stage {code}: one of {stages}")
    problems = [*columns.problems]
    problems += [
        (place, Phrase(no_stage, pipeline=pipeline.name, code=code, stages=known))
        for place, code in codes
        if code not in pipeline.by_code
    ]
    problems += [
        (f"field:{key}", Phrase(N_("no field {key} is declared"), key=key))
        for _, key in columns.declared
        if key not in kinds
    ]
    if problems:
        raise _bad_mapping(asked, problems)
    if not NEEDED & set(columns.fields):
        names = ", ".join(masked(name) for name in sheet.header[:20])
        raise NoColumns(file=sheet.file, columns=names, example=masked(sheet.header[0]))
    orders, spoken = _orders(sheet, columns, declared.date_format)
    terms = Terms(
        columns=columns,
        pipeline=pipeline,
        calendar=page.calendar,
        typed=page.typed,
        region=page.settings.region,
        now=page.now,
        orders=orders,
        values=declared.values,
        system=_system(declared.system) if declared.system else None,
        source=asked.source,
        owner=asked.owner,
        language=language(),
        almanac=page.almanac,
        kinds=kinds,
        currency=page.settings.currency,
    )
    return terms, [*_spoken(sheet, columns), *spoken]


def _bad_mapping(asked: Import, problems: Sequence[tuple[str, str]]) -> BadMap | BadMapping:
    files = [text for text in asked.mapping if _is_file(text)]
    if not files:
        column, reason = problems[0]
        return BadMap(text=masked(column), reason=reason)
    listed: list[dict[str, object]] = [
        {
            "key": key,
            "reason": reason,
            "text": Phrase("{key}: {reason}", key=masked(key), reason=reason),
        }
        for key, reason in problems
    ]
    return BadMapping(file=files[0], count=len(listed), problems=listed)


def _orders(
    sheet: Sheet, columns: Columns, asked: str | None
) -> tuple[dict[int, str], list[Sentence]]:
    places = [at for at, _ in columns.stages]
    places += [at for name in DATES for at in columns.of(name)]
    if asked is not None:
        return dict.fromkeys(places, read_order(asked)), []
    found: dict[int, str] = {}
    spoken: list[Sentence] = []
    for place, decision in _decisions(sheet, places).items():
        if decision.order is None:
            raise _ambiguous(columns.header[place], decision)
        found[place] = decision.order
        if decision.line:
            text = N_("Dates in {column} are read as {order}, because of {value} in line {line}.")
            spoken.append(
                said(
                    text,
                    column=columns.header[place],
                    order=decision.order,
                    value=decision.example,
                    line=decision.line,
                )
            )
    return found, spoken


def _decisions(sheet: Sheet, places: Sequence[int]) -> dict[int, Decision]:
    """Return how each date column is read."""
    found = {place: Order() for place in places}
    for record in sheet.records() if places else ():
        if not record.problem:
            for place, order in found.items():
                order.take(record.line, unguarded(record.cells[place]))
    return {place: order.decision for place, order in found.items()}


def _ambiguous(column: str, decision: Decision) -> AmbiguousDates:
    return AmbiguousDates(
        column=column,
        value=masked(decision.example),
        line=decision.line,
        orders=" / ".join(decision.open),
    )


def _spoken(sheet: Sheet, columns: Columns) -> Iterator[Sentence]:
    yield from sheet.said
    if sheet.encoding not in ("", "utf-8"):
        yield said(N_("The file is read as {encoding}."), encoding=sheet.encoding)
    left = columns.unmapped
    if left:
        names = ", ".join(masked(name) or "-" for name in left)
        yield said(
            N_("{count} columns are not imported: {columns}."), count=len(left), columns=names
        )
