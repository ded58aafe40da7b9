"""The file of refused rows with their reasons: written beside the one imported, read again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from leadfunnel.domain.guard import csv_line, unguarded
from leadfunnel.domain.record import replace
from leadfunnel.domain.sheet import Record, Sheet
from leadfunnel.i18n import language
from leadfunnel.services.import_declared import Import
from leadfunnel.services.import_read import Read

REASONS = {"en": "refusal reason", "zh-CN": "未导入原因", "zh-TW": "未匯入原因"}
"""The header of the reasons, the first column, in every language that can be spoken."""
BEFORE = "reason"
"""What it was called by earlier versions; other files may have such a column, too."""
MARK = ".refused"


def leave(asked: Import, read: Read, left: list[Path]) -> Path | None:
    """Write the refused rows to a file to mend and import; a new one is added to `left`."""
    if not read.refused.lines:
        return None
    path, new = put(asked.path, _rows(read))
    left += [path] * new
    return path


def put(file: str, rows: Iterable[str]) -> tuple[Path, bool]:
    """Write refused rows beside their file, "-" for standard input; the very same only once.

    Return where they are, and whether they were not there before.
    """
    from leadfunnel.adapters.private_files import free_name, write_file

    source = Path("stdin" if file == "-" else file)
    first = source.with_name(f"{source.stem.removesuffix(MARK)}{MARK}.csv")
    path = free_name(first)
    write_file(path, rows)
    known = _same(path, first)
    if known is not None:
        path.unlink()
    return known or path, known is None


def _same(path: Path, first: Path) -> Path | None:
    """Return a file left earlier that holds the very same."""
    from filecmp import cmp

    for other in sorted(first.parent.glob(f"*{MARK}*.csv")):
        ours = other.name == first.name or other.stem.rpartition(".")[0] == first.stem
        if ours and other != path and cmp(path, other, shallow=False):
            return other
    return None


def _rows(read: Read) -> Iterator[str]:
    refusals = read.spool.refusals()
    line, reasons = next(refusals)
    yield "\ufeff" + csv_line([REASONS[language()], *read.sheet.header])
    for record in read.sheet.records():
        if record.line == line:
            yield csv_line(["; ".join(reasons), *map(unguarded, record.cells)])
            line, reasons = next(refusals, (0, []))


def without_reasons(sheet: Sheet, path: str) -> Sheet:
    """Return a sheet as it was before refused rows were written with their reasons in front."""
    name = sheet.header[0].strip().casefold() if len(sheet.header) > 1 else ""
    before = name == BEFORE and MARK in Path(path).name
    if not before and name not in REASONS.values():
        return sheet

    def records() -> Iterator[Record]:
        return (replace(record, cells=record.cells[1:]) for record in sheet.records())

    return replace(sheet, header=sheet.header[1:], records=records)
