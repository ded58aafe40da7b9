"""A report as an Excel workbook: one sheet for each table, native charts, the same bytes always."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO

from leadfunnel.adapters.workbooks import LONGEST_CELL, shown_width
from leadfunnel.domain.exhibit import Booklet, Cell, Exhibit, Grid

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any

CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 - Excel knows no zones
FORMS = {
    "": "@",
    "count": "#,##0",
    "share": "0.0%",
    "days": "#,##0.0",
    "money0": "#,##0",
    "money2": "#,##0.00",
    "money3": "#,##0.000",
}
WIDEST, LONGEST_NAME = 60, 31
_BARRED = re.compile(r"[\[\]:*?/\\'\x00-\x1f]")
_COLOUR = "#0B5CAD"


def workbook(book: Booklet) -> bytes:
    """Return the workbook; nothing in it is ever run as a formula."""
    import xlsxwriter

    out = BytesIO()
    made = xlsxwriter.Workbook(
        out,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    made.set_properties({"title": book.title, "created": CREATED, "author": "leadfunnel"})
    _Sheets(made, book).write()
    made.close()
    return out.getvalue()


def sheet_names(titles: list[str]) -> list[str]:
    """Return a name for each sheet that Excel takes: short, without its marks, none twice."""
    names: list[str] = []
    for title in titles:
        plain = _BARRED.sub(" ", title).strip() or "-"
        name, number = plain[:LONGEST_NAME].strip(), 1
        while name.casefold() in {one.casefold() for one in names}:
            number += 1
            ending = f" ({number})"
            name = plain[: LONGEST_NAME - len(ending)].strip() + ending
        names.append(name)
    return names


class _Sheets:
    """A workbook under construction."""

    def __init__(self, made: Any, book: Booklet) -> None:
        self.made = made
        self.book = book
        self.forms = {name: made.add_format({"num_format": form}) for name, form in FORMS.items()}
        self.bold = made.add_format({"bold": True, "num_format": "@", "text_wrap": True})
        self.large = made.add_format({"bold": True, "num_format": "@", "font_size": 16})
        self.wrapped = made.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        self.grids = [(exhibit, grid) for exhibit, grid in _grids(book) if grid.rows]

    def write(self) -> None:
        """Write what is said on the first sheet, and each table on its own."""
        names = sheet_names([self.book.title, *(grid.title for _, grid in self.grids)])
        self._first(names[0])
        for name, (_exhibit, grid) in zip(names[1:], self.grids, strict=True):
            self._grid(name, grid)

    def _first(self, name: str) -> None:
        sheet = self.made.add_worksheet(name)
        sheet.set_column(0, 0, 100)
        sheet.write_string(0, 0, self.book.title, self.large)
        row = 1
        for text, form in self._told():
            sheet.write_string(row, 0, text[:LONGEST_CELL], form)
            row += 1
        sheet.set_paper(9)

    def _told(self) -> Iterator[tuple[str, Any]]:
        for text in self.book.about:
            yield text, self.wrapped
        for chapter in self.book.chapters:
            yield "", self.wrapped
            yield chapter.title, self.large
            for exhibit in chapter.exhibits:
                yield exhibit.title, self.bold
                for text in (*exhibit.said, *exhibit.items):
                    yield text, self.wrapped

    def _grid(self, name: str, grid: Grid) -> None:
        sheet = self.made.add_worksheet(name)
        sheet.freeze_panes(1, 1)
        widths = [shown_width(head.text) + 2 for head in grid.heads]
        for column, head in enumerate(grid.heads):
            sheet.write_string(0, column, head.text, self.bold)
        for row, cells in enumerate(grid.rows, 1):
            for column, cell in enumerate(cells):
                self._cell(sheet, row, column, cell)
                widths[column] = max(widths[column], shown_width(cell.text))
        for column, width in enumerate(widths):
            sheet.set_column(column, column, min(width, WIDEST) + 1)
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        if grid.more:
            sheet.write_string(len(grid.rows) + 1, 0, grid.more, self.forms[""])
        if grid.warm:
            self._warm(sheet, grid)
        if grid.chart:
            self._chart(sheet, name, grid)

    def _cell(self, sheet: Any, row: int, column: int, cell: Cell) -> None:
        if cell.value is None:
            if cell.text:
                sheet.write_string(row, column, cell.text[:LONGEST_CELL], self.forms[""])
        else:
            sheet.write_number(row, column, cell.value, self.forms[cell.form])

    def _warm(self, sheet: Any, grid: Grid) -> None:
        scale = {"type": "2_color_scale", "min_color": "#EEF4FB", "max_color": "#6BA6DD"}
        sheet.conditional_format(1, 1, len(grid.rows), len(grid.heads) - 1, scale)

    def _chart(self, sheet: Any, name: str, grid: Grid) -> None:
        assert grid.chart is not None  # noqa: S101 - the caller looked
        chart = self.made.add_chart({"type": grid.chart.kind})
        last = len(grid.rows)
        for column in grid.chart.columns:
            series: dict[str, Any] = {
                "name": [name, 0, column],
                "categories": [name, 1, 0, last, 0],
                "values": [name, 1, column, last, column],
                "data_labels": {"value": grid.chart.kind == "bar"},
            }
            if len(grid.chart.columns) == 1:
                series |= {"fill": {"color": _COLOUR}, "line": {"color": _COLOUR}, "gap": 40}
            chart.add_series(series)
        chart.set_title({"name": grid.title, "overlay": False})
        if grid.chart.kind == "bar":
            chart.set_y_axis({"reverse": True})
            chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
        if len(grid.chart.columns) == 1:
            chart.set_legend({"none": True})
        chart.set_size({"width": 620, "height": max(260, 60 + 32 * last)})
        sheet.insert_chart(last + 3, 0, chart, {"description": grid.title})


def _grids(book: Booklet) -> Iterator[tuple[Exhibit, Grid]]:
    for chapter in book.chapters:
        for exhibit in chapter.exhibits:
            for grid in exhibit.grids:
                yield exhibit, grid
