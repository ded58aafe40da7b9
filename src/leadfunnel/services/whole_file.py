"""A lossless export as a file: told by its first line, checked to its last before it is used."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path

from leadfunnel.adapters.json_lines import JsonLines
from leadfunnel.domain.sentence import Phrase
from leadfunnel.errors import N_, BadFileError
from leadfunnel.services.export_whole import SCHEMA
from leadfunnel.store.compiled.catalogue import COLUMNS
from leadfunnel.store.compiled.whole import ROWS
from leadfunnel.store.forgotten import Mark

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any, BinaryIO

    Unsealed = Callable[[Path], Callable[[], BinaryIO] | None]

FAMILY, _, KNOWN = SCHEMA.partition("/")
SMALLEST, LARGEST = -(2**63), 2**63 - 1
MOST_NAMES = 20


class NewerExport(BadFileError):
    """The file was written by a newer version."""

    code = "newer_export"
    message = N_("{file} was written by a newer leadfunnel ({found}; this one reads {known}).")
    hint = N_("Upgrade leadfunnel to import it.")


class UnknownContent(BadFileError):
    """The file holds tables or columns that this version has no place for."""

    code = "unknown_content"
    message = N_("{file} holds what this leadfunnel has no place for: {names}.")
    hint = N_("Nothing was changed. Upgrade leadfunnel to import it.")


class WholeFile:
    """The rows of a lossless export; `unknown` are the tables and columns that have no place.

    `erased` are the marks of those who were forgotten where it was written.
    """

    def __init__(self, file: JsonLines) -> None:
        self.file = file
        self.name = file.name
        self.head = file.head() or {}
        self.unknown: dict[str, None] = {}
        self.erased: dict[str, Mark] = {}

    def check(self) -> dict[str, int]:
        """Read everything, raising what is wrong with it; return how many rows a table has."""
        found = str(self.head["schema"])
        version = found.partition("/")[2]
        if version != KNOWN:
            if version.isdecimal() and int(version) > int(KNOWN):
                raise NewerExport(file=self.name, found=found, known=SCHEMA)
            raise self.file.damaged(1, Phrase(N_("names no version of an export")))
        counts: dict[str, int] = {}
        for table, _row in self.rows():
            counts[table] = counts.get(table, 0) + 1
        if self.unknown:
            names = list(self.unknown)
            shown = ", ".join(names[:MOST_NAMES]) + (" ..." if names[MOST_NAMES:] else "")
            listed: list[dict[str, object]] = [{"name": name, "text": name} for name in names]
            raise UnknownContent(file=self.name, names=shown, problems=listed)
        return counts

    def rows(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield each row with its table; the numbers of a table only grow."""
        last: dict[str, int] = {}
        count, ended, number = 0, False, 1
        for number, found in self.file.objects():
            if number == 1:
                continue
            if ended:
                raise self.file.damaged(number, Phrase(N_("stands after the end")))
            if "erased" in found:
                self._mark(number, found["erased"])
                continue
            if "end" in found:
                ended = True
                self._check_end(number, found["end"], count)
                continue
            count += 1
            table, row = self._row(number, found)
            if row.get("id", 0) <= last.get(table, 0):
                raise self.file.damaged(number, Phrase(N_("repeats a number, or goes back")))
            last[table] = row["id"]
            yield table, row
        if not ended:
            raise self.file.damaged(number, Phrase(N_("is the last, and the file has no end")))

    def _mark(self, number: int, told: object) -> None:
        """Keep the mark of somebody who was forgotten; read again, it is the same."""
        try:
            mark = Mark(**told)  # type: ignore[arg-type]
            usable = isinstance(mark.mark, str) and mark.customer_id < LARGEST > mark.erased_at
        except TypeError:
            usable = False
        if not usable:
            raise self.file.damaged(number, Phrase(N_("is no record of an export")))
        self.erased[mark.mark] = mark

    def _check_end(self, number: int, told: object, count: int) -> None:
        if told != count:
            text = N_("says {told} records, and there are {count}")
            raise self.file.damaged(number, Phrase(text, told=str(told)[:20], count=count))

    def _row(self, number: int, found: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
        table, row = found.get("table"), found.get("row")
        if not (isinstance(table, str) and isinstance(row, dict) and type(row.get("id")) is int):
            raise self.file.damaged(number, Phrase(N_("is no record of an export")))
        columns = ROWS.get(table)
        if columns is None:
            self.unknown[table[:40]] = None
            return table, row
        self.unknown |= {f"{table}.{name[:40]}": None for name in row if name not in columns}
        defaults = COLUMNS.get(table, {})
        whole = {name: row.get(name, defaults.get(name)) for name in columns}
        for name, kind in columns.items():
            if not _fits(name, kind, whole[name]):
                text = N_("holds no {table} with a usable {column}")
                raise self.file.damaged(number, Phrase(text, table=table, column=name))
        return table, whole


def lossless(
    path: str, stdin: Callable[[], bytes], unsealed: Unsealed | None = None
) -> WholeFile | None:
    """Return the file when it is a lossless export, judged by its first line.

    `unsealed` opens an encrypted one.
    """
    if path == "-":
        return _told(JsonLines(stdin(), Phrase(N_("standard input"))))
    try:
        if unsealed is not None and (source := unsealed(Path(path))) is not None:
            return _told(JsonLines(source, Path(path).name.removesuffix(".zip")))
        return _told(JsonLines(Path(path), Path(path).name)) if Path(path).is_file() else None
    except (OSError, ValueError):  # whoever reads tables says what is wrong with it
        return None


def _told(file: JsonLines) -> WholeFile | None:
    schema = (file.head() or {}).get("schema")
    told = isinstance(schema, str) and schema.startswith(f"{FAMILY}/")
    return WholeFile(file) if told else None


def _fits(name: str, kind: str, value: object) -> bool:
    if value is None:
        return kind.endswith("?")
    if kind.startswith("int"):
        return type(value) is int and SMALLEST <= value <= LARGEST
    if type(value) is not str:
        return False
    if not value.isascii() and any("\ud800" <= sign <= "\udfff" for sign in value):
        return False
    return not name.endswith("_on") or _is_day(value)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
