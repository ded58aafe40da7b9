"""Reading a file to the end before anything is written: rows go to a temporary file."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from leadfunnel.domain.incoming import Incoming, Problem, packed
from leadfunnel.domain.record import dataclass, field
from leadfunnel.domain.sentence import Sentence, said
from leadfunnel.domain.sheet import Sheet, masked
from leadfunnel.errors import N_
from leadfunnel.i18n import spoken
from leadfunnel.services.import_cells import Terms
from leadfunnel.services.import_match import tells
from leadfunnel.services.import_rows import RowReader
from leadfunnel.store.spool import Spool

BATCH = 2000
KEPT = 10_000
PREVIEWED = 3
BUCKETS = 256


class Problems:
    """Problems by line: all of them are counted, the first are kept."""

    def __init__(self) -> None:
        self.kept: list[Problem] = []
        self.count = 0
        self.lines = 0

    def add(self, found: Iterable[Problem]) -> None:
        """Take note of what is wrong with one more line."""
        self.lines += 1
        for problem in found:
            self.count += 1
            if len(self.kept) < KEPT:
                self.kept.append(problem)


class Repeats:
    """Tells which keys come more than once, from eight bytes for each key.

    Their hashes are kept by their last bits, so that few are looked at together.
    """

    def __init__(self) -> None:
        self._buckets = [array("q") for _ in range(BUCKETS)]

    def add(self, row: Incoming) -> None:
        """Take the keys of one more row."""
        known = hash(row.key)
        self._buckets[known % BUCKETS].append(known)
        for identity in row.identities:
            if tells(identity):
                known = hash(identity.key)
                self._buckets[known % BUCKETS].append(known)

    def found(self) -> frozenset[int]:
        """Return the hashes that came more than once."""
        several: set[int] = set()
        for bucket in self._buckets:
            if len(set(bucket)) < len(bucket):
                several.update(known for known, count in Counter(bucket).items() if count > 1)
        return frozenset(several)


@dataclass
class Read:
    """A file's rows, read: `rows` good ones in the spool, the refused with their problems.

    `repeated` are the hashes of keys that come more than once, `first` the rows to preview,
    `said` what there is to say.
    """

    sheet: Sheet
    terms: Terms
    spool: Spool
    rows: int = 0
    repeated: frozenset[int] = frozenset()
    refused: Problems = field(default_factory=Problems)
    first: list[Incoming] = field(default_factory=list)
    said: list[Sentence] = field(default_factory=list)

    def refuse(self, line: int, found: list[Problem]) -> None:
        """Leave out a row."""
        self.refused.add(found)
        for problem in found:
            self.spool.refuse(line, f"{spoken(problem.column)} {spoken(problem.reason)}".strip())


def read_rows(sheet: Sheet, terms: Terms, spool: Spool, progress: Callable[[int], None]) -> Read:
    """Read all rows of a sheet; `progress` hears how many there are so far."""
    reader, read, repeats = RowReader(terms), Read(sheet, terms, spool), Repeats()
    batch: list[Incoming] = []
    doubtful = 0

    def keep() -> None:
        spool.keep([packed(row) for row in batch])
        read.rows += len(batch)
        progress(read.rows + read.refused.lines)
        batch.clear()

    for record in sheet.records():
        row = reader.read(record)
        if not isinstance(row, Incoming):
            read.refuse(record.line, row)
            continue
        batch.append(row)
        repeats.add(row)
        doubtful += sum([not identity.valid for identity in row.identities])
        if len(read.first) < PREVIEWED:
            read.first.append(row)
        if len(batch) == BATCH:
            keep()
    keep()
    read.repeated = repeats.found()
    if doubtful:
        text = N_("Phones and ids that do not validate and were kept: {count}.")
        read.said.append(said(text, count=doubtful))
    read.said += _in_names(reader)
    return read


def _in_names(reader: RowReader) -> Iterator[Sentence]:
    for place, count in reader.reading.in_names.items():
        if count:
            column = masked(reader.reading.columns.header[place])
            text = N_("Phones taken out of the names in {column}: {count}.")
            yield said(text, column=column, count=count)
            if not reader.reading.terms.apart:
                text = N_("Take apart what else they hold with --remark '{column}={example}'")
                yield said(text, column=column, example="{mark}-{name}-{region}-{phone}")
