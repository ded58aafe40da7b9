"""Reading .xlsx, .xls and .ods: the cells by calamine, what would harm found before it."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from leadfunnel.adapters.archives import Source, opened
from leadfunnel.adapters.ods_sizes import ods_sizes
from leadfunnel.adapters.refusals import Damaged, Locked, NoSuchSheet, TooLarge, WhichSheet
from leadfunnel.adapters.spreadsheet_cells import ERRORS, text
from leadfunnel.adapters.tables import Line, Remarks, table
from leadfunnel.adapters.xls_streams import Extent, extents, workbook_stream
from leadfunnel.adapters.xlsx_slices import XlsxSlices
from leadfunnel.domain.sentence import Phrase, said
from leadfunnel.domain.sheet import EmptySheet, Sheet, cell_name
from leadfunnel.errors import N_

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

MOST_CELLS = 3_000_000
"""calamine needs about 60 bytes for a cell of the block from the first to the last one."""
SHOWN_SHEETS = 20


@dataclass(frozen=True)
class Workbook:
    """The names of all sheets and of those not hidden, and how to read the rows of one."""

    file: str
    names: tuple[str, ...]
    shown: tuple[str, ...]
    rows: Callable[[str, Remarks], Iterator[Line]]

    def sheet(self, asked: str | None) -> Sheet:
        """Return the sheet that was named, or the only one that holds something."""
        name = self._named(asked) if asked is not None else self._only()
        remarks = Remarks()
        found = table(self.file, self.rows(name, remarks), remarks, ())
        if len(self.names) > 1:
            spoken = said(N_("Read is the sheet {name}."), name=name)
            found = Sheet(found.file, found.header, found.records, "", (spoken, *found.said))
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
        full = [name for name in self.shown or self.names if self._holds(name)]
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

    def _holds(self, name: str) -> bool:
        rows = self.rows(name, Remarks())
        return any(any(map(str.strip, cells)) for _, cells in rows)


def read_zipped(source: Source, file: str, sheet: str | None) -> tuple[str, Sheet]:
    """Return "xlsx" or "ods", and a sheet of such a file."""
    with opened(source, file) as archive:
        if archive.kind == "xlsx":
            slices = XlsxSlices(archive)
            rows = _xlsx_rows(slices)
            book = Workbook(file, tuple(slices.members), slices.shown, rows)
            return archive.kind, book.sheet(sheet)
        for size in ods_sizes(archive):
            _bound(file, *size)
        data = source if isinstance(source, bytes) else source.read_bytes()
        return archive.kind, _whole(data, file, {}).sheet(sheet)


def read_xls(data: bytes, file: str, sheet: str | None) -> Sheet:
    """Return a sheet of an .xls file."""
    found = extents(workbook_stream(data, file), file)
    for extent in found:
        _bound(file, extent.rows, extent.columns)
    return _whole(data, file, dict(enumerate(found))).sheet(sheet)


def _xlsx_rows(slices: XlsxSlices) -> Callable[[str, Remarks], Iterator[Line]]:
    def rows(name: str, remarks: Remarks) -> Iterator[Line]:
        for piece in slices.slices(name):
            remarks.errors += [f"{cell} {word}" for cell, word in piece.errors]
            remarks.unsaved += piece.unsaved
            with _calamine(slices.archive.file) as workbook:
                yield from _lines(workbook(piece.workbook), name, remarks)

    return rows


def _whole(data: bytes, file: str, extents: dict[int, Extent]) -> Workbook:
    """Return a workbook that calamine reads at once."""
    with _calamine(file) as load:
        workbook = load(data)
        sheets = workbook.sheets_metadata
    names = {one.name: at for at, one in enumerate(sheets)}
    shown = tuple(one.name for one in sheets if str(one.visible).endswith(".Visible"))

    def rows(name: str, remarks: Remarks) -> Iterator[Line]:
        extent = extents.get(names[name], Extent())
        remarks.errors += [f"{cell} {word}" for cell, word in extent.errors]
        with _calamine(file):
            yield from _lines(workbook, name, remarks)

    return Workbook(file, tuple(names), shown, rows)


def _lines(workbook: CalamineWorkbook, name: str, remarks: Remarks) -> Iterator[Line]:
    sheet = workbook.get_sheet_by_name(name)
    if sheet.start is None:
        return
    row, left = sheet.start
    # One row at a time where calamine does not count all the empty ones above them, too.
    grid = sheet.to_python() if row else sheet.iter_rows()
    before = [""] * left
    for line, values in enumerate(grid, row + 1):
        cells = [*before, *(one if type(one) is str else text(one) for one in values)]
        if not ERRORS.isdisjoint(cells):
            _without_errors(line, cells, remarks)
        yield line, tuple(cells)


def _without_errors(line: int, cells: list[str], remarks: Remarks) -> None:
    for place, cell in enumerate(cells):
        if cell in ERRORS:
            remarks.errors.append(f"{cell_name(line, place)} {cell}")
            cells[place] = ""


@contextmanager
def _calamine(file: str) -> Iterator[Callable[[bytes], CalamineWorkbook]]:
    """Give a function that opens a workbook; what calamine cannot read is Damaged."""
    import python_calamine

    try:
        yield lambda data: python_calamine.load_workbook(io.BytesIO(data))
    except python_calamine.PasswordError:
        raise Locked(file=file, looks="") from None
    except python_calamine.CalamineError as error:
        raise Damaged(file=file, detail=N_("its sheets cannot be read")) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # calamine is written in Rust
            raise
        raise Damaged(file=file, detail=N_("its sheets cannot be read")) from error


def _bound(file: str, rows: int, columns: int) -> None:
    if rows * columns > MOST_CELLS:
        detail = Phrase(N_("{rows} rows of {columns} columns"), rows=rows, columns=columns)
        raise TooLarge(file=file, detail=detail)


def _listed(names: Iterable[str]) -> str:
    found = [" ".join(name.split())[:40] for name in names]
    return ", ".join(found[:SHOWN_SHEETS]) + (" ..." if found[SHOWN_SHEETS:] else "")
