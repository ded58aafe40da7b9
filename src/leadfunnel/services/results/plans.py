"""What the commands about plans return, and what else asks for plans is given."""

from __future__ import annotations

from leadfunnel.domain.plan import PlannedStep, due_step, next_step
from leadfunnel.domain.record import dataclass

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from leadfunnel.domain.customer import Customer
    from leadfunnel.domain.plan import Plan, Run


@dataclass(frozen=True)
class RunView:
    """A run with its steps as they stand; `over` says that nothing of it is waited for any more.

    `marked_by` are the interactions by the key of the step they did.
    """

    run: Run
    steps: tuple[PlannedStep, ...]
    satisfaction: int | None
    over: bool
    marked_by: Mapping[str, int]

    @property
    def done(self) -> int:
        """How many steps are done."""
        return sum(step.state == "done" for step in self.steps)

    @property
    def total(self) -> int:
        """How many steps there are for this customer."""
        return sum(step.state != "left_out" for step in self.steps)

    @property
    def due(self) -> PlannedStep | None:
        """The step that is due, held or not."""
        return None if self.over else due_step(self.steps)

    @property
    def next(self) -> PlannedStep | None:
        """The step that is due, else the next one ahead."""
        return None if self.over else self.due or next_step(self.steps)


@dataclass(frozen=True)
class DueStep:
    """A step of a plan to be done for a customer; `texts` are its words by language."""

    customer_id: int
    run_id: int
    plan: Plan
    step: PlannedStep
    texts: Mapping[str, str]
    late_days: int


@dataclass(frozen=True)
class RunList:
    """Running runs with their customers; `more` counts those left out."""

    items: tuple[tuple[Customer, RunView], ...]
    more: int
    today: date


@dataclass(frozen=True)
class PlanList:
    """Plans with how many run, whether they start by themselves, and whom they are kept for."""

    plans: tuple[Plan, ...]
    running: Mapping[str, int]
    off: tuple[str, ...]
    segments: Mapping[str, str]


@dataclass(frozen=True)
class PlanView:
    """One plan in full; `waiting` counts who matches its segment and is not in it yet."""

    plan: Plan
    running: int
    off: bool
    segment: str | None
    waiting: int


@dataclass(frozen=True)
class PlanFile:
    """A plan as the TOML that `plan load` reads."""

    plan: Plan
