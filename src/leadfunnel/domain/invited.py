"""Somebody on the list of a campaign, and what may be counted of them."""

from __future__ import annotations

from leadfunnel.domain.record import dataclass

INTENT = ("A", "B")


@dataclass(frozen=True)
class Span:
    """A half-open span of UTC seconds."""

    begin: int
    end: int

    def holds(self, at: int) -> bool:
        """Tell whether an instant lies in the span."""
        return self.begin <= at < self.end


@dataclass(frozen=True)
class Called:
    """One call; `reached` tells whether somebody answered."""

    at: int
    outcome: str | None
    grade: str | None
    reached: bool
    text: str = ""


@dataclass(frozen=True)
class Fact:
    """Something true of an invitation from an instant on."""

    fact: str
    value: str
    at: int
    on_day: str | None = None


@dataclass(frozen=True)
class Step:
    """An instant at which an invitation came to a rung, None for an exit."""

    at: int
    rank: int | None


@dataclass(frozen=True)
class Bought:
    """A purchase, or a refund with a negative amount; the amount may not be known."""

    at: int
    amount: int | None
    currency: str | None
    refund: bool


@dataclass(frozen=True)
class Invited:
    """Somebody on the list: what happened to them, the oldest first, up to the instant looked at.

    `came` is the rank from which on they were in the shop, `won` that of buying. `graded` is the
    last A, B or D from before the days of inviting; `talks` were graded and no calls.
    """

    customer_id: int
    guide_id: int
    number: int | None = None
    assigned_on: str | None = None
    source: str | None = None
    graded: str | None = None
    came: int = 4
    won: int = 5
    steps: tuple[Step, ...] = ()
    facts: tuple[Fact, ...] = ()
    calls: tuple[Called, ...] = ()
    talks: tuple[Called, ...] = ()
    sales: tuple[Bought, ...] = ()

    def last(self, *names: str) -> Fact | None:
        """Return the latest fact of these names."""
        found = [one for one in self.facts if one.fact in names]
        return found[-1] if found else None

    @property
    def junk(self) -> str | None:
        """Why they are junk, None where they are not."""
        fact = self.last("junk", "reopened")
        return fact.value if fact and fact.fact == "junk" else None

    @property
    def entry(self) -> str | None:
        """How they joined the group they are in: phone or qr; None outside of it."""
        fact = self.last("group", "left")
        return fact.value if fact and fact.fact == "group" else None

    @property
    def standing(self) -> str | None:
        """The last A, B or D that was given, in these days or before them."""
        told = sorted((*self.calls, *self.talks), key=lambda one: one.at)
        grades = [one.grade for one in told if one.grade in ("A", "B", "D")]
        return grades[-1] if grades else self.graded

    @property
    def answers(self) -> tuple[int, ...]:
        """When somebody answered, by whatever way."""
        return tuple(one.at for one in (*self.calls, *self.talks) if one.reached)

    @property
    def interests(self) -> tuple[str, ...]:
        """What they are interested in, each once."""
        return tuple(dict.fromkeys(one.value for one in self.facts if one.fact == "interest"))

    def first(self, *names: str) -> int | None:
        """Return when the first fact of these names began."""
        return next((one.at for one in self.facts if one.fact in names), None)

    @property
    def came_at(self) -> int | None:
        """When they came; whoever bought has been there."""
        steps = [one.at for one in self.steps if one.rank is not None and one.rank >= self.came]
        return min((*steps, *self._bought), default=None)

    @property
    def bought_at(self) -> int | None:
        """When they first bought."""
        steps = [one.at for one in self.steps if one.rank is not None and one.rank >= self.won]
        return min((*steps, *self._bought), default=None)

    @property
    def _bought(self) -> tuple[int, ...]:
        return tuple(one.at for one in self.sales if not one.refund)

    def joined_at(self, entry: str) -> int | None:
        """Return when they last joined the group by a way."""
        found = [one for one in self.facts if one.fact == "group"]
        return found[-1].at if found and found[-1].value == entry else None

    def tries(self) -> int:
        """Return how many calls reached nobody since somebody last answered."""
        count = 0
        for one in self.calls:
            count = 0 if one.reached else count + 1
        return count
