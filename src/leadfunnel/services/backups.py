"""`backup`: a checked copy of the store, and what becomes of the copies."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from leadfunnel.domain.record import replace
from leadfunnel.domain.sentence import Phrase, Sentence, counted, said
from leadfunnel.errors import N_, LeadfunnelError, NotFoundError, RefusedError, StoreError
from leadfunnel.services.book import Book, NotConfirmed
from leadfunnel.services.keeping import MEGABYTE, Keeper, Made, lines_copy, write_page
from leadfunnel.services.results.changed import Done
from leadfunnel.services.results.copies import Copies
from leadfunnel.services.whole_file import lossless
from leadfunnel.store import backup, copies, encryption, identity, restoring
from leadfunnel.store.backup import BackupExists, NothingToBackUp, ServerBacksUp
from leadfunnel.store.copies import Copy
from leadfunnel.store.whole import is_used

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.store.sqlite import SqliteStore


class NoBackup(NotFoundError):
    """No copy of this name."""

    code = "no_backup"
    message = N_("No backup {name}.")
    hint = N_("See them with: leadfunnel backup list")


class LastGoodCopy(RefusedError):
    """What would be removed is all there is."""

    code = "last_good_copy"
    message = N_("{name} is the last copy of the store that is good: it is not removed.")
    hint = N_("Make another one first: leadfunnel backup")


class BadCopies(StoreError):
    """Copies that cannot be trusted."""

    code = "bad_copies"
    message = N_("{count} of {total} copies cannot be used.")
    hint = N_("Make another one: leadfunnel backup. To remove one: leadfunnel backup prune NAME")


class Backups:
    """Copies of the store."""

    def __init__(self, book: Book) -> None:
        self.book = book

    @property
    def store(self) -> SqliteStore:
        """The file that is copied; raise ServerBacksUp for a store on a server."""
        store = self.book.store
        if not backup.is_file(store):
            raise ServerBacksUp(address=str(store))
        return store

    def make(self, name: str | None) -> Done:
        """Copy the store, check the copy, and say where it lies."""
        if not backup.is_file(self.book.store):
            return self._dump(name)
        store = self.store
        if not store.path.exists() or not store.path.stat().st_size:
            store.refuse_lost()
            raise NothingToBackUp(path=str(store.path))
        if name is not None:
            checked = backup.checked_name(name)
        else:
            checked = backup.unused(store, backup.stamped(self.book.acting.now))
        with self.book.read() as page:
            keeper = Keeper(page, store)
            made = keeper.make(checked, "hand" if name is None else "name")
            above = keeper.size() > keeper.budget
        return self._told(made, above=above)

    @property
    def folder(self) -> Path:
        """Where the copies lie; raise ServerBacksUp where a server has no such place."""
        store = self.book.store
        if backup.is_file(store):
            return store.backup_folder
        dumps = getattr(store, "dumps", None)
        if dumps is None:
            raise ServerBacksUp(address=str(store))
        return Path(dumps)

    def _dump(self, name: str | None) -> Done:
        """Write what a store on a server says as JSON lines, read back before it counts."""
        stamp = backup.stamped(self.book.acting.now)
        path = self.folder / f"{stamp if name is None else backup.checked_name(name)}.jsonl"
        if path.exists():
            raise BackupExists(name=path.stem)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.parent.parent.chmod(0o700)
        with self.book.read() as page:
            if not is_used(page.session):
                raise NothingToBackUp(path=str(self.book.store))
            customers, state = write_page(path, page), identity.state(page.session)
        whole = lossless(str(path), bytes)
        assert whole is not None  # noqa: S101 - just written
        whole.check()
        copy = lines_copy(path, self.book.acting.now, customers, state)
        copies.write_note(copy, path)
        done = self._told(Made(copy), above=False)
        text = N_(
            "It holds all that {user} may see, without the history: let the server make copies of "
            "its own, too, by pg_dump --format=custom or by archiving its log."
        )
        return replace(done, said=(*done.said, said(text, user=self.book.acting.user)))

    def automatic(self) -> Done:
        """Copy the store where something changed since the last copy, as a cron line asks for."""
        if not backup.is_file(self.book.store):
            return self._dump(None)
        store = self.store
        with self.book.read() as page:
            keeper = Keeper(page, store)
            if not store.path.exists() or not keeper.changed():
                last = keeper.newest()
                text = N_("Nothing has changed since the last backup; none was made.")
                return Done(
                    "backup", (said(text),), {"path": last and str(last.path), "new": False}
                )
            name = backup.unused(store, f"day-{page.calendar.day(page.now)}")
            return self._told(keeper.make(name, "day", patient=True), above=False)

    def when_due(self) -> Done | None:
        """Make the copy of the day of a store too large to be copied unasked, if it is due."""
        store = self.book.store
        if not (backup.is_file(store) and backup.is_large(store)):
            return None
        with self.book.read() as page:
            last = Keeper(page, store).newest()
            today = page.calendar.day(page.now)
            if last is not None and page.calendar.day(last.made_at) == today:
                return None
        done = self.automatic()
        return done if done.record["new"] else None

    def list(self) -> Copies:
        """Return the copies there are, and whether one is due."""
        found = tuple(copies.each(self.folder))
        size = sum(copy.bytes for copy in found)
        with self.book.read() as page:
            budget = int(page.rules("backup")["budget_mb"]) * MEGABYTE
            store = self.book.store
            due = False
            if backup.is_file(store):
                due = store.path.exists() and Keeper(page, store).changed()
            return Copies(str(self.folder), found, size, budget, due)

    def verify(self, names: Sequence[str]) -> Done:
        """Read copies to their ends; without names all of them. Raise BadCopies."""
        found = [self.find(name) for name in names] or copies.each(self.folder)
        if backup.is_file(self.book.store):
            encryption.try_opening(self.book.store)
        bad = [(copy, wrong) for copy in found if (wrong := self._wrong(copy)) is not None]
        if bad:
            problems = [_problem(copy, wrong) for copy, wrong in bad]
            raise BadCopies(count=len(bad), total=len(found), problems=problems)
        one, many = N_("{count} copy is good: {names}"), N_("{count} copies are good: {names}")
        told = counted(one, many, len(found), names=_listed(found))
        spoken = told if found else said(N_("There are no copies yet."))
        record = {"good": [copy.name for copy in found], "bad": []}
        return Done("backup-verify", (spoken,), record)

    def prune(self, names: Sequence[str], *, dry_run: bool) -> Done:
        """Remove the copies that are not needed any more, or those named, once that is agreed."""
        with self.book.read() as page:
            store = self.book.store
            spent = Keeper(page, store).spent() if backup.is_file(store) else []
            going = [self.find(name) for name in names] or spent
        if names and not dry_run:
            self._check_last(going)
            question = said(N_("Remove {names} for good?"), names=_listed(going))
            if not self.book.acting.confirm(question):
                raise NotConfirmed()
        if not dry_run:
            for copy in going:
                copies.remove(copy)
        one, many = N_("Removed {count} copy: {names}"), N_("Removed {count} copies: {names}")
        if dry_run:
            one = N_("{count} copy would be removed: {names}")
            many = N_("{count} copies would be removed: {names}")
        told = counted(one, many, len(going), names=_listed(going))
        spoken = told if going else said(N_("Every copy is still needed; none was removed."))
        record = {"removed": [copy.name for copy in going], "dry_run": dry_run}
        return Done("backup-prune", (spoken,), record)

    def find(self, name: str) -> Copy:
        """Return the copy of a name; raise NoBackup."""
        found = copies.each(self.folder)
        if name == "latest":
            found = [copy for copy in found if copy.whole][-1:]
        else:
            found = [copy for copy in found if name in (copy.name, copy.path.name)]
        if not found:
            raise NoBackup(name=name)
        return found[0]

    def _check_last(self, going: Sequence[Copy]) -> None:
        whole = backup.is_file(self.book.store)
        found = [copy for copy in copies.each(self.folder) if copy.whole or not whole]
        left = [copy for copy in found if copy not in going]
        if not any(self._wrong(copy) is None for copy in reversed(left)):
            raise LastGoodCopy(name=_listed(going))

    def _wrong(self, copy: Copy) -> LeadfunnelError | None:
        """Return what is wrong with a copy; None for nothing."""
        try:
            if copy.whole:
                restoring.check(self.store, copy)
            else:
                copies.check_sum(copy)
        except LeadfunnelError as error:
            return error
        return None

    def _told(self, made: Made, *, above: bool) -> Done:
        if made.warning is not None:
            self.book.acting.warn(made.warning)
        if above:
            text = N_("The copies take more than {limit} MB. To see them: leadfunnel backup list")
            with self.book.read() as page:
                self.book.acting.warn(said(text, limit=page.rules("backup")["budget_mb"]))
        copy = made.copy
        one = N_("Backed up {count} customer to {path}; the copy was checked.")
        many = N_("Backed up {count} customers to {path}; the copy was checked.")
        spoken: list[Sentence] = [counted(one, many, copy.customers or 0, path=str(copy.path))]
        if made.removed:
            text = N_("Older copies that are not needed any more were removed: {count}.")
            spoken.append(said(text, count=len(made.removed)))
        record = {
            "path": str(copy.path),
            "customers": copy.customers,
            "bytes": copy.bytes,
            "sha256": copy.sha256,
            "removed": [old.name for old in made.removed],
            "new": True,
        }
        return Done("backup", tuple(spoken), record)


def _listed(going: Sequence[Copy]) -> str:
    return ", ".join(copy.name for copy in going)


def _problem(copy: Copy, wrong: LeadfunnelError) -> dict[str, object]:
    reason = Phrase(wrong.message, **wrong.values)
    text = Phrase(N_("{name}: {reason}"), name=copy.name, reason=reason)
    return {"name": copy.name, "code": wrong.code, "text": text}
