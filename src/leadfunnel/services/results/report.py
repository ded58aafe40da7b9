"""What `report` returns."""

from __future__ import annotations

from leadfunnel.domain.record import dataclass

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from leadfunnel.domain.pipeline import Pipeline
    from leadfunnel.services.promise_record import PromiseRecord
    from leadfunnel.services.results.people import Listing
    from leadfunnel.services.results.promised import Promises
    from leadfunnel.services.results.weekly import FunnelReport

CHAPTERS = {
    "overview": (
        "funnel",
        "compared",
        "trend",
        "cohort_table",
        "segments",
        "paths",
        "channels",
        "growth",
        "layers",
        "targets",
        "activity",
        "sales",
    ),
    "problems": ("leak", "overdue", "no_next", "lost_track", "audit"),
    "remedies": ("notes",),
    "outlook": ("ahead", "forecast"),
}
"""The four heads of a report and the parts under each, in order.

A part `x` is collected by `services/report_parts/x.py`, and worded by `views/report_parts/x.py`.
"""


@dataclass(frozen=True)
class Report:
    """The review of a period: its `parts` by name.

    `kind` is that of the period (week, month ... or span). With `masked` no phone is shown whole.
    """

    pipeline: Pipeline
    kind: str
    first: date
    last: date
    label: str
    as_of: int
    known_at: int | None
    recorded_since: int
    parts: Mapping[str, object]
    masked: bool


@dataclass(frozen=True)
class Segments:
    """Cohorts side by side, once for each way of telling people apart."""

    reports: tuple[FunnelReport, ...]


@dataclass(frozen=True)
class OpenList:
    """Customers who need something: `count` of them in all, by owner, and the first of them."""

    count: int
    by_owner: tuple[tuple[str | None, int], ...]
    shown: Listing
    days: int | None = None


@dataclass(frozen=True)
class Overdue:
    """The first overdue promises, by how many days the oldest is late, and the period's record."""

    promises: Promises
    oldest_days: int
    kept: PromiseRecord

    @property
    def count(self) -> int:
        """How many promises are overdue."""
        return len(self.promises.items) + self.promises.more


@dataclass(frozen=True)
class ComingDays:
    """How many promises the next days hold: of each day, and whether it is a working day.

    `waiting` are those of today and the overdue, `later` those after these days.
    """

    days: tuple[tuple[date, int, bool], ...]
    waiting: int
    later: int
