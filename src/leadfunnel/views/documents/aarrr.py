"""Growth as JSON."""

from __future__ import annotations

from leadfunnel.domain.aarrr import STEPS, CohortRow, Quality
from leadfunnel.domain.money import decimal_string
from leadfunnel.domain.rate import ratio, wilson
from leadfunnel.services.results.aarrr import GrowthReport
from leadfunnel.views.documents.buyers import period
from leadfunnel.views.documents.seen import seen_document
from leadfunnel.views.setting import Setting

Document = dict[str, object]


def growth(report: GrowthReport, setting: Setting) -> Document:
    """Return the steps in all, by group, and the cohorts."""
    return {
        "schema": "leadfunnel.aarrr/1",
        "period": period(report.first, report.last),
        **seen_document(report.seen, setting),
        "by": report.by,
        **_quality(report.whole),
        "groups": [{"group": one.group, **_quality(one)} for one in report.groups],
        "cohorts": {
            "unit": report.unit,
            "earlier": report.earlier,
            "items": [_cohort(row) for row in report.cohorts],
        },
    }


def _quality(one: Quality) -> Document:
    steps = (*STEPS, "junk")
    return {
        "steps": [{"step": step, **_share(one.counts.get(step, 0), one)} for step in steps],
        "brought": one.brought,
        "sold": [
            {"currency": currency, "amount": decimal_string(minor, currency)}
            for currency, minor in sorted(one.sums.items())
        ],
    }


def _share(count: int, one: Quality) -> Document:
    low, high = wilson(count, one.acquired) or (None, None)
    return {
        "people": count,
        "share": ratio(count, one.acquired),
        "share_low": low,
        "share_high": high,
    }


def _cohort(row: CohortRow) -> Document:
    last = len(row.active) - 1
    return {
        "cohort": row.label,
        "from": row.first.isoformat(),
        "people": row.size,
        "active": [
            {
                "after": step,
                "people": count,
                "share": ratio(count, row.size),
                "complete": step < last or not row.running,
            }
            for step, count in enumerate(row.active)
        ],
    }
