"""From the rows of a workbook or the fields of contacts to a sheet with a header."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from leadfunnel.adapters.spool import Spool
from leadfunnel.domain.headers import recognised
from leadfunnel.domain.record import dataclass, field
from leadfunnel.domain.sentence import Sentence, said
from leadfunnel.domain.sheet import EmptySheet, Record, Sheet, cell_name, masked
from leadfunnel.errors import N_

Line = tuple[int, tuple[str, ...]]

MOST_TITLES = 10
SHOWN = 10


@dataclass
class Remarks:
    """Cells of which something is to be said; each list is cut where it is shown."""

    errors: list[str] = field(default_factory=list)
    unsaved: list[str] = field(default_factory=list)
    beyond: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)

    def said(self) -> Iterator[Sentence]:
        """Yield a sentence for each kind."""
        for text, cells in (
            (N_("Above the header stands {cells}: taken for a title."), self.titles),
            (N_("Cells with an error are read as empty: {cells}."), self.errors),
            (N_("Formulas without a saved value are read as empty: {cells}."), self.unsaved),
            (N_("Cells beside the columns of the header are not imported: {cells}."), self.beyond),
        ):
            if cells:
                more = f" ... ({len(cells)})" if cells[SHOWN:] else ""
                yield said(text, cells=", ".join(cells[:SHOWN]) + more)


def table(file: str, rows: Iterable[Line], remarks: Remarks, spoken: Iterable[Sentence]) -> Sheet:
    """Return rows of a workbook as a sheet: the first that is no title is the header."""
    lines = _without_titles(rows, remarks)
    header = next(lines, None)
    if header is None:
        raise EmptySheet(file=file)
    names = [" ".join(cell.split()) for cell in header[1]]
    while names and not names[-1]:
        names.pop()
    spool = Spool()
    width = len(names)
    for line, cells in lines:
        if any(map(str.strip, cells[:width])):
            spool.add(Record(line, (*cells[:width], *[""] * (width - len(cells)))))
        for place, cell in enumerate(cells[width:], width):
            if cell.strip():
                remarks.beyond.append(cell_name(line, place))
    if next(iter(spool), None) is None:
        raise EmptySheet(file=file)
    return Sheet(file, tuple(names), lambda: spool, "", (*spoken, *remarks.said()))


def _without_titles(rows: Iterable[Line], remarks: Remarks) -> Iterator[Line]:
    """Yield the rows from the header on; single cells above a wider row are titles."""
    held: list[Line] = []
    lines = (row for row in rows if any(map(str.strip, row[1])))
    for row in lines:
        filled = [cell for cell in row[1] if cell.strip()]
        known = recognised(filled[0], own=False, system=None)
        if len(filled) == 1 and not known and len(held) < MOST_TITLES:
            held.append(row)
            continue
        if len(filled) > 1:
            remarks.titles += [_title(title) for title in held]
            held = []
        yield from chain(held, (row,), lines)
        return
    yield from held


def _title(row: Line) -> str:
    return next(f'"{masked(cell)}"' for cell in row[1] if cell.strip())


def columns(file: str, cards: Iterable[Record], found: dict[str, int]) -> Sheet:
    """Return records as a sheet whose header is known only once all of them are read.

    `found` gives each name its place, and grows while `cards` is read; later columns are empty in
    the records that came before them.
    """
    spool = Spool()
    for card in cards:
        spool.add(card)
    names = tuple(found)
    if not names or next(iter(spool), None) is None:
        raise EmptySheet(file=file)
    return Sheet(file, names, lambda: _filled(spool, len(names)))


def _filled(spool: Spool, width: int) -> Iterator[Record]:
    for record in spool:
        if record.problem or len(record.cells) == width:
            yield record
        else:
            cells = (*record.cells, *[""] * (width - len(record.cells)))
            yield Record(record.line, cells)
