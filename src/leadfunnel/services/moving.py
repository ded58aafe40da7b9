"""`move`: the whole store, with its history, to a file or a server."""

from __future__ import annotations

from collections.abc import Callable

from leadfunnel.domain.sentence import Sentence, counted, said
from leadfunnel.errors import N_, RefusedError, StoreError
from leadfunnel.services.book import Book
from leadfunnel.services.results.changed import Done
from leadfunnel.store import forgotten, moving, people
from leadfunnel.store.backup import is_file
from leadfunnel.store.encryption import Key
from leadfunnel.store.ledger import Author, Ledger

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.store.places import Store
    from leadfunnel.store.session import Session


ALWAYS = 2**62
"""An instant after every other."""


class NothingToMove(RefusedError):
    """There is no store yet."""

    code = "nothing_to_move"
    message = N_("There is nothing in this store yet: nothing was moved.")
    hint = N_("Begin in the new place: leadfunnel --db {address} add ...")


class TargetNotEmpty(RefusedError):
    """Two stores are never mixed."""

    code = "target_not_empty"
    message = N_("There is another store at {address}: nothing was moved.")
    hint = N_("Name an empty database, or a file that does not exist.")


class NotTheSame(StoreError):
    """What arrived is not what was sent."""

    code = "not_the_same"
    message = N_("What arrived at {address} is not what is here: nothing was moved.")
    hint = N_("This store is as it was. Try again, or tell who looks after the server.")


class Moving:
    """Carries a whole store from one place to another."""

    def __init__(self, book: Book, opened: Callable[[str], Store]) -> None:
        self.book = book
        self.opened = opened

    def move(self, to: str) -> Done:
        """Copy every row, compare both, and save; what stands there equal already is left."""
        target = self.opened(to)
        address = str(target)
        with self.book.store.read() as source:
            self._encrypt_alike(target)
            customers = source.value("customers.count")
            with target.write() as there:
                if source.value("operations.last_known", at=ALWAYS) < 2:
                    raise NothingToMove(address=address)  # only its making was recorded
                again = there.value("operations.last_at") is not None
                if not again:
                    moving.put_rows(source, there)
                if not moving.same(source, there):
                    raise (TargetNotEmpty if again else NotTheSame)(address=address)
                left_out = 0 if again else self._leave_out(target, there)
        if left_out:
            text = N_("People who were erased before and stay out: {count}.")
            self.book.acting.warn(said(text, count=left_out))
        record = {
            "to": address,
            "customers": customers - left_out,
            "again": again,
            "left_out": left_out,
        }
        customers -= left_out
        return Done("move", (_told(customers, address, again=again), _then()), record)

    def _encrypt_alike(self, target: Store) -> None:
        """Let a new file be encrypted where this store is, by the same passphrase."""
        here = self.book.store
        if is_file(here) and is_file(target) and here.key is not None:
            new = not target.path.exists() or not target.path.stat().st_size
            target.key = Key(here.key.passphrase) if new else None

    def _leave_out(self, target: Store, session: Session) -> int:
        """Leave out whoever was forgotten from the store that was there before."""
        known = forgotten.read_ledger(target.backup_folder) if is_file(target) else []
        new = forgotten.returned(session, known)
        if not new:
            return 0
        user = people.user_id(session, self.book.acting.user)
        author = Author(user, "move", "", self.book.acting.now)
        return forgotten.leave_out(session, known, Ledger(session, author).record())


def _told(customers: int, address: str, *, again: bool) -> Sentence:
    if again:
        return said(N_("All of it is at {address} already; nothing was changed."), address=address)
    one = N_("Moved {count} customer with the whole history to {address}; both were compared.")
    many = N_("Moved {count} customers with the whole history to {address}; both were compared.")
    return counted(one, many, customers, address=address)


def _then() -> Sentence:
    return said(N_("The store here is left as it was. From now on name the new place with --db."))
