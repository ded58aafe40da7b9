"""`export`: customers as CSV, in columns that `import` takes back."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import SpooledTemporaryFile

from leadfunnel.domain.customer import Customer, Due
from leadfunnel.domain.guard import guarded, joined
from leadfunnel.domain.headers import OWN
from leadfunnel.domain.sentence import said
from leadfunnel.errors import N_, RefusedError
from leadfunnel.services.book import Book, Page
from leadfunnel.services.results.changed import Done

CHUNK = 500
KEPT_IN_MEMORY = 8_000_000
READ = 65_536


class OutputIsStore(RefusedError):
    """An export must not replace the store it comes from."""

    code = "output_is_store"
    message = N_("{path} is the store itself: nothing was written.")
    hint = N_("Name another file with --output.")


@dataclass(frozen=True)
class Export:
    """What was asked: a filter as for `list`, the file to write, whether to replace it, a mark."""

    words: tuple[str, ...] = ()
    output: str | None = None
    force: bool = False
    excel: bool = False


@dataclass(frozen=True)
class Exported:
    """`rows` customers, in the file at `path`, or in `chunks` of text for standard output."""

    path: str | None
    rows: int
    chunks: Iterable[str] = ()

    def done(self) -> Done:
        """Return what to say of an export to a file."""
        text = N_("{count} customers are in {path}.")
        record = {"path": self.path, "rows": self.rows}
        return Done("export", (said(text, count=self.rows, path=self.path),), record)


class Exporting:
    """Writes customers to a file."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def run(self, asked: Export) -> Exported:
        """Export the customers a filter picks; the store is not read any more when this returns."""
        if asked.output is None or asked.output == "-":
            with self.book.read() as page:
                ids = _chosen(page, asked.words)
                return Exported(None, len(ids), _spooled(_lines(page, ids, asked)))
        from leadfunnel.adapters.private_files import write_file

        path = Path(asked.output)
        store = self.book.store.path
        if path.exists() and store.exists() and path.samefile(store):
            raise OutputIsStore(path=asked.output)
        with self.book.read() as page:
            ids = _chosen(page, asked.words)
            write_file(path, _lines(page, ids, asked), force=asked.force)
        return Exported(asked.output, len(ids))


def _chosen(page: Page, words: Sequence[str]) -> list[int]:
    if not words:
        return page.session.values("transfer.present")
    from leadfunnel.services.looking import filter_terms
    from leadfunnel.store import listing

    terms = filter_terms(page)
    return listing.select(page.session, words, terms, None)


def _lines(page: Page, ids: Sequence[int], asked: Export) -> Iterator[str]:
    """Yield the text in pieces; line ends are CRLF, as RFC 4180 and spreadsheets have them."""
    keys = page.session.values("customers.field_keys")
    yield ("\ufeff" if asked.excel else "") + _text([(*OWN, *keys)])
    for start in range(0, len(ids), CHUNK):
        customers = page.customers(ids[start : start + CHUNK])
        yield _text([_cells(page, customer, keys) for customer in customers])


def _text(rows: Iterable[Sequence[str]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text)
    for row in rows:
        writer.writerow([guarded(cell) for cell in row])
    return text.getvalue()


def _cells(page: Page, customer: Customer, keys: Sequence[str]) -> tuple[str, ...]:
    values = {value.key: value.text for value in customer.fields}
    phones = [phone.number if phone.valid else phone.raw for phone in customer.phones]
    return (
        str(customer.id),
        customer.name,
        customer.company or "",
        joined(phones),
        joined(customer.wechat),
        joined(customer.emails),
        joined(customer.external_ids),
        customer.stage.code if customer.stage else "",
        _instant(page, customer.stage_since if customer.stage else None),
        customer.owner.name if customer.owner else "",
        customer.outlet or "",
        customer.source or "",
        joined(map(str, customer.tags)),
        customer.birthday or "",
        customer.address or "",
        "yes" if customer.do_not_contact else "",
        _instant(page, customer.created_at),
        _due(page, customer.next_follow_up),
        _instant(page, customer.last_contact),
        *(values.get(key, "") for key in keys),
    )


def _instant(page: Page, at: int | None) -> str:
    return "" if at is None else page.calendar.iso(at)


def _due(page: Page, due: Due | None) -> str:
    if due is None:
        return ""
    return due.day.isoformat() if due.at is None else page.calendar.iso(due.at)


def _spooled(chunks: Iterable[str]) -> Iterator[str]:
    """Return the chunks read from a temporary file, written while the store was still open."""
    spool = SpooledTemporaryFile(  # noqa: SIM115 - closed by whoever reads it to its end
        KEPT_IN_MEMORY, "w+", encoding="utf-8", newline=""
    )
    spool.writelines(chunks)
    spool.seek(0)
    return _read_back(spool)


def _read_back(spool: SpooledTemporaryFile[str]) -> Iterator[str]:
    with spool:
        while chunk := spool.read(READ):
            yield chunk
