"""What a file that was read does to the store: whom it adds, whom it changes, what is said."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice

from leadfunnel.domain.incoming import Incoming, Problem, combined, unpacked
from leadfunnel.domain.record import dataclass, replace
from leadfunnel.domain.sentence import Sentence, said
from leadfunnel.errors import N_
from leadfunnel.i18n import named
from leadfunnel.services.book import Page, Writing
from leadfunnel.services.import_changes import Changes, Comparer
from leadfunnel.services.import_declared import Import
from leadfunnel.services.import_file import column_words
from leadfunnel.services.import_match import Asked, Matcher
from leadfunnel.services.import_read import BATCH, KEPT, Problems, Read
from leadfunnel.services.import_write import Writer
from leadfunnel.services.results.imported import Imported

WARNED = 20
ASSUMED = N_("Customers without a date for their stage, {count}: one is assumed, and marked so.")


@dataclass
class Together:
    """A customer whom several rows, or the store, know: what the rows say as one.

    `rows` counts those that say something, `same` the others; `fills` as in `Target`.
    """

    number: int
    row: Incoming
    keys: list[str]
    fills: bool
    rows: int = 1
    same: int = 0


@dataclass
class Counts:
    """How many rows changed something, and what is worth saying about them."""

    updated: int = 0
    unchanged: int = 0
    behind: int = 0
    assumed: int = 0


class Run:
    """Takes the rows of a file to the store, or with no `writer` only tells what it would do."""

    def __init__(
        self, page: Page, asked: Import, read: Read, writer: Callable[[], Writer] | None
    ) -> None:
        self.page = page
        self.asked = asked
        self.read = read
        self.counts = Counts()
        self.notes, self.known = Problems(), Problems()
        own = read.terms.columns.own
        self.matcher = Matcher(
            page.session,
            read.spool,
            Asked(asked.on_duplicate, own, read.repeated),
            note=lambda problem: self.notes.add([problem]),
            refuse=self._refuse,
        )
        self._make = writer
        self._writer: Writer | None = None

    def go(self, progress: Callable[[int], None]) -> None:
        """Do it all; `progress` hears how many rows are done."""
        done = 0
        for packed in self.read.spool.kept():
            alone = self.matcher.place([unpacked(values) for values in packed])
            self._add([(number, row, [row.key]) for number, row in alone])
            done += len(packed)
            progress(done)
        for batch in _batches(self._together()):
            self._add([(one.number, one.row, one.keys) for one in batch if self._is_new(one)])
            self._update([one for one in batch if not self._is_new(one)])
            progress(done)
        if self._writer is not None and self.matcher.added:
            self._writer.close(self.matcher.first, self.matcher.next - 1)
        self._warn()

    @property
    def writer(self) -> Writer | None:
        """What writes, made when there is something to write: an import of nothing new is none."""
        if self._writer is None and self._make is not None:
            self._writer = self._make()
        return self._writer

    def _refuse(self, problem: Problem) -> None:
        self.known.add([problem])
        self.read.refuse(problem.line, [problem])

    def _is_new(self, one: Together) -> bool:
        return one.number >= self.matcher.first

    def _together(self) -> Iterator[Together]:
        for number, fills, packed in self.read.spool.joined():
            first, *later = map(unpacked, packed)
            found = Together(number, first, [first.key], fills)
            for row in later:
                whole = combined(found.row, row)
                changed = whole != found.row
                found.row = whole
                found.keys.append(row.key)
                found.rows += changed
                found.same += not changed
            self.counts.unchanged += found.same
            if self._is_new(found):
                self.counts.updated += found.rows - 1
            yield found

    def _add(self, found: Sequence[tuple[int, Incoming, list[str]]]) -> None:
        if not found:
            return
        self.counts.assumed += sum([row.is_assumed for _, row, _ in found])
        writer = self.writer
        if writer is not None:
            for number, row, keys in found:
                writer.add(number, row, keys)
            writer.write_new()

    def _update(self, batch: Sequence[Together]) -> None:
        """Write what changes of known customers; what changes nothing leaves no trace."""
        comparer = Comparer(
            self.page.session, [one.number for one in batch], self.read.terms.pipeline.name
        )
        changed: list[tuple[Together, Changes]] = []
        for one in batch:
            changes = comparer.changes(one.number, one.row, fills=one.fills)
            self.counts.behind += changes.behind
            if changes.any:
                self.counts.updated += one.rows
                changed.append((one, changes))
            else:
                self.counts.unchanged += one.rows
        writer = self.writer if changed else None
        if writer is not None:
            for one, changes in changed:
                writer.update(one.number, changes, one.row, one.keys)
            writer.write_changes()

    def _warn(self) -> None:
        """Say which rows are about one customer; nobody is merged silently."""
        warn = self.page.acting.warn
        for note in self.notes.kept[:WARNED]:
            warn(said(N_("{problem}."), problem=note.record["text"]))
        if self.notes.count > WARNED:
            warn(said(N_("More rows like these: {count}."), count=self.notes.count - WARNED))

    # --- the result

    def result(self, operation: int | None, left: str | None) -> Imported:
        """Return the counts, and everything there is to say."""
        read, counts = self.read, self.counts
        refused = [{**problem.record, "refused": True} for problem in read.refused.kept]
        noted = [{**problem.record, "refused": False} for problem in self.notes.kept]
        return Imported(
            operation=operation,
            rows=read.rows + read.refused.lines - self.known.lines,
            added=self.matcher.added,
            updated=counts.updated,
            unchanged=self.matcher.unchanged + counts.unchanged,
            refused=read.refused.lines,
            problems=tuple(sorted((*refused, *noted), key=_line_of)),
            refused_file=left,
            dry_run=self.asked.dry_run,
            mapping=dict(read.terms.columns.meant),
            words=column_words(read.terms.columns.fields, read.terms.pipeline, read.terms.kinds),
            said=tuple(self._said()),
        )

    def _said(self) -> Iterator[Sentence]:
        yield from self.read.said
        if max(self.notes.count, self.read.refused.count) > KEPT:
            yield said(N_("Only the first {count} problems are listed."), count=KEPT)
        if self.counts.behind:
            text = N_(
                "Known customers who keep their stage, {count}: the file dates no later change."
            )
            yield said(text, count=self.counts.behind)
        if self.counts.assumed:
            yield said(ASSUMED, count=self.counts.assumed)
        if self.asked.dry_run:
            for row in self.read.first:
                yield said(N_("Line {line}: {fields}."), line=row.line, fields=self._fields(row))

    def _fields(self, row: Incoming) -> dict[str, object]:
        """Return what was understood of a row, in the form in which it is echoed."""
        day = self.page.calendar.day
        pipeline = self.read.terms.pipeline
        steps = [
            f"{named(pipeline.stage(step.stage).names)} {day(step.at)}"
            + (" (?)" if step.assumed else "")
            for step in row.steps
        ]
        found: dict[str, object] = {
            "name": row.name,
            "company": row.company,
            "ids": [identity.raw for identity in row.identities],
            "source": row.source,
            "owner": row.owner,
            "tags": [str(tag) for tag in row.tags],
            **{named(self.read.terms.kinds[one.key].names): one for one in row.fields},
            "stages": steps,
            "next": row.next,
            "note": "; ".join(row.notes),
        }
        return {key: value for key, value in found.items() if value}


def still_assumed(page: Writing, found: Imported) -> Imported:
    """Count the assumed dates of stages again, after other files of the import gave some."""
    count = int(page.session.value("transfer.assumed_by", op=page.ledger.recorded))
    spoken = [
        replace(one, values={"count": count}) if one.text == ASSUMED else one
        for one in found.said
        if one.text != ASSUMED or count
    ]
    return replace(found, said=tuple(spoken))


def _line_of(record: Mapping[str, object]) -> int:
    return int(str(record["row"]))


def _batches(items: Iterator[Together]) -> Iterator[list[Together]]:
    while batch := list(islice(items, BATCH)):
        yield batch
