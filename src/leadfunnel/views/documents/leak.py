"""Leaks, and before and after a mark, as JSON; rates are fractions, with n beside each."""

from __future__ import annotations

from leadfunnel.domain.calendar import Period
from leadfunnel.domain.leak import FEW, Judged
from leadfunnel.domain.pipeline import Pipeline
from leadfunnel.services.results.leak import AroundReport, LeakReport, Strengthen
from leadfunnel.views.documents.marks import mark
from leadfunnel.views.documents.people import instant
from leadfunnel.views.documents.trend import share
from leadfunnel.views.setting import Setting

Document = dict[str, object]


def leak(report: LeakReport, setting: Setting) -> Document:
    """Return every comparison, the worst leak, and what to strengthen."""
    few = sum(one.verdict == FEW for one in report.judged)
    verdict = "leak" if report.worst else "few" if few == len(report.judged) else "none"
    return {
        **_head("leadfunnel.leak/1", report, setting),
        "verdict": verdict,
        "earlier": [_period(one) for one in report.earlier],
        "by": list(report.by),
        "tried": len(report.judged) - few,
        "too_few": few,
        "worst": _comparison(report.pipeline, report.worst) if report.worst else None,
        "strengthen": _strengthen(report.strengthen) if report.strengthen else None,
        "comparisons": [_comparison(report.pipeline, one) for one in report.judged],
    }


def around(report: AroundReport, setting: Setting) -> Document:
    """Return the steps after a mark beside those before it."""
    return {
        **_head("leadfunnel.around/1", report, setting),
        "mark": mark(report.mark),
        "before": _period(report.before),
        "comparisons": [_comparison(report.pipeline, one) for one in report.judged],
    }


def _head(schema: str, report: LeakReport | AroundReport, setting: Setting) -> Document:
    return {
        "schema": schema,
        "pipeline": report.pipeline.name,
        "unit": report.pipeline.unit,
        "period": {
            "from": report.first.isoformat(),
            "to": report.last.isoformat(),
            "label": report.label,
        },
        "as_of": setting.calendar.iso(report.as_of),
        "known_at": instant(report.known_at, setting),
        "recorded_since": report.recorded_since,
        "age_days": round(report.age_days, 3),
        "least": report.least,
        "level": report.level / 100,
    }


def _comparison(pipeline: Pipeline, one: Judged) -> Document:
    return {
        "of": one.tried.base,
        "code": one.tried.code,
        "name": pipeline.stage(one.tried.code).name("en"),
        "against": "earlier" if one.tried.by is None else "others",
        "by": one.tried.by,
        "group": one.tried.group,
        "here": share(one.tried.here),
        "there": share(one.tried.there),
        "difference_low": one.low,
        "difference_high": one.high,
        "p": one.p,
        "p_adjusted": one.adjusted,
        "test": one.method,
        "missed": round(one.missed, 1),
        "verdict": one.verdict,
    }


def _strengthen(found: Strengthen) -> Document:
    return {
        "code": found.stage.code,
        "name": found.stage.name("en"),
        "texts": dict(found.texts),
        "from": "playbook" if found.from_playbook else "pipeline",
    }


def _period(period: Period) -> Document:
    return {
        "label": period.label,
        "from": period.first.isoformat(),
        "to": period.last.isoformat(),
    }
