"""Reading CSV: the delimiter is told from the header, and every fault is told by its line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from leadfunnel.adapters.encodings import decode
from leadfunnel.domain.sentence import Phrase
from leadfunnel.domain.sheet import EmptySheet, Record, Sheet, fitted
from leadfunnel.errors import N_, BadFileError

DELIMITERS = ",\t;|"
UNENDED = Phrase(N_("opens a quote that is not closed properly"))
CUT = Phrase(N_("is cut off: the input ends in the middle of it"))


class BadHeader(BadFileError):
    """The first line cannot be read as a header."""

    code = "bad_header"
    message = N_("The header of {file} (line {line}) cannot be read: {reason}.")


def read_csv(data: bytes, file: str, encoding: str | None = None, *, piped: bool = False) -> Sheet:
    """Return the table in a file's bytes.

    Input from a pipe must end with a line end: without one its last line may have been cut.
    """
    decoded = decode(data, file, encoding)
    text = decoded.text
    delimiter, skipped = _delimiter(text)
    unfinished = decoded.cut or (piped and not text.endswith(("\n", "\r")))

    def records() -> Iterator[Record]:
        rows = _rows(text, delimiter, unfinished=unfinished)
        return (row for row in rows if row.line > skipped and any(map(str.strip, row.cells)))

    header = next(records(), None)
    if header is None:
        raise EmptySheet(file=file)
    if header.problem:
        raise BadHeader(file=file, line=header.line, reason=header.problem)
    names = tuple(cell.strip() for cell in header.cells)
    while names and not names[-1]:
        names = names[:-1]

    def body() -> Iterable[Record]:
        for row in records():
            if row.line > header.line:
                yield row if row.problem else fitted(row.line, row.cells, len(names))

    if next(iter(body()), None) is None:
        raise EmptySheet(file=file)
    return Sheet(file, names, body, decoded.encoding)


class _Feed:
    """Lines for the csv module, which can be given back when a quote led it astray."""

    def __init__(self, text: str) -> None:
        self.lines = io.StringIO(text, newline="")
        self.again: list[str] = []
        self.taken: list[str] = []
        self.number = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self.again.pop() if self.again else next(self.lines)
        self.taken.append(line)
        self.number += 1
        return line

    def give_back(self) -> str:
        """Keep only the first line taken; return it."""
        first, *rest = self.taken
        self.again += reversed(rest)
        self.number -= len(rest)
        self.taken = [first]
        return first


def _rows(text: str, delimiter: str, *, unfinished: bool) -> Iterator[Record]:
    feed = _Feed(text)
    reader = csv.reader(feed, delimiter=delimiter, strict=True)
    while True:
        feed.taken = []
        start = feed.number + 1
        try:
            cells, problem = tuple(next(reader)), ""
        except StopIteration:
            return
        except csv.Error:
            cells, problem = (feed.give_back().rstrip("\r\n"),), UNENDED
        if unfinished and feed.taken and not feed.taken[-1].endswith(("\n", "\r")):
            problem = CUT
        yield Record(start, cells, problem)


def _delimiter(text: str) -> tuple[str, int]:
    """Return the delimiter, and how many lines at the beginning only say which it is."""
    for line in io.StringIO(text[:100_000]):
        if line[:4].lower() == "sep=" and len(line.strip()) == 5:
            return line.strip()[4], 1
        if line.strip():
            outside = "".join(line.split('"')[::2])
            return max(DELIMITERS, key=outside.count), 0
    return DELIMITERS[0], 0
