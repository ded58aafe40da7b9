"""Reading CSV: the delimiter is told from the header, and every fault is told by its line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import chain, islice

from leadfunnel.adapters.encodings import Source, detect, open_text
from leadfunnel.domain.sentence import Phrase
from leadfunnel.domain.sheet import EmptySheet, Record, Sheet, fitted
from leadfunnel.errors import N_, BadFileError

DELIMITERS = ",\t;|"
SAMPLE = 100_000
UNENDED = Phrase(N_("opens a quote that is not closed properly"))
LONG = Phrase(N_("holds a cell of more than {limit} characters"), limit=csv.field_size_limit())
CUT = Phrase(N_("is cut off: the input ends in the middle of it"))

Row = tuple[int, tuple[str, ...], str]
"""The first line of a row, its cells, and what is wrong with it."""


class BadHeader(BadFileError):
    """The first line cannot be read as a header."""

    code = "bad_header"
    message = N_("The header of {file} (line {line}) cannot be read: {reason}.")


def read_csv(
    source: Source, file: str, encoding: str | None = None, *, piped: bool = False
) -> Sheet:
    """Return the table in a file, which is read line by line each time.

    Input from a pipe must end with a line end: without one its last line may have been cut.
    """
    found = detect(source, file, encoding)
    with open_text(source, found) as text:
        delimiter, skipped = _delimiter(text.read(SAMPLE))
    unfinished = found.cut or (piped and not found.ended)

    def rows() -> Iterator[Row]:
        with open_text(source, found) as text:
            for row in _rows(text, delimiter, unfinished=unfinished):
                if row[0] > skipped and any(map(str.strip, row[1])):
                    yield row

    start, cells, problem = next(rows(), (0, (), ""))
    if not start:
        raise EmptySheet(file=file)
    if problem:
        raise BadHeader(file=file, line=start, reason=problem)
    names = tuple(cell.strip() for cell in cells)
    while names and not names[-1]:
        names = names[:-1]

    def records() -> Iterator[Record]:
        width = len(names)
        for line, cells, problem in islice(rows(), 1, None):
            yield Record(line, cells, problem) if problem else fitted(line, cells, width)

    if next(records(), None) is None:
        raise EmptySheet(file=file)
    return Sheet(file, names, records, found.name)


class _Feed:
    """Lines for the csv module, which can be given back when a quote led it astray."""

    def __init__(self, text: Iterator[str]) -> None:
        first = next(text, "").removeprefix("\ufeff")
        self.lines = chain((first,), text) if first else text
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


def _rows(text: Iterator[str], delimiter: str, *, unfinished: bool) -> Iterator[Row]:
    feed = _Feed(text)
    reader = csv.reader(feed, delimiter=delimiter, strict=True)
    while True:
        feed.taken = []
        start = feed.number + 1
        problem = ""
        try:
            cells = tuple(next(reader))
        except StopIteration:
            return
        except csv.Error as error:
            problem = LONG if "field limit" in str(error) else UNENDED
            cells = (feed.give_back().rstrip("\r\n"),)
        if unfinished and feed.taken and not feed.taken[-1].endswith(("\n", "\r")):
            problem = CUT
        yield start, cells, problem


def _delimiter(sample: str) -> tuple[str, int]:
    """Return the delimiter, and how many lines at the beginning only say which it is."""
    for line in io.StringIO(sample.removeprefix("\ufeff")):
        if line[:4].lower() == "sep=" and len(line.strip()) == 5:
            return line.strip()[4], 1
        if line.strip():
            outside = "".join(line.split('"')[::2])
            return max(DELIMITERS, key=outside.count), 0
    return DELIMITERS[0], 0
