"""Trends, marks and leaks as the views show them."""

from __future__ import annotations

from datetime import date, timedelta

from tests.views import results as r

from leadfunnel.domain.calendar import Period, month_period, week_period
from leadfunnel.domain.pipeline import Pipeline
from leadfunnel.domain.proportions import Share
from leadfunnel.domain.review_mark import ReviewMark
from leadfunnel.domain.trend import Point, Row, TrendLine

WEEKS = tuple(week_period(date(2026, 9, 7) + timedelta(7 * n)) for n in range(12))
MONTHS = tuple(month_period(date(2026, n, 1)) for n in range(8, 12))
MARKS = (
    ReviewMark(3, date(2026, 10, 14), "换了开场白", "小美"),
    ReviewMark(
        12, date(2026, 10, 16), "a\x1b[2Jb\n|*o.-| 很长的一段话，说的是那一周里我们改了什么", "lin"
    ),
    ReviewMark(4, date(2026, 11, 18), "", "lin"),
)


def line(code: str, base: str, counts: list[tuple[int, int]], goal: int | None) -> TrendLine:
    """A line of which the last point but one is the youngest that can be judged."""
    points = tuple(
        Point(week, Share(part, n), 13.0 if place < 11 else 5.4167, mature=place < 11)
        for place, (week, (part, n)) in enumerate(zip(WEEKS, counts, strict=True))
    )
    return TrendLine(code, base, 8.25, 13.0, goal, points)


UP = [(9, 30), (11, 31), (0, 0), (15, 28), (1, 33), (12, 25), (19, 30), (22, 31), (24, 30),
      (26, 33), (1800, 2000), (2, 12)]  # fmt: skip


def results(pipeline: Pipeline, now: int) -> dict[str, object]:
    """The samples by name."""
    head = {
        "pipeline": pipeline,
        "marks": MARKS,
        "first": WEEKS[0].first,
        "last": WEEKS[-1].last,
        "label": "2026-09-07..2026-11-29",
        "as_of": now,
        "known_at": None,
        "recorded_since": 3,
    }
    young = TrendLine(
        "D", "C", None, None, None,
        tuple(Point(week, Share(0, n), 30.0, mature=False) for n, week in enumerate(WEEKS[:3])),
    )  # fmt: skip
    lines = (line("C", "B", UP, 6000), young, line("E", "B", UP[::-1], None))
    return {
        "marks": r.MarkList(MARKS),
        "no marks": r.MarkList(()),
        "trend": r.TrendReport(kind="week", lines=lines, **head),  # type: ignore[arg-type]
        "trend of a step": r.TrendReport(
            kind="week",
            lines=lines[:1],
            **{**head, "marks": (), "known_at": now},  # type: ignore[arg-type]
        ),
        "trend of nobody": r.TrendReport(
            kind="week",
            lines=(young,),
            **{**head, "marks": ()},  # type: ignore[arg-type]
        ),
        "cohort table": r.CohortTable(
            stage=pipeline.stage("E"), kind="week", rows=rows(WEEKS),
            **head,  # type: ignore[arg-type]
        ),
        "cohort table by month": r.CohortTable(
            stage=pipeline.stage("C"), kind="month", rows=rows(MONTHS),
            **{**head, "marks": ()},  # type: ignore[arg-type]
        ),
    }  # fmt: skip


def rows(periods: tuple[Period, ...]) -> tuple[Row, ...]:
    """A table with the triangle that has come by the end of the last period but one."""
    return tuple(
        Row(
            period,
            30 * place,
            tuple(
                Share(min(30 * place, 2 * age * place), 30 * place)
                if place + age < len(periods) - 1
                else None
                for age in range(len(periods))
            ),
        )
        for place, period in enumerate(periods)
    )
