"""`import`: a file of customers becomes one operation, all of it or nothing."""

from __future__ import annotations

import csv
import gc
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from leadfunnel.domain.guard import guarded, unguarded
from leadfunnel.domain.incoming import Incoming, Problem
from leadfunnel.domain.sentence import Sentence, said
from leadfunnel.domain.sheet import Sheet
from leadfunnel.errors import N_, BadFileError, RefusedError
from leadfunnel.i18n import named, spoken
from leadfunnel.services.book import Book, Page, Writing
from leadfunnel.services.import_cells import Terms
from leadfunnel.services.import_changes import Changes, Comparer
from leadfunnel.services.import_file import Import, check, open_sheet, understand
from leadfunnel.services.import_match import Matcher, Target
from leadfunnel.services.import_rows import RowReader
from leadfunnel.services.import_write import Writer
from leadfunnel.services.results.imported import Imported

__all__ = ["BadRows", "DuplicateRows", "Import", "Importing"]

BATCH = 2000
SHOWN_LINES = 10
PREVIEWED = 3
WARNED = 20


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


@dataclass
class _Read:
    """A file's rows, read: customers, refused records with their problems, what to say."""

    sheet: Sheet
    terms: Terms
    rows: list[Incoming] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    refused: set[int] = field(default_factory=set)
    spoken: list[Sentence] = field(default_factory=list)


class Importing:
    """Reads customers from a file."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def run(self, asked: Import, stdin: Callable[[], bytes]) -> Imported:
        """Import a file as one operation; raises BadRows with every problem and changes nothing."""
        check(asked)
        with _uncollected():
            return self._run(asked, stdin)

    def _run(self, asked: Import, stdin: Callable[[], bytes]) -> Imported:
        sheet = open_sheet(asked, stdin)
        with self.book.read() as page:
            terms, spoken = understand(page, asked, sheet)
        read = _read(sheet, terms)
        read.spoken[:0] = spoken
        if read.problems and not (asked.skip_bad or asked.dry_run):
            raise _refusal(read.problems)
        if asked.dry_run:
            with self.book.read() as page:
                return _Plan(page, asked, read).result(None, None)
        return self._record(asked, read)

    def _record(self, asked: Import, read: _Read) -> Imported:
        left: Path | None = None
        try:
            with self.book.record("import", Path(asked.path).name) as page:
                plan = _Plan(page, asked, read)
                if plan.matcher.refused and not asked.skip_bad:
                    raise _refusal(plan.matcher.refused, DuplicateRows)
                plan.write(page)
                left = _leave(asked, read)
                return plan.result(page.ledger.recorded, left)
        except BaseException:
            if left is not None:
                left.unlink(missing_ok=True)
            raise


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


class _Plan:
    """What a file does to the store: whom it adds, whom it changes and how."""

    def __init__(self, page: Page, asked: Import, read: _Read) -> None:
        self.page = page
        self.asked = asked
        self.read = read
        self.terms = read.terms
        columns = self.terms.columns
        self.matcher = Matcher(page.session, asked.on_duplicate, own=columns.own)
        for batch in _batches(read.rows):
            self.matcher.place(batch)
        read.problems += self.matcher.refused
        read.refused |= {problem.line for problem in self.matcher.refused}
        self.new = [target for target in self.matcher.targets if target.number is None]
        self.known = list(self._compared())
        self._warn()

    def _warn(self) -> None:
        """Say which rows are about one customer; nobody is merged silently."""
        notes, warn = self.matcher.notes, self.page.acting.warn
        for note in notes[:WARNED]:
            warn(said(N_("{problem}."), problem=note.record["text"]))
        if notes[WARNED:]:
            warn(said(N_("{count} more rows like these."), count=len(notes) - WARNED))

    def _compared(self) -> Iterator[tuple[Target, Changes]]:
        known = [target for target in self.matcher.targets if target.number is not None]
        for batch in _batches(known):
            numbers = [target.number for target in batch if target.number is not None]
            comparer = Comparer(self.page.session, numbers, self.terms.pipeline.name)
            yield from ((target, comparer.changes(target)) for target in batch)

    def write(self, page: Writing) -> None:
        """Record it; what changes nothing leaves no trace."""
        owned = bool(self.terms.columns.of("owner"))
        writer = Writer(page, self.terms.pipeline, owned=owned)
        for batch in _batches(self.new):
            writer.add(batch)
        for target, changes in self.known:
            if changes.any:
                writer.update(target, changes)

    def result(self, operation: int | None, left: Path | None) -> Imported:
        """Return the counts, and everything there is to say."""
        changed = [target for target, changes in self.known if changes.any]
        same = [target for target, changes in self.known if not changes.any]
        refused = [{**problem.record, "refused": True} for problem in self.read.problems]
        noted = [{**problem.record, "refused": False} for problem in self.matcher.notes]
        columns = self.terms.columns
        fields = zip(columns.header, columns.fields, strict=True)
        return Imported(
            operation=operation,
            rows=len({row.line for row in self.read.rows} | self.read.refused),
            added=len(self.new),
            updated=sum(target.rows for target in changed) + sum(one.rows - 1 for one in self.new),
            unchanged=self.matcher.unchanged
            + sum(target.rows for target in same)
            + sum(target.same for target in self.matcher.targets),
            refused=len(self.read.refused),
            problems=tuple(sorted((*refused, *noted), key=_line_of)),
            refused_file=str(left) if left else None,
            dry_run=self.asked.dry_run,
            mapping={name: meant for name, meant in fields if meant},
            said=tuple(self._said()),
        )

    def _said(self) -> Iterator[Sentence]:
        yield from self.read.spoken
        behind = sum(changes.behind for _, changes in self.known)
        if behind:
            text = N_("{count} known customers keep their stage: the file dates no later change.")
            yield said(text, count=behind)
        fresh = [target.row for target in self.new if target.row]
        assumed = sum(any(step.assumed for step in row.steps) for row in fresh)
        if assumed:
            text = N_(
                "{count} customers have no date for their stage: one is assumed, and marked so."
            )
            yield said(text, count=assumed)
        if self.asked.dry_run:
            for row in self.read.rows[:PREVIEWED]:
                yield said(N_("Line {line}: {fields}."), line=row.line, fields=self._fields(row))

    def _fields(self, row: Incoming) -> dict[str, object]:
        """Return what was understood of a row, in the form in which it is echoed."""
        day = self.page.calendar.day
        steps = [
            f"{step.stage} {day(step.at)}" + (" (?)" if step.assumed else "") for step in row.steps
        ]
        found: dict[str, object] = {
            "name": row.name,
            "company": row.company,
            "ids": [identity.raw for identity in row.identities],
            "source": row.source,
            "owner": row.owner,
            "tags": [str(tag) for tag in row.tags],
            **{named(self.terms.kinds[one.key].names): one for one in row.fields},
            "stages": steps,
            "note": "; ".join(row.notes),
        }
        return {key: value for key, value in found.items() if value}


def _read(sheet: Sheet, terms: Terms) -> _Read:
    reader, found = RowReader(terms), _Read(sheet, terms)
    for record in sheet.records():
        row = reader.read(record)
        if isinstance(row, Incoming):
            found.rows.append(row)
        else:
            found.problems += row
            found.refused.add(record.line)
    doubtful = sum(row.doubtful for row in found.rows)
    if doubtful:
        found.spoken.append(
            said(N_("{count} phones or ids do not validate and were kept."), count=doubtful)
        )
    return found


def _refusal(
    problems: Sequence[Problem], error: type[BadRows | DuplicateRows] = BadRows
) -> BadRows | DuplicateRows:
    lines = list(dict.fromkeys(problem.line for problem in problems))
    if error is BadRows and len(lines) == 1:
        error = OneBadRow
    shown = ", ".join(map(str, lines[:SHOWN_LINES])) + (" ..." if lines[SHOWN_LINES:] else "")
    records = [problem.record for problem in problems]
    return error(count=len(lines), lines=shown, problems=records)


def _leave(asked: Import, read: _Read) -> Path | None:
    """Write the refused rows beside the file, so that they can be mended and imported."""
    if not read.refused:
        return None
    from leadfunnel.adapters.private_files import free_name, write_file

    source = Path("stdin" if asked.path == "-" else asked.path)
    path = free_name(source.with_name(f"{source.stem}.refused.csv"))
    write_file(path, _refused_rows(read))
    return path


def _line_of(record: Mapping[str, object]) -> int:
    return int(str(record["row"]))


def _refused_rows(read: _Read) -> Iterator[str]:
    reasons: dict[int, list[str]] = {}
    for problem in read.problems:
        reason = f"{spoken(problem.column)} {spoken(problem.reason)}".strip()
        reasons.setdefault(problem.line, []).append(reason)
    yield "\ufeff" + _line(["reason", *read.sheet.header])
    for record in read.sheet.records():
        if record.line in reasons:
            yield _line(["; ".join(reasons[record.line]), *map(unguarded, record.cells)])


def _line(cells: Sequence[str]) -> str:
    text = io.StringIO()
    csv.writer(text).writerow([guarded(cell) for cell in cells])
    return text.getvalue()


T = TypeVar("T")


def _batches(items: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(items), BATCH):
        yield items[start : start + BATCH]
