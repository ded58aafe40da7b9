"""The process in which calamine runs: it answers requests for sheets and rows, see `calamine`.

A request is a line of JSON, [size, sheet], and `size` bytes of a workbook, or none for the one
before. The answer is lines of JSON and an empty one: without a sheet all of them, each with its
name, whether it is shown and whether it holds something; else the rows, each with its number and
cells; or a word for what is wrong.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator

import python_calamine

from leadfunnel.adapters.spreadsheet_cells import text

MOST_MEMORY = 2_000_000_000


def main() -> None:
    """Answer until there are no more requests."""
    _limit_memory()
    workbook: python_calamine.CalamineWorkbook | None = None
    while line := sys.stdin.buffer.readline():
        size, sheet = json.loads(line)
        try:
            if size:
                data = io.BytesIO(sys.stdin.buffer.read(size))
                workbook = python_calamine.load_workbook(data)
            if workbook is not None:
                for answer in _sheets(workbook) if sheet is None else _rows(workbook, sheet):
                    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n")
        except python_calamine.PasswordError:
            sys.stdout.buffer.write(b'"locked"\n')
        except (python_calamine.CalamineError, OSError, ValueError, OverflowError):
            sys.stdout.buffer.write(b'"damaged"\n')
        sys.stdout.buffer.write(b"\n")
        sys.stdout.buffer.flush()


def _sheets(workbook: python_calamine.CalamineWorkbook) -> Iterator[tuple[str, bool, bool]]:
    for one in workbook.sheets_metadata:
        shown = one.visible == python_calamine.SheetVisibleEnum.Visible
        holds = one.typ == python_calamine.SheetTypeEnum.WorkSheet
        yield one.name, shown, holds and workbook.get_sheet_by_name(one.name).start is not None


def _rows(workbook: python_calamine.CalamineWorkbook, name: str) -> Iterator[tuple[int, list[str]]]:
    sheet = workbook.get_sheet_by_name(name)
    if sheet.start is None:
        return
    row, left = sheet.start
    # One row at a time where calamine does not count all the empty ones above them, too.
    grid = sheet.to_python() if row else sheet.iter_rows()
    before = [""] * left
    for line, values in enumerate(grid, row + 1):
        yield line, [*before, *(one if type(one) is str else text(one) for one in values)]


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # not on Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


if __name__ == "__main__":
    main()
