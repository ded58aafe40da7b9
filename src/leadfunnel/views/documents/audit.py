"""The honesty check as JSON."""

from __future__ import annotations

from leadfunnel.services.results.audit import AuditReport
from leadfunnel.services.results.deals import plain
from leadfunnel.views.documents.people import person
from leadfunnel.views.documents.seen import seen_document
from leadfunnel.views.english import in_english
from leadfunnel.views.setting import Setting
from leadfunnel.views.words import say

Document = dict[str, object]


def audit(report: AuditReport, setting: Setting) -> Document:
    """Return every finding with its deal, people, evidence and command."""
    with in_english():
        return _audit(report, setting)


def _audit(report: AuditReport, setting: Setting) -> Document:
    return {
        "schema": "leadfunnel.audit/1",
        **seen_document(report.seen, setting),
        "count": len(report.findings),
        "findings": [
            {
                "code": one.code,
                "deal": plain(report.views[one.deal.id]),
                "people": list(one.people),
                "evidence": say(one.evidence, setting),
                "settle": one.settle,
            }
            for one in report.findings
        ],
        "won_without_purchase": [person(one, setting) for one in report.unbought],
        "won_without_purchase_more": report.unbought_more,
        "imported": {"deals": report.imported_deals, "customers": report.imported_customers},
        "hidden": report.hidden,
        "keen_grades": [
            {
                "name": one.name,
                "keen": one.keen,
                "graded": one.graded,
                "share": one.share,
            }
            for one in report.keen_grades
        ],
        "changes_nothing": True,
    }
