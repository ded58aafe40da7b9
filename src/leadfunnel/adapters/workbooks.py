"""Writing a table as an Excel workbook, row by row, so that memory stays flat."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from tempfile import TemporaryDirectory

from leadfunnel.errors import N_, RefusedError

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any, BinaryIO

    Cell = str | int | date | datetime | None

LONGEST_CELL = 32_767
MOST_ROWS = 1_048_576
WIDEST = 60
FORMATS = {datetime: "yyyy-mm-dd hh:mm:ss", date: "yyyy-mm-dd", str: "@"}
"""How cells are shown; text stays text even when somebody edits it."""
SHOWN_WIDTHS = {datetime: 19, date: 10}


class CellTooLong(RefusedError):
    """Excel holds no cell of this length, and would be given a shorter one."""

    code = "cell_too_long"
    message = N_(
        "The {column} in row {row} has {count} characters, and a cell of Excel holds {limit}."
    )
    hint = N_("Nothing was written. CSV takes it: name a file that ends in .csv")


class TooManyRows(RefusedError):
    """Excel has no room for so many rows."""

    code = "too_many_rows"
    message = N_("A sheet has room for {limit} rows, and there are more customers.")
    hint = N_("Nothing was written. CSV takes them all: name a file that ends in .csv")


def write_workbook(
    out: BinaryIO, title: str, header: Sequence[str], rows: Iterable[Sequence[Cell]]
) -> None:
    """Write one sheet: a frozen header with a filter, text that is never run, real dates."""
    import xlsxwriter
    from xlsxwriter.exceptions import XlsxWriterException

    with TemporaryDirectory(prefix="leadfunnel-") as folder:
        target = _Target(out)
        book = xlsxwriter.Workbook(target, {"constant_memory": True, "tmpdir": folder})
        try:
            _Sheet(book, title, header).write(rows)
            book.close()
        except XlsxWriterException as error:
            cause = error.args[0] if error.args else error
            raise cause if isinstance(cause, OSError) else OSError(str(error)) from None
        finally:
            target.open = False
        if target.failure is not None:
            raise target.failure


class _Target:
    """The file to fill, its first failure kept for later.

    An archive that cannot be finished tries again while it is thrown away, and would complain.
    """

    def __init__(self, out: BinaryIO) -> None:
        self.out = out
        self.failure: OSError | None = None
        self.open = True
        self.at = 0

    def write(self, data: bytes) -> int:
        """Write, unless that failed before."""
        self._try(lambda: self.out.write(data))
        self.at += len(data)
        return len(data)

    def seek(self, place: int, whence: int = 0) -> int:
        """Go to a place that was written before."""
        self._try(lambda: self.out.seek(place, whence))
        self.at = place
        return place

    def tell(self) -> int:
        """Return the place."""
        return self.at

    def flush(self) -> None:
        """Write what waits."""
        self._try(self.out.flush)

    def _try(self, act: Callable[[], object]) -> None:
        if self.open and self.failure is None:
            try:
                act()
            except OSError as error:
                self.failure = error


class _Sheet:
    """A sheet under construction; `widths` are those of the widest cells so far."""

    def __init__(self, book: Any, title: str, header: Sequence[str]) -> None:
        self.sheet = book.add_worksheet(title)
        self.header = header
        self.formats = {kind: book.add_format({"num_format": how}) for kind, how in FORMATS.items()}
        self.widths = [0] * len(header)
        self.sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{MOST_ROWS}"})
        self.sheet.freeze_panes(1, 0)
        bold = book.add_format({"bold": True, "num_format": FORMATS[str]})
        for column, name in enumerate(header):
            self.sheet.write_string(0, column, name, bold)
            self._widen(column, shown_width(name) + 3)  # room for the button of the filter

    def write(self, rows: Iterable[Sequence[Cell]]) -> None:
        """Write the rows, then what is known only after them."""
        last = 0
        for last, row in enumerate(rows, 1):
            if last >= MOST_ROWS:
                raise TooManyRows(limit=f"{MOST_ROWS - 1:,}")
            for column, value in enumerate(row):
                if value is not None and value != "":
                    self._put(last, column, value)
        self.sheet.autofilter(0, 0, last, len(self.header) - 1)
        for column, width in enumerate(self.widths):
            self.sheet.set_column(column, column, min(width, WIDEST) + 1)

    def _put(self, row: int, column: int, value: Cell) -> None:
        if isinstance(value, str):
            self._check(row, column, value)
            self.sheet.write_string(row, column, value, self.formats[str])
            self._widen(column, shown_width(value))
        elif isinstance(value, int):
            self.sheet.write_number(row, column, value)
        else:
            kind = datetime if isinstance(value, datetime) else date
            self.sheet.write_datetime(row, column, value, self.formats[kind])
            self._widen(column, SHOWN_WIDTHS[kind])

    def _check(self, row: int, column: int, text: str) -> None:
        if len(text) * 2 <= LONGEST_CELL:
            return
        count = len(text.encode("utf-16-le")) // 2  # as Excel counts
        if count > LONGEST_CELL:
            name = self.header[column]
            raise CellTooLong(column=name, row=row + 1, count=count, limit=LONGEST_CELL)

    def _widen(self, column: int, width: int) -> None:
        self.widths[column] = max(self.widths[column], width)


def shown_width(text: str) -> int:
    """Return how wide a text is shown: signs of East Asia take two places."""
    if len(text) > WIDEST:
        return WIDEST
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
