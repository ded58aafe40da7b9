"""`export`: customers leave as a table, as contacts or a calendar, or with everything of theirs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from io import BytesIO
from itertools import islice
from pathlib import Path
from tempfile import SpooledTemporaryFile

from leadfunnel.domain.guard import sheltered
from leadfunnel.domain.record import dataclass
from leadfunnel.domain.sentence import Sentence, said
from leadfunnel.errors import N_, RefusedError
from leadfunnel.services.book import Book, Page
from leadfunnel.services.export_format import Export, chosen
from leadfunnel.services.results.changed import Done

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import BinaryIO

    from leadfunnel.services.new_passphrases import Handed

__all__ = ["Export", "Exported", "Exporting", "OutputIsStore"]

CHUNK = 500
KEPT_IN_MEMORY = 8_000_000
READ = 65_536
WRITTEN = {"ics": N_("Follow-ups in {path}: {count}.")}
SHEET = "customers"


class OutputIsStore(RefusedError):
    """An export must not replace the store it comes from."""

    code = "output_is_store"
    message = N_("{path} is the store itself: nothing was written.")
    hint = N_("Name another file with --output.")


@dataclass(frozen=True)
class Exported:
    """`rows` customers or follow-ups, in the file at `path`, or in `chunks` of text to print.

    `said` is what there is to say besides.
    """

    path: str | None
    rows: int
    chunks: Iterable[str] = ()
    format: str = "csv"
    said: tuple[Sentence, ...] = ()

    def done(self) -> Done:
        """Return what to say of an export to a file."""
        text = WRITTEN.get(self.format, N_("Customers in {path}: {count}."))
        record = {"path": self.path, "rows": self.rows, "format": self.format}
        return Done("export", (said(text, count=self.rows, path=self.path), *self.said), record)


def file_of(book: Book, output: str) -> Path:
    """Return the file of an output; raise OutputIsStore for the store itself."""
    path, store = Path(output), book.store.path
    with suppress(OSError):  # whatever else is wrong with the path is found when writing
        if path.exists() and store.exists() and path.samefile(store):
            raise OutputIsStore(path=output)
    return path


class Exporting:
    """Writes customers to a file."""

    def __init__(self, book: Book, handed: Handed | None = None) -> None:
        self.book = book
        self.handed = handed

    def run(self, asked: Export) -> Exported:
        """Export the customers a filter picks; the store is not read any more when this returns."""
        path = None if asked.output is None or asked.printed else file_of(self.book, asked.output)
        form = chosen(asked)
        passphrase = self._passphrase(str(path)) if asked.zipped else None
        with self.book.read() as page:
            making = Making(page, asked, form)
            if path is None:
                chunks = _spooled(making.text())
                return making.exported(None, chunks)
            making.write(path, passphrase)
        return making.exported(asked.output)

    def _passphrase(self, path: str) -> str:
        from leadfunnel.services.new_passphrases import Handed

        with self.book.read():
            key = getattr(self.book.store, "key", None)
        return (self.handed or Handed()).new(path, key and key.passphrase)


class Making:
    """One export under way; `rows` counts what was written so far."""

    def __init__(self, page: Page, asked: Export, form: str) -> None:
        self.page = page
        self.asked = asked
        self.form = form
        self.rows = 0
        self.said: tuple[Sentence, ...] = ()

    def exported(self, path: str | None, chunks: Iterable[str] = ()) -> Exported:
        """Return the result."""
        return Exported(path, self.rows, chunks, self.form, self.said)

    def write(self, path: Path, passphrase: str | None = None) -> None:
        """Write the file, whole or not at all; with a passphrase it is encrypted."""
        from leadfunnel.adapters import private_files

        force = self.asked.force
        if passphrase is not None:
            from leadfunnel.adapters import encrypted_zip

            fill = self._held_workbook if self.form == "xlsx" else self._fill
            encrypted_zip.write(path, fill, passphrase, force=force)
        elif self.form == "xlsx":
            private_files.fill_file(path, self._workbook, force=force)
        else:
            private_files.write_file(path, self.text(), force=force)

    def _held_workbook(self, out: BinaryIO) -> None:
        """Write a workbook to a file in which it cannot go back."""
        held = BytesIO()
        self._workbook(held)
        out.write(held.getbuffer())

    def _fill(self, out: BinaryIO) -> None:
        for piece in self.text():
            out.write(piece.encode())

    def text(self) -> Iterator[str]:
        """Yield the export in pieces of text."""
        return {
            "csv": self._csv,
            "html": self._page,
            "jsonl": self._everything,
            "vcf": self._contacts,
            "ics": self._calendar,
        }[self.form]()

    def _csv(self) -> Iterator[str]:
        from leadfunnel.services.export_table import csv_chunks

        flags = {"excel": self.asked.excel, "masked": self.asked.masked}
        return csv_chunks(self.page, self.batches(), **flags)

    def _page(self) -> Iterator[str]:
        from leadfunnel.services.export_page import page_chunks

        return page_chunks(self.page, self.batches(), masked=self.asked.masked)

    def _workbook(self, out: BinaryIO) -> None:
        from leadfunnel.adapters.workbooks import write_workbook
        from leadfunnel.services.export_table import header, xlsx_rows

        names = list(map(sheltered, header(self.page)))
        rows = xlsx_rows(self.page, self.batches(), masked=self.asked.masked)
        write_workbook(out, SHEET, names, rows)

    def _contacts(self) -> Iterator[str]:
        from leadfunnel.services.export_people import contacts

        return contacts(self.page, map(self.page.customers, self.batches()))

    def _calendar(self) -> Iterator[str]:
        from leadfunnel.services.export_people import agenda

        return agenda(self.page, self._filtered(), self.asked.owner, self._count)

    def _everything(self) -> Iterator[str]:
        from leadfunnel.services.export_whole import Whole

        whole = Whole(self.page, self._filtered())
        yield from whole.lines()
        self.rows, self.said = whole.customers, whole.said

    def _count(self, number: int) -> None:
        self.rows += number

    def batches(self) -> Iterator[Sequence[int]]:
        """Yield the numbers of the customers that were picked, some at a time."""
        found = self._filtered()
        ids = iter(self._present() if found is None else found)
        while batch := list(islice(ids, CHUNK)):
            self._count(len(batch))
            yield batch

    def _present(self) -> Iterator[int]:
        return (row[0] for row in self.page.session.each("transfer.present"))

    def _filtered(self) -> list[int] | None:
        """Return the ids that the filter picks, or that were listed; None without either."""
        if self.asked.lines is not None:
            from leadfunnel.services.whom_lines import find

            return find(self.page, self.asked.lines)
        if not self.asked.words:
            return None
        from leadfunnel.services.looking import filter_terms
        from leadfunnel.store import listing

        return listing.select(self.page.session, self.asked.words, filter_terms(self.page), None)


def _spooled(chunks: Iterable[str]) -> Iterator[str]:
    """Return the chunks read from a temporary file, written while the store was still open."""
    spool = SpooledTemporaryFile(  # noqa: SIM115 - closed by whoever reads it to its end
        KEPT_IN_MEMORY, "w+", encoding="utf-8", newline=""
    )
    spool.writelines(chunks)
    spool.seek(0)
    return iter(partial(_read, spool), "")


def _read(spool: SpooledTemporaryFile[str]) -> str:
    chunk = "".join(spool.readlines(READ))  # never a part of a line end
    if not chunk:
        spool.close()
    return chunk
