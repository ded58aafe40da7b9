"""`restore`: a copy takes the place of the store, which is copied first itself."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from leadfunnel.domain.record import replace
from leadfunnel.domain.sentence import Instant, Sentence, counted, said
from leadfunnel.errors import N_, LeadfunnelError, RefusedError
from leadfunnel.services.backups import Backups, NoBackup
from leadfunnel.services.book import Book, NotConfirmed
from leadfunnel.services.results.changed import Done
from leadfunnel.store import backup, copies, definitions, encryption, forgotten, people, restoring
from leadfunnel.store.backup import BackupFailed
from leadfunnel.store.copies import Copy
from leadfunnel.store.faults import NotReadable, StoreDamaged
from leadfunnel.store.forgotten import Mark
from leadfunnel.store.ledger import Author, Ledger
from leadfunnel.store.restoring import Overtaken
from leadfunnel.store.session import Session

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.store.definitions import Settings
    from leadfunnel.store.sqlite import SqliteStore

COMMAND = "restore"
TRIES = 5
SHOWN = 20


class NotWhole(RefusedError):
    """A list of lines is imported, not restored."""

    code = "not_whole"
    message = N_("{name} is a copy as JSON lines: it comes back by an import into a new store.")
    hint = N_("Import it: leadfunnel --db NEW.db import {path}")


class NotOnServer(RefusedError):
    """A store on a server is not replaced from here."""

    code = "not_on_server"
    message = N_("The store {address} is on a server: nothing takes its place from here.")
    hint = N_("Import a copy into an empty database there, or use pg_restore.")


class StillWritten(RefusedError):
    """Others do not stop writing."""

    code = "still_written"
    message = N_("Others keep writing to the store; nothing was restored.")
    hint = N_("Try again when they have finished.")


class Restoring:
    """Brings copies back."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.backups = Backups(book)

    def restore(self, name: str, *, ask: bool = True) -> Done:
        """Put a copy in the place of the store; who was forgotten since stays forgotten."""
        if not backup.is_file(self.book.store):
            raise NotOnServer(address=str(self.book.store))
        store, copy = self.backups.store, self._copy(name)
        if not copy.whole:
            raise NotWhole(name=copy.name, path=str(copy.path))
        encryption.try_opening(store)
        with restoring.staged(store, copy) as path:
            kept = self._kept_name(store)
            with restoring.changing(path, store.key) as session:
                customers, left_out, settings = self._prepare(session, store, copy, kept)
            if ask:
                self._ask(copy, customers, settings)
            saved = self._swap(store, path, kept)
        return self._told(copy, customers, left_out, saved)

    def _copy(self, name: str) -> Copy:
        try:
            return self.backups.find(name)
        except NoBackup:
            with suppress(OSError, ValueError):
                if Path(name).is_file():
                    return replace(copies.read(Path(name)), path=Path(name))
            found = copies.each(self.backups.store.backup_folder)[: -SHOWN - 1 : -1]
            listed: list[dict[str, object]] = [
                {"name": copy.name, "text": copy.name} for copy in found
            ]
            raise NoBackup(name=name, candidates=listed) from None

    def _prepare(
        self, session: Session, store: SqliteStore, copy: Copy, kept: str
    ) -> tuple[int, int, Settings]:
        """Make of a copy what will be the store: the forgotten left out, the restore recorded."""
        acting = self.book.acting
        known = [
            *_marks_in(store),
            *forgotten.read_ledger(store.backup_folder),
            *forgotten.read_ledger(copy.path.parent),
            *forgotten.marks(session),
        ]
        me = people.user_id(session, acting.user)
        operation = Ledger(session, Author(me, COMMAND, kept, acting.now)).record()
        left_out = forgotten.leave_out(session, known, operation)
        settings = definitions.settings(session)
        return session.value("customers.count"), left_out, settings

    def _ask(self, copy: Copy, customers: int, settings: Settings) -> None:
        self.book.take(settings)
        text = N_(
            "Put the copy {name} of {at} with {count} customers in the place of the store? "
            "The store is copied first."
        )
        question = said(text, name=copy.name, at=Instant(copy.made_at), count=customers)
        if not self.book.acting.confirm(question):
            raise NotConfirmed()

    def _kept_name(self, store: SqliteStore) -> str:
        stamp = backup.stamped(self.book.acting.now)
        return backup.unused(store, f"before-restore-{stamp}")

    def _swap(self, store: SqliteStore, path: Path, kept: str) -> Path | None:
        """Copy the store and write over it; begin again where somebody wrote in between."""
        for _ in range(TRIES):
            counter = restoring.counted(store)
            saved = self._save(store, kept)
            try:
                restoring.put_back(store, path, counter)
            except Overtaken:
                if saved is not None and saved.suffix == ".db":
                    copies.remove(copies.read(saved))
                continue
            forgotten.write_ledger(store.backup_folder, _marks_in(store))
            return saved
        raise StillWritten()

    def _save(self, store: SqliteStore, kept: str) -> Path | None:
        """Copy the store as it is; of one that cannot be read, its bytes."""
        if not store.path.exists() or not store.path.stat().st_size:
            return None
        try:
            return backup.make(store, kept, reason="restore", now=self.book.acting.now).path
        except (BackupFailed, StoreDamaged, NotReadable):
            return restoring.set_aside(store, kept)

    def _told(self, copy: Copy, customers: int, left_out: int, saved: Path | None) -> Done:
        one = N_("Restored {name} of {at}: {count} customer.")
        many = N_("Restored {name} of {at}: {count} customers.")
        at = Instant(copy.made_at)
        spoken: list[Sentence] = [counted(one, many, customers, name=copy.name, at=at)]
        if saved is not None:
            spoken.append(said(N_("The store as it was before is kept: {path}"), path=str(saved)))
            if saved.suffix == ".db":
                spoken.append(said(N_("It comes back with: leadfunnel undo")))
        if left_out:
            text = N_("People who were erased since this copy was made and stay out: {count}.")
            self.book.acting.warn(said(text, count=left_out))
        record = {
            "name": copy.name,
            "path": str(copy.path),
            "customers": customers,
            "left_out": left_out,
            "before": str(saved) if saved is not None else None,
        }
        return Done("restore", tuple(spoken), record)


def _marks_in(store: SqliteStore) -> list[Mark]:
    """Return the marks in a store; of one that cannot be read there are none."""
    if not store.path.exists():
        return []
    try:
        with store.read() as session:
            return forgotten.marks(session)
    except LeadfunnelError:
        return []
