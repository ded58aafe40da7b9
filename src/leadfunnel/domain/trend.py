"""Rates by start: as a line over weeks or months, and as a table of start by time since.

All points of a line are taken at one age, counted from the start of each period: that of the
youngest period old enough (`climb.is_mature`), counting as long as the longest of them. Younger
periods are immature: they are taken as they stand.
"""

from __future__ import annotations

from bisect import bisect_right

from leadfunnel.domain.climb import DAY, Climb, is_mature, share, shares
from leadfunnel.domain.proportions import Share
from leadfunnel.domain.record import dataclass

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from leadfunnel.domain.calendar import Period
    from leadfunnel.domain.pipeline import Pipeline


@dataclass(frozen=True)
class Start:
    """A period in which journeys began: [begin, end), UTC seconds."""

    period: Period
    begin: int
    end: int


@dataclass(frozen=True)
class Point:
    """One start on the line: who got on of how many, at which age in days."""

    period: Period
    share: Share
    age_days: float
    mature: bool


@dataclass(frozen=True)
class TrendLine:
    """How many of those on the rung `base` got to the stage `code`, start by start.

    `age_days` is the age of the mature points, None where there is none; `median_days` how long
    half of those take who get there, from their first event on. `goal` is in basis points.
    """

    code: str
    base: str
    median_days: float | None
    age_days: float | None
    goal: int | None
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Row:
    """One start of the table: how many came in, and who got there so many periods later.

    A cell is None where that time has not come yet.
    """

    period: Period
    came: int
    cells: tuple[Share | None, ...]


def by_start(climbs: Iterable[Climb], starts: Sequence[Start]) -> list[list[Climb]]:
    """Return the climbs that began in each of the periods, which are in order."""
    begins = [start.begin for start in starts]
    found: list[list[Climb]] = [[] for _ in starts]
    for one in climbs:
        place = bisect_right(begins, one.born) - 1
        if place >= 0 and one.born < starts[place].end:
            found[place].append(one)
    return found


def steps_of(pipeline: Pipeline, overall: str | None = None) -> list[tuple[int, int]]:
    """Return (rank, rank it is counted from) of each step, or of the way to one stage."""
    if overall is not None:
        return [(pipeline.rank(overall) or 1, 1)]
    return [(rank, rank - 1) for rank in range(2, len(pipeline.ladder) + 1)]


def trend(
    groups: Sequence[Sequence[Climb]],
    starts: Sequence[Start],
    until: int,
    pipeline: Pipeline,
    step: tuple[int, int],
    median: float | None,
) -> TrendLine:
    """Return the line of one step over the starts, as it stood just before `until`."""
    rank, base = step
    stage = pipeline.ladder[rank - 1]
    equal = equal_age(starts, until, median)
    points = []
    for start, climbs in zip(starts, groups, strict=True):
        own = until - start.begin
        mature = equal is not None and own >= equal
        age = equal if mature and equal is not None else max(own, 0)
        reached = shares(climbs, len(pipeline.ladder), start.begin + age)
        points.append(Point(start.period, share(reached, rank, base), age / DAY, mature))
    return TrendLine(
        code=stage.code,
        base=pipeline.ladder[base - 1].code,
        median_days=median,
        age_days=None if equal is None else equal / DAY,
        goal=stage.goal if base == rank - 1 else None,
        points=tuple(points),
    )


def equal_age(starts: Sequence[Start], until: int, median: float | None) -> int | None:
    """Return the age in seconds of the youngest period old enough, None where none is.

    Where nobody ever got to the step there is no median, and no period is old enough.
    """
    longest = max((start.end - start.begin for start in starts), default=0)
    ages = (until - start.begin for start in starts)
    return min((age for age in ages if is_mature(age, longest, median)), default=None)


def cohort_table(
    groups: Sequence[Sequence[Climb]],
    starts: Sequence[Start],
    ends: Sequence[Sequence[int]],
    until: int,
    rank: int,
) -> tuple[Row, ...]:
    """Return who of each start had reached a rung by each of its `ends`, exclusive instants.

    `ends` are those not after `until`; cells whose time has not come are None. The rate is of
    those who had come in by then, which from the end of the start on is all.
    """
    rows = []
    for start, climbs, moments in zip(starts, groups, ends, strict=True):
        cells: list[Share | None] = [None] * len(starts)
        for place, moment in enumerate(moments):
            cells[place] = share(shares(climbs, rank, moment), rank, 1)
        came = shares(climbs, 1, until)[0]
        rows.append(Row(start.period, came, tuple(cells)))
    return tuple(rows)
