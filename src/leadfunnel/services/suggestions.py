"""The suggestions of a morning: those with the highest scores, and how many there are in all."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from leadfunnel.domain.customer import Customer
from leadfunnel.domain.followup import FollowUp
from leadfunnel.domain.ranking import score
from leadfunnel.domain.remind_facts import Clock
from leadfunnel.domain.reminder import Reminder
from leadfunnel.domain.reminding import is_dripped, reminders
from leadfunnel.services import reminding
from leadfunnel.services.book import Page
from leadfunnel.services.candidates import CASE, STUCK, Candidates
from leadfunnel.services.results import COUNTED
from leadfunnel.services.results.agenda import AgendaItem, Reason

ALL = 1_000_000_000
DEEPEST = 30
"""At least so many of each reason and stage may come to be shown."""
_GROUPS = ("overdue", "due", "reminder")


class Suggestions:
    """Whom reminders hold for besides those with a promise.

    `shown` are those with the highest scores, `items` all who were weighed, `known` counts
    everybody, as far as is counted. Whoever cannot come before the last one shown is not weighed,
    unless the counts depend on them.
    """

    def __init__(
        self,
        page: Page,
        clock: Clock,
        owner: int | None,
        taken: Collection[int],
        *,
        everything: bool = False,
    ) -> None:
        self.page, self.clock, self.taken = page, clock, set(taken)
        self.capacity = ALL if everything else page.settings.capacity
        deep = ALL if everything else max(2 * self.capacity, DEEPEST)
        self.asked = Candidates(page, clock, owner, deep)
        self.items: list[AgendaItem] = []
        self._free: list[AgendaItem] = []
        self._dripped: list[AgendaItem] = []
        self.weighed: set[int] = set()
        if everything:
            self._weigh(self.asked.ids)
        else:
            self._weigh_first()
            self._weigh_counted()

    # --- who is weighed

    def _weigh_first(self) -> None:
        """Weigh from the highest bound on, until nobody left can come before the last shown."""
        self._weigh(self.asked.apart)
        bounds = self.asked.bounds()
        waiting = sorted((-bounds[number], number) for number in bounds)
        while waiting and not self._settled(*waiting[0]):
            self._weigh(number for _, number in waiting[: self.capacity])
            del waiting[: self.capacity]

    def _settled(self, least: int, number: int) -> bool:
        places = self.places
        if not places:
            return True
        return len(self.items) >= places and order(self.items[places - 1]) < _place(least, number)

    def _weigh_counted(self) -> None:
        """Weigh those who may be none, where their count is told exactly."""
        enough = COUNTED + self.places + len(self.taken) + 1
        self.asked.count(enough)
        sure = self.asked.sure
        if len(sure) < enough:
            self._weigh(self.asked.known - sure)

    def _weigh(self, numbers: Iterable[int]) -> None:
        new = [number for number in numbers if number not in self.taken | self.weighed]
        self.weighed.update(new)
        if new:
            reminding.ask_ahead(self.page, new, self.clock)
        customers = self.page.customers(new)
        facts = reminding.facts_of(self.page, customers, self.clock)
        for customer in customers:
            found = reminders(facts[customer.id], self.clock)
            dripped = is_dripped(facts[customer.id], found)
            if found:
                item = weighed(self.page, customer, found)
                (self._dripped if dripped else self._free).append(item)
        self.items = sorted((*self._free, *self.brought_in), key=order)

    # --- what came of it

    @property
    def brought_in(self) -> list[AgendaItem]:
        """Who of those that came by import is brought in today."""
        return sorted(self._dripped, key=order)[: self.asked.intake.left]

    @property
    def waiting(self) -> int:
        """How many of those that came by import wait for another day."""
        waiting = self.asked.intake.waiting()
        return waiting if waiting >= COUNTED else max(0, waiting - len(self.brought_in))

    @property
    def places(self) -> int:
        """How many are shown at most: complaints are never cut."""
        return max(sum(map(_is_case, self.items)), self.capacity)

    @property
    def shown(self) -> list[AgendaItem]:
        """The suggestions that there is time for, the highest score first."""
        return self.items[: self.places]

    @property
    def known(self) -> int:
        """How many suggestions there are, as far as they were counted."""
        none = self.weighed - {item.customer.id for item in self.items}
        return len(self.asked.known - self.taken - none)

    @property
    def stuck(self) -> int:
        """How many of them stand too long where they are, as far as they were counted."""
        holds = {item.customer.id for item in self.items if STUCK in codes_of(item)}
        standing = self.asked.standing(STUCK) | holds
        return len(standing - self.taken - (self.weighed - holds))


def weighed(
    page: Page,
    customer: Customer,
    found: Sequence[Reminder],
    group: str = "reminder",
    follow_up: FollowUp | None = None,
) -> AgendaItem:
    """Return a customer with the reasons to think of them and their score."""
    terms = score(customer, found, page.rules("score"))
    return AgendaItem(
        customer=customer,
        group=group,
        reasons=tuple(Reason(one.code, one.said, one.since) for one in found),
        score=sum(terms.values()),
        terms=terms,
        follow_up=follow_up,
        last=None,
    )


def codes_of(item: AgendaItem) -> set[str]:
    """Return the reasons of an item by their codes."""
    return {reason.code for reason in item.reasons}


def _is_case(item: AgendaItem) -> bool:
    return CASE in codes_of(item)


def order(item: AgendaItem) -> tuple[object, ...]:
    """Complaints first, then late promises, today's by the clock, and suggestions by score."""
    rank = _GROUPS.index(item.group)
    if item.follow_up is not None:
        return (not _is_case(item), rank, *item.follow_up.due.order(), item.customer.id)
    return (not _is_case(item), *_place(-item.score, item.customer.id)[1:])


def _place(least: int, number: int) -> tuple[object, ...]:
    """Where a suggestion stands that is no complaint; `least` is its score below zero."""
    return (True, _GROUPS.index("reminder"), least, number)
