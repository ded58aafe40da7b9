"""`import` of a lossless export: everything comes back, with its numbers, into an empty store."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryDirectory

from leadfunnel.domain.sentence import Phrase, Sentence, said
from leadfunnel.errors import N_, BadFileError, LeadfunnelError, RefusedError, UnreadableError
from leadfunnel.services.book import Book, Writing
from leadfunnel.services.import_declared import Import
from leadfunnel.services.results.imported import Imported
from leadfunnel.services.whole_file import WholeFile, lossless
from leadfunnel.store import definitions, forgotten
from leadfunnel.store.backup import is_file
from leadfunnel.store.encryption import KEY_BYTES, Key
from leadfunnel.store.sqlite import SqliteStore
from leadfunnel.store.whole import Restoring, is_used

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.store.definitions import Settings
    from leadfunnel.store.session import Session

__all__ = ["bring_back", "lossless"]

BATCH = 2000
FLAGS = {
    "mapping": "--map",
    "pipeline": "--pipeline",
    "system": "--system",
    "skip_bad": "--skip-bad",
    "encoding": "--encoding",
    "date_format": "--date-format",
    "source": "--source",
    "owner": "--owner",
    "sheet": "--sheet",
}
"""What is asked of a table, and says nothing of a whole store."""


class LooseRow(BadFileError):
    """A row refers to one that is not in the file."""

    code = "loose_row"
    message = N_("{file} is not whole: {table} {number} refers to something that is not in it.")
    hint = N_("Nothing was changed. Export it again from the store it came from.")


class BadDefinition(BadFileError):
    """A pipeline or setting of the file cannot be used, or a stage in use is in none."""

    code = "bad_definition"
    message = N_("{file} cannot be used: {reason}.")
    hint = N_("Nothing was changed. Export it again from the store it came from.")


class StoreInUse(RefusedError):
    """A lossless export keeps its numbers, so it needs a store of its own."""

    code = "store_in_use"
    message = N_("{file} holds a whole store, and this one is not empty: nothing was imported.")
    hint = N_("Import it into a new store: leadfunnel --db new.db import {path}")


class NotForWhole(UnreadableError):
    """A flag that says how to read a table."""

    code = "not_for_whole"
    message = N_("{flag} says nothing here: {file} is a whole store, which comes back as it was.")


def bring_back(book: Book, asked: Import, file: WholeFile) -> Imported:
    """Check the whole file, then put it back as one operation; --dry-run tries it out elsewhere."""
    for field, flag in FLAGS.items():
        if getattr(asked, field):
            raise NotForWhole(flag=flag, file=file.name)
    with book.read() as page:
        _refuse_used(page.session, asked, file)
        settings = page.settings
    counts = file.check()
    if asked.dry_run:
        _try_out(book, asked, file, settings)
        return _result(None, asked, file, counts)
    return _result(_record(book, asked, file), asked, file, counts)


def _refuse_used(session: Session, asked: Import, file: WholeFile) -> None:
    if is_used(session):
        raise StoreInUse(file=file.name, path=asked.path)


def _record(book: Book, asked: Import, file: WholeFile) -> int:
    with book.record("import", Path(asked.path).name) as page:
        _refuse_used(page.session, asked, file)
        try:
            _put(page, file)
            page.session.flush()
        except page.session.clash:
            raise _bad(file, Phrase(N_("two of its tags are the same"))) from None
        page.restage()
        _leave_out(page, book, file)
        return page.ledger.operation


def _leave_out(page: Writing, book: Book, file: WholeFile) -> None:
    """Leave out whoever was forgotten here, or where the file comes from."""
    folder = book.store.backup_folder if is_file(book.store) else None
    known = [
        *forgotten.marks(page.session),
        *(forgotten.read_ledger(folder) if folder else ()),
        *file.erased.values(),
    ]
    page.index_texts()
    store = str(file.head.get("store", ""))
    left_out = forgotten.leave_out(page.session, known, page.ledger.operation, store)
    if left_out:
        text = N_("People who were erased before and stay out: {count}.")
        book.acting.warn(said(text, count=left_out))


def _try_out(book: Book, asked: Import, file: WholeFile, settings: Settings) -> None:
    acting = book.acting
    with TemporaryDirectory(prefix="leadfunnel-") as folder:

        def seed(session: Session) -> None:
            definitions.seed(session, acting.user, acting.now, settings)

        key = Key(os.urandom(KEY_BYTES).hex()) if _is_encrypted(book) else None
        tried = SqliteStore(Path(folder) / "tried.db", seed=seed, key=key)
        _record(Book(tried, acting), asked, file)


def _is_encrypted(book: Book) -> bool:
    return is_file(book.store) and book.store.key is not None


def _put(page: Writing, file: WholeFile) -> None:
    restoring = Restoring(page.ledger)
    for table, pairs in groupby(file.rows(), key=itemgetter(0)):
        rows = (row for _, row in pairs)
        if table == "users":
            restoring.users(list(rows))
        elif table == "definition":
            restoring.definitions(list(rows))
        while batch := list(islice(rows, BATCH)):
            restoring.put(table, batch)
    loose = restoring.loose()
    if loose is not None:
        raise LooseRow(file=file.name, table=loose[0], number=loose[1])
    _check_definitions(page.session, restoring, file)


def _check_definitions(session: Session, restoring: Restoring, file: WholeFile) -> None:
    try:
        settings, known = definitions.settings(session), definitions.pipelines(session)
        settings.calendar  # noqa: B018 - reads the zone and the start of the day
        definitions.fields(session)
    except (LeadfunnelError, sqlite3.DatabaseError, TypeError, ValueError):
        raise _bad(file, Phrase(N_("a setting or pipeline of it cannot be read"))) from None
    in_use = [(settings.main_pipeline, ""), *restoring.stages()]
    for name, stage in in_use:
        if name not in known or (stage and stage not in known[name].by_code):
            text = N_("it has no pipeline {name} with a stage {stage}")
            raise _bad(file, Phrase(text, name=name, stage=stage or "-"))


def _bad(file: WholeFile, reason: Phrase) -> BadDefinition:
    return BadDefinition(file=file.name, reason=reason)


def _result(
    operation: int | None, asked: Import, file: WholeFile, counts: dict[str, int]
) -> Imported:
    customers = counts.get("customer", 0)
    return Imported(
        operation=operation,
        rows=customers,
        added=customers,
        updated=0,
        unchanged=0,
        refused=0,
        problems=(),
        refused_file=None,
        dry_run=asked.dry_run,
        mapping={},
        said=tuple(_said(file, sum(counts.values()))),
    )


def _said(file: WholeFile, records: int) -> Iterator[Sentence]:
    yield said(N_("Records that come back, with the numbers they had: {count}."), count=records)
    if not file.head.get("whole"):
        yield said(N_("The file holds only a part of the store it came from."))
    yield said(N_("The history of that store is not in the file: undo takes back this import."))
