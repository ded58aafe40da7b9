"""`funnel --trend` and `funnel --cohort-table`: rates by start."""

from __future__ import annotations

from datetime import timedelta

from leadfunnel.domain import calendar as periods
from leadfunnel.domain.period_text import around
from leadfunnel.domain.record import dataclass
from leadfunnel.domain.trend import TrendLine, cohort_table, steps_of, trend
from leadfunnel.errors import N_, UnreadableError
from leadfunnel.services import review_marks
from leadfunnel.services.book import Book
from leadfunnel.services.funnels import reading as readings
from leadfunnel.services.funnels.reading import Reading
from leadfunnel.services.funnels.starts import Begun, begun, stage_meant
from leadfunnel.services.results.trend import CohortTable, TrendReport
from leadfunnel.services.weekly import Asked, When

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any


class WeeksOrMonths(UnreadableError):
    """The table counts whole weeks or months since the start."""

    code = "weeks_or_months"
    message = N_("The table goes by week or by month, not by {kind}.")
    hint = N_("Type: leadfunnel funnel --cohort-table --month")


@dataclass(frozen=True)
class Way:
    """Which rate: of the step to a stage, or `overall` of all who came in."""

    stage: str | None = None
    overall: bool = False


class Trends:
    """Rates by start."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def trend(self, when: When, asked: Asked, way: Way = Way()) -> TrendReport:
        """Return the rates of the steps over the last periods, all of a line at one age."""
        with self.book.read() as page:
            reading = readings.read(page, asked.pipeline, asked.as_of, asked.known_at)
            found = begun(reading, when)
            lines = tuple(_line(reading, found, step) for step in _steps(reading, way))
            return TrendReport(kind=found.kind, lines=lines, **_head(reading, found))

    def cohort_table(self, when: When, asked: Asked, stage: str | None = None) -> CohortTable:
        """Return who had got to a stage so many weeks or months after they came in."""
        with self.book.read() as page:
            reading = readings.read(page, asked.pipeline, asked.as_of, asked.known_at)
            meant = stage_meant(reading, stage)
            found = begun(reading, when)
            if found.kind not in ("week", "month"):
                raise WeeksOrMonths(kind=found.kind)
            ends = [_ends(reading, found, place) for place in range(len(found.starts))]
            rows = cohort_table(found.groups, found.starts, ends, reading.until, meant.rank or 1)
            return CohortTable(stage=meant, kind=found.kind, rows=rows, **_head(reading, found))


def _steps(reading: Reading, way: Way) -> list[tuple[int, int]]:
    """Return the steps asked for, each as the rung reached and the rung it is counted from."""
    pipeline = reading.pipeline
    if way.overall:
        return steps_of(pipeline, stage_meant(reading, way.stage).code)
    if way.stage:
        rank = stage_meant(reading, way.stage).rank or 1
        return [(rank, rank - 1)]
    steps = steps_of(pipeline)
    won = pipeline.first_of("won")
    whole = steps_of(pipeline, won.code) if won and (won.rank or 1) > 2 else []
    return steps + whole


def _line(reading: Reading, found: Begun, step: tuple[int, int]) -> TrendLine:
    median = found.climbed.median_days(step[0])
    return trend(found.groups, found.starts, reading.until, reading.pipeline, step, median)


def _ends(reading: Reading, found: Begun, place: int) -> list[int]:
    """Return the instants so far at which 1, 2 ... whole periods had passed since a start."""
    calendar, week_start = reading.page.calendar, reading.page.settings.week_start
    ends: list[int] = []
    period = found.starts[place].period
    while len(ends) < len(found.starts) and calendar.end_of(period.last) <= reading.until:
        ends.append(calendar.end_of(period.last))
        period = around(found.kind, period.last + timedelta(days=1), week_start)
    return ends


def _head(reading: Reading, found: Begun) -> dict[str, Any]:
    """Return what stands above the figures, and the marks of their days."""
    first, last = found.starts[0].period.first, found.starts[-1].period.last
    known = reading.known
    marks = review_marks.marks(reading.page, known)
    today = reading.page.calendar.day(reading.until - 1)
    return {
        "pipeline": reading.pipeline,
        "marks": tuple(one for one in marks if first <= one.day <= min(last, today)),
        "first": first,
        "last": last,
        "label": periods.span(first, last).label,
        "as_of": reading.until - 1,
        "known_at": None if known.known_at is None else known.known_at - 1,
        "recorded_since": reading.recorded_since,
    }
