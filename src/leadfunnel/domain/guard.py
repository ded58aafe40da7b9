"""Cells that a spreadsheet would run as a formula, and several values in one cell."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

GUARDED = frozenset("=+-@\t\r'")
"""Signs at the beginning of a cell that spreadsheets take for a formula."""


def guarded(cell: str) -> str:
    """Return a cell with a ' before what a spreadsheet would run; a plain +number stays."""
    if cell[:1] not in GUARDED or _is_number(cell):
        return cell
    return "'" + cell


def unguarded(cell: str) -> str:
    """Return a cell without the ' of `guarded`."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in GUARDED else cell


def sheltered(cell: str) -> str:
    """Return a cell for a workbook, which runs no text: marked only where `unguarded` would cut."""
    return cell if unguarded(cell) == cell else "'" + cell


def csv_line(cells: Iterable[str]) -> str:
    """Return cells, guarded, as a line of CSV with its end."""
    text = io.StringIO()
    csv.writer(text).writerow(map(guarded, cells))
    return text.getvalue()


def _is_number(cell: str) -> bool:
    return cell[0] == "+" and cell[1:].isascii() and cell[1:].isdecimal()


def joined(values: Iterable[str]) -> str:
    """Return several values as one cell; `unjoined` takes them apart again."""
    return " | ".join(value.replace("\\", "\\\\").replace("|", "\\|") for value in values)


def unjoined(cell: str) -> list[str]:
    """Return the values of a cell made by `joined`."""
    pieces = re.findall(r"(?:[^\\|]|\\.)+", cell, re.DOTALL)
    values = (re.sub(r"\\(.)", r"\1", piece.strip(), flags=re.DOTALL) for piece in pieces)
    return [value for value in values if value]
