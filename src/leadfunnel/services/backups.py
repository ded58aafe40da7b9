"""`backup`: a checked copy of the store."""

from __future__ import annotations

from leadfunnel.domain.sentence import counted
from leadfunnel.errors import N_
from leadfunnel.services.book import Book
from leadfunnel.services.results.changed import Done
from leadfunnel.store import backup


class Backups:
    """Copies of the store."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def make(self, name: str | None) -> Done:
        """Copy the store, check the copy, and say where it lies."""
        now = self.book.acting.now
        chosen = backup.checked_name(name) if name is not None else backup.stamped(now)
        path, customers = backup.make(self.book.store, chosen)
        one = N_("Backed up {count} customer to {path}; the copy was checked.")
        many = N_("Backed up {count} customers to {path}; the copy was checked.")
        return Done(
            "backup",
            (counted(one, many, customers, path=str(path)),),
            {"path": str(path), "customers": customers, "bytes": path.stat().st_size},
        )
