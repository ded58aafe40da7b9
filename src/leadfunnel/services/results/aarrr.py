"""What `aarrr` returns."""

from __future__ import annotations

from leadfunnel.domain.record import dataclass

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from datetime import date

    from leadfunnel.domain.aarrr import CohortRow, Kept, Quality
    from leadfunnel.services.results.seen import Seen


@dataclass(frozen=True)
class GrowthReport:
    """Who was added in some days and what became of them: in all, by group, and by cohort.

    `unit` is that of the cohorts, week or month; `earlier` counts those left out.
    """

    first: date | None
    last: date | None
    by: str
    whole: Quality
    groups: tuple[Quality, ...]
    unit: str
    cohorts: tuple[CohortRow, ...]
    earlier: int
    kept: Kept
    seen: Seen
