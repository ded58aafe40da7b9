"""A deal: what it was worth and where it stood, from its history alone."""

from __future__ import annotations

from datetime import date

from leadfunnel.domain.journey import Change, History
from leadfunnel.domain.money import Money
from leadfunnel.domain.quantity import share
from leadfunnel.domain.record import dataclass

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.domain.pipeline import Pipeline, Stage

WHOLE = 10_000
"""Basis points in a certainty."""
DAY = 86_400


@dataclass(frozen=True, slots=True)
class Terms:
    """What a deal was worth from an instant on; the probability is its own, in basis points."""

    at: int
    recorded_at: int
    amount: int | None = None
    currency: str | None = None
    probability: int | None = None
    closes_on: str | None = None
    product: str | None = None
    owner_id: int | None = None
    owner: str | None = None
    by: str = ""
    command: str = ""

    @property
    def money(self) -> Money | None:
        """The amount with its currency, None while nobody said one."""
        if self.amount is None or self.currency is None:
            return None
        return Money(self.amount, self.currency)

    @property
    def closes(self) -> date | None:
        """The day on which it is expected to close."""
        return date.fromisoformat(self.closes_on) if self.closes_on else None


@dataclass(frozen=True, slots=True)
class Shift:
    """One move of a deal to another stage; `command` is what recorded it."""

    at: int
    recorded_at: int
    sequence: int
    target: str
    by: str = ""
    reason: str | None = None
    command: str = ""
    assumed: bool = False
    owner_id: int | None = None
    owner: str | None = None


@dataclass(frozen=True)
class Deal:
    """One deal with its history: `shifts` and `terms` in order, as far as they are known.

    One that was read as it stands has its last move and its last terms alone, and is `imported`
    only if a file named it.
    """

    id: int
    customer_id: int
    pipeline: str
    unit: str
    title: str | None
    imported: bool
    shifts: tuple[Shift, ...]
    terms: tuple[Terms, ...] = ()

    @property
    def ref(self) -> str:
        """How it is typed: d12."""
        return f"d{self.id}"

    @property
    def last(self) -> Shift:
        """The move that brought it where it stands."""
        return self.shifts[-1]

    @property
    def worth(self) -> Terms:
        """Its terms as they stand; empty ones while nobody said any."""
        return self.terms[-1] if self.terms else Terms(self.shifts[0].at, self.shifts[0].at)

    @property
    def owner(self) -> tuple[int | None, str | None]:
        """Whose it is: number and name."""
        found = self.worth if self.terms else self.last
        return found.owner_id, found.owner

    @property
    def history(self) -> History:
        """Its moves as the figures of a funnel read them."""
        changes = tuple(
            Change(shift.at, shift.sequence, None, shift.target, shift.assumed)
            for shift in self.shifts
        )
        return History(self.id, self.customer_id, changes)

    def stage(self, pipeline: Pipeline) -> Stage:
        """Return where it stands."""
        return pipeline.stage(self.last.target)

    def chance(self, pipeline: Pipeline) -> int | None:
        """Return its own probability, else that of its stage, in basis points."""
        own = self.worth.probability
        return self.stage(pipeline).probability if own is None else own

    def is_open(self, pipeline: Pipeline) -> bool:
        """Tell whether it is neither won nor lost."""
        return self.stage(pipeline).kind == "open"

    def asleep(self, pipeline: Pipeline, now: int) -> bool:
        """Tell whether it has stood in its stage for longer than the stage allows."""
        limit = self.stage(pipeline).limit_days
        return limit is not None and now - self.last.at > limit * DAY

    def won_at(self, pipeline: Pipeline) -> int | None:
        """Return when it was won, None where it does not stand as won."""
        if self.stage(pipeline).kind not in ("won", "repeat"):
            return None
        wins = (shift.at for shift in self.shifts if pipeline.stage(shift.target).kind == "won")
        return next(wins, self.last.at)


def weighted(amount: int, probability: int) -> int:
    """Return an amount in minor units times a probability in basis points, half-even."""
    return share(amount, probability, WHOLE)
