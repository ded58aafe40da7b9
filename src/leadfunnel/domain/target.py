"""Targets: so much of a metric per day, week or month, with the pace that is still needed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

from leadfunnel.domain.calendar import (
    Period,
    day_period,
    month_period,
    quarter_period,
    week_period,
    year_period,
)
from leadfunnel.domain.interaction import known_word
from leadfunnel.domain.record import dataclass
from leadfunnel.errors import N_, UnreadableError

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any

MOST_PERCENT, MOST_STEPS = 1000, 60
STAGE = "stage:"


class UnknownMetric(UnreadableError):
    """Nothing of that name is counted."""

    code = "unknown_metric"
    message = N_("No metric {text}: one of {metrics}, stage:NAME.")
    hint = N_("For example: leadfunnel target set new 20 --per day")


class UnknownPer(UnreadableError):
    """A target is per day, week or the like."""

    code = "unknown_per"
    message = N_("A target is not set per {text}: one of {pers}.")


class BadRamp(UnreadableError):
    """A ramp is a list of percentages."""

    code = "bad_ramp"
    message = N_("The ramp {text} is no list of percentages from 1 to {most}.")
    hint = N_("For example: leadfunnel target set calls 50 --per week --ramp 60%,80%,100%")


METRICS: dict[str, tuple[str, tuple[str, ...]]] = {
    "new": (N_("new people"), ("新增", "加人", "拉新", "新客")),
    "calls": (N_("calls"), ("电话", "打电话", "電話", "call")),
    "connected": (N_("connected"), ("接通",)),
    "visits": (N_("visits"), ("到店", "visit")),
    "meetings": (N_("meetings"), ("拜访", "拜訪", "见面", "meeting")),
    "wechat": (N_("WeChat talks"), ("微信",)),
    "messages": (N_("messages"), ("消息", "訊息", "message")),
    "invites": (N_("invites"), ("邀约", "邀群", "邀約", "invite")),
    "joined": (N_("joined"), ("进群", "進群")),
    "pushes": (N_("pushes"), ("推送", "push")),
    "won": (N_("won"), ("成交", "成单")),
    "sales": (N_("sold"), ("业绩", "销售额", "營收", "業績")),
}
"""Metric code: its English words, and what else a seller types for it."""

PERS: dict[str, tuple[str, tuple[str, ...]]] = {
    "day": (N_("a day"), ("天", "日", "每天")),
    "workday": (N_("a working day"), ("工作日", "每工作日")),
    "week": (N_("a week"), ("周", "每周", "週", "每週")),
    "month": (N_("a month"), ("月", "每月")),
    "quarter": (N_("a quarter"), ("季", "季度", "每季")),
    "year": (N_("a year"), ("年", "每年")),
}
"""Length of the period a target is for: its English words, and what else a seller types."""

DAILY = ("day", "workday")


@dataclass(frozen=True)
class Target:
    """A target as set; `goal` is a count, or money in minor units of `currency`.

    It holds from a day on, and up to one where `until_on` is given. `owner_id` None is everybody,
    each for themselves. `ramp` are the percentages of the goal in the first periods.
    """

    id: int
    metric: str
    owner_id: int | None
    per: str
    goal: int
    currency: str | None
    from_on: date
    until_on: date | None = None
    ramp: tuple[int, ...] = ()

    def holds(self, day: date) -> bool:
        """Tell whether the target is in force on a day."""
        return self.from_on <= day and (self.until_on is None or day <= self.until_on)


@dataclass(frozen=True)
class Exchange:
    """The exchange of invitations for visits booked on the day; `goal` is what it comes to."""

    base: int
    booked: int
    exchange: int
    without_visit: int
    floor: int

    @property
    def goal(self) -> int:
        """The day's goal: more while no visit is booked, less for each that is, never below floor.

        Source: domain.md, 6; 30 - 5 x 2 = 20. A goal that is itself below the floor stays.
        """
        if not self.booked:
            return self.base + self.without_visit
        return max(min(self.floor, self.base), self.base - self.exchange * self.booked)


def read_metric(text: str) -> str:
    """Return the metric a seller means; a stage keeps the words after `stage:`."""
    plain = text.strip().replace("\uff1a", ":")
    for head in (STAGE, "阶段:", "階段:"):
        if plain.casefold().startswith(head) and plain[len(head) :].strip():
            return STAGE + plain[len(head) :].strip()
    found = known_word(METRICS, plain)
    if found is None:
        raise UnknownMetric(text=text[:40], metrics=", ".join(METRICS))
    return found


def read_per(text: str) -> str:
    """Return the length of the period a seller means."""
    found = known_word(PERS, text)
    if found is None:
        raise UnknownPer(text=text[:40], pers=", ".join(PERS))
    return found


def read_ramp(text: str) -> tuple[int, ...]:
    """Return the percentages of a ramp: `60%,80%,100%`."""
    parts = text.replace("\uff0c", ",").replace("\uff05", "%").split(",")
    found = [part.strip().removesuffix("%").strip() for part in parts]
    whole = all(part.isascii() and part.isdigit() and len(part) < 5 for part in found)
    if not whole or len(found) > MOST_STEPS or not all(1 <= int(p) <= MOST_PERCENT for p in found):
        raise BadRamp(text=text[:40], most=MOST_PERCENT)
    return tuple(map(int, found))


def period_around(per: str, day: date, week_start: int) -> Period:
    """Return the period of a target around a day."""
    if per == "week":
        return week_period(day, week_start)
    around: Mapping[str, Callable[[date], Period]] = {
        "month": month_period,
        "quarter": quarter_period,
        "year": year_period,
    }
    return around.get(per, day_period)(day)


def goal_on(target: Target, day: date, week_start: int, works: Callable[[date], bool]) -> int:
    """Return the goal of the period around a day: with a ramp, so many percent of it, rounded up.

    The first period is the one around the day from which the target holds; the last percentage
    stays. A ramp per working day passes over days off.
    """
    if not target.ramp:
        return target.goal
    step = _steps(target, day, week_start, works)
    percent = target.ramp[min(step, len(target.ramp) - 1)]
    return -(-target.goal * percent // 100)


def _steps(target: Target, day: date, week_start: int, works: Callable[[date], bool]) -> int:
    """Return how many periods lie between the first one and the one around a day."""
    first, last, most = target.from_on, day, len(target.ramp)
    if target.per == "workday":
        days = (first + timedelta(days=n) for n in range(max(0, (last - first).days)))
        return sum(1 for found in days if works(found))
    if target.per == "day":
        return (last - first).days
    count = 0
    around = period_around(target.per, first, week_start)
    while around.last < last and count < most:
        around = period_around(target.per, around.last + timedelta(days=1), week_start)
        count += 1
    return count


def days_left(period: Period, today: date, works: Callable[[date], bool]) -> int:
    """Return how many days of a period are left that count, today among them."""
    count = (period.last - today).days + 1
    return sum(1 for n in range(count) if works(today + timedelta(days=n)))


def needed(done: int, goal: int, left: int, unit: int = 1) -> int | None:
    """Return how many a day reach the goal in the days left; None if no day is left.

    Rounded up to whole units: of money, a unit is so many minor ones. 312 of 500 with 10 days left
    need 19 a day.
    """
    missing = max(0, goal - done)
    if not missing:
        return 0
    return -(-missing // (left * unit)) * unit if left else None


def in_force(targets: Sequence[Target], owner_id: int | None, day: date) -> list[Target]:
    """Return the targets of a person on a day: everybody's, but for what they have of their own."""
    holding = [target for target in targets if target.holds(day)]
    own = [target for target in holding if target.owner_id == owner_id]
    taken = {(target.metric, target.per) for target in own} if owner_id is not None else set()
    general: list[Target] = []
    if owner_id is not None:
        general = [
            target
            for target in holding
            if target.owner_id is None and (target.metric, target.per) not in taken
        ]
    return sorted([*general, *own], key=_order)


def _order(target: Target) -> tuple[Any, ...]:
    metrics, pers = tuple(METRICS), tuple(PERS)
    rank = metrics.index(target.metric) if target.metric in metrics else len(metrics)
    return (pers.index(target.per), rank, target.metric)
