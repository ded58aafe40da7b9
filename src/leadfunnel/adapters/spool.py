"""Records kept in a temporary file, so that a file is unpacked once and memory stays flat."""

from __future__ import annotations

import json
import weakref
from collections.abc import Iterator
from tempfile import SpooledTemporaryFile

from leadfunnel.domain.sentence import Phrase
from leadfunnel.domain.sheet import Record

KEPT_IN_MEMORY = 4_000_000
READ = 1_000_000


class Spool:
    """Records in the order they were added; iterated as often as wanted, also side by side.

    The file has no name, is its owner's alone, and goes when the spool goes.
    """

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(KEPT_IN_MEMORY)  # noqa: SIM115 - closed by finalize
        self._end = 0
        weakref.finalize(self, self._file.close)

    def add(self, record: Record) -> None:
        """Keep a record."""
        kept: list[object] = [record.line, record.cells]
        if isinstance(record.problem, Phrase):
            kept += [record.problem.text, dict(record.problem.values)]
        self._end += self._file.write(json.dumps(kept).encode() + b"\n")

    def __iter__(self) -> Iterator[Record]:
        """Yield the records; each iterator keeps its own place in the file."""
        at = 0
        while at < self._end:
            self._file.seek(at)
            lines = self._file.readlines(READ)
            at += sum(map(len, lines))
            yield from map(_record, lines)


def _record(line: bytes) -> Record:
    number, cells, *problem = json.loads(line)
    if problem:
        return Record(number, tuple(cells), Phrase(problem[0], **problem[1]))
    return Record(number, tuple(cells))
