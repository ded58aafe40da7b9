"""`doctor --fix`: what can be put right, after a backup; nothing goes that is not written down."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from leadfunnel.adapters import private_files
from leadfunnel.domain.sentence import Sentence, counted, said
from leadfunnel.errors import N_, StoreError
from leadfunnel.services import doctor_place
from leadfunnel.services.book import Book, Writing
from leadfunnel.services.results.doctor import Checkup
from leadfunnel.store import backup, converting, derived, file_health, forgotten, overwriting, sums
from leadfunnel.store.health_sample import Sample
from leadfunnel.store.session import Session

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.store.sqlite import SqliteStore

    Taken = dict[str, object]


class CannotMend(StoreError):
    """The file itself is broken, so that a copy of it would be, too."""

    code = "cannot_mend"
    message = N_("The file is too damaged to be mended: {detail}.")
    hint = N_("Bring back a copy: leadfunnel backup list, then leadfunnel restore NAME.")


class Mending:
    """Puts right what `doctor` found; `accept` takes rows as they are whose checksum differs."""

    def __init__(self, book: Book, store: SqliteStore, found: Checkup, *, accept: bool) -> None:
        self.book = book
        self.store = store
        self.codes = {one.code for one in found.findings}
        self.customers = found.customers
        self.accept = accept

    def mend(self) -> list[Sentence]:
        """Put right what can be, and say what was done."""
        if "integrity" in self.codes or "damaged" in self.codes:
            raise CannotMend(detail=N_("its pages cannot all be read"))
        done = [*self._permissions(), *self._left_over(), *self._inside()]
        return [*done, *self._journal(), *self._erased()]

    def _left_over(self) -> Iterator[Sentence]:
        """Remove what a killed conversion left, while nobody converts."""
        if "left_over" in self.codes:
            left = converting.left_over(self.store)
            with self.store.write():
                overwriting.clear(left)
            yield said(N_("Removed {path}."), path=str(left))

    def _permissions(self) -> Iterator[Sentence]:
        found = doctor_place.readable(self.store)
        for path, mode in found:
            path.chmod(mode)
        if found:
            one, many = N_("Made {count} file private."), N_("Made {count} files private.")
            yield counted(one, many, len(found))

    def _erased(self) -> Iterator[Sentence]:
        """List beside the copies who was erased, where that was not possible before."""
        if "erased_list" in self.codes:
            with self.store.read() as session:
                known = forgotten.marks(session)
            forgotten.write_ledger(self.store.backup_folder, known)
            yield said(N_("Wrote down beside the copies who was erased."))

    # --- in the store

    def _inside(self) -> Iterator[Sentence]:
        inside = {"orphans", "unexpected", "missing", "derived", "index"} & self.codes
        if not inside and not (self.accept and "checksum" in self.codes):
            return
        copy = backup.before(self.store, "fix", self.book.acting.now)
        assert copy is not None  # noqa: S101 - there is a store, for it was looked into
        yield said(N_("Made the backup {path}."), path=str(copy.path))
        with self.store.write() as session:
            taken = [*_declared(session), *self._orphans(session)]
            page = Writing(session, self.book.acting, "doctor", "--fix")
            page.ledger.operation  # noqa: B018 - recorded, for there may be no fact to tell of it
            yield from self._kept(taken)
            yield from self._computed(page)
            page.finish()

    def _orphans(self, session: Session) -> Iterator[Taken]:
        """Take out the rows that refer to nothing, and then those that referred to them."""
        session.defer_references()
        with sums.settled(session):
            while found := {row[:2] for row in file_health.loose(session.connection)}:
                for table, number in sorted(found):
                    yield _take(session, table, number)
        if self.accept:
            for table, block in sums.unsound(session, Sample(full=True)):
                sums.resum_block(session, table, block)

    def _kept(self, taken: list[Taken]) -> Iterator[Sentence]:
        """Write down what was taken out before it is gone."""
        if not taken:
            return
        name = f"{self.store.path.stem}.removed-{backup.stamped(self.book.acting.now)}.jsonl"
        path = private_files.free_name(self.store.path.with_name(name))
        private_files.write_file(path, _lines(taken))
        one = N_("Moved {count} thing that does not belong to {path}.")
        many = N_("Moved {count} things that do not belong to {path}.")
        yield counted(one, many, len(taken), path=str(path))

    def _computed(self, page: Writing) -> Iterator[Sentence]:
        yield from _refreshed(page, self.customers)
        if "index" in self.codes:
            page.session.run("damage.empty_index")
            derived.reindex(page.session)
            yield said(N_("Made the search index anew."))
        if self.accept and "checksum" in self.codes:
            yield said(N_("Took the rows as they are whose checksums did not fit."))

    def _journal(self) -> Iterator[Sentence]:
        """Bring a file in WAL mode back to a rollback journal, which no transaction can."""
        if "wal" not in self.codes:
            return
        with self.store.read():
            pass
        if file_health.leave_wal(self.store):
            yield said(N_("Brought the file back from WAL mode to a rollback journal."))


def _lines(taken: Iterable[Taken]) -> Iterator[str]:
    for one in taken:
        yield json.dumps(one, ensure_ascii=False, default=repr) + os.linesep


def _declared(session: Session) -> Iterator[Taken]:
    """Drop what does not belong to a store, but for tables; make the indexes it lacks."""
    connection = session.connection
    found, wanted = file_health.objects(connection), file_health.expected()
    for kind, name in sorted(found.keys() - wanted.keys()):
        if kind in ("trigger", "view", "index"):
            yield {"kind": kind, "name": name, "sql": found[kind, name]}
            quoted = name.replace('"', '""')
            connection.execute(f'DROP {kind} IF EXISTS "{quoted}"')
    for kind, name in sorted(wanted.keys() - found.keys()):
        if kind == "index":
            connection.execute(wanted[kind, name])


def _take(session: Session, table: str, number: int) -> Taken:
    """Delete a row and return what it held."""
    where = f'"{table}" WHERE rowid = ?'
    row = session.connection.execute(f"SELECT * FROM {where}", (number,)).fetchone()  # noqa: S608 - a table of our own
    session.connection.execute(f"DELETE FROM {where}", (number,))  # noqa: S608 - a table of our own
    return {"table": table, "row": dict(zip(row.keys(), row, strict=True))}


def _refreshed(page: Writing, customers: frozenset[int]) -> Iterator[Sentence]:
    if customers:
        derived.refresh(page.session, customers, page.settings.main_pipeline)
        one = N_("Computed anew what is kept of {count} customer.")
        many = N_("Computed anew what is kept of {count} customers.")
        yield counted(one, many, len(customers))


def mend(book: Book, found: Checkup, *, accept: bool) -> list[Sentence]:
    """Put right what was found; of a store on a server, what is computed of its facts."""
    store = book.store
    if not backup.is_file(store):
        with book.record("doctor", "--fix") as page:
            return list(_refreshed(page, found.customers))
    if not Path(store.path).exists():
        return []
    return Mending(book, store, found, accept=accept).mend()
