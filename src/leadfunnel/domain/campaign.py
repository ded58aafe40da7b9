"""A sale event: its days, what each guide is to do a day, and what has to be ready."""

from __future__ import annotations

from datetime import date, timedelta

from leadfunnel.domain.record import dataclass
from leadfunnel.domain.target import Exchange
from leadfunnel.errors import N_

CHECKS = {
    "goal": N_("Set the goal, the offer, and what guides get for it."),
    "list": N_("Make the list of whom to invite, and grade them."),
    "goods": N_("Order goods by what people want, and price them."),
    "confirm": N_("Confirm the visits that are booked."),
    "remind": N_("Remind everybody who is coming tomorrow."),
    "thank": N_("Thank the buyers, and say when it is delivered."),
    "chase": N_("Go after those who came and did not buy."),
    "review": N_("Look back: what worked, by figures."),
}
"""What is to be ready before and after a sale, by code (seller.md, G32)."""

OPENS = {
    "list": "campaign fill {name}",
    "goods": "campaign summary {name}",
    "confirm": "campaign summary {name} --open booked",
    "remind": "campaign summary {name} --open booked",
    "thank": "campaign summary {name} --open bought",
    "chase": "campaign summary {name} --open not-bought",
    "review": "campaign summary {name}",
}
"""The command that helps with each."""


@dataclass(frozen=True)
class Policy:
    """What guides are to do a day, and what doing it, or not, brings them.

    `source` is that of whoever is met during the event, "" for its name.
    """

    calls: int = 50
    group: int = 30
    exchange: int = 5
    without_visit: int = 5
    floor: int = 10
    reward: str = ""
    penalty: str = ""
    source: str = ""


@dataclass(frozen=True)
class Guide:
    """Somebody who invites, with the goals of a day; `user_id` 0 stands for nobody yet."""

    user_id: int
    name: str
    calls: int
    group: int

    def invites(self, policy: Policy, booked: int) -> Exchange:
        """Return how many to ask into the group on a day with so many visits booked."""
        return Exchange(self.group, booked, policy.exchange, policy.without_visit, policy.floor)


@dataclass(frozen=True)
class Campaign:
    """A sale event from its first to its last day, both included; before it, days of warming up."""

    id: int
    name: str
    first: date
    last: date
    warm_from: date | None
    goal: str
    policy: Policy
    organiser_id: int | None
    organiser: str | None
    closed_on: date | None = None

    @property
    def begins(self) -> date:
        """The first day on which anybody may be invited."""
        return self.warm_from or self.first

    @property
    def source(self) -> str:
        """The source of whoever is met during the event."""
        return self.policy.source or self.name

    def runs(self, day: date) -> bool:
        """Tell whether a day lies in the warming up or the sale."""
        return self.closed_on is None and self.begins <= day <= self.last

    def check_day(self, offset: int) -> date:
        """Return the day of a check: before the first day, or past the last one."""
        return (self.first if offset <= 0 else self.last) + timedelta(days=offset)


@dataclass(frozen=True)
class Check:
    """Something that has to be ready on a day; `done_at` is UTC seconds."""

    id: int
    code: str
    text: str
    due: date
    done_at: int | None
    campaign: str = ""


def chosen(campaigns: list[Campaign], today: date) -> Campaign | None:
    """Return the campaign meant when none is named: the one that runs, else the nearest open one.

    Of several that run, the one that ends first.
    """
    open_ = [one for one in campaigns if one.closed_on is None]
    running = [one for one in open_ if one.runs(today)]
    if running:
        return min(running, key=lambda one: (one.last, one.id))
    coming = [one for one in open_ if one.begins > today]
    if coming:
        return min(coming, key=lambda one: (one.begins, one.id))
    return max(open_ or campaigns, key=lambda one: (one.last, one.id), default=None)
