"""Trends, marks and leaks as the views show them."""

from __future__ import annotations

from datetime import date, timedelta

from tests.views import results as r

from leadfunnel.domain.calendar import Period, month_period, span, week_period
from leadfunnel.domain.leak import Tried, judged, worst
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


HEAD = ("pipeline", "first", "last", "label", "as_of", "known_at", "recorded_since")
EARLIER = tuple(
    span(date(2026, 10, 26) - timedelta(28 * n), date(2026, 11, 22) - timedelta(28 * n))
    for n in (1, 2, 3)
)
STEPS = (
    Tried("B", "C", Share(120, 200), Share(366, 600)),
    Tried("C", "D", Share(24, 120), Share(190, 366)),
    Tried("D", "E", Share(3, 5), Share(60, 190)),
    Tried("C", "D", Share(4, 60), Share(40, 100), "owner", "小李\x1b[2J"),
    Tried("C", "D", Share(60, 80), Share(20, 80), "tag:地区", None),
    Tried("C", "D", Share(6, 12), Share(30, 88), "source", "展会"),
)


def leaks(pipeline: Pipeline, head: dict[str, object]) -> dict[str, object]:
    """A leak with all there may be to say of it, nothing that stands out, too few, and a mark."""
    given = {**head, "age_days": 27.4167, "least": 30, "level": 5}
    found = judged(STEPS, 30, 0.05)
    level = judged([STEPS[0]] * 2, 30, 0.05)
    few = judged([STEPS[2]], 30, 0.05)
    do = {"en": "show the value on their own problem", "zh-CN": "拿对方自己的问题讲价值",
          "zh-TW": "拿對方自己的問題講價值"}  # fmt: skip
    told = r.Strengthen(pipeline.stage("C"), do, from_playbook=True)
    usual = {"earlier": EARLIER, "by": ("source", "owner")}
    return {
        "leak": r.LeakReport(
            judged=found, worst=worst(found), strengthen=told, **usual,
            **given,  # type: ignore[arg-type]
        ),
        "leak of a segment": r.LeakReport(
            judged=judged([STEPS[3], STEPS[0]], 30, 0.05),
            worst=judged([STEPS[3], STEPS[0]], 30, 0.05)[0],
            strengthen=None, earlier=EARLIER[:1], by=("owner",),
            **given,  # type: ignore[arg-type]
        ),
        "no leak": r.LeakReport(
            judged=level, worst=None, strengthen=None, **usual,
            **given,  # type: ignore[arg-type]
        ),
        "too few for a leak": r.LeakReport(
            judged=few, worst=None, strengthen=None, **usual,
            **given,  # type: ignore[arg-type]
        ),
        "around a mark": r.AroundReport(
            mark=MARKS[1], judged=found[:3], before=EARLIER[0],
            **given,  # type: ignore[arg-type]
        ),
    }  # fmt: skip


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
        **leaks(pipeline, {name: head[name] for name in HEAD}),
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
