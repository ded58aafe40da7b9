"""`import`: a file of customers becomes one operation, all of it or nothing."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path

from leadfunnel.domain.sentence import Phrase, said
from leadfunnel.errors import N_, BadFileError, RefusedError
from leadfunnel.services.book import Book, Writing
from leadfunnel.services.import_declared import Import
from leadfunnel.services.import_file import open_sheet
from leadfunnel.services.import_look import Look, Review, agreed
from leadfunnel.services.import_mapping import save
from leadfunnel.services.import_read import Problems, Read, read_rows
from leadfunnel.services.import_refused import leave, without_reasons
from leadfunnel.services.import_run import Run
from leadfunnel.services.import_terms import understand
from leadfunnel.services.import_whole import bring_back, lossless
from leadfunnel.services.import_write import Writer
from leadfunnel.services.results.imported import Imported
from leadfunnel.store import backup
from leadfunnel.store.announcement import Announcement
from leadfunnel.store.copies import note
from leadfunnel.store.spool import Spool

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.services.new_passphrases import Handed

__all__ = ["BadRows", "DuplicateRows", "Import", "Importing"]

SHOWN_LINES = 10
LARGE = 1000
"""Before an import of more rows the store is copied, and others are told to be patient."""


class BadRows(BadFileError):
    """Rows were refused; nothing was imported."""

    code = "bad_rows"
    message = N_("{count} rows cannot be imported: line {lines}.")
    hint = N_("Mend them, or import the others with --skip-bad. Nothing was changed.")


class OneBadRow(BadRows):
    """A single row was refused."""

    message = N_("1 row cannot be imported: line {lines}.")


class DuplicateRows(RefusedError):
    """Rows are about customers who are known, and that was to be refused."""

    code = "duplicate_rows"
    message = N_("{count} rows are about known customers: line {lines}.")
    hint = N_("Update them with --on-duplicate update, or leave them out with skip or --skip-bad.")


class OneDuplicateRow(DuplicateRows):
    """A single row is about a known customer, and that was to be refused."""

    message = N_("1 row is about a known customer: line {lines}.")


class Importing:
    """Reads customers from a file."""

    def __init__(self, book: Book, handed: Handed | None = None) -> None:
        self.book = book
        self.handed = handed

    def run(
        self, asked: Import, stdin: Callable[[], bytes], review: Review | None = None
    ) -> Imported:
        """Import a file as one operation; raises BadRows with every problem and changes nothing."""
        return self.together([asked], stdin, review)

    def together(
        self,
        asked: Sequence[Import],
        stdin: Callable[[], bytes],
        review: Review | None = None,
    ) -> Imported:
        """Import files that belong together as one operation; `review` may change how one is."""
        from leadfunnel.services.import_encrypted import Unsealing, unzipped
        from leadfunnel.services.import_kinds import kind_of
        from leadfunnel.services.import_related import Related, check_all

        check_all(asked)
        asked = [unzipped(one, self.handed) for one in asked]
        data = cache(stdin)
        unsealed = Unsealing(self.book, asked[0]).opened
        whole = lossless(asked[0].path, data, unsealed) if len(asked) == 1 else None
        if whole is not None:
            return bring_back(self.book, asked[0], whole)
        with _uncollected():
            sheets = [without_reasons(open_sheet(one, data), one.path) for one in asked]
            if len(asked) > 1 or kind_of(asked[0], sheets[0])[0] != "customers":
                return Related(self.book).run(asked, sheets)
            with Spool() as spool:
                return self._run(*agreed(self.book, asked[0], sheets[0], review), spool)

    def _run(self, asked: Import, seen: Look, spool: Spool) -> Imported:
        with self.book.read() as page:
            terms, spoken = understand(page, asked, seen)
        telling = partial(self._tell, Phrase(N_("Reading")), None)
        read = read_rows(seen.sheet, terms, spool, telling)
        read.said[:0] = spoken
        if asked.dry_run:
            with self.book.read() as page:
                run = Run(page, asked, read, None)
                run.go(partial(self._tell, Phrase(N_("Comparing")), read.rows))
                return run.result(None, None)
        if read.refused.lines and not asked.skip_bad:
            raise refusal(read.refused)
        return self._record(asked, read)

    def _tell(self, phase: Phrase, total: int | None, done: int) -> None:
        self.book.acting.progress(phase, done, total)

    def _record(self, asked: Import, read: Read) -> Imported:
        left: list[Path] = []
        announcement = Announcement(str(self.book.store.path))

        def advance(done: int) -> None:
            self._tell(Phrase(N_("Writing")), read.rows, done)
            if read.rows > LARGE:
                announcement.renew()

        page: Writing | None = None
        try:
            with self.book.record("import", Path(asked.path).name) as page:
                run = Run(page, asked, read, partial(self.writer, page, read, left))
                run.go(advance)
                if run.known.lines and not asked.skip_bad:
                    raise refusal(run.known, DuplicateRows)
                save(page, read.terms.saves)
                refused = leave(asked, read, left)
                return run.result(page.ledger.recorded, str(refused) if refused else None)
        except BaseException:
            if page is None or not page.session.saved:
                for path in left:
                    path.unlink(missing_ok=True)
            raise
        finally:
            announcement.withdraw()

    def writer(
        self, page: Writing, read: Read, left: list[Path], *, copied: bool = False
    ) -> Writer:
        """Return what writes customers, the store copied first where they are many."""
        if read.rows > LARGE and not copied:
            self.copy(page, read, left)
        owned = bool(read.terms.columns.of("owner"))
        return Writer(page, read.terms.pipeline, owned=owned)

    def copy(self, page: Writing, read: Read, left: list[Path]) -> None:
        """Copy the store as it was before; this process alone may write to it now."""
        if backup.is_large(self.book.store):
            text = N_(
                "The store is above {limit} MB and was not copied first. "
                "To copy it: leadfunnel backup"
            )
            read.said.append(said(text, limit=backup.UNASKED_BYTES // 1_000_000))
            return
        copy = backup.before(self.book.store, "import", page.now)
        if copy is not None:
            left += [copy.path, note(copy.path)]
            read.said.append(
                said(N_("The store was copied first, to {path}."), path=str(copy.path))
            )


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep the garbage collector from walking all rows again and again: a sixth of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def refusal(
    found: Problems, error: type[BadRows | DuplicateRows] = BadRows
) -> BadRows | DuplicateRows:
    """Return the error that tells which rows keep a file out."""
    lines = list(dict.fromkeys(problem.line for problem in found.kept))
    if found.lines == 1:
        error = OneBadRow if error is BadRows else OneDuplicateRow
    shown = ", ".join(map(str, lines[:SHOWN_LINES])) + (" ..." if lines[SHOWN_LINES:] else "")
    records = [problem.record for problem in found.kept]
    return error(count=found.lines, lines=shown, problems=records)
