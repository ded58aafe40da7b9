"""`why`: for what reasons a customer is on or off the morning list, term by term."""

from __future__ import annotations

from leadfunnel.domain.customer import Customer
from leadfunnel.domain.ranking import score
from leadfunnel.domain.remind_facts import Clock
from leadfunnel.domain.reminder import Reminder
from leadfunnel.domain.reminding import barred, is_dripped, verdicts
from leadfunnel.domain.sentence import Sentence, said
from leadfunnel.errors import N_
from leadfunnel.services import reminding, standing, who
from leadfunnel.services.book import Book, Page
from leadfunnel.services.morning import Day, promise_reason
from leadfunnel.services.results.agenda import Agenda, Reason
from leadfunnel.services.results.why import Place, Why
from leadfunnel.store import timeline


class Explaining:
    """`why`."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def why(self, text: str) -> Why:
        """Explain one customer's place; the list asked is that of whoever looks after them."""
        with self.book.read() as page:
            customer = page.customer(who.one(page, text))
            return _explained(page, customer)


def _explained(page: Page, customer: Customer) -> Why:
    clock = reminding.clock_of(page)
    facts = reminding.facts_of(page, [customer], clock)[customer.id]
    found = verdicts(facts, clock)
    never = barred(customer)
    holding = tuple(one.reminder for one in found if one.held is None)
    shown = () if never else (*_promises(page, clock, customer), *holding)
    terms = score(customer, shown, page.rules("score")) if shown else {}
    place, agenda = _place(page, customer) if shown else (None, None)
    return Why(
        customer=customer,
        place=place,
        shown=tuple(Reason(one.code, one.said, one.since) for one in shown),
        held=tuple((one.reminder, one.held) for one in found if one.held is not None),
        terms=terms,
        score=sum(terms.values()),
        barred=never,
        off_list=None if place or not agenda else _off_list(page, waits=is_dripped(facts, holding)),
        standing=standing.explain_layer(page, customer),
    )


def _promises(page: Page, clock: Clock, customer: Customer) -> list[Reminder]:
    promises = timeline.promises(page.session, customer.id)
    return [promise_reason(clock, one) for one in promises if one.due.day <= clock.today]


def _place(page: Page, customer: Customer) -> tuple[Place | None, Agenda]:
    owner = customer.owner.id if customer.owner else page.user_id
    agenda = Day(page, -1 if owner is None else owner).agenda(everything=False)
    numbers = [item.customer.id for item in agenda.items]
    if customer.id not in numbers:
        return None, agenda
    name = customer.owner.name if customer.owner else page.acting.user
    return Place(name, numbers.index(customer.id) + 1, len(numbers)), agenda


def _off_list(page: Page, *, waits: bool) -> Sentence:
    if waits:
        text = N_("waits to be brought in: {drip} imported customers a day")
        return said(text, drip=page.settings.import_drip)
    text = N_("left over: {capacity} suggestions are shown; see all: leadfunnel today --all")
    return said(text, capacity=page.settings.capacity)
