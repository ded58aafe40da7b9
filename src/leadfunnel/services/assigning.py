"""`assign`: who looks after customers from now on."""

from __future__ import annotations

from collections.abc import Sequence

from leadfunnel.domain.customer import Customer
from leadfunnel.domain.sentence import Sentence, said
from leadfunnel.errors import N_, UnreadableError
from leadfunnel.services import profile, whom
from leadfunnel.services.book import Book, Writing
from leadfunnel.services.results.changed import Changed
from leadfunnel.services.whom import Deed, Named
from leadfunnel.store import people


class NoAssignee(UnreadableError):
    """`assign` needs somebody to assign to."""

    code = "no_assignee"
    message = N_("Say to whom: --to NAME.")
    hint = N_("With --to '' nobody looks after them any more.")


class Assigning:
    """`assign`."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def assign(self, named: Named, to: str | None, reason: str | None = None) -> Changed:
        """Give customers to an owner, with the follow-ups promised by the one before."""
        if to is None:
            raise NoAssignee()
        name, why = to.strip(), (reason or "").strip() or None

        def act(page: Writing, ids: list[int]) -> Changed:
            new = bool(name) and not people.find_users(page.session, name)
            owner = profile.owner_id(page, name)
            changed = {number for number in ids if profile.assign(page, number, owner, why)}
            first = (said(N_("{name} is a new owner here."), name=name),) if new else ()
            return _told(page, ids, changed, first)

        return whom.change(self.book, whom.meant(named), Deed("assign", name), act)


def _told(
    page: Writing, ids: Sequence[int], changed: set[int], first: tuple[Sentence, ...]
) -> Changed:
    page.settle()
    customers = page.customers(ids)
    spoken = [(_assigned(customer, changed),) for customer in customers]
    return Changed(page.ledger.recorded, customers, (*first, *whom.told(spoken)))


def _assigned(customer: Customer, changed: set[int]) -> Sentence:
    if customer.id not in changed:
        return said(N_("{customer} was so already."), customer=customer)
    if customer.owner is None:
        return said(N_("{customer} belongs to nobody now."), customer=customer)
    return said(N_("{customer} belongs to {owner} now."), customer=customer)
