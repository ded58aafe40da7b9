"""The workbook of a report: numbers as numbers, text as text, the same bytes always."""

from __future__ import annotations

import zipfile
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.views import samples

from leadfunnel.adapters.report_workbook import sheet_names, workbook
from leadfunnel.domain.exhibit import Booklet, Cell, Chapter, Chart, Exhibit, Grid, Head
from leadfunnel.services.results.report import Report
from leadfunnel.views.reports.booklet import booklet

HOSTILE = ("=1+1", "+1", "-1", "@SUM(A1)", "=HYPERLINK(\"http://e.org\")", "{=1}", "\tx", "<b>&\"'",
           "http://e.org", "mailto:a@e.org", "13800138000", "007", "1e5", "TRUE", "")  # fmt: skip


def made(rows: tuple[tuple[Cell, ...], ...]) -> openpyxl.Workbook:
    grid = Grid(
        "Grid", (Head("=Head"), Head("Number", right=True)), rows, "more", Chart("bar", (1,))
    )
    exhibit = Exhibit("x", "X", ("=said",), None, (grid,), ("=item",))
    book = Booklet("en", "=Title", ("about",), (Chapter("overview", "One", (exhibit,)),))
    return openpyxl.load_workbook(BytesIO(workbook(book)))


def test_nothing_is_ever_a_formula_or_a_link() -> None:
    found = made(tuple((Cell(text), Cell("1", 1, "count")) for text in HOSTILE))
    for sheet in found:
        assert sheet._hyperlinks == []
        for row in sheet.iter_rows():
            assert all(cell.data_type in ("s", "n") for cell in row)
    values = [row[0].value for row in found["Grid"].iter_rows(min_row=2, max_row=len(HOSTILE) + 1)]
    assert values == [text or None for text in HOSTILE]


def test_numbers_are_numbers_in_their_form() -> None:
    cells = (
        Cell("1,234", 1234, "count"), Cell("57.1 %", 0.5714, "share"), Cell("2.5", 2.5, "days"),
        Cell("80.10 CNY", 80.1, "money2"), Cell("500 JPY", 500, "money0"),
    )  # fmt: skip
    sheet = made(tuple((Cell("x"), cell) for cell in cells))["Grid"]
    found = [(row[1].value, row[1].number_format) for row in sheet.iter_rows(min_row=2, max_row=6)]
    assert found == [
        (1234, "#,##0"), (0.5714, "0.0%"), (2.5, "#,##0.0"), (80.1, "#,##0.00"), (500, "#,##0"),
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["report", "masked report", "old report", "quiet report"])
def test_each_table_has_a_sheet_and_its_charts(name: str) -> None:
    report = samples.RESULTS[name]
    assert isinstance(report, Report)
    book = booklet(report, samples.setting())
    data = workbook(book)
    assert workbook(book) == data
    found = openpyxl.load_workbook(BytesIO(data))
    grids = [
        grid
        for chapter in book.chapters
        for exhibit in chapter.exhibits
        for grid in exhibit.grids
        if grid.rows
    ]
    assert len(found.sheetnames) == len(grids) + 1
    for sheet, grid in zip(found.worksheets[1:], grids, strict=True):
        assert [cell.value or None for cell in sheet[1]] == [
            head.text or None for head in grid.heads
        ]
        for row, cells in zip(sheet.iter_rows(min_row=2), grid.rows, strict=False):
            for shown, cell in zip(row, cells, strict=True):
                expected = cell.value if cell.value is not None else (cell.text or None)
                assert shown.value == (pytest.approx(expected) if cell.value else expected)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        charts = [one for one in archive.namelist() if one.startswith("xl/charts/chart")]
        assert len(charts) == sum(grid.chart is not None for grid in grids)
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@given(st.lists(st.text(max_size=40), min_size=1, max_size=8))
def test_sheets_have_names_that_excel_takes(titles: list[str]) -> None:
    names = sheet_names(titles)
    assert len({name.casefold() for name in names}) == len(titles)
    for name in names:
        assert 1 <= len(name) <= 31
        assert not set(name) & set("[]:*?/\\'")
