"""Customers as a table in the columns that `import` takes back: CSV and Excel."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import partial

from leadfunnel.domain.guard import GUARDED, guarded, sheltered
from leadfunnel.domain.headers import OWN
from leadfunnel.domain.wall_texts import WallTexts
from leadfunnel.services.book import Page
from leadfunnel.services.export_rows import Cell, Rows

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any

EXCEL_BEGINS = 1901
"""Before 1900-03-01 Excel counts a day that never was."""


def header(page: Page) -> tuple[str, ...]:
    """Return the names of the columns: ours, then the keys of the fields that customers have."""
    return (*OWN, *page.session.values("customers.field_keys"))


def csv_chunks(
    page: Page, batches: Iterable[Sequence[int]], *, excel: bool, masked: bool
) -> Iterator[str]:
    """Yield the text in pieces; line ends are CRLF, as RFC 4180 and spreadsheets have them."""
    names = header(page)
    yield ("\ufeff" if excel else "") + _lines([names])
    rows = Rows(page, names[len(OWN) :], WallTexts(page.calendar).iso, str, masked=masked)
    for batch in batches:
        yield _lines(rows.of(batch))


def xlsx_rows(
    page: Page, batches: Iterable[Sequence[int]], *, masked: bool
) -> Iterator[list[Cell]]:
    """Yield the cells of a workbook: text, numbers of customers, real dates."""
    instant: Callable[[int], Cell] = partial(_instant, page, WallTexts(page.calendar))
    rows = Rows(page, header(page)[len(OWN) :], instant, _day, masked=masked)
    for batch in batches:
        for row in rows.of(batch):
            yield [sheltered(cell) if isinstance(cell, str) else cell for cell in row]


def _lines(rows: Iterable[Sequence[Any]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows(map(_guarded, rows))
    return text.getvalue()


def _guarded(row: Sequence[Any]) -> list[str | int]:
    """Return a number and texts that no spreadsheet runs; it is quick to see which one could be."""
    number, *texts = row
    return [number, *[guarded(text) if text[:1] in GUARDED else text for text in texts]]


def _day(text: str) -> Cell:
    day = date.fromisoformat(text)
    return day if day.year >= EXCEL_BEGINS else text


def _instant(page: Page, texts: WallTexts, at: int) -> Cell:
    """Return a cell; an instant that Excel cannot hold exactly is text, as it is in CSV."""
    text = texts.iso(at)
    wall = datetime.fromisoformat(text[:19])
    midnight = wall.time() == wall.time().min  # which is read as a whole day
    exact = page.calendar.instant(wall.date(), wall.time()) == at
    return text if midnight or not exact or wall.year < EXCEL_BEGINS else wall
