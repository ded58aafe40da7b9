"""The files of cases, by what a case says of them.

A text is a file in UTF-8. A table makes another: `text` in an `encoding`, which `cut` ends after so
many bytes; `sheets` a workbook, with the places of `hidden` sheets and with ranges of `merged`
cells in the first; `made` one of the files below.
"""

from __future__ import annotations

import base64
import io
import os
from collections.abc import Callable
from functools import cache
from typing import Any

from tests import workbooks
from tests.faults.case import filled

ROWS = int(os.environ.get("LEADFUNNEL_ROWS", "20000"))
"""How many rows the large file has: a million, when one has the time."""
PEOPLE = (("姓名", "手机"), ("王姐", 13800138000), ("李雷", 13900139000))
SHEET = "xl/worksheets/sheet1.xml"


def content(said: Any) -> bytes:
    """Return the bytes of a file that a case describes."""
    if isinstance(said, str):
        return filled(said).encode("utf-8", "surrogateescape")
    if "made" in said:
        return MADE[said["made"]]()
    if "sheets" in said:
        return _workbook(**said)
    data = filled(said["text"]).encode(said.get("encoding", "utf-8"))
    return data[: said.get("cut", len(data))]


def _workbook(sheets: Any, hidden: Any = (), merged: Any = ()) -> bytes:
    data = workbooks.xlsx(*sheets, hidden=hidden)
    if not merged:
        return data
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(data))
    for cells in merged:
        book.worksheets[0].merge_cells(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _xls() -> bytes:
    return workbooks.xls(PEOPLE)


def _html() -> bytes:
    return b"<html><body><table><tr><td>Ann</td></tr></table></body></html>"


def _climbing() -> bytes:
    return workbooks.zipped({"../../evil.csv": b"name\nAnn\n"})


@cache
def _bomb() -> bytes:
    return workbooks.changed(
        workbooks.xlsx(PEOPLE), SHEET, lambda xml: xml + b"<row/>" * 50_000_000
    )


def _sparse() -> bytes:
    def far(xml: bytes) -> bytes:
        last = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
        return xml.replace(b"</sheetData>", last).replace(b'ref="A1:B3"', b'ref="A1:XFD1048576"')

    return workbooks.changed(workbooks.xlsx(PEOPLE), SHEET, far)


def _crowd() -> bytes:
    lines = [f"n{number},{13_000_000_000 + number}\n" for number in range(ROWS)]
    return ("name,phone\n" + "".join(lines)).encode()


def _portrait() -> bytes:
    """Return contacts of whom one has a picture of five megabytes, folded as phones fold it."""
    picture = base64.b64encode(bytes(range(256)) * 20_000).decode()
    lines = [picture[at : at + 74] for at in range(0, len(picture), 74)]
    photo = "PHOTO;ENCODING=b;TYPE=JPEG:" + "\r\n ".join(lines)
    cards = [("Ann", "+8613800000001", photo), ("Bea", "+8613800000002", "NOTE:x")]
    return "".join(
        f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{name}\r\nTEL:{phone}\r\n{more}\r\nEND:VCARD\r\n"
        for name, phone, more in cards
    ).encode()


def _nested() -> bytes:
    deep = 100_000
    return b'[{"name": "Ann", "x": ' + b"[" * deep + b"]" * deep + b"}]"


def _wide() -> bytes:
    header = ",".join(["name", "phone", *(f"column {number}" for number in range(5000))])
    return f"{header}\nAnn,13800000001{',x' * 5000}\n".encode()


MADE: dict[str, Callable[[], bytes]] = {
    "xls": _xls, "html": _html, "climbing": _climbing, "bomb": _bomb, "sparse": _sparse,
    "locked": workbooks.locked, "crowd": _crowd, "portrait": _portrait, "nested": _nested,
    "wide": _wide,
}  # fmt: skip
