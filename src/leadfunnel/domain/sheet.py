"""A table as any reader of files hands it over: a header, then records with their line numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from leadfunnel.domain.record import dataclass
from leadfunnel.domain.sentence import Phrase, Sentence
from leadfunnel.errors import N_, BadFileError


class EmptySheet(BadFileError):
    """There is nothing below the header, or no header at all."""

    code = "empty_file"
    message = N_("{file} is empty: it has no rows to import.")


@dataclass(frozen=True)
class Record:
    """One row as read; with a `problem` its cells are whatever could be saved of it."""

    line: int
    cells: tuple[str, ...]
    problem: str = ""


@dataclass(frozen=True)
class Sheet:
    """A header and its records; `records` starts over each time. `encoding` is "" where none is.

    Cells are text as it stands in the file. A record without a problem has a cell per column.
    `said` is what there is to say about how the file was read.
    """

    file: str
    header: tuple[str, ...]
    records: Callable[[], Iterable[Record]]
    encoding: str = ""
    said: tuple[Sentence, ...] = ()


def fitted(line: int, cells: tuple[str, ...], width: int) -> Record:
    """Return a record of exactly `width` cells, or one that says why it is none."""
    if len(cells) == width and "\0" not in "".join(cells):
        return Record(line, cells)
    if len(cells) < width or any(cell.strip() for cell in cells[width:]):
        text = N_("has {count} fields where the header has {width}")
        if len(cells) == 1:
            text = N_("has {count} field where the header has {width}")
        return Record(line, cells, Phrase(text, count=len(cells), width=width))
    if "\0" in "".join(cells):
        return Record(line, cells, Phrase(N_("holds a NUL character")))
    return Record(line, cells[:width])


def masked(text: str) -> str:
    """Return a text from a file as messages may show it: short, and no phone whole."""
    return re.sub(r"\d(?:[ -]?\d){8,}", "****", text.strip())[:40]


def cell_name(line: int, place: int) -> str:
    """Return what a spreadsheet calls a cell, `C5` for the third in line 5."""
    letters = ""
    place += 1
    while place:
        place, letter = divmod(place - 1, 26)
        letters = chr(65 + letter) + letters
    return f"{letters}{line}"
