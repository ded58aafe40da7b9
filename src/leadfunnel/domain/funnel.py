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
from leadfunnel.domain.flow import flow
from leadfunnel.domain.journey import standing, steps, visits
from leadfunnel.domain.rate import quantile, ratio, wilson
from leadfunnel.domain.stays import NOBODY

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from leadfunnel.domain.journey import History
    from leadfunnel.domain.pipeline import Pipeline, Stage
    from leadfunnel.domain.stays import Stays

    Worth = tuple[str, int, int | None]

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
FATES = ("active", "lost", "invalid")


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
        entered_above += history.count * (entry > 1)
        if fate:
            fates[reach][fate] += history.count
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


def snapshot(
    histories: Iterable[History],
    pipeline: Pipeline,
    at: int,
    money: Mapping[int, Worth] | None = None,
    still: Stays = NOBODY,
) -> Snapshot:
    """Return who stood where just before `at`, on the ladder and in the exits.

    `money` gives the currency, amount and weighted amount, in minor units, of the journeys that
    have one; a weighted amount of None, where no probability is known, adds nothing. `still` stood
    there too, without being among the histories.
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
            _snapshot_stage(stage, at, since[stage.code], sums[stage.code], still)
            for stage in pipeline.stages
        ),
    )


def _snapshot_stage(
    stage: Stage, at: int, since: list[int], sums: dict[str, list[int]], still: Stays
) -> SnapshotStage:
    code, limit = stage.code, stage.limit_days
    over_limit = 0
    if limit is not None:
        latest = at - limit * DAY
        over_limit = sum(begun < latest for begun in since) + still.too_long.get(code, 0)
    median = still.quantile(code, 0.5, since, at, certain=False)
    return SnapshotStage(
        code=code,
        count=len(since) + still.counts.get(code, 0),
        totals=tuple(Total(currency, *sums[currency]) for currency in sorted(sums)),
        median_days=_days(median),
        over_limit=over_limit,
    )


def times_in_stage(
    histories: Iterable[History],
    pipeline: Pipeline,
    bounds: tuple[int, int],
    now: int,
    still: Stays = NOBODY,
    over: Mapping[str, Sequence[int]] | None = None,
) -> tuple[StageTime, ...]:
    """Return the days spent per rung, in visits ended in [begin, end) and running just before now.

    Median and 90th percentile interpolate linearly between ranks (`rate.quantile`). Visits that
    began or ended on an assumed date are left out. Those of `still` run too. `over` are the seconds
    of the visits that ended, by stage, where they are known: then the histories only tell who runs.
    """
    begin, end = bounds
    ended: dict[str, list[int]] = defaultdict(list)
    running: dict[str, list[int]] = defaultdict(list)
    for history in histories:
        for visit in visits(history, pipeline, now):
            if visit.begin_assumed or visit.end_assumed:
                continue
            if visit.end is None:
                running[visit.stage].append(visit.begin)
            elif over is None and begin <= visit.end < end:
                ended[visit.stage].append(visit.end - visit.begin)
    ended.update({code: list(seconds) for code, seconds in (over or {}).items()})
    return tuple(
        _stage_time(stage.code, ended[stage.code], running[stage.code], now, still)
        for stage in pipeline.ladder
    )


def _stage_time(code: str, ended: list[int], begun: list[int], now: int, still: Stays) -> StageTime:
    median, p90 = (still.quantile(code, share, begun, now, certain=True) for share in (0.5, 0.9))
    return StageTime(
        code=code,
        ended=len(ended),
        median_days=_days(quantile(ended, 0.5)),
        p90_days=_days(quantile(ended, 0.9)),
        running=len(begun) + still.certain.get(code, 0),
        running_median_days=_days(median),
        running_p90_days=_days(p90),
    )


def _days(seconds: float | None) -> float | None:
    return None if seconds is None else seconds / DAY
