"""What `funnel` returns."""

from __future__ import annotations

from leadfunnel.domain.record import dataclass

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from datetime import date

    from leadfunnel.domain.funnel import Cohort, Flow, Snapshot, StageTime
    from leadfunnel.domain.leaving import Jump, Leaving
    from leadfunnel.domain.pipeline import Pipeline
    from leadfunnel.domain.sentence import Sentence
    from leadfunnel.services.results.funnels import Compared, SideBySide


@dataclass(frozen=True)
class FunnelReport:
    """A funnel of one pipeline and period; a view not asked for is None.

    `recorded_since` counts changes that happened before `as_of` but were recorded after it. `again`
    are the options that ask for the same days and people.
    """

    pipeline: Pipeline
    first: date
    last: date
    label: str
    as_of: int
    known_at: int | None
    recorded_since: int
    cohort: Cohort | None
    flow: Flow | None
    snapshot: Snapshot | None
    times: tuple[StageTime, ...]
    view: str | None
    identity_holds: bool
    leavings: tuple[Leaving, ...] = ()
    jumps: tuple[Jump, ...] = ()
    compared: Compared | None = None
    parts: SideBySide | None = None
    explained: tuple[Sentence, ...] = ()
    again: str = ""
