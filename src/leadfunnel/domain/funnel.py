"""The three views of a funnel: how far a cohort got, what moved in a period, where all stand.

Instants are UTC seconds. `until`, `end` and `at` are exclusive: a change at that very second has
not happened yet, so "as of now" is `now + 1`. Void journeys are left out by the caller.

A change with an assumed date is a fact with a guessed instant. Cohort and snapshot use it; flow
and time in stage leave it out of what happened in the period and say how many they left out.
"""

from __future__ import annotations

from collections import defaultdict

from leadfunnel.domain.figures import (
    Cohort,
    CohortStage,
    Flow,
    FlowStage,
    Snapshot,
    SnapshotStage,
    StageTime,
    Total,
    identities,
)
from leadfunnel.domain.journey import arrival, departure, standing, steps, visits
from leadfunnel.domain.rate import quantile, ratio, wilson

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from leadfunnel.domain.journey import History
    from leadfunnel.domain.pipeline import Pipeline, Stage

__all__ = [
    "Cohort",
    "CohortStage",
    "Flow",
    "FlowStage",
    "Snapshot",
    "SnapshotStage",
    "StageTime",
    "Total",
    "cohort",
    "flow",
    "identities",
    "snapshot",
    "times_in_stage",
]

DAY = 86_400
ARRIVALS = ("new", "up", "down", "reopened")
DEPARTURES = ("advanced", "back", "lost", "invalid")
FATES = ("active", "lost", "invalid")
COUNTS = (*ARRIVALS, *DEPARTURES, "start", "end", "passed_over", "assumed_in", "assumed_out")


def cohort(histories: Iterable[History], pipeline: Pipeline, until: int | None = None) -> Cohort:
    """Return how far these journeys had got; the caller passes those born in the period.

    A journey with nothing before `until` has not come in yet and is not counted.
    """
    fates = [dict.fromkeys(FATES, 0) for _ in range(len(pipeline.ladder) + 1)]
    entered_above = 0
    for history in histories:
        entry = reach = 0
        fate = None
        for _, change in steps(history, pipeline, until):
            stage = pipeline.by_code[change.target]
            entry = entry or stage.rank or 0
            reach = max(reach, stage.rank or 0)
            fate = "active" if stage.rank else stage.kind
        entered_above += entry > 1
        if fate:
            fates[reach][fate] += 1
    reached = [sum(sum(ended.values()) for ended in fates[rank:]) for rank in range(len(fates))]
    return Cohort(
        until=until,
        population=reached[0],
        entered_above=entered_above,
        off_ladder=sum(fates[0].values()),
        stages=tuple(
            _cohort_stage(stage.code, rank, reached, fates[rank])
            for rank, stage in enumerate(pipeline.ladder, start=1)
        ),
    )


def _cohort_stage(code: str, rank: int, reached: list[int], fates: dict[str, int]) -> CohortStage:
    here, base = reached[rank], reached[rank - 1] if rank > 1 else 0
    low, high = (wilson(here, base) if base else None) or (None, None)
    return CohortStage(
        code=code,
        reached=here,
        rate=ratio(here, base),
        rate_low=low,
        rate_high=high,
        overall=ratio(here, reached[1]),
        **fates,
    )


def flow(histories: Iterable[History], pipeline: Pipeline, begin: int, end: int) -> Flow:
    """Return what moved in [begin, end), per rung of the ladder."""
    tally = _Tally(pipeline, begin, end)
    for history in histories:
        tally.follow(history)
    return tally.result()


class _Tally:
    """Counts moves instead of building visits: a move ends one visit and begins another."""

    def __init__(self, pipeline: Pipeline, begin: int, end: int) -> None:
        self.pipeline, self.begin, self.end = pipeline, begin, end
        codes = [stage.code for stage in pipeline.ladder]
        self.counts = {code: dict.fromkeys(COUNTS, 0) for code in codes}
        self.people: dict[str, set[int]] = {code: set() for code in codes}
        self.left_out = 0

    def follow(self, history: History) -> None:
        """Count one journey."""
        start = here = None
        climbed = False
        for stood, change in steps(history, self.pipeline, self.end):
            here = change.target
            if change.at < self.begin:
                start = here
            elif change.assumed:
                self._guessed(stood, here, history.person_id)
            else:
                self._leave(stood, here)
                self._enter(stood, here, history.person_id, first=not climbed)
            climbed = climbed or here in self.counts
        if start in self.counts:
            self.counts[start]["start"] += 1
            self.people[start].add(history.person_id)
        if here in self.counts:
            self.counts[here]["end"] += 1

    def _guessed(self, stood: str | None, target: str, person: int) -> None:
        self.left_out += 1
        if stood in self.counts:
            self.counts[stood]["assumed_out"] += 1
        if target in self.counts:
            self.counts[target]["assumed_in"] += 1
            self.people[target].add(person)

    def _leave(self, stood: str | None, target: str) -> None:
        if stood in self.counts:
            self.counts[stood][departure(self.pipeline, stood, target)] += 1

    def _enter(self, stood: str | None, target: str, person: int, *, first: bool) -> None:
        if target not in self.counts:
            return
        kind = arrival(self.pipeline, stood, target, first=first)
        self.counts[target][kind] += 1
        self.people[target].add(person)
        if stood and kind == "up":
            below, above = self.pipeline.rank(stood) or 0, self.pipeline.rank(target) or 0
            for jumped in self.pipeline.ladder[below : above - 1]:
                self.counts[jumped.code]["passed_over"] += 1

    def result(self) -> Flow:
        """Return the counts so far."""
        stages = tuple(
            FlowStage(
                code=code,
                entered=sum(counts[kind] for kind in ARRIVALS),
                people=len(self.people[code]),
                **counts,
            )
            for code, counts in self.counts.items()
        )
        return Flow(self.begin, self.end, self.left_out, stages)


def snapshot(
    histories: Iterable[History],
    pipeline: Pipeline,
    at: int,
    money: Mapping[int, tuple[str, int, int | None]] | None = None,
) -> Snapshot:
    """Return who stood where just before `at`, on the ladder and in the exits.

    `money` gives the currency, amount and weighted amount, in minor units, of the journeys that
    have one; a weighted amount of None, where no probability is known, adds nothing.
    """
    since: dict[str, list[int]] = {stage.code: [] for stage in pipeline.stages}
    sums: dict[str, dict[str, list[int]]] = {stage.code: {} for stage in pipeline.stages}
    for history in histories:
        now = standing(history, pipeline, at)
        if now is None:
            continue
        since[now[0]].append(now[1])
        if money and history.journey_id in money:
            currency, amount, weighted = money[history.journey_id]
            total = sums[now[0]].setdefault(currency, [0, 0])
            total[0] += amount
            total[1] += weighted or 0
    return Snapshot(
        at,
        tuple(
            _snapshot_stage(stage, [at - begun for begun in since[stage.code]], sums[stage.code])
            for stage in pipeline.stages
        ),
    )


def _snapshot_stage(stage: Stage, stays: list[int], sums: dict[str, list[int]]) -> SnapshotStage:
    limit = stage.limit_days
    return SnapshotStage(
        code=stage.code,
        count=len(stays),
        totals=tuple(Total(currency, *sums[currency]) for currency in sorted(sums)),
        median_days=_days(stays, 0.5),
        over_limit=0 if limit is None else sum(stay > limit * DAY for stay in stays),
    )


def times_in_stage(
    histories: Iterable[History], pipeline: Pipeline, begin: int, end: int, now: int
) -> tuple[StageTime, ...]:
    """Return the days spent per rung, in visits ended in [begin, end) and running just before now.

    Median and 90th percentile interpolate linearly between ranks (`rate.quantile`). Visits that
    began or ended on an assumed date are left out.
    """
    ended: dict[str, list[int]] = defaultdict(list)
    running: dict[str, list[int]] = defaultdict(list)
    for history in histories:
        for visit in visits(history, pipeline, now):
            if visit.begin_assumed or visit.end_assumed:
                continue
            if visit.end is None:
                running[visit.stage].append(now - visit.begin)
            elif begin <= visit.end < end:
                ended[visit.stage].append(visit.end - visit.begin)
    return tuple(
        _stage_time(stage.code, ended[stage.code], running[stage.code]) for stage in pipeline.ladder
    )


def _stage_time(code: str, ended: list[int], running: list[int]) -> StageTime:
    return StageTime(
        code=code,
        ended=len(ended),
        median_days=_days(ended, 0.5),
        p90_days=_days(ended, 0.9),
        running=len(running),
        running_median_days=_days(running, 0.5),
        running_p90_days=_days(running, 0.9),
    )


def _days(seconds: list[int], share: float) -> float | None:
    found = quantile(seconds, share)
    return None if found is None else found / DAY
