"""Rates by start as JSON; rates are fractions, null where nobody stood below."""

from __future__ import annotations

from leadfunnel.domain.calendar import Period
from leadfunnel.domain.proportions import Share
from leadfunnel.domain.trend import Point, Row, TrendLine
from leadfunnel.services.results.trend import CohortTable, TrendReport
from leadfunnel.views.documents.marks import mark
from leadfunnel.views.documents.people import instant
from leadfunnel.views.setting import Setting

Document = dict[str, object]


def trend(report: TrendReport, setting: Setting) -> Document:
    """Return every line with its points."""
    return {
        **_head("leadfunnel.trend/1", report, setting),
        "lines": [_line(report, found) for found in report.lines],
        "marks": [mark(one) for one in report.marks],
    }


def table(report: CohortTable, setting: Setting) -> Document:
    """Return the rows; a cell whose time has not come is null."""
    return {
        **_head("leadfunnel.cohort_table/1", report, setting),
        "code": report.stage.code,
        "name": report.stage.name("en"),
        "rows": [_row(row) for row in report.rows],
        "marks": [mark(one) for one in report.marks],
    }


def _head(schema: str, report: TrendReport | CohortTable, setting: Setting) -> Document:
    return {
        "schema": schema,
        "pipeline": report.pipeline.name,
        "unit": report.pipeline.unit,
        "kind": report.kind,
        "period": {
            "from": report.first.isoformat(),
            "to": report.last.isoformat(),
            "label": report.label,
        },
        "as_of": setting.calendar.iso(report.as_of),
        "known_at": instant(report.known_at, setting),
        "recorded_since": report.recorded_since,
    }


def _line(report: TrendReport, found: TrendLine) -> Document:
    return {
        "code": found.code,
        "name": report.pipeline.stage(found.code).name("en"),
        "of": found.base,
        "median_days": _days(found.median_days),
        "age_days": _days(found.age_days),
        "goal": None if found.goal is None else found.goal / 10_000,
        "points": [_point(point) for point in found.points],
    }


def _point(point: Point) -> Document:
    return {
        **_period(point.period),
        **share(point.share),
        "age_days": _days(point.age_days),
        "mature": point.mature,
    }


def _row(row: Row) -> Document:
    return {
        **_period(row.period),
        "came": row.came,
        "cells": [
            None if cell is None else {"periods": place, **share(cell)}
            for place, cell in enumerate(row.cells, start=1)
        ],
    }


def share(found: Share) -> Document:
    """Return who got on of how many, the rate and its 95 % interval."""
    low, high = found.interval or (None, None)
    return {
        "n": found.n,
        "reached": found.part,
        "rate": found.rate,
        "rate_low": low,
        "rate_high": high,
    }


def _period(period: Period) -> Document:
    return {
        "label": period.label,
        "from": period.first.isoformat(),
        "to": period.last.isoformat(),
    }


def _days(days: float | None) -> float | None:
    return None if days is None else round(days, 3)
