"""The findings of the audit."""

from __future__ import annotations

from leadfunnel.services.auditing import Auditing
from leadfunnel.services.report_sight import Sight
from leadfunnel.services.results.audit import AuditReport


def collect(sight: Sight) -> AuditReport:
    """Return what `audit` finds."""
    return Auditing(sight.then).audit(None, None)
