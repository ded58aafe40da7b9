"""`undo`, `redo` and `history`."""

from __future__ import annotations

import json

from leadfunnel.domain.record import replace
from leadfunnel.domain.sentence import Sentence, said
from leadfunnel.errors import N_, NotFoundError, RefusedError
from leadfunnel.services import who
from leadfunnel.services.book import Book, Page, Writing
from leadfunnel.services.results.changed import Changed, Done
from leadfunnel.services.results.history import Entry, History
from leadfunnel.store import definitions, undo
from leadfunnel.store.session import Row

SHOWN = 20
MOST_CHANGES = 50
"""So many values of one operation are shown among others."""
PEOPLE_SHOWN = 5
RESTORE = "restore"
FOR_GOOD = ("create", RESTORE, "forget", "retention", "bin empty")
"""Commands that are not undone by their images: they leave none."""


class NothingToUndo(RefusedError):
    """The acting user has no operation left to take back."""

    code = "nothing_to_undo"
    message = N_("Nothing to undo: you have changed nothing that still stands.")
    hint = N_("See what was done with: leadfunnel history")


class FewToUndo(NothingToUndo):
    """Fewer operations than asked for are left to take back."""

    code = "few_to_undo"
    message = N_("Changes of yours that can be undone: {count}, not {asked}.")
    hint = N_("To take back all of them: leadfunnel undo --last {count}")


class NothingToRedo(RefusedError):
    """Nothing was undone last."""

    code = "nothing_to_redo"
    message = N_("Nothing to redo: the last thing you did was not an undo.")
    hint = N_("See what was done with: leadfunnel history")


class NoOperation(NotFoundError):
    """No operation of this number."""

    code = "no_operation"
    message = N_("No operation {number}.")
    hint = N_("See the numbers with: leadfunnel history")


class NotUndoable(RefusedError):
    """Creating a store, restoring, erasing, undoing and redoing are not undone."""

    code = "not_undoable"
    message = N_("Operation {number} ({command}) cannot be undone.")
    hint = N_("See what was done with: leadfunnel history")


class AlreadyUndone(RefusedError):
    """It was taken back before."""

    code = "already_undone"
    message = N_("Operation {number} was undone already, by operation {by}.")
    hint = N_("To do it again: leadfunnel redo")


class ColleaguesWork(RefusedError):
    """Undo takes back one's own work."""

    code = "colleagues_work"
    message = N_("Operation {number} ({command}) was done by {user}, who alone takes it back.")
    hint = N_("Your own are marked with your name in: leadfunnel history")


class Log:
    """The record of what was done, and taking it back."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def undo(self, number: int | None = None, last: int = 1) -> Changed | Done:
        """Take back one operation by number, or one's own last ones.

        A restore is taken back by bringing back what it replaced.
        """
        kept = self._restored(number, last)
        if kept is not None:
            from leadfunnel.services.restoring import Restoring

            return Restoring(self.book).restore(kept, ask=False)
        with self.book.record("undo", str(number or "")) as page:
            rows = [_named(page, number)] if number is not None else _latest(page, last)
            spoken = []
            done = 0
            main = page.settings.main_pipeline
            for row in rows:
                done = undo.take_back(page.session, page.ledger, row["id"])
                spoken.append(_told(N_("Undone: {number} {command} {customers}"), page, row))
            _settle(page, main)
            return _finished(page, done, spoken, [row["id"] for row in rows])

    def _restored(self, number: int | None, last: int) -> str | None:
        """Return the copy of what was replaced, where the restore is the last thing done at all."""
        with self.book.read() as page:
            latest = page.session.rows("operations.recent", limit=1)
            mine = latest and (number is None or number == latest[0]["id"])
            if not mine or latest[0]["command"] != RESTORE or last > 1 or not latest[0]["summary"]:
                return None
            if number is None and latest[0]["user_id"] != page.user_id:
                return None
            return str(latest[0]["summary"])

    def redo(self) -> Changed:
        """Do again what one's own last undo took back."""
        with self.book.record("redo") as page:
            row = page.session.row("operations.redoable", user_id=page.me)
            plain = page.session.value("operations.last_plain", user_id=page.me) or 0
            if row is None or plain > row["id"]:
                raise NothingToRedo()
            target = page.session.row("operations.by_id", id=row["undoes"])
            assert target is not None  # noqa: S101 - referenced
            main = page.settings.main_pipeline
            done = undo.do_again(page.session, page.ledger, row["id"], target["id"])
            spoken = [_told(N_("Done again: {number} {command} {customers}"), page, target)]
            _settle(page, main)
            return _finished(page, done, spoken, [target["id"]])

    def history(
        self, text: str | None = None, limit: int = SHOWN, *, operation: int | None = None
    ) -> History:
        """Return what was done, newest first; of one customer or operation every value, too."""
        with self.book.read() as page:
            about = frozenset[int]()
            if text is not None:
                about = frozenset(who.with_merged(page, _meant(page, text)))
            if operation is not None:
                row = page.session.row("operations.by_id", id=operation)
                if row is None:
                    raise NoOperation(number=operation)
                return History((_in_full(page, row, about, limit),))
            if not about:
                rows = page.session.rows("operations.recent", limit=limit + 1)
                if [row["command"] for row in rows] == ["create"]:
                    return History(())
                return _shown(page, rows, limit)
            ids = json.dumps(sorted(about))
            rows = page.session.rows("operations.of_customer", ids=ids, limit=limit + 1)
            return _shown(page, rows, limit, about)


def _meant(page: Page, text: str) -> int:
    """Return whom a text means, also one in the bin who is named in full."""
    from leadfunnel.services.who_refusals import NoCustomer

    try:
        return who.one(page, text)
    except NoCustomer:
        from leadfunnel.services.forgetting import found

        return found(page, text)


def _shown(page: Page, rows: list[Row], limit: int, about: frozenset[int] = frozenset()) -> History:
    entries = tuple(
        _in_full(page, row, about, MOST_CHANGES) if about else _entry(page, row)
        for row in rows[:limit]
    )
    return History(entries, more=len(rows) > limit)


def _latest(page: Writing, last: int) -> list[Row]:
    rows = page.session.rows("operations.undoable", user_id=page.me, limit=last)
    if not rows:
        raise NothingToUndo()
    if len(rows) < last:
        raise FewToUndo(count=len(rows), asked=last)
    for row in rows:
        _check_undoable(row)
    return rows


def _named(page: Writing, number: int) -> Row:
    row = page.session.row("operations.by_id", id=number)
    if row is None:
        raise NoOperation(number=number)
    if row["undone_by"] is not None and row["undoes"] is None:
        raise AlreadyUndone(number=number, by=row["undone_by"])
    if row["undoes"] is not None:
        raise NotUndoable(number=number, command=row["command"])
    _check_undoable(row)
    if row["user_id"] != page.me:
        raise ColleaguesWork(number=number, command=row["command"], user=row["user_name"])
    return row


def _check_undoable(row: Row) -> None:
    if row["command"] in FOR_GOOD:
        raise NotUndoable(number=row["id"], command=row["command"])


def _told(text: str, page: Page, row: Row) -> Sentence:
    names = _people(page, row["id"])
    return said(text, number=row["id"], command=row["command"], customers=_listed(names))


def _listed(names: tuple[tuple[int, str], ...]) -> str:
    shown = ", ".join(f"{name} #{number}" for number, name in names[:PEOPLE_SHOWN])
    return shown + (" …" if len(names) > PEOPLE_SHOWN else "")


def _people(page: Page, operation: int) -> tuple[tuple[int, str], ...]:
    ids = page.session.values(
        "operations.customers_of", operation=operation, limit=PEOPLE_SHOWN + 1
    )
    return tuple((customer.id, customer.label) for customer in page.customers(ids))


def _settle(page: Writing, main: str) -> None:
    """Refresh whom it touched, or everybody when it changed which pipeline is the main one."""
    if definitions.settings(page.session).main_pipeline != main:
        page.restage()
    page.settle()


def _finished(page: Writing, operation: int, spoken: list[Sentence], undone: list[int]) -> Changed:
    ids = dict.fromkeys(number for done in undone for number, _ in _people(page, done))
    present = [
        number
        for number in ids
        if (row := page.session.row("customers.by_id", id=number)) and row["present"]
    ]
    return Changed(operation, page.customers(present), tuple(spoken))


def _in_full(page: Page, row: Row, about: frozenset[int], most: int) -> Entry:
    """Return an operation with so many of the values it changed."""
    from leadfunnel.services.log_changes import changes

    found = changes(page, row, about, most + 1)
    return replace(_entry(page, row), changes=tuple(found[:most]), more_changes=len(found) > most)


def _entry(page: Page, row: Row) -> Entry:
    return Entry(
        id=row["id"],
        at=row["at"],
        user=row["user_name"],
        command=row["command"],
        detail=row["summary"],
        customers=_people(page, row["id"]),
        undoes=row["undoes"],
        undone_by=row["undone_by"],
    )
