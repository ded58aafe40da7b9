"""What `funnel --trend` and `funnel --cohort-table` return."""

from __future__ import annotations

from leadfunnel.domain.record import dataclass

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from datetime import date

    from leadfunnel.domain.pipeline import Pipeline, Stage
    from leadfunnel.domain.review_mark import ReviewMark
    from leadfunnel.domain.trend import Row, TrendLine


@dataclass(frozen=True)
class TrendReport:
    """Rates by start as lines: one per step and last the way to winning, or the one asked for.

    `kind` is the length of the periods: day, week, month, quarter or year. `first` and `last` are
    the days they cover, both included.
    """

    pipeline: Pipeline
    kind: str
    lines: tuple[TrendLine, ...]
    marks: tuple[ReviewMark, ...]
    first: date
    last: date
    label: str
    as_of: int
    known_at: int | None
    recorded_since: int


@dataclass(frozen=True)
class CohortTable:
    """Who got to a stage by how long ago they came in, one row a start."""

    pipeline: Pipeline
    stage: Stage
    kind: str
    rows: tuple[Row, ...]
    marks: tuple[ReviewMark, ...]
    first: date
    last: date
    label: str
    as_of: int
    known_at: int | None
    recorded_since: int
