"""Writing sheets to be filled in by hand: several in one workbook, with lists to pick from."""

from __future__ import annotations

from collections.abc import Sequence

from leadfunnel.domain.form import Form

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any

SPARE_ROWS = 200
"""So many rows below the last one still offer their lists."""
WIDTHS = (6, 40)


def workbook(forms: Sequence[Form]) -> bytes:
    """Return sheets with a frozen header that repeats on every printed page, across the paper."""
    from io import BytesIO

    import xlsxwriter

    whole = BytesIO()
    book = xlsxwriter.Workbook(whole, {"in_memory": True})
    text = book.add_format({"num_format": "@", "border": 1, "text_wrap": True, "valign": "top"})
    head = book.add_format({"bold": True, "border": 1, "num_format": "@", "bg_color": "#DDEBF7"})
    number = book.add_format({"border": 1})
    for form in forms:
        _write(book.add_worksheet(form.title), form, (head, text, number))
    book.close()
    return whole.getvalue()


def _write(sheet: Any, form: Form, formats: tuple[Any, Any, Any]) -> None:
    head, text, number = formats
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    for column, name in enumerate(form.header):
        sheet.write_string(0, column, name, head)
        cells = [name, *(row[column] for row in form.rows)]
        low, high = WIDTHS
        width = max(sum(2 if ord(sign) > 0x2E7F else 1 for sign in cell) for cell in cells)
        sheet.set_column(column, column, min(max(width + 2, low), high), text)
    for place, row in enumerate(form.rows, 1):
        for column, cell in enumerate(row):
            if column in form.numbers and cell.replace(".", "", 1).replace("-", "", 1).isdigit():
                sheet.write_number(place, column, float(cell), number)
            else:
                sheet.write_string(place, column, cell, text)
    last = len(form.rows) + SPARE_ROWS
    for column, words in form.choices.items():
        allowed = {"validate": "list", "source": list(words), "error_type": "warning"}
        sheet.data_validation(1, column, last, column, allowed)
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
