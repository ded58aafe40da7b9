"""`funnel --paths`: the ways people really went, beside the ladder they were meant to climb."""

from __future__ import annotations

from leadfunnel.domain.paths import manners
from leadfunnel.domain.paths import paths as paths_of
from leadfunnel.services.funnels.scope import Scope
from leadfunnel.services.results.funnels import PathReport


def paths(scope: Scope, limit: int | None) -> PathReport:
    """Return the paths of those who came in the period, the most frequent first."""
    reading, until = scope.reading, scope.reading.until
    born = scope.born()
    found = paths_of(born, scope.pipeline, until)
    shown = found if limit is None else found[:limit]
    known_at = reading.known.known_at
    return PathReport(
        pipeline=scope.pipeline,
        first=scope.period.first,
        last=scope.period.last,
        label=scope.period.label,
        as_of=until - 1,
        known_at=None if known_at is None else known_at - 1,
        recorded_since=reading.recorded_since,
        paths=shown,
        more=len(found) - len(shown),
        more_people=sum(path.count for path in found[len(shown) :]),
        manners=manners(born, scope.pipeline, until),
        least=reading.page.rules("funnel")["least"],
    )
