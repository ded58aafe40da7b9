"""What `week` returns."""

from __future__ import annotations

from leadfunnel.domain.record import dataclass

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from leadfunnel.domain.aged import Difference
    from leadfunnel.domain.figures import Cohort, Flow
    from leadfunnel.domain.leaving import Jump, Leaving
    from leadfunnel.domain.pipeline import Pipeline
    from leadfunnel.domain.review_note import ReviewNote
    from leadfunnel.services.results.activity import Effort, Leader, Outlook, Work
    from leadfunnel.services.results.leak import LeakReport


@dataclass(frozen=True)
class WeekRow:
    """One group's week: how far its newcomers got, what was done, who waits for a next step.

    `work` is None where what was done cannot be told apart by the group.
    """

    name: str | None
    cohort: Cohort
    work: Work | None
    without_next: int | None
    lost_track: int | None


@dataclass(frozen=True)
class Waiting:
    """How many wait: without a next step, and out of contact for `days`, by the owner's name.

    `late` counts the moves of the week that were recorded more than `late_days` later.
    """

    without_next: Mapping[str | None, int]
    lost_track: Mapping[str | None, int]
    days: int
    late: Mapping[str | None, int]
    late_days: int


@dataclass(frozen=True)
class Ahead:
    """The week after: open promises by day, and how many new people a day the targets ask for."""

    first: date
    last: date
    promises: Mapping[date, int]
    new_a_day: int | None


@dataclass(frozen=True)
class WeekReport:
    """A week in review: everybody's, one owner's, or in groups side by side.

    `before` is the week before at the same age, in seconds; `steps` compares the two. `standing`
    counts who stands at each rung at the end; `won_new` and `won_old` count who came to a won
    stage, having come in this week or before. `leak` is of the last weeks of everybody, None in
    one owner's review. `by` is what the groups are told apart by, None for one group alone.
    Instants are UTC seconds.
    """

    pipeline: Pipeline
    first: date
    last: date
    label: str
    as_of: int
    known_at: int | None
    recorded_since: int
    who: str | None
    by: str | None
    age: int
    total: WeekRow
    before: WeekRow
    rows: tuple[WeekRow, ...]
    steps: tuple[Difference, ...]
    least: int
    flow: Flow
    standing: Mapping[str, int]
    jumps: tuple[Jump, ...]
    leavings: tuple[Leaving, ...]
    won_new: int
    won_old: int
    buyers: int
    effort: Effort
    leaders: tuple[Leader, ...]
    waiting: Waiting
    outlook: Outlook
    leak: LeakReport | None
    ahead: Ahead
    workdays: tuple[date, ...]
    notes: tuple[ReviewNote, ...]
    promised: tuple[ReviewNote, ...]


@dataclass(frozen=True)
class WeekPasted:
    """The review as Markdown, to be pasted into a chat or a wiki."""

    report: WeekReport
