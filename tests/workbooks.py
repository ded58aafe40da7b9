"""Workbooks as bytes, made in a test."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

Rows = Sequence[Sequence[Any]]


def xlsx(*sheets: Rows, names: Sequence[str] = (), hidden: Sequence[int] = ()) -> bytes:
    """Return an .xlsx file; what begins with = is a formula whose value was never saved."""
    from openpyxl import Workbook

    book = Workbook()
    for place, rows in enumerate(sheets):
        sheet = book.active if place == 0 else book.create_sheet()
        sheet.title = names[place] if names else f"Sheet{place + 1}"
        sheet.sheet_state = "hidden" if place in hidden else "visible"
        for row in rows:
            sheet.append(list(row))
    return _saved(book.save)


def xls(rows: Rows) -> bytes:
    """Return an .xls file as Excel 97 to 2003 wrote it."""
    import xlwt

    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("客户")
    day = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    for line, row in enumerate(rows):
        for place, value in enumerate(row):
            if isinstance(value, date):
                sheet.write(line, place, value, day)
            elif value == "#N/A":
                sheet.row(line).set_cell_error(place, 0x2A)
            else:
                sheet.write(line, place, value)
    return _saved(book.save)


def ods(rows: Rows) -> bytes:
    """Return an .ods file."""
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table, TableCell, TableRow
    from odf.text import P

    book = OpenDocumentSpreadsheet()
    table = Table(name="客户")
    for row in rows:
        line = TableRow()
        for value in row:
            kind, told = "string", {}
            if isinstance(value, int | float):
                kind, told = "float", {"value": str(value)}
            elif isinstance(value, datetime | date):
                kind, told = "date", {"datevalue": value.isoformat()}
            cell = TableCell(valuetype=kind, **told)
            cell.addElement(P(text=str(value)))
            line.addElement(cell)
        table.addElement(line)
    book.spreadsheet.addElement(table)
    return _saved(book.save)


def changed(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return a workbook with one of its parts changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for name in old.namelist():
            read = old.read(name)
            new.writestr(name, change(read) if name == part else read)
    return out.getvalue()


def zipped(members: dict[str, bytes]) -> bytes:
    """Return a zip archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in members.items():
            new.writestr(name, data)
    return out.getvalue()


def locked() -> bytes:
    """Return the container of a workbook with a password; nothing in it can be read."""
    data = xls([["a"]])
    name, other = ("Workbook".encode("utf-16-le"), "EncryptionInfo".encode("utf-16-le"))
    at = data.index(name)
    entry = other + b"\0" * (64 - len(other)) + (len(other) + 2).to_bytes(2, "little")
    return data[:at] + entry + data[at + 66 :]


def _saved(save: Callable[[Any], None]) -> bytes:
    out = io.BytesIO()
    save(out)
    return out.getvalue()
