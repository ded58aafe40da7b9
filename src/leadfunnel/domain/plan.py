"""Plans: what to do with a customer on which day, and how far one customer's run of it is.

A run copies its plan. Which of its steps are due is derived from day 0, the marks and today, and
never stored ahead (domain.md, section 7).
"""

from __future__ import annotations

from datetime import date, timedelta

from leadfunnel.domain.record import dataclass, field
from leadfunnel.errors import N_, UnreadableError

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from typing import Any

_DAY = timedelta(days=1)
LONGEST_HOLIDAY = 60
"""No more days in a row are passed over in search of a working day."""
CONTACT_KINDS = frozenset(("call", "visit", "meeting", "demo"))
MESSAGE_KINDS = frozenset(("wechat", "line", "whatsapp", "sms", "email"))
FITTING = {
    "message": MESSAGE_KINDS | CONTACT_KINDS,
    "call": CONTACT_KINDS,
    "visit": CONTACT_KINDS - {"call"},
    "push": frozenset(("push", "coupon", "sample")),
    "greeting": frozenset(("greeting",)) | CONTACT_KINDS,
}
"""By the channel of a step, the kinds of interaction that do it: one closer than asked does too."""
CHANNELS = {
    "message": N_("message"),
    "call": N_("call"),
    "visit": N_("visit"),
    "push": N_("push"),
    "greeting": N_("greeting"),
}
ON_WORKING_DAYS = frozenset(("call", "visit"))
STATES = {
    "done": N_("done"),
    "skipped": N_("skipped"),
    "missed": N_("missed"),
    "due": N_("due"),
    "held": N_("held"),
    "ahead": N_("ahead"),
    "left_out": N_("left out"),
}
"""In what state a step is; `held` is due but for an open case, `left_out` is not for this one."""
ENDED = {
    "bought_again": N_("bought again"),
    "refunded": N_("refunded in full"),
    "undone": N_("what started it was taken back"),
    "do_not_contact": N_("asked not to be contacted"),
    "left": N_("left the ladder"),
    "moved_on": N_("moved to another stage"),
    "untagged": N_("tag taken off"),
    "closed": N_("the plan was closed"),
}
"""Why a run ended by itself; what a person says stands as they said it."""
SATISFIED_FROM = 4


class UnknownPlan(UnreadableError):
    """No plan of this name."""

    code = "unknown_plan"
    message = N_("No plan {text}: one of {plans}.")
    hint = N_("See them with: leadfunnel plan list")


@dataclass(frozen=True)
class Step:
    """One step: on which day, by which channel, in what words.

    `texts` are keyed by language; `satisfied` and `unsatisfied` stand in for them once the
    customer said how satisfied they are. With `when` the step is for one of these only. `day` is
    counted from day 0, with `from_start` from the day on which the run began. `no_open_case` holds
    it back while a complaint is open; `asks` names what is to be asked.
    """

    day: int
    channel: str
    texts: Mapping[str, str]
    satisfied: Mapping[str, str] = field(default_factory=dict)
    unsatisfied: Mapping[str, str] = field(default_factory=dict)
    asks: str | None = None
    when: str | None = None
    no_open_case: bool = False
    from_start: bool = False

    def words(self, satisfaction: int | None) -> Mapping[str, str]:
        """Return what to say, by language, to somebody of this satisfaction (1-5, if known)."""
        if satisfaction is None:
            return self.texts
        return (self.satisfied if _satisfied(satisfaction) else self.unsatisfied) or self.texts

    def is_for(self, satisfaction: int | None) -> bool:
        """Tell whether the step is for somebody of this satisfaction (1-5, if known)."""
        if self.when is None:
            return True
        return satisfaction is not None and _satisfied(satisfaction) == (self.when == "satisfied")


def _satisfied(satisfaction: int) -> bool:
    return satisfaction >= SATISFIED_FROM


@dataclass(frozen=True)
class Plan:
    """A plan as declared.

    `anchor` says from where day 0 counts: `start`, or `care` for the day the goods arrive. `start`
    is what starts it by itself: purchase, repurchase, stage:CODE, tag:KEY; `suits` the filter of
    whom it is for; `every` how it comes again, as said. `bought` ends a run with a later purchase,
    `leaving` when the customer leaves that stage.
    """

    name: str
    titles: Mapping[str, str]
    steps: tuple[Step, ...]
    anchor: str = "start"
    start: str | None = None
    suits: str | None = None
    every: str | None = None
    bought: bool = True
    leaving: str | None = None


@dataclass(frozen=True)
class Run:
    """One customer's run of a plan: the plan as it was copied, and from when it counts.

    `lead` is how many days before day 0 it began; `rule` is the canonical form in which a plan
    recurs. `status` is running, finished or stopped; `cause` what started it.
    """

    id: int
    customer_id: int
    plan: Plan
    day_zero: date
    until: date
    lead: int = 0
    rule: str | None = None
    cause: str = "hand"
    cause_id: int | None = None
    status: str = "running"
    ended_at: int | None = None
    end_reason: str | None = None

    @property
    def began(self) -> date:
        """The day on which the run began."""
        return self.day_zero - timedelta(days=self.lead)


@dataclass(frozen=True)
class Look:
    """What the steps of a run are looked at with; `works` tells the days on which one calls."""

    today: date
    works: Callable[[date], bool] = lambda _: True
    satisfaction: int | None = None
    open_case: bool = False
    late_days: int = 14


@dataclass(frozen=True)
class PlannedStep:
    """A step of a run with its day and its state; `key` names it in marks and when typed."""

    key: str
    step: Step
    on: date
    state: str


def step_days(steps: Sequence[Step], zero: date, lead: int, look: Look) -> tuple[date, ...]:
    """Return the day of each step.

    Calls and visits on a day off move to the next working day; of two steps on one day the later
    one moves on.
    """
    found: list[date] = []
    for step in steps:
        began = zero - timedelta(days=lead) if step.from_start else zero
        day = began + timedelta(days=step.day)
        if found:
            day = max(day, found[-1] + _DAY)
        found.append(_working(day, look) if step.channel in ON_WORKING_DAYS else day)
    return tuple(found)


def _working(day: date, look: Look) -> date:
    for count in range(LONGEST_HOLIDAY):
        if look.works(day + count * _DAY):
            return day + count * _DAY
    return day


def planned(
    run: Run, marks: Mapping[str, str], look: Look, cycle: date | None = None
) -> tuple[PlannedStep, ...]:
    """Return the steps of a run in order, each with its day and its one state.

    `marks` are done or skipped by the key of a step. `cycle` is day 0 of the round that a plan
    which recurs is in, or comes to next.
    """
    steps = run.plan.steps
    days = step_days(steps, cycle or run.day_zero, 0 if cycle else run.lead, look)
    keys = [step_key(step, cycle) for step in steps]
    latest = _latest(steps, days, look)
    return tuple(
        PlannedStep(key, step, day, marks.get(key) or _state(step, day, place == latest, look))
        for place, (key, step, day) in enumerate(zip(keys, steps, days, strict=True))
    )


def step_key(step: Step, cycle: date | None = None) -> str:
    """Return the name of a step: its day, in a plan that recurs behind the day of its round."""
    return f"{cycle.isoformat()}+{step.day}" if cycle else str(step.day)


def _latest(steps: Sequence[Step], days: Sequence[date], look: Look) -> int | None:
    """Return the place of the latest step whose day has come, of those for this customer."""
    come = (
        place
        for place, step in enumerate(steps)
        if days[place] <= look.today and step.is_for(look.satisfaction)
    )
    return max(come, default=None)


def _state(step: Step, day: date, latest: bool, look: Look) -> str:
    if not step.is_for(look.satisfaction):
        return "left_out"
    if day > look.today:
        return "ahead"
    if not latest or (look.today - day).days > look.late_days:
        return "missed"
    return "held" if step.no_open_case and look.open_case else "due"


def due_step(steps: Sequence[PlannedStep]) -> PlannedStep | None:
    """Return the step that is due, held or not, if any is."""
    return next((step for step in steps if step.state in ("due", "held")), None)


def next_step(steps: Sequence[PlannedStep]) -> PlannedStep | None:
    """Return the next step ahead, if there is one."""
    return next((step for step in steps if step.state == "ahead"), None)


def is_over(run: Run, today: date, late_days: int) -> bool:
    """Tell whether a run is over: ended, or its last step longer past than anyone waits."""
    return run.status != "running" or (today - run.until).days > late_days


def current_round(days: Iterator[date], today: date) -> date | None:
    """Return the last of the days, in order, that is not after today; else the first."""
    found = None
    for day in days:
        if found is not None and day > today:
            break
        found = day
    return found


def does(step: Step, kind: str, touch: str | None) -> bool:
    """Tell whether an interaction does a step: a fitting kind, unless nobody was reached."""
    return kind in FITTING[step.channel] and touch in ("contact", "light")


def plan_to_dict(plan: Plan) -> dict[str, Any]:
    """Return the plan as plain values for JSON, without what has its default."""
    found: dict[str, Any] = {"name": plan.name, "titles": dict(plan.titles)}
    for key in ("anchor", "start", "suits", "every", "bought", "leaving"):
        if getattr(plan, key) != getattr(Plan, key):
            found[key] = getattr(plan, key)
    found["steps"] = [
        {key: value for key, value in vars(step).items() if value or key in ("day", "texts")}
        for step in plan.steps
    ]
    return found


def plan_from_dict(data: Mapping[str, Any]) -> Plan:
    """Rebuild a plan from `plan_to_dict`; trusts it, since it was checked when stored."""
    return Plan(**{**data, "steps": tuple(Step(**step) for step in data["steps"])})
