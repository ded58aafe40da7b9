"""Deleting to a bin, and bringing back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from leadfunnel.domain.customer import Customer
from leadfunnel.domain.sentence import Sentence, said
from leadfunnel.errors import N_, NotFoundError
from leadfunnel.services import who, whom
from leadfunnel.services.book import Book, Page, Writing
from leadfunnel.services.forgetting import Deed as Erasing
from leadfunnel.services.forgetting import Forgetting
from leadfunnel.services.results.changed import Changed, Done
from leadfunnel.services.results.retained import Binned, BinView
from leadfunnel.services.whom import Deed, Named
from leadfunnel.store.undo import check_identities


class NotInBin(NotFoundError):
    """Nobody of this number was deleted."""

    code = "not_in_bin"
    message = N_("No deleted customer {text}.")
    hint = N_("See who was deleted with: leadfunnel list --deleted")


class Bin:
    """`delete`, `restore-customer`, `bin`, `bin empty`."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def delete(self, named: Named) -> Changed:
        """Move customers to the bin, whole; they leave every list and figure."""
        deed = Deed(
            "delete",
            question=N_("Delete {count} customers: {customers} ...?"),
            exact=True,
            about_named=N_("Delete {customers}?"),
            destructive=True,
        )
        return whom.change(self.book, whom.meant(named), deed, _delete)

    def restore(self, texts: Sequence[str]) -> Changed:
        """Bring customers back from the bin by number or exact name."""
        with self.book.record("restore-customer") as page:
            binned = page.customers(page.session.values("customers.binned"))
            ids: list[int] = []
            for text in texts:
                plain = text.strip().removeprefix("#")
                found = [c.id for c in binned if str(c.id) == plain or (c.name and c.name == text)]
                if not found:
                    raise NotInBin(text=text)
                if text in self.book.acting.picked:
                    found = [self.book.acting.picked[text]]
                if len(found) > 1:
                    raise who.several(page, text, found)
                ids += found
            for number in dict.fromkeys(ids):
                self._restore(page, number)
            page.settle()
            customers = page.customers(ids)
            return Changed(page.ledger.recorded, customers, tuple(_back(page, customers)))

    def show(self) -> BinView:
        """Return who was deleted, the latest first, and until when they are kept."""
        with self.book.read() as page:
            days = int(page.rules("retention")["bin"]["days"])
            binned = page.customers(page.session.values("customers.binned"))
            items = tuple(_binned(page, one, days) for one in binned)
            due = sum(one.until <= page.calendar.day(page.now) for one in items)
            return BinView(items, days, due)

    def empty(self, *, everybody: bool, dry_run: bool) -> Done:
        """Erase who was in the bin for long enough, or everybody, once that is agreed."""
        found = self.show()
        with self.book.read() as page:
            today = page.calendar.day(page.now)
        ids = [one.customer.id for one in found.items if everybody or one.until <= today]
        if not ids:
            text = N_("Nobody has been in the bin for {days} days. For everybody: --all")
            return Done("bin-empty", (said(text, days=found.days),), {"customers": []})
        question = N_("Erase {count} customers in the bin for good, {customers} ...?")
        deed = Erasing("bin empty", f"{len(ids)}", marked=False)
        return Forgetting(self.book).erase(ids, deed, question, dry_run=dry_run)

    def _restore(self, page: Writing, number: int) -> None:
        since = page.session.value("operations.deleted_by", id=number)
        if since is None:  # a whole store was imported: its history stayed behind
            since = page.session.value("operations.brought_by", id=number)
        page.ledger.update("customer", number, number, deleted_at=None)
        check_identities(page.session, number, since)


def _back(page: Page, customers: Sequence[Customer]) -> Iterator[Sentence]:
    from leadfunnel.services.capture import namesakes

    for found in customers:
        yield said(N_("{customer} is back."), customer=found)
        yield from namesakes(page, found.name, besides=found.id)


def _binned(page: Page, customer: Customer, days: int) -> Binned:
    at = customer.deleted_at or 0
    return Binned(customer, at, page.calendar.day(at) + timedelta(days=days))


def _delete(page: Writing, ids: list[int]) -> Changed:
    before = page.customers(ids)
    for number in ids:
        page.ledger.update("customer", number, number, deleted_at=page.now)
    page.settle()
    text = N_("Deleted {customer}. Bring back with: leadfunnel restore-customer {id}")
    spoken = [(said(text, customer=found, id=found.id),) for found in before]
    return Changed(page.ledger.recorded, page.customers(ids), whom.told(spoken))
