"""`forget`: a person leaves the store for good, and no copy brings them back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from leadfunnel.domain.record import dataclass
from leadfunnel.domain.sentence import Sentence, counted, said
from leadfunnel.errors import N_
from leadfunnel.services import files_left, who
from leadfunnel.services.book import Book, NotConfirmed, Page, Writing
from leadfunnel.services.results.changed import Done
from leadfunnel.services.who_refusals import NoCustomer
from leadfunnel.store import backup, copies, erasing, forgotten, identity, sweeping
from leadfunnel.store.copies import Copy
from leadfunnel.store.erasing import Erased
from leadfunnel.store.forgotten import Mark

SHOWN = 5


@dataclass(frozen=True)
class Deed:
    """Why people are erased: the command, what its log says, and whether copies may not bring
    them back.
    """

    command: str
    detail: str
    marked: bool = True


class Forgetting:
    """Erases people, once that is agreed."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def forget(self, texts: Sequence[str], *, dry_run: bool = False) -> Done:
        """Erase the customers named in full, after a copy."""
        with self.book.read() as page:
            ids = list(dict.fromkeys(found(page, text) for text in texts))
        question = N_("Erase {customers} with everything about them? This cannot be undone.")
        deed = Deed("forget", ", ".join(f"#{number}" for number in ids))
        return self.erase(ids, deed, question, dry_run=dry_run)

    def erase(self, ids: Sequence[int], deed: Deed, question: str, *, dry_run: bool) -> Done:
        """Erase customers and all merged into them; say what that was, and who still holds them."""
        with self.book.read() as page:
            everyone = _with_merged(page, ids)
            counts = _counts(page, everyone)
            asked = said(question, customers=_named(page, ids), count=len(ids))
        if dry_run:
            return _would(deed, ids, counts)
        if not self.book.acting.confirm(asked):
            raise NotConfirmed()
        erased, marks, copy = self._record(everyone, deed)
        holding = self._afterwards(everyone, marks)
        files = self._files(erased.words)
        return _told(deed, ids, erased, _Left(copy, holding, files))

    def _record(self, ids: Sequence[int], deed: Deed) -> tuple[Erased, Sequence[Mark], Copy | None]:
        copy, page = None, None
        try:
            with self.book.record(deed.command, deed.detail) as page:
                copy = backup.before(self.book.store, "forget", page.now)
                erased, marks = _erase(page, ids, marked=deed.marked)
        except BaseException:
            if copy is not None and not (page and page.session.saved):
                copies.remove(copy)
            raise
        return erased, marks, copy

    def _afterwards(self, ids: Sequence[int], marks: Sequence[Mark]) -> list[str]:
        """Keep the marks beside the copies, clean the file; return the copies that hold them."""
        store = self.book.store
        if not backup.is_file(store):
            return []
        with store.read() as session:
            folders = copies.kin(store, identity.store_key(session))
        for folder in folders:
            self._list(folder, marks)
        if not sweeping.sweep(store):
            text = N_(
                "The file could not be written anew: what was erased may still be read from its "
                "free space. Make room, and forget once more, or run: leadfunnel doctor"
            )
            self.book.acting.warn(said(text))
        return [
            copy.name if folder == store.backup_folder else str(copy.path)
            for folder in folders
            for copy in copies.each(folder)
            if sweeping.holds(store, copy, ids)
        ]

    def _list(self, folder: Path, marks: Sequence[Mark]) -> None:
        try:
            forgotten.write_ledger(folder, marks)
        except OSError as error:
            text = N_(
                "They are erased, but the list of the erased beside the copies could not be "
                "written ({detail}): make room, then run: leadfunnel doctor --fix"
            )
            self.book.acting.warn(said(text, detail=error.strerror or str(error)))

    def _files(self, words: Sequence[str]) -> list[Path]:
        """Return the files of refused and removed rows that hold them, here and at the store."""
        store = self.book.store
        if not backup.is_file(store):
            return files_left.holding((Path.cwd(),), None, words)
        folders = (Path.cwd(), store.path.resolve().parent)
        return files_left.holding(folders, store.backup_folder, words)


def found(page: Page, text: str) -> int:
    """Return the customer named in full, in the bin or taken back as well."""
    try:
        return who.one(page, text, exact=True)
    except NoCustomer:
        plain = text.strip().removeprefix("#")
        binned = page.customers(page.session.values("customers.binned"))
        ids = [one.id for one in binned if str(one.id) == plain or (one.name and one.name == text)]
        if not ids and plain.isascii() and plain.isdigit() and len(plain) < 19:
            row = page.session.row("facts.get_customer", row_id=int(plain))
            ids = [] if row is None else [int(plain)]
        if not ids:
            raise
        if len(ids) > 1:
            raise who.several(page, text, ids) from None
        return ids[0]


def _with_merged(page: Page, ids: Sequence[int]) -> list[int]:
    return sorted({one for number in ids for one in who.with_merged(page, number)})


def _counts(page: Page, ids: Sequence[int]) -> dict[str, int]:
    rows = erasing.belongings(page.session, ids)
    return {table: len(numbers) for table, numbers in rows.items()}


def _named(page: Page, ids: Sequence[int]) -> str:
    shown = ", ".join(_label(page, number) for number in ids[:SHOWN])
    return shown + (" …" if len(ids) > SHOWN else "")


def _label(page: Page, number: int) -> str:
    customers = page.customers([number])
    return f"{customers[0].label} #{number}" if customers else f"#{number}"


def _erase(page: Writing, ids: Sequence[int], *, marked: bool) -> tuple[Erased, Sequence[Mark]]:
    session, operation = page.session, page.ledger.operation
    sweeping.overwrite(session)
    marks = forgotten.marks_of(session, ids, page.now) if marked else []
    erased = erasing.erase(session, ids, operation)
    forgotten.keep(session, marks, operation)
    return erased, forgotten.marks(session) if marked else []


def _would(deed: Deed, ids: Sequence[int], counts: dict[str, int]) -> Done:
    text = N_("Would erase {customers}: {count} records. Only a preview: nothing was changed.")
    told = said(text, customers=_numbers(ids), count=f"{sum(counts.values()):,}")
    record = {"customers": list(ids), "records": counts, "dry_run": True}
    return Done(deed.command, (told,), record)


def _numbers(ids: Sequence[int]) -> str:
    return ", ".join(f"#{number}" for number in ids[:SHOWN]) + (" …" if ids[SHOWN:] else "")


@dataclass(frozen=True)
class _Left:
    """The copy made before, and the copies and files that still hold them."""

    copy: Copy | None
    copies: Sequence[str]
    files: Sequence[Path]


def _told(deed: Deed, ids: Sequence[int], erased: Erased, left: _Left) -> Done:
    records = sum(erased.rows.values())
    one = N_("Erased {customers} for good: {count} record.")
    many = N_("Erased {customers} for good: {count} records.")
    spoken: list[Sentence] = [counted(one, many, records, customers=_numbers(ids))]
    spoken += _beside(erased)
    spoken += _held(left.copies, marked=deed.marked)
    if left.files:
        text = N_("These files hold their name or phone: {names}. Delete them, or take it out.")
        names = ", ".join(map(str, left.files))
        spoken.append(said(text, names=names))
    record = {
        "customers": list(ids),
        "records": erased.rows,
        "redacted": erased.redacted,
        "mentioned_by": sorted(erased.mentions),
        "backup": str(left.copy.path) if left.copy else None,
        "held_by": list(left.copies),
        "files": [str(path) for path in left.files],
        "dry_run": False,
    }
    return Done(deed.command, tuple(spoken), record)


def _beside(erased: Erased) -> list[Sentence]:
    spoken = []
    if erased.redacted:
        text = N_("Their phones and ids were taken out of what was noted of others: {count}.")
        spoken.append(said(text, count=erased.redacted))
    if erased.mentions:
        text = N_("The name still stands in notes of: {customers}. Look whether they are meant.")
        spoken.append(said(text, customers=_numbers(sorted(erased.mentions))))
    return spoken


def _held(holding: Sequence[str], *, marked: bool) -> list[Sentence]:
    if not holding:
        return []
    if not marked:
        text = N_("These copies still hold them, and would bring them back: {names}")
        return [said(text, names=", ".join(holding))]
    text = N_(
        "These copies still hold them, and bring nobody back: {names}. They go as they grow old, "
        "or with: leadfunnel backup prune NAME"
    )
    names = ", ".join(holding)
    rest = N_("Files you exported or imported, and copies elsewhere, are not looked at.")
    return [said(text, names=names), said(rest)]
