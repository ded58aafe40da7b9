"""The figures of a funnel, per stage, and the sums that must hold between them.

The names of the per-stage fields are the keys of the JSON.
"""

from __future__ import annotations

from itertools import pairwise

from leadfunnel.domain.record import dataclass

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True)
class CohortStage:
    """How many got at least this far, and what became of those who got no further.

    `rate` is reached over the rung below with its 95 % Wilson interval, `overall` over the first
    rung, all as fractions. `active`, `lost` and `invalid` are of those whose reach is exactly here.
    """

    code: str
    reached: int
    rate: float | None
    rate_low: float | None
    rate_high: float | None
    overall: float | None
    active: int
    lost: int
    invalid: int


@dataclass(frozen=True)
class Cohort:
    """How far those who came in together had got just before `until`.

    `entered_above` first stood on the ladder above its first rung; `off_ladder` never stood on it.
    """

    until: int | None
    population: int
    entered_above: int
    off_ladder: int
    stages: tuple[CohortStage, ...]


@dataclass(frozen=True)
class FlowStage:
    """The visits of one rung in a period, by how they came and went.

    start + entered + assumed_in + taken_over
    = advanced + back + lost + invalid + assumed_out + handed_over + end.
    `passed_over` counts moves up that jumped over this rung (not first entries above it), and
    `people` the different persons behind start, entered and assumed_in. Visits are taken over and
    handed over between segments alone, so the whole has none.
    """

    code: str
    start: int
    entered: int
    new: int
    up: int
    down: int
    reopened: int
    advanced: int
    back: int
    lost: int
    invalid: int
    end: int
    passed_over: int
    people: int
    assumed_in: int
    assumed_out: int
    taken_over: int = 0
    handed_over: int = 0


@dataclass(frozen=True)
class Flow:
    """What moved in [begin, end); `left_out` changes lie in it by an assumed date only."""

    begin: int
    end: int
    left_out: int
    stages: tuple[FlowStage, ...]


@dataclass(frozen=True)
class Total:
    """Money in one currency, in minor units, as it is and weighted by probability."""

    currency: str
    amount: int
    weighted: int


@dataclass(frozen=True)
class SnapshotStage:
    """Who stands in one rung or exit: how many, their money, how long, how many too long."""

    code: str
    count: int
    totals: tuple[Total, ...]
    median_days: float | None
    over_limit: int


@dataclass(frozen=True)
class Snapshot:
    """Where all stood just before `at`, exits included."""

    at: int
    stages: tuple[SnapshotStage, ...]


@dataclass(frozen=True)
class StageTime:
    """Days spent in one rung: of visits that ended in the period, and of those still running."""

    code: str
    ended: int
    median_days: float | None
    p90_days: float | None
    running: int
    running_median_days: float | None
    running_p90_days: float | None


def widest(stages: tuple[CohortStage, ...]) -> tuple[str, str, int] | None:
    """Return the step that most did not make, and how many did not; None for none."""
    pairs = pairwise(stages)
    steps = [(low.code, high.code, low.reached - high.reached) for low, high in pairs]
    found = max(steps, key=lambda one: one[2], default=None)
    return found if found and found[2] else None


def identities(
    cohort: Cohort | None = None, flow: Flow | None = None, snapshot: Snapshot | None = None
) -> list[str]:
    """Return the names of the identities that do not hold; empty when the figures add up.

    A snapshot is compared with the flow's end, so pass both only where it was taken there.
    """
    broken: list[str] = []
    if cohort:
        broken += _broken_cohort(cohort)
    if flow:
        broken += _broken_flow(flow)
    if flow and snapshot:
        counts = {stage.code: stage.count for stage in snapshot.stages}
        broken += [f"snapshot:{row.code}" for row in flow.stages if row.end != counts[row.code]]
    return broken


def _broken_cohort(figures: Cohort) -> Iterator[str]:
    rows = figures.stages
    if figures.population != rows[0].reached + figures.off_ladder:
        yield "cohort:population"
    for row, above in zip(rows, (*(row.reached for row in rows[1:]), 0), strict=True):
        if row.reached != above + row.active + row.lost + row.invalid:
            yield f"cohort:{row.code}"


def _broken_flow(figures: Flow) -> Iterator[str]:
    rows = figures.stages
    for row in rows:
        came = row.start + row.entered + row.assumed_in + row.taken_over
        went = row.advanced + row.back + row.lost + row.invalid + row.assumed_out + row.handed_over
        if came != went + row.end or row.entered != row.new + row.up + row.down + row.reopened:
            yield f"flow:{row.code}"
    if sum(row.up for row in rows) != sum(row.advanced for row in rows):
        yield "flow:advanced"
    if sum(row.down for row in rows) != sum(row.back for row in rows):
        yield "flow:back"
