"""What a funnel is asked about: the histories read, a period, and one segment or everybody."""

from __future__ import annotations

from leadfunnel.domain import funnel
from leadfunnel.domain.calendar import Period
from leadfunnel.domain.figures import Cohort, Flow, Snapshot, StageTime
from leadfunnel.domain.journey import History, born_in
from leadfunnel.domain.leaving import Jump, Leaving, Span, jumps, leavings
from leadfunnel.domain.pipeline import Pipeline
from leadfunnel.domain.record import dataclass
from leadfunnel.domain.stays import NOBODY, Stays
from leadfunnel.errors import N_, LeadfunnelError
from leadfunnel.services.funnels.reading import Reading

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from collections.abc import Sequence

    from leadfunnel.domain.behind import Ground
    from leadfunnel.domain.resting import Rested
    from leadfunnel.domain.segmented import Mark
    from leadfunnel.domain.went import Went


class BrokenIdentity(LeadfunnelError):
    """The figures do not add up: a fault of the program, never shown as a result."""

    code = "broken_identity"
    message = N_("The funnel does not add up ({identities}): this is a fault of leadfunnel.")
    hint = N_("Nothing was changed. Please report it.")


@dataclass(frozen=True)
class Scope:
    """A period of a reading; `kind` is that of the period, day to year or span.

    With a `mark` the figures are those of one segment alone, by the rule of each view.
    """

    reading: Reading
    period: Period
    kind: str
    mark: Mark | None = None
    segment: str | None = None

    @property
    def pipeline(self) -> Pipeline:
        """The pipeline, as known then."""
        return self.reading.pipeline

    @property
    def bounds(self) -> tuple[int, int]:
        """The instants [begin, end) of the period."""
        return self.reading.bounds(self.period)

    @property
    def moving(self) -> tuple[int, int]:
        """The part [begin, end) of the period that had passed by the instant of the reading."""
        begin, end = self.bounds
        return begin, max(begin, min(end, self.reading.until))

    @property
    def ground(self) -> Ground:
        """What the people behind figures are counted over."""
        from leadfunnel.domain.behind import Ground

        return Ground(
            self.pipeline,
            self.bounds,
            self.moving[1],
            self.reading.until,
            self.mark,
            self.segment,
        )

    def born(self) -> list[History]:
        """Return the journeys that began in the period."""
        found, mark = self.reading.born(self.bounds), self.mark
        if mark is None:
            return found
        from leadfunnel.domain.segmented import at_birth

        return [history for history in found if at_birth(history, mark) == self.segment]

    def cohort(self) -> Cohort:
        """Return how far those who came in the period have got."""
        went = self._went
        born = (
            self.born()
            if went is None
            else [way for way in went.ways if born_in(way, *self.bounds)]
        )
        return funnel.cohort(born, self.pipeline, self.reading.until)

    def flow(self) -> Flow:
        """Return what moved in the period."""
        if self.mark is None:
            return funnel.flow(self._ways(), self.pipeline, *self.moving, self._still)
        found = self.flows(self.mark)
        return found.get(self.segment) or funnel.flow((), self.pipeline, *self.moving)

    def flows(self, mark: Mark) -> dict[str | None, Flow]:
        """Return what moved in the period, for each segment."""
        from leadfunnel.domain.flow import flows

        rested = self._rested(mark)  # before `moved`, for it may find that all have to be read
        return flows(self.moved(), self.pipeline, self.moving, mark, rested)

    def snapshots(self, mark: Mark) -> dict[str | None, Snapshot]:
        """Return where those of each segment stand."""
        from leadfunnel.domain.segmented import snapshots

        still = self._rested(mark).standing
        reading = self.reading
        return snapshots(self.moved(), self.pipeline, reading.until, mark, (reading.money, still))

    def _rested(self, mark: Mark) -> Rested:
        return self.reading.rested(mark, self._since, self.moving)

    def snapshot(self) -> Snapshot:
        """Return where all stand."""
        here, still = self._now()
        until = self.reading.until
        return funnel.snapshot(here, self.pipeline, until, self.reading.money, still)

    def times(self) -> tuple[StageTime, ...]:
        """Return the days in each rung, of visits that ended in the period and running ones."""
        here, still = self._now()
        over = self._went.ended if self._went else None
        until = self.reading.until
        return funnel.times_in_stage(here, self.pipeline, self.moving, until, still, over)

    def leavings(self) -> tuple[Leaving, ...]:
        """Return why people left each rung in the period."""
        return leavings(self._ways(), self.pipeline, self._span)

    def jumps(self) -> tuple[Jump, ...]:
        """Return how people jumped over rungs in the period."""
        return jumps(self._ways(), self.pipeline, self._span)

    def moved(self) -> tuple[History, ...]:
        """Return everybody who moved since the period began; nobody else moved in it."""
        return self.reading.moved(self._since)

    @property
    def _since(self) -> int:
        return min(self.bounds[0], self.reading.until)

    @property
    def _still(self) -> Stays:
        if self.mark is None:
            return self.reading.still(self._since)
        return self._rested(self.mark).standing.get(self.segment, NOBODY)

    @property
    def _span(self) -> Span:
        return Span(*self.moving, self.mark, self.segment)

    @property
    def _went(self) -> Went | None:
        return self.reading.went(self._since, self.bounds) if self.mark is None else None

    def _ways(self) -> tuple[History, ...]:
        went = self._went
        return self.moved() if went is None else went.ways

    def _now(self) -> tuple[Sequence[History], Stays]:
        """Return some of those who stand, with their histories, and all others counted."""
        mark, until, reading = self.mark, self.reading.until, self.reading
        if self._went is not None:
            return reading.moved(until), reading.still(until)
        still = self._still
        if mark is None:
            return self.moved(), still
        every = self.moved()
        return [one for one in every if mark(one, until, None) == self.segment], still


def check_sums(cohort: Cohort, flow: Flow, snapshot: Snapshot | None = None) -> None:
    """Raise BrokenIdentity unless the figures add up; a snapshot is that of the flow's end."""
    broken = funnel.identities(cohort, flow, snapshot)
    if broken:
        raise BrokenIdentity(identities=", ".join(broken))
