"""Reading JSON: lines with an object each, or one document with a list of objects."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice

from leadfunnel.adapters.refusals import Damaged, LosslessExport, TooLarge
from leadfunnel.adapters.spreadsheet_cells import number
from leadfunnel.adapters.tables import columns
from leadfunnel.adapters.text_lines import Source, byte_lines, encoding_of
from leadfunnel.domain.guard import joined
from leadfunnel.domain.headers import OWN_MARKS
from leadfunnel.domain.sentence import Phrase
from leadfunnel.domain.sheet import EmptySheet, Record, Sheet
from leadfunnel.errors import N_

MOST_DOCUMENT = 50_000_000
MOST_COLUMNS = 1000
LOSSLESS = "leadfunnel.export/"
BROKEN = Phrase(N_("is no valid JSON"))
NO_OBJECT = Phrase(N_("is no JSON object"))
NUL = Phrase(N_("holds a NUL character"))
LISTS = ("items", "customers", "contacts", "leads", "records", "rows", "data", "results", "list")
SPOKEN = ("name", "value", "number", "text", "label", "at", "date", "id")
"""Which part of an object within a cell says it, the first that is there."""

Item = tuple[int, object]


def read_json(source: Source, file: str, encoding: str | None = None) -> Sheet:
    """Return the objects of a file, a column for each of their keys."""
    told = encoding_of(source, file, encoding)
    begun = list(islice(_numbered(source, file, told), 2))
    if not begun:
        raise EmptySheet(file=file)
    first = _read(begun[0][1], told)
    _refuse_lossless(first, file)
    objects = isinstance(first, Mapping) or all(line.lstrip()[:1] == b"{" for _, line in begun)
    if len(begun) > 1 and objects:
        lines = _numbered(source, file, told)
        items: Iterable[Item] = ((at, _read(line, told)) for at, line in lines)
    else:
        items = _document(source, file, told)
    places: dict[str, int] = {}
    return columns(file, _records(items, file, places), places)


def _numbered(source: Source, file: str, encoding: str) -> Iterator[tuple[int, bytes]]:
    lines = enumerate(byte_lines(source, file, encoding), 1)
    return ((number, line) for number, line in lines if line.strip())


def _read(line: bytes, encoding: str) -> object:
    """Return what a line says, or the words for what is wrong with it."""
    try:
        return _decoder().decode(_text(line, encoding).strip())
    except (ValueError, RecursionError):
        return BROKEN


def _decoder() -> json.JSONDecoder:
    """Return a decoder that keeps every digit of a number."""
    return json.JSONDecoder(parse_float=number, parse_int=str, parse_constant=lambda _: None)


def _text(data: bytes, encoding: str) -> str:
    wide = encoding.lower().startswith(("utf-16", "utf-32"))
    return data.decode("utf-8" if wide else encoding)


def _refuse_lossless(first: object, file: str) -> None:
    schema = first.get("schema") if isinstance(first, Mapping) else None
    if isinstance(schema, str) and schema.startswith(LOSSLESS):
        raise LosslessExport(file=file, schema=schema[:40])


def _document(source: Source, file: str, encoding: str) -> Iterator[Item]:
    lines: list[bytes] = []
    size = 0
    for line in byte_lines(source, file, encoding):
        lines.append(line)
        size += len(line) + 1
        if size > MOST_DOCUMENT:
            raise TooLarge(file=file, detail=Phrase(N_("one JSON document")))
    try:
        text = _text(b"\n".join(lines), encoding)
    except ValueError:
        raise Damaged(file=file, detail=Phrase(N_("it is not {name}"), name=encoding)) from None
    if text.lstrip().startswith("["):
        return _elements(text, file)
    document, end = _value(text, _begun(text, 0), file)
    _refuse_more(text, end, file)
    return iter(_listed(document))


def _elements(text: str, file: str) -> Iterator[Item]:
    """Yield the elements of a list with the lines they begin in, one at a time."""
    at = _begun(text, _begun(text, 0) + 1)
    line, counted = 1, 0
    while text[at : at + 1] != "]":
        line, counted = line + text.count("\n", counted, at), at
        value, end = _value(text, at, file)
        yield line, value
        at = _begun(text, end)
        if text[at : at + 1] == ",":
            at = _begun(text, at + 1)
        elif text[at : at + 1] != "]":
            raise _broken(text, at, file)
    _refuse_more(text, at + 1, file)


def _refuse_more(text: str, end: int, file: str) -> None:
    at = _begun(text, end)
    if text[at : at + 1]:
        raise _broken(text, at, file)


def _begun(text: str, at: int) -> int:
    """Return where the next sign that is no space stands."""
    while text[at : at + 1].isspace():
        at += 1
    return at


def _value(text: str, at: int, file: str) -> tuple[object, int]:
    try:
        found: tuple[object, int] = _decoder().raw_decode(text, at)
    except json.JSONDecodeError as error:
        raise _broken(text, error.pos, file) from None
    except (ValueError, RecursionError):
        raise _broken(text, at, file) from None
    return found


def _broken(text: str, at: int, file: str) -> Damaged:
    line = text.count("\n", 0, at) + 1
    return Damaged(file=file, detail=Phrase(N_("line {line} is no valid JSON"), line=line))


def _listed(document: object) -> list[Item]:
    """Return the objects that a document is about: those of a list in it, else itself."""
    if not isinstance(document, Mapping):
        return [(1, document)]
    customer = document.get("customer")
    if isinstance(customer, Mapping):
        return [(1, {**customer, "address": document.get("address")})]
    for name in LISTS:
        found = document.get(name)
        if isinstance(found, list):
            return list(enumerate(found, 1))
    return [(1, document)]


def _records(items: Iterable[Item], file: str, places: dict[str, int]) -> Iterator[Record]:
    for line, item in items:
        if not isinstance(item, Mapping):
            yield Record(line, (), item if isinstance(item, Phrase) else NO_OBJECT)
            continue
        join = joined if places.keys() >= OWN_MARKS or item.keys() >= OWN_MARKS else "; ".join
        found = {_clean(str(key)).strip(): _cell(value, join) for key, value in item.items()}
        for name in found:
            places.setdefault(name, len(places))
        if len(places) > MOST_COLUMNS:
            raise TooLarge(file=file, detail=Phrase(N_("more than 1000 different keys")))
        cells = tuple(found.get(name, "") for name in places)
        if any(map(str.strip, cells)):
            yield Record(line, cells, NUL if any("\0" in cell for cell in cells) else "")


def _cell(value: object, join: Callable[[Iterable[str]], str]) -> str:
    if isinstance(value, str):
        return _clean(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return join(filter(None, (_cell(one, join) for one in value)))
    if isinstance(value, Mapping):
        spoken = (value[name] for name in SPOKEN if value.get(name) not in (None, "", [], {}))
        return _cell(next(spoken, None), join) if value else ""
    return ""


def _clean(text: str) -> str:
    """Return a text whose halves of surrogate pairs that lack the other half are marked."""
    if text.isascii() or text.isprintable():
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
