"""Growth: who came, and what became of them; derived from facts, never promoted by hand."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from leadfunnel.domain.fold import fold
from leadfunnel.domain.period_text import around
from leadfunnel.domain.record import dataclass
from leadfunnel.errors import N_, UnreadableError

STEPS = ("acquired", "active", "retained", "revenue", "referral")
NAMES: dict[str, dict[str, str]] = {
    "acquired": {"en": "Acquired", "zh-CN": "拉新", "zh-TW": "獲取"},
    "active": {"en": "Active", "zh-CN": "促活", "zh-TW": "活化"},
    "retained": {"en": "Retained", "zh-CN": "留存", "zh-TW": "留存"},
    "revenue": {"en": "Revenue", "zh-CN": "转化", "zh-TW": "變現"},
    "referral": {"en": "Referral", "zh-CN": "传播", "zh-TW": "推薦"},
    "junk": {"en": "Junk", "zh-CN": "无效", "zh-TW": "無效"},
    "brought": {"en": "Brought", "zh-CN": "被带来", "zh-TW": "被帶來"},
}
ALIASES = {"activated": "active", "bought": "revenue", "added": "acquired", "retention": "retained"}
FIGURES = tuple(NAMES)
"""What may be opened: the steps, who is no fit, and whom the others brought."""


class UnknownFigure(UnreadableError):
    """No figure of the report is called that."""

    code = "unknown_figure"
    message = N_("There is no figure {text}: one of {known}, or a cohort such as 2026-10+1.")
    hint = N_("For example: leadfunnel aarrr --open active:抖音, or --open 2026-10+1")


@dataclass(frozen=True)
class Kept:
    """Who counts as retained: spoken with in `weeks` weeks, or `days` days after being added."""

    weeks: int
    days: int
    week_start: int = 0


@dataclass(frozen=True)
class Life:
    """What became of one customer: the days of contact, money in minor units by currency."""

    id: int
    born_on: date
    group: str | None = None
    contacts: tuple[date, ...] = ()
    bought: bool = False
    brought: int = 0
    junk: bool = False
    sums: tuple[tuple[str, int], ...] = ()

    def reached(self, kept: Kept) -> frozenset[str]:
        """Return what holds of them; each step is counted by itself, whatever the others say."""
        held = {
            "acquired": True,
            "active": bool(self.contacts),
            "retained": self._retained(kept),
            "revenue": self.bought,
            "referral": self.brought > 0,
            "junk": self.junk,
        }
        return frozenset(name for name, holds in held.items() if holds)

    def _retained(self, kept: Kept) -> bool:
        weeks = {around("week", day, kept.week_start).first for day in self.contacts}
        late = self.born_on + timedelta(days=kept.days)
        return len(weeks) >= kept.weeks or any(day >= late for day in self.contacts)


@dataclass(frozen=True)
class Quality:
    """How many of a group came to each step, how many are junk, and what they came to."""

    group: str | None
    counts: Mapping[str, int]
    brought: int
    sums: Mapping[str, int]

    @property
    def acquired(self) -> int:
        """How many were added."""
        return self.counts.get("acquired", 0)


def qualities(lives: Iterable[Life], kept: Kept) -> tuple[Quality, ...]:
    """Return the figures of each group, the largest first."""
    groups: dict[str | None, list[Life]] = defaultdict(list)
    for life in lives:
        groups[life.group].append(life)
    found = (quality(group, members, kept) for group, members in groups.items())
    return tuple(sorted(found, key=lambda one: (-one.acquired, one.group is None, one.group or "")))


def quality(group: str | None, lives: Iterable[Life], kept: Kept) -> Quality:
    """Return the figures of some customers."""
    counts: Counter[str] = Counter()
    sums: Counter[str] = Counter()
    brought = 0
    for life in lives:
        counts.update(life.reached(kept))
        brought += life.brought
        for currency, minor in life.sums:
            sums[currency] += minor
    return Quality(group, counts, brought, sums)


@dataclass(frozen=True)
class CohortRow:
    """Those added in one week or month: how many were spoken with in it, and in each after it.

    The last of `active` is of a period that is still `running`, or over.
    """

    label: str
    first: date
    size: int
    active: tuple[int, ...]
    running: bool


def cohorts(
    lives: Iterable[Life], unit: str, today: date, over: date, week_start: int = 0
) -> tuple[CohortRow, ...]:
    """Return the cohorts up to today, the earliest first; `over` is the last whole day."""
    groups: dict[date, list[Life]] = defaultdict(list)
    for life in lives:
        groups[around(unit, life.born_on, week_start).first].append(life)
    last = around(unit, today, week_start)
    return tuple(
        CohortRow(
            around(unit, first, week_start).label,
            first,
            len(groups[first]),
            _active(groups[first], unit, first, steps_between(unit, first, last.first)),
            last.last > over,
        )
        for first in sorted(groups)
    )


def steps_between(unit: str, first: date, day: date) -> int:
    """Return how many weeks or months after the one that begins on `first` a day lies."""
    if unit == "week":
        return (day - first).days // 7
    return 12 * (day.year - first.year) + day.month - first.month


def _active(lives: Iterable[Life], unit: str, first: date, last: int) -> tuple[int, ...]:
    counts: Counter[int] = Counter()
    for life in lives:
        counts.update({steps_between(unit, first, day) for day in life.contacts})
    return tuple(counts[step] for step in range(last + 1))


@dataclass(frozen=True)
class Figure:
    """A figure to open: a step of one group or of all, or a cell of the cohorts."""

    name: str
    group: str | None = None
    of_group: bool = False
    step: int | None = None

    def holds(self, life: Life, kept: Kept, unit: str) -> bool:
        """Tell whether somebody stands behind the figure."""
        if self.name in NAMES:
            fits = not self.of_group or fold(life.group or "") == fold(self.group or "")
            return fits and self.name in life.reached(kept)
        period = around(unit, life.born_on, kept.week_start)
        if period.label != self.name:
            return False
        days = (steps_between(unit, period.first, day) for day in life.contacts)
        return self.step is None or self.step in days


def read_figure(text: str, labels: Iterable[str]) -> Figure:
    """Read what is to be opened: active, active:抖音, 2026-10, 2026-10+1; raise UnknownFigure."""
    word, colon, group = text.strip().replace("：", ":").partition(":")
    named = {fold(name): code for code, names in NAMES.items() for name in (code, *names.values())}
    code = {**named, **ALIASES}.get(fold(word))
    if code is not None:
        return Figure(code, None if group in ("", "-") else group, bool(colon))
    label, plus, step = word.upper().partition("+")
    if label not in set(labels) or colon or (plus and not (step.isascii() and step.isdigit())):
        raise UnknownFigure(text=text[:40], known=", ".join(FIGURES))
    return Figure(label, step=int(step) if plus else None)
