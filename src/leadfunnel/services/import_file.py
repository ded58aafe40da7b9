"""Opening a file to import: what was asked, which column means what, how its dates are read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from leadfunnel.domain.dates import Decision, Order, read_order
from leadfunnel.domain.field import FieldKind
from leadfunnel.domain.guard import unguarded
from leadfunnel.domain.mapping import Columns, read_word
from leadfunnel.domain.pipeline import Pipeline
from leadfunnel.domain.remark import read_remark
from leadfunnel.domain.sentence import Phrase, Sentence, said
from leadfunnel.domain.sheet import Sheet, masked
from leadfunnel.errors import N_, BadFileError, UnreadableError
from leadfunnel.i18n import named
from leadfunnel.services.import_declared import Import, no_such_file
from leadfunnel.services.import_mapping import check_name
from leadfunnel.services.import_match import POLICIES

DATES = ("created_at", "stage_since", "next", "birthday")
LISTED_COLUMNS = 40


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


class KindsAndFiles(UnreadableError):
    """--as was given another number of times than there are files."""

    code = "kinds_and_files"
    message = N_("Kinds named after --as: {kinds}; files to import: {files}.")
    hint = N_("Give it once for each file, in their order, or not at all.")


def kinds_asked(files: Sequence[str], kinds: Sequence[str]) -> list[str | None]:
    """Return the kind of each file as typed after --as, also as one list; None for none."""
    named = [kind.strip() for text in kinds for kind in text.split(",")]
    if not named:
        return [None] * len(files)
    if len(named) != len(files):
        raise KindsAndFiles(kinds=len(named), files=len(files))
    return list(named)


def check(asked: Import) -> None:
    """Refuse flags that no file can be read with."""
    if asked.on_duplicate not in POLICIES:
        raise BadPolicy(text=asked.on_duplicate, policies=", ".join(POLICIES))
    if asked.date_format is not None:
        read_order(asked.date_format)
    if asked.system is not None:
        read_system(asked.system)
    for text in asked.remark:
        read_remark(text)
    for text in asked.stage_words:
        read_word(text)
    if asked.save_map is not None:
        check_name(asked.save_map)


def read_system(text: str) -> str:
    """Return the name of a system as ids carry it; raise BadSystem."""
    if not re.fullmatch(r"[^\W\d][\w.-]{0,63}", text):
        raise BadSystem(text=text[:40])
    return text.casefold()


def open_sheet(asked: Import, stdin: Callable[[], bytes]) -> Sheet:
    """Return the table in the file that was named, whatever its format."""
    from leadfunnel.adapters import files

    if asked.content is not None:
        options = files.Options(asked.encoding, asked.sheet, piped=True)
        return files.open_file(asked.content, asked.inner, options)
    if asked.path == "-":
        options = files.Options(asked.encoding, asked.sheet, piped=True)
        return files.open_file(stdin(), Phrase(N_("standard input")), options)
    try:
        source = files.named(asked.path)
    except (OSError, ValueError) as error:
        raise no_such_file(asked.path, error) from None
    options = files.Options(asked.encoding, asked.sheet, piped=isinstance(source, bytes))
    return files.open_file(source, Path(asked.path).name, options)


def date_orders(
    sheet: Sheet, columns: Columns, asked: str | None, dates: Sequence[str] = DATES
) -> tuple[dict[int, str], list[Sentence]]:
    """Return how the dates of each column are read, and what there is to say about it."""
    places = [at for at, _ in columns.stages]
    places += [at for name in dates for at in columns.of(name)]
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


def column_words(
    fields: Iterable[str], pipeline: Pipeline, kinds: Mapping[str, FieldKind]
) -> dict[str, str]:
    """Return what the stages and declared fields that columns feed are called."""
    found = {}
    for field in fields:
        sort, _, code = field.partition(":")
        if sort == "stage" and code in pipeline.by_code:
            found[field] = named(pipeline.stage(code).names)
        elif sort == "field" and code in kinds:
            found[field] = named(kinds[code].names)
    return found


def about_columns(sheet: Sheet, columns: Columns) -> Iterator[Sentence]:
    """Yield what there is to say about how a file is read."""
    yield from sheet.said
    if sheet.encoding not in ("", "utf-8"):
        yield said(N_("The file is read as {encoding}."), encoding=sheet.encoding)
    left = columns.unmapped
    if left:
        yield said(
            N_("Columns that are not imported, {count}: {columns}."),
            count=len(left),
            columns=listed_columns(left),
        )


def listed_columns(names: Sequence[str]) -> str:
    """Return the names of columns as one text, of very many the first."""
    more = " ..." if len(names) > LISTED_COLUMNS else ""
    return ", ".join(masked(name) or "-" for name in names[:LISTED_COLUMNS]) + more
