"""What `today` returns."""

from __future__ import annotations

from leadfunnel.domain.record import dataclass

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from leadfunnel.domain.campaign import Check
    from leadfunnel.domain.customer import Customer
    from leadfunnel.domain.followup import FollowUp
    from leadfunnel.domain.interaction import Interaction
    from leadfunnel.domain.pipeline import Stage
    from leadfunnel.domain.playbook import NextStep
    from leadfunnel.domain.sentence import Sentence
    from leadfunnel.services.results.promised import Promise
    from leadfunnel.services.results.targets import Standing


@dataclass(frozen=True, eq=False, repr=False)
class Reason:
    """Why a customer is on the list; `since` is the instant it began, if it has one."""

    code: str
    said: Sentence
    since: int | None


@dataclass(frozen=True, eq=False, repr=False)
class AgendaItem:
    """One customer of the morning list; `group` is overdue, due or reminder."""

    customer: Customer
    group: str
    reasons: tuple[Reason, ...]
    score: int
    terms: Mapping[str, int]
    follow_up: FollowUp | None
    last: Interaction | None
    next_step: NextStep | None = None


@dataclass(frozen=True, eq=False, repr=False)
class Round:
    """A greeting day that is near, and how many people there are to greet, one at a time."""

    name: str
    day: date
    people: int


@dataclass(frozen=True, eq=False, repr=False)
class DailySteps:
    """What there is to do of the steps that come round every day, each by its count.

    `unsorted` are new people to sort, the others those of the list, what was cut from it too, whom
    a stage holds too long, who are due a step of a plan, and whom to greet or send something.
    """

    unsorted: int = 0
    to_move: int = 0
    plan_steps: int = 0
    to_write: int = 0


@dataclass(frozen=True, eq=False, repr=False)
class Agenda:
    """The morning list; `left_over` counts suggestions cut, `left_over_more` that it was capped.

    `idle` counts by stage who stands there without a next step; `checks` are what an organiser of
    a sale event has to have ready, `tasks` how many calls a guide was given today, by event.
    """

    day: date
    now: int
    items: tuple[AgendaItem, ...]
    left_over: int
    left_over_more: bool
    next_promise: Promise | None
    idle: tuple[tuple[Stage, int], ...]
    untagged: int
    drip_waiting: int
    sleepers: int = 0
    standing: Standing | None = None
    rounds: tuple[Round, ...] = ()
    steps: DailySteps = DailySteps()
    checks: tuple[Check, ...] = ()
    tasks: tuple[tuple[str, int], ...] = ()

    @property
    def without_next(self) -> int:
        """How many have no next step and need one."""
        return sum(count for _, count in self.idle)
