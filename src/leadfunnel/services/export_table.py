"""Customers as a table in the columns that `import` takes back: CSV and Excel."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from leadfunnel.domain.customer import Customer, Due
from leadfunnel.domain.guard import guarded, joined, sheltered
from leadfunnel.domain.headers import OWN
from leadfunnel.domain.record import dataclass, replace
from leadfunnel.services.book import Page

EXCEL_BEGINS = 1901
"""Before 1900-03-01 Excel counts a day that never was."""


@dataclass(frozen=True)
class At:
    """An instant in a cell, in UTC seconds."""

    at: int


Value = str | int | date | At


def header(page: Page) -> tuple[str, ...]:
    """Return the names of the columns: ours, then the keys of the fields that customers have."""
    return (*OWN, *page.session.values("customers.field_keys"))


def csv_chunks(page: Page, batches: Iterable[Sequence[Customer]], *, excel: bool) -> Iterator[str]:
    """Yield the text in pieces; line ends are CRLF, as RFC 4180 and spreadsheets have them."""
    names = header(page)
    yield ("\ufeff" if excel else "") + _lines([names])
    for batch in batches:
        rows = (_values(customer, names) for customer in _sure(page, batch))
        yield _lines([_text(page, value) for value in row] for row in rows)


def xlsx_rows(
    page: Page, batches: Iterable[Sequence[Customer]]
) -> Iterator[list[str | int | date | datetime | None]]:
    """Yield the cells of a workbook: text, numbers of customers, real dates."""
    names = header(page)
    for batch in batches:
        for customer in _sure(page, batch):
            yield [_cell(page, value) for value in _values(customer, names)]


def _lines(rows: Iterable[Sequence[str]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text)
    for row in rows:
        writer.writerow([guarded(cell) for cell in row])
    return text.getvalue()


def _sure(page: Page, batch: Sequence[Customer]) -> list[Customer]:
    """Return customers without the dates of stages that are only assumed."""
    ids = json.dumps([one.id for one in batch])
    rows = page.session.values("transfer.stage_assumed", ids=ids, pipeline=page.main.name)
    assumed = set(rows)
    return [replace(one, stage_since=None) if one.id in assumed else one for one in batch]


def _values(customer: Customer, names: Sequence[str]) -> tuple[Value, ...]:
    fields = {value.key: value.text for value in customer.fields}
    phones = [phone.number if phone.valid else phone.raw for phone in customer.phones]
    return (
        customer.id,
        customer.name,
        customer.company or "",
        joined(phones),
        joined(customer.wechat),
        joined(customer.emails),
        joined(customer.external_ids),
        customer.stage.code if customer.stage else "",
        _at(customer.stage_since if customer.stage else None),
        customer.owner.name if customer.owner else "",
        customer.outlet or "",
        customer.source or "",
        joined(map(str, customer.tags)),
        customer.birthday or "",
        customer.address or "",
        "yes" if customer.do_not_contact else "",
        At(customer.created_at),
        _due(customer.next_follow_up),
        _at(customer.last_contact),
        *(fields.get(key, "") for key in names[len(OWN) :]),
    )


def _at(at: int | None) -> At | str:
    return "" if at is None else At(at)


def _due(due: Due | None) -> Value:
    if due is None:
        return ""
    return due.day if due.at is None else At(due.at)


def _text(page: Page, value: Value) -> str:
    return page.calendar.iso(value.at) if isinstance(value, At) else str(value)


def _cell(page: Page, value: Value) -> str | int | date | datetime:
    """Return a cell; an instant that Excel cannot hold exactly is text, as it is in CSV."""
    if isinstance(value, str):
        return sheltered(value)
    if isinstance(value, date):
        return value if value.year >= EXCEL_BEGINS else value.isoformat()
    if isinstance(value, int):
        return value
    wall = page.calendar.local(value.at).replace(tzinfo=None)
    midnight = wall.time() == wall.time().min  # which is read as a whole day
    exact = page.calendar.instant(wall.date(), wall.time()) == value.at
    if midnight or not exact or wall.year < EXCEL_BEGINS:
        return page.calendar.iso(value.at)
    return wall
