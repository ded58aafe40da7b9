"""`import FILE...`: several related files, or one of events, as one operation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from leadfunnel.domain.record import dataclass, replace
from leadfunnel.domain.sentence import Phrase, Sentence
from leadfunnel.domain.sheet import Sheet
from leadfunnel.errors import N_, UnreadableError
from leadfunnel.services import amounts, import_file, import_kinds
from leadfunnel.services.book import Book, Writing
from leadfunnel.services.import_deal_rows import DealWriter
from leadfunnel.services.import_deals import DealReader
from leadfunnel.services.import_declared import Import
from leadfunnel.services.import_events import EventWriter, read_event
from leadfunnel.services.import_kinds import Rows, Tally, kind_of
from leadfunnel.services.import_links import linked
from leadfunnel.services.import_look import look
from leadfunnel.services.import_mapping import save, together
from leadfunnel.services.import_purchase_rows import PurchaseWriter
from leadfunnel.services.import_purchases import PurchaseReader
from leadfunnel.services.import_read import Problems, Read, read_rows
from leadfunnel.services.import_refused import leave
from leadfunnel.services.import_run import Run, still_assumed
from leadfunnel.services.import_stages import ShiftWriter, read_shift
from leadfunnel.services.import_terms import understand
from leadfunnel.services.import_users import PersonWriter, read_person
from leadfunnel.services.importing import (
    LARGE,
    SHOWN_LINES,
    BadRows,
    DuplicateRows,
    Importing,
    refusal,
)
from leadfunnel.services.results.imported import Imported
from leadfunnel.store.spool import Spool

FIRST = (*("users", "customers", "deals", "stage-changes", "purchases", "interactions", "costs"),)
"""The order in which related files are written: what is referred to comes first."""

Going = Callable[[Writing, Callable[[int], None]], Tally]


class BadRowsOfFile(BadRows):
    """Rows of one of several files were refused; nothing was imported."""

    message = N_("{count} rows of {file} cannot be imported: line {lines}.")


class OneBadRowOfFile(BadRowsOfFile):
    """A single row of one of several files was refused."""

    message = N_("1 row of {file} cannot be imported: line {lines}.")


class FileTwice(UnreadableError):
    """Standard input can be read once."""

    code = "file_twice"
    message = N_("{file} is named twice.")


class SaveOfSeveral(UnreadableError):
    """A mapping belongs to one file."""

    code = "save_of_several"
    message = N_("--save-map {name} keeps the mapping of one file, and several are named.")
    hint = N_("Import that file by itself, or write a mapping file.")


class _Rehearsed(Exception):
    def __init__(self, found: list[Imported]) -> None:
        super().__init__()
        self.found = found


@dataclass
class File:
    """One file, read; `going` writes its rows, None for customers, who are matched as ever."""

    asked: Import
    kind: str
    read: Read
    going: Going | None

    @property
    def label(self) -> str:
        """What messages call it."""
        return Path(self.asked.path).name


class Related:
    """Imports files that belong together: all of them or nothing."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def run(self, asked: Sequence[Import], sheets: Sequence[Sheet]) -> Imported:
        """Import the files as one operation."""
        kinds = [kind_of(*pair)[0] for pair in zip(asked, sheets, strict=True)]
        asked, spoken = linked(asked, sheets, kinds)
        with ExitStack() as stack:
            files = [
                self._read(one, sheet, stack.enter_context(Spool()))
                for one, sheet in zip(asked, sheets, strict=True)
            ]
            files[0].read.said += spoken
            files.sort(key=lambda file: FIRST.index(file.kind))
            self._refuse_bad(files)
            found = self._record(files)
        return found[0] if len(found) == 1 else _summed(found)

    # --- reading

    def _read(self, asked: Import, sheet: Sheet, spool: Spool) -> File:
        kind, spoken = kind_of(asked, sheet)
        progress = partial(self._told, Phrase(N_("Reading")), None)
        if kind == "customers":
            with self.book.read() as page:
                seen = look(page, asked, sheet)
                terms, told = understand(page, asked, seen)
            read = read_rows(seen.sheet, terms, spool, progress)
            read.said[:0] = [*spoken, *told]
            return File(asked, kind, read, None)
        with self.book.read() as page:
            terms, told = import_kinds.understand(page, asked, sheet, kind)
            currency = amounts.currency(page, asked.currency)
        read = Read(sheet, terms, spool, said=[*spoken, *told])
        return File(asked, kind, read, _going(kind, read, currency))

    def _told(self, verb: str, total: int | None, done: int) -> None:
        self.book.acting.progress(verb, done, total)

    def _refuse_bad(self, files: Sequence[File]) -> None:
        for file in files:
            if file.read.refused.lines and not (file.asked.skip_bad or file.asked.dry_run):
                raise _refused(files, file, file.read.refused)

    # --- writing

    def _record(self, files: Sequence[File]) -> list[Imported]:
        left: list[Path] = []
        names = ", ".join(file.label for file in files)
        try:
            with self.book.record("import", names) as page:
                if sum(file.read.rows for file in files) > LARGE and not _is_dry(files):
                    Importing(self.book).copy(page, files[0].read, left)
                written = [self._write(page, file) for file in files]
                found = [still_assumed(page, one) for one in written]
                save(page, together([file.read.terms.saves for file in files]))
                self._refuse_bad(files)
                if _is_dry(files):
                    raise _Rehearsed([replace(one, operation=None) for one in found])
                number = page.ledger.recorded
                kept = [leave(file.asked, file.read, left) for file in files]
                return [
                    replace(one, operation=number, refused_file=str(path) if path else None)
                    for one, path in zip(found, kept, strict=True)
                ]
        except _Rehearsed as rehearsed:
            return rehearsed.found
        except BaseException:
            for path in left:
                path.unlink(missing_ok=True)
            raise

    def _write(self, page: Writing, file: File) -> Imported:
        progress = partial(self._told, Phrase(N_("Writing")), file.read.rows)
        if file.going is None:
            return self._write_customers(page, file, progress)
        page.session.expect_much()
        tally = file.going(page, progress)
        return _result(file, tally)

    def _write_customers(
        self, page: Writing, file: File, progress: Callable[[int], None]
    ) -> Imported:
        make = partial(Importing(self.book).writer, page, file.read, [], copied=True)
        run = Run(page, file.asked, file.read, make)
        run.go(progress)
        if run.known.lines and not file.asked.skip_bad:
            raise refusal(run.known, DuplicateRows)
        page.ledger.close()
        page.settle()
        return replace(run.result(None, None), file=file.label)


def check_all(asked: Sequence[Import]) -> None:
    """Refuse flags that no file can be read with."""
    paths = [one.path for one in asked]
    for one in asked:
        import_file.check(one)
        import_kinds.check_kind(one.kind)
        if paths.count(one.path) > 1:
            raise FileTwice(file=one.path)
    if len(asked) > 1 and asked[0].save_map is not None:
        raise SaveOfSeveral(name=asked[0].save_map)


def _going(kind: str, read: Read, currency: str) -> Going:
    """Read the rows, refuse the bad ones, and return what writes the others."""
    if kind == "interactions":
        events = Rows(read, read_event)
        events.check()
        return lambda page, progress: EventWriter(page, read, events).go(progress)
    if kind == "stage-changes":
        shifts = Rows(read, read_shift).checked()
        return lambda page, progress: ShiftWriter(page, read, shifts).go(progress)
    if kind == "deals":
        deals = Rows(read, DealReader(currency).read).checked()
        return lambda page, progress: DealWriter(page, read, deals).go(progress)
    if kind == "purchases":
        sales = Rows(read, PurchaseReader(currency).read).checked()
        return lambda page, progress: PurchaseWriter(page, read, sales).go(progress)
    if kind == "costs":
        from leadfunnel.services.import_costs import ExpenseReader, ExpenseWriter

        costs = Rows(read, ExpenseReader(currency).read).checked()
        return lambda page, progress: ExpenseWriter(page, read, costs).go(progress)
    people = Rows(read, read_person).checked()
    return lambda page, progress: PersonWriter(page, read, people).go(progress)


def _is_dry(files: Sequence[File]) -> bool:
    return any(file.asked.dry_run for file in files)


def _refused(files: Sequence[File], file: File, found: Problems) -> BadRows | DuplicateRows:
    if len(files) == 1:
        return refusal(found)
    lines = list(dict.fromkeys(problem.line for problem in found.kept))
    shown = ", ".join(map(str, lines[:SHOWN_LINES])) + (" ..." if lines[SHOWN_LINES:] else "")
    records = [problem.record for problem in found.kept]
    error = OneBadRowOfFile if found.lines == 1 else BadRowsOfFile
    return error(count=found.lines, file=file.label, lines=shown, problems=records)


def _result(file: File, tally: Tally) -> Imported:
    read = file.read
    columns = read.terms.columns
    fields = zip(columns.header, columns.fields, strict=True)
    problems = [{**problem.record, "refused": True} for problem in read.refused.kept]
    return Imported(
        operation=None,
        rows=read.rows + read.refused.lines,
        added=tally.added,
        updated=tally.updated,
        unchanged=tally.unchanged,
        refused=read.refused.lines,
        problems=tuple(sorted(problems, key=lambda one: int(str(one["row"])))),
        refused_file=None,
        dry_run=file.asked.dry_run,
        mapping={name: meant for name, meant in fields if meant},
        words=import_file.column_words(columns.fields, read.terms.pipeline, read.terms.kinds),
        said=(*read.said, *tally.said),
        kind=file.kind,
        file=file.label,
    )


def _summed(found: Sequence[Imported]) -> Imported:
    said: tuple[Sentence, ...] = tuple(sentence for one in found for sentence in one.said)
    return Imported(
        operation=found[0].operation,
        rows=sum(one.rows for one in found),
        added=sum(one.added for one in found),
        updated=sum(one.updated for one in found),
        unchanged=sum(one.unchanged for one in found),
        refused=sum(one.refused for one in found),
        problems=tuple(problem for one in found for problem in one.problems),
        refused_file=None,
        dry_run=found[0].dry_run,
        mapping={},
        said=said,
        kind="related",
        parts=tuple(found),
    )
