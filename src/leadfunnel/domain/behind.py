"""Who stands behind a figure of a funnel: each journey counted as often as the figure counts it.

A figure is found again for every journey alone, by the very functions that make it for all, so
that what is opened adds up to what was shown.
"""

from __future__ import annotations

from leadfunnel.domain.flow import ARRIVALS, flow, flows
from leadfunnel.domain.funnel import DAY, cohort
from leadfunnel.domain.journey import born_in, standing
from leadfunnel.domain.leaving import Span, jumped, left, moved
from leadfunnel.domain.paths import walk
from leadfunnel.domain.record import dataclass
from leadfunnel.domain.segmented import at_birth

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from leadfunnel.domain.journey import Change, History
    from leadfunnel.domain.pipeline import Pipeline
    from leadfunnel.domain.segmented import Mark

    Count = Callable[[History], int]

COHORT_WORDS = ("came", "entered-above", "off-ladder", "reached", "stuck", "active", "path")
FLOW_WORDS = (
    *("start", "entered", *ARRIVALS, "advanced", "back", "lost", "invalid", "end"),
    *("passed-over", "assumed-in", "assumed-out", "taken-over", "handed-over", "skipped", "moved"),
)
SNAPSHOT_WORDS = ("stands", "too-long")
WHOLE_WORDS = {"came": "population", "entered-above": "entered_above", "off-ladder": "off_ladder"}
ENDS = ("lost", "invalid")
"""Words of the cohort and of the flow."""


@dataclass(frozen=True)
class Figure:
    """Which figure: of a view, a word of it, and the stage, or the step from `stage` to `to`.

    Without a stage a figure is that of all of them together. `reason` narrows lost and invalid
    to one reason, "" being none said; `path` names the stages of a path.
    """

    view: str
    word: str
    stage: str | None = None
    to: str | None = None
    reason: str | None = None
    path: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ground:
    """What figures are counted over: the days [begin, end) and as of when, with a segment or none.

    `until` is where the flow of the period ends, `at` the instant of cohort and snapshot.
    """

    pipeline: Pipeline
    bounds: tuple[int, int]
    until: int
    at: int
    mark: Mark | None = None
    segment: str | None = None


def behind(
    histories: Iterable[History], figure: Figure, ground: Ground
) -> list[tuple[History, int]]:
    """Return the journeys behind a figure, each with how often it counts."""
    count = counter(figure, ground)
    return [(history, times) for history in histories if (times := count(history))]


def counter(figure: Figure, ground: Ground) -> Count:
    """Return what tells how often a journey counts in a figure."""
    make = {"cohort": _in_cohort, "flow": _in_flow, "snapshot": _in_snapshot}
    return make[figure.view](figure, ground)


def _in_cohort(figure: Figure, ground: Ground) -> Count:
    count = _of_path if figure.word == "path" else _of_cohort

    def counted(history: History) -> int:
        if not born_in(history, *ground.bounds):
            return 0
        if ground.mark is not None and at_birth(history, ground.mark) != ground.segment:
            return 0
        return count(history, figure, ground)

    return counted


def _of_path(history: History, figure: Figure, ground: Ground) -> int:
    found = walk(history, ground.pipeline, ground.at)
    return int(found is not None and not found.longer and found.stages == figure.path)


def _of_cohort(history: History, figure: Figure, ground: Ground) -> int:
    pipeline = ground.pipeline
    found = cohort([history], pipeline, ground.at)
    if figure.word in WHOLE_WORDS:
        return int(getattr(found, WHOLE_WORDS[figure.word]))
    if figure.word == "reached" and figure.stage is None:
        return found.stages[0].reached
    rows = [row for row in found.stages if figure.stage in (None, row.code)]
    if figure.word == "reached":
        return rows[0].reached
    if figure.word == "stuck":
        return rows[0].reached - found.stages[(pipeline.rank(figure.to or "") or 0) - 1].reached
    counted = sum(getattr(row, figure.word) for row in rows)
    return counted if counted and _for_reason(history, figure, ground) else 0


def _for_reason(history: History, figure: Figure, ground: Ground) -> bool:
    """Tell whether the exit stood in was taken for the reason that is asked for."""
    if figure.reason is None:
        return True
    last = [change for change in history.changes if change.at < ground.at][-1]
    return (last.reason or "") == figure.reason


def _in_flow(figure: Figure, ground: Ground) -> Count:
    if figure.word in ("skipped", "moved") or figure.reason is not None:
        return _moves(figure, ground)
    pipeline, (begin, _), mark = ground.pipeline, ground.bounds, ground.mark
    bounds = begin, ground.until
    key = figure.word.replace("-", "_")

    def count(history: History) -> int:
        if mark is None:
            found = flow([history], pipeline, *bounds)
        else:
            parts = flows([history], pipeline, bounds, mark)
            if ground.segment not in parts:
                return 0
            found = parts[ground.segment]
        return sum(getattr(row, key) for row in found.stages if figure.stage in (None, row.code))

    return count


def _moves(figure: Figure, ground: Ground) -> Count:
    """Count moves that the flow tells nothing more of: from stage to stage, and for one reason."""
    pipeline = ground.pipeline
    span = Span(ground.bounds[0], ground.until, ground.mark, ground.segment)

    def counts(stood: str, change: Change) -> bool:
        if figure.stage not in (None, stood) or figure.to not in (None, change.target):
            return False
        if figure.word == "skipped":
            return jumped(pipeline, stood, change.target)
        if figure.word == "moved":
            return True
        same = (change.reason or "") == figure.reason
        kind = pipeline.by_code[change.target].kind
        return same and kind == figure.word and left(pipeline, stood, change)

    return lambda history: sum(counts(*move) for move in moved(history, pipeline, span))


def _in_snapshot(figure: Figure, ground: Ground) -> Count:
    pipeline = ground.pipeline

    def count(history: History) -> int:
        now = standing(history, pipeline, ground.at)
        if now is None or figure.stage not in (None, now[0]):
            return 0
        if ground.mark and ground.mark(history, ground.at, None) != ground.segment:
            return 0
        if figure.word == "stands":
            return 1
        limit = pipeline.by_code[now[0]].limit_days
        return int(limit is not None and ground.at - now[1] > limit * DAY)

    return count
