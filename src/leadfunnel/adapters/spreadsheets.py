"""Reading .xlsx, .xls and .ods: the cells by calamine, what would harm found before it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from leadfunnel.adapters.archives import Source, opened
from leadfunnel.adapters.calamine import Calamine, calamine
from leadfunnel.adapters.ods_sizes import ods_sizes
from leadfunnel.adapters.refusals import NoSuchSheet, TooLarge, WhichSheet
from leadfunnel.adapters.spreadsheet_cells import ERRORS
from leadfunnel.adapters.tables import Line, Remarks, table
from leadfunnel.adapters.xls_streams import Extent, extents, workbook_stream
from leadfunnel.adapters.xlsx_slices import XlsxSlices
from leadfunnel.domain.record import dataclass, replace
from leadfunnel.domain.sentence import Phrase, said
from leadfunnel.domain.sheet import EmptySheet, Sheet, cell_name
from leadfunnel.errors import N_

MOST_CELLS = 3_000_000
"""calamine needs about 60 bytes for a cell of the block from the first to the last one."""
SHOWN_SHEETS = 20


@dataclass(frozen=True)
class Workbook:
    """The names of all sheets and of those not hidden; which hold something, and their rows."""

    file: str
    names: tuple[str, ...]
    shown: tuple[str, ...]
    holds: Callable[[str], bool]
    rows: Callable[[str, Remarks], Iterator[Line]]

    def sheet(self, asked: str | None) -> Sheet:
        """Return the sheet that was named, or the only one that holds something."""
        name = self._named(asked) if asked is not None else self._only()
        remarks = Remarks()
        found = table(self.file, self.rows(name, remarks), remarks, ())
        if len(self.names) > 1:
            spoken = said(N_("The sheet {name} is read."), name=name)
            found = replace(found, said=(spoken, *found.said))
        return found

    def _named(self, asked: str) -> str:
        wanted = asked.strip().casefold()
        for name in self.names:
            if asked == name or wanted == name.strip().casefold():
                return name
        if wanted.isdecimal() and 1 <= int(wanted) <= len(self.names):
            return self.names[int(wanted) - 1]
        raise NoSuchSheet(file=self.file, name=asked[:40], sheets=_listed(self.names))

    def _only(self) -> str:
        full = [name for name in self.shown or self.names if self.holds(name)]
        if not full:
            raise EmptySheet(file=self.file)
        if len(full) > 1:
            raise WhichSheet(
                file=self.file,
                count=len(full),
                sheets=_listed(full),
                example=full[0],
                candidates=[{"sheet": name, "text": name} for name in full],
            )
        return full[0]


def read_zipped(source: Source, file: str, sheet: str | None) -> tuple[str, Sheet]:
    """Return "xlsx" or "ods", and a sheet of such a file."""
    with opened(source, file) as archive:
        kind = archive.kind
        if kind == "xlsx":
            with calamine(file) as reader:
                return kind, _xlsx(XlsxSlices(archive), reader).sheet(sheet)
        for size in ods_sizes(archive):
            _bound(file, *size)
    data = source if isinstance(source, bytes) else source.read_bytes()
    with calamine(file) as reader:
        return kind, _whole(data, reader, []).sheet(sheet)


def read_xls(data: bytes, file: str, sheet: str | None) -> Sheet:
    """Return a sheet of an .xls file."""
    found = extents(workbook_stream(data, file), file)
    for extent in found:
        _bound(file, extent.rows, extent.columns)
    with calamine(file) as reader:
        return _whole(data, reader, found).sheet(sheet)


def _xlsx(slices: XlsxSlices, reader: Calamine) -> Workbook:
    """Return a workbook that is read slice by slice."""

    def rows(name: str, remarks: Remarks) -> Iterator[Line]:
        for piece in slices.slices(name):
            remarks.errors += [f"{cell} {word}" for cell, word in piece.errors]
            remarks.unsaved += piece.unsaved
            yield from _lines(reader.rows(name, piece.workbook), remarks)

    return Workbook(reader.file, tuple(slices.members), slices.shown, slices.holds, rows)


def _whole(data: bytes, reader: Calamine, extents: list[Extent]) -> Workbook:
    """Return a workbook that calamine reads at once."""
    sheets = reader.sheets(data)
    known = dict(zip((name for name, _, _ in sheets), extents, strict=False))

    def rows(name: str, remarks: Remarks) -> Iterator[Line]:
        errors = known.get(name, Extent()).errors
        remarks.errors += [f"{cell} {word}" for cell, word in errors]
        yield from _lines(reader.rows(name), remarks)

    names = tuple(name for name, _, _ in sheets)
    visible = tuple(name for name, shown, _ in sheets if shown)
    full = {name for name, _, holds in sheets if holds}
    return Workbook(reader.file, names, visible, full.__contains__, rows)


def _lines(rows: Iterable[tuple[int, list[str]]], remarks: Remarks) -> Iterator[Line]:
    """Yield the rows with their errors taken out and remarked."""
    for line, cells in rows:
        if not ERRORS.isdisjoint(cells):
            for place, cell in enumerate(cells):
                if cell in ERRORS:
                    remarks.errors.append(f"{cell_name(line, place)} {cell}")
                    cells[place] = ""
        yield line, tuple(cells)


def _bound(file: str, rows: int, columns: int) -> None:
    if rows * columns > MOST_CELLS:
        detail = Phrase(N_("{rows} rows of {columns} columns"), rows=rows, columns=columns)
        raise TooLarge(file=file, detail=detail)


def _listed(names: Iterable[str]) -> str:
    found = [" ".join(name.split())[:40] for name in names]
    return ", ".join(found[:SHOWN_SHEETS]) + (" ..." if found[SHOWN_SHEETS:] else "")
