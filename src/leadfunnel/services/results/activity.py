"""What `activity` returns."""

from __future__ import annotations

from collections.abc import Mapping

from leadfunnel.domain.record import dataclass
from leadfunnel.services.promise_record import PromiseRecord

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from datetime import date

    from leadfunnel.domain.outlook import Estimate, Measured
    from leadfunnel.domain.pipeline import Pipeline, Stage

METRICS = (
    "new", "calls", "connected", "messages", "visits", "meetings", "invites", "joined", "pushes",
    "greetings", "won",
)  # fmt: skip
"""What is counted, in the order it is shown."""


@dataclass(frozen=True)
class Work:
    """What was done: counts by metric, promises by what became of them, money by currency.

    `bought` and `returned` are in minor units; what was returned is below nothing.
    """

    counts: Mapping[str, int]
    kept: PromiseRecord
    bought: Mapping[str, int]
    returned: Mapping[str, int]

    def __getitem__(self, metric: str) -> int:
        """Return the count of a metric."""
        return self.counts.get(metric, 0)

    @property
    def net(self) -> dict[str, int]:
        """What was sold less what was returned, by currency."""
        codes = sorted({*self.bought, *self.returned})
        return {one: self.bought.get(one, 0) + self.returned.get(one, 0) for one in codes}


@dataclass(frozen=True)
class PersonWork:
    """What one person did in all and on each day; `name` None stands for nobody in particular."""

    id: int | None
    name: str | None
    total: Work
    days: tuple[Work, ...]


@dataclass(frozen=True)
class Effort:
    """Where touches went and where purchases came from, by the stage people stood at then.

    The stage, or grade, None is of those who stood nowhere, or had no grade yet.
    """

    pipeline: Pipeline
    touches: Mapping[str | None, int]
    purchases: Mapping[str | None, int]
    grades: Mapping[str | None, int]


@dataclass(frozen=True)
class Leader:
    """Whoever sold most in a currency: their part of the whole, in minor units less refunds."""

    currency: str
    name: str
    part: int
    whole: int
    sellers: int

    @property
    def share(self) -> float:
        """The part as a fraction of the whole."""
        return self.part / self.whole


@dataclass(frozen=True)
class Step:
    """How many came as far as a stage, and how many of the newcomers may be expected to."""

    stage: Stage
    rate: Measured
    expected: Estimate


@dataclass(frozen=True)
class Outlook:
    """What the rates of some weeks say of the newcomers, and how many it takes to win a goal.

    `people` came in during the days from `first` to `last`, and `still_open` of them may yet get
    on; `too_few` says that nothing is foretold of so few, at least `least` being wanted.
    """

    first: date
    last: date
    weeks: int
    people: int
    still_open: int
    least: int
    too_few: bool
    newcomers: int
    steps: tuple[Step, ...]
    goal: int
    goal_set: bool
    won: Stage | None
    needed: Estimate | None


@dataclass(frozen=True)
class ActivityReport:
    """What was done in a period by whom and when, and what it may lead to.

    `as_of` and `known_at` are instants; the period's days that are still ahead are left out. New
    are those added by hand; `imported` counts whom a file brought, with days of its own.
    """

    first: date
    last: date
    label: str
    as_of: int
    known_at: int | None
    recorded_since: int
    owner: str | None
    days: tuple[date, ...]
    people: tuple[PersonWork, ...]
    total: Work
    by_day: tuple[Work, ...]
    effort: Effort
    leaders: tuple[Leader, ...]
    outlook: Outlook
    imported: int = 0
