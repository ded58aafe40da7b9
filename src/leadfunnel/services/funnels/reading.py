"""The histories of a pipeline, read once for all the figures of a report."""

from __future__ import annotations

from functools import cached_property

from leadfunnel.domain.aged import Bounds, cohort_at_age
from leadfunnel.domain.calendar import Period
from leadfunnel.domain.figures import Cohort
from leadfunnel.domain.journey import History, born_in
from leadfunnel.domain.pipeline import Pipeline
from leadfunnel.domain.stays import NOBODY, Stays
from leadfunnel.services import as_known
from leadfunnel.services.as_known import Known
from leadfunnel.services.book import Page
from leadfunnel.store import definitions, journeys, stays

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.domain.funnel import Worth
    from leadfunnel.domain.resting import Rested, Resting
    from leadfunnel.domain.segmented import Mark
    from leadfunnel.domain.went import Went
    from leadfunnel.services.funnels.pace import Climbed

DAY = 86_400
FEW = 5000
"""Up to so many changes the journeys of a period are read one by one."""


class Reading:
    """The histories of one pipeline as they stood just before `known.until`, as known then."""

    def __init__(self, page: Page, pipeline: Pipeline, known: Known) -> None:
        self.page = page
        self.pipeline = pipeline
        self.known = known
        self.countable = known.op is None and pipeline.unit == "customer"
        """Whether the store can tell who stood still: as known now, and a customer only once."""
        self.climbed: dict[int, Climbed] = {}
        """What `pace.climbed` found, by the instants since when."""
        self._marks: dict[str, Mark] = {}
        self._moved: tuple[int, tuple[tuple[int, History], ...]] | None = None
        self.few = FEW
        self._went: dict[tuple[int, Bounds], Went | None] = {}
        self._still: dict[int, Stays] = {}
        self._rested: dict[tuple[Mark, int, Bounds], Rested] = {}

    @property
    def until(self) -> int:
        """The instant the figures are as of, in UTC seconds, exclusive."""
        return self.known.until

    @cached_property
    def histories(self) -> tuple[History, ...]:
        """Every journey that had begun by then; read on first use, and kept."""
        page = self.page
        return tuple(
            journeys.histories(page.session, self.pipeline.name, self.until, self.known.op)
        )

    def moved(self, since: int) -> tuple[History, ...]:
        """Return the journeys that moved from an instant on; with those of `still` it is all."""
        self.still(since)
        if not self.countable:
            return self.histories
        if self._moved is None or since < self._moved[0]:
            found = journeys.recent(self.page.session, self.pipeline.name, since, self.until)
            self._moved = since, tuple(found)
        return tuple(history for moved_at, history in self._moved[1] if moved_at >= since)

    def went(self, since: int, bounds: Bounds) -> Went | None:
        """Return by which ways those of `moved` went, None where they are few, or not countable."""
        asked = since, bounds
        if self.countable and asked not in self._went:
            session, name = self.page.session, self.pipeline.name
            busy = journeys.is_busy(session, name, since, self.few)
            if busy:  # counted first, so that of the others only who moved since is counted
                self.still(self.until)
            still, found = self.still(since).counts, None
            if busy and self.countable:
                from leadfunnel.domain.went import went

                found = went(journeys.ways(session, name, since, self.until, still), *bounds)
            known = self.pipeline.by_code
            if found and not all(one.target in known for way in found.ways for one in way.changes):
                found = None  # reading them one by one tells whose stage is unknown
            self._went[asked] = found
        return self._went[asked] if self.countable else None

    def still(self, since: int) -> Stays:
        """Return who is not among `moved`, having stood still from an instant on."""
        if self.countable and since not in self._still:
            self._still[since] = found = self._stood(since)
            self.countable = all(code in self.pipeline.by_code for code in found.counts)
        return self._still[since] if self.countable else NOBODY

    def _stood(self, since: int) -> Stays:
        """Return who stood still, counting but those who moved since where all are counted."""
        asked = self.page.session, self.pipeline.name, since, self._limits()
        later = min((at for at in self._still if at > since), default=None)
        if later is None:
            return stays.stays(*asked)
        return stays.earlier(*asked, (later, self._still[later]))

    @cached_property
    def _everybody(self) -> tuple[Resting, ...]:
        return tuple(stays.everybody(self.page.session, self.pipeline.name))

    def resting(self, since: int) -> list[Resting]:
        """Return one by one whom `still` counts; read at once on first use, and kept."""
        self.still(since)
        if not self.countable:
            return []
        return [one for one in self._everybody if one.since < since]

    @cached_property
    def money(self) -> dict[int, Worth]:
        """What each deal with an amount is worth; of a funnel of customers none."""
        if self.pipeline.unit != "deal":
            return {}
        from leadfunnel.services.funnels.deal_money import deal_money

        return deal_money(self)

    def rested(self, mark: Mark, since: int, moving: Bounds) -> Rested:
        """Return whom `still` counts by their segments; `mark` is what `Reading.mark` made."""
        from leadfunnel.domain.resting import Rested, Unread, rested

        asked = (mark, since, moving)
        if self.countable and asked not in self._rested:
            now = self.until, self._limits()
            try:
                self._rested[asked] = rested(self.resting(since), mark, moving, now)
            except Unread:
                self.countable = False
        return self._rested[asked] if self.countable else Rested()

    def _limits(self) -> dict[str, int]:
        """Return since before when somebody stands too long in each stage that has a limit."""
        return {
            stage.code: self.until - stage.limit_days * DAY
            for stage in self.pipeline.stages
            if stage.limit_days is not None
        }

    @cached_property
    def first_event(self) -> int | None:
        """When the first journey began, None while none had."""
        if self.countable:
            first = stays.first_event(self.page.session, self.pipeline.name)
        else:
            first = min((one.changes[0].at for one in self.histories), default=None)
        return None if first is None or first >= self.until else first

    @cached_property
    def recorded_since(self) -> int:
        """How many changes happened before `until` but were recorded after it."""
        if self.known.op is not None:
            return 0
        found: int = self.page.session.value(
            "journeys.recorded_since", pipeline=self.pipeline.name, until=self.until
        )
        return found

    def bounds(self, period: Period) -> Bounds:
        """Return the instants [begin, end) of a period of business days."""
        return self.page.calendar.bounds(period)

    def born(self, bounds: Bounds) -> list[History]:
        """Return the journeys whose first event lies in [begin, end)."""
        moved = self.moved(min(bounds[0], self.until))
        return [history for history in moved if born_in(history, *bounds)]

    def cohort_at_age(self, bounds: Bounds, age: int) -> Cohort:
        """Return how far those who came in [begin, end) were when that was `age` seconds old."""
        age = min(age, self.until - bounds[0])
        return cohort_at_age(self.born(bounds), self.pipeline, bounds, age)

    def mark(self, by: str) -> Mark:
        """Return what tells the segments of journeys: see `marks.read_by` for what `by` may be."""
        if by not in self._marks:
            from leadfunnel.services.funnels import marks

            self.still(self.until)
            everybody = self._everybody if self.countable else self.histories
            self._marks[by] = marks.mark(self, by, everybody)
        return self._marks[by]


def read(
    page: Page, pipeline: str | None = None, as_of: str | None = None, known_at: str | None = None
) -> Reading:
    """Return the histories of a pipeline, the main one for None, as of and as known at moments."""
    asked = (pipeline, as_of, known_at)
    if page.readings is not None and asked in page.readings:
        kept: Reading = page.readings[asked]
        return kept
    known = as_known.read(page, as_of, known_at)
    found = Reading(page, as_declared(page, pipeline, known.op), known)
    if page.readings is not None:
        page.readings[asked] = found
    return found


def as_declared(page: Page, name: str | None, known_op: int | None) -> Pipeline:
    """Return the pipeline as declared now, or as it was known after an operation."""
    current = page.pipeline(name)
    if known_op is None:
        return current
    return definitions.pipeline(page.session, current.name, known_op) or current
