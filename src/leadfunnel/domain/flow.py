"""What moved in a period: the visits of each rung, by how they came and went.

Instants are UTC seconds and exclusive at the end. A change with an assumed date is left out of
what happened in the period, and counted as such.
"""

from __future__ import annotations

from leadfunnel.domain.figures import Flow, FlowStage
from leadfunnel.domain.journey import arrival, departure, steps
from leadfunnel.domain.stays import NOBODY

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from leadfunnel.domain.journey import Change, History
    from leadfunnel.domain.pipeline import Pipeline
    from leadfunnel.domain.resting import Rested
    from leadfunnel.domain.segmented import Mark
    from leadfunnel.domain.stays import Stays

ARRIVALS = ("new", "up", "down", "reopened")
DEPARTURES = ("advanced", "back", "lost", "invalid")
COUNTS = (
    *(*ARRIVALS, *DEPARTURES, "start", "end", "passed_over", "assumed_in", "assumed_out"),
    *("taken_over", "handed_over"),
)


def flow(
    histories: Iterable[History], pipeline: Pipeline, begin: int, end: int, still: Stays = NOBODY
) -> Flow:
    """Return what moved in [begin, end), per rung of the ladder; `still` stood all the time."""
    tally = _Tally(pipeline, begin, end, still)
    for history in histories:
        tally.follow(history)
    return tally.result()


def flows(
    histories: Iterable[History],
    pipeline: Pipeline,
    bounds: tuple[int, int],
    mark: Mark,
    still: Rested | None = None,
) -> dict[str | None, Flow]:
    """Return what moved in [begin, end) for each segment, by the segment at each event.

    A visit whose segment changes while it lasts, as when a customer is given to somebody else,
    is handed over by one and taken over by the other, so that the counts of each add up. `still`
    stood all the time, without being among the histories.
    """
    begin, end = bounds
    found: dict[str | None, _Tally] = {}

    def tally(name: str | None) -> _Tally:
        if name not in found:
            found[name] = _Tally(pipeline, begin, end)
        return found[name]

    for history in histories:
        follower = _Follower(history, mark, tally)
        follower.follow(pipeline, begin, end)
    for (then, now, code), count in still.through.items() if still else ():
        tally(then).rested(code, count)
        tally(now).rests(code, count, came=then != now)
        if then != now:
            tally(then).gave(code, count)
    return {name: one.result() for name, one in found.items()}


class _Tally:
    """Counts moves instead of building visits: a move ends one visit and begins another."""

    def __init__(self, pipeline: Pipeline, begin: int, end: int, still: Stays = NOBODY) -> None:
        self.pipeline, self.begin, self.end = pipeline, begin, end
        codes = [stage.code for stage in pipeline.ladder]
        self.still = {code: still.counts.get(code, 0) for code in codes}
        self.counts = {
            code: {**dict.fromkeys(COUNTS, 0), "start": count, "end": count}
            for code, count in self.still.items()
        }
        self.people: dict[str, dict[int, int]] = {code: {} for code in codes}
        self.left_out = 0

    def follow(self, history: History) -> None:
        """Count one journey."""
        start = here = None
        climbed = False
        for stood, change in steps(history, self.pipeline, self.end):
            here = change.target
            if change.at < self.begin:
                start = here
            else:
                self.move(stood, change, history, first=not climbed)
            climbed = climbed or here in self.counts
        self.stood(start, history)
        self.stands(here, history.count)

    def stood(self, start: str | None, history: History) -> None:
        """Count where a journey stood when the period began."""
        if start in self.counts:
            self.counts[start]["start"] += history.count
            self.people[start][history.person_id] = history.count

    def stands(self, here: str | None, count: int) -> None:
        """Count where a journey stood when the period ended."""
        if here in self.counts:
            self.counts[here]["end"] += count

    def rested(self, code: str, count: int) -> None:
        """Count journeys that stood in a stage when the period began, and did not move in it."""
        if code in self.counts:
            self.counts[code]["start"] += count
            self.still[code] += count

    def rests(self, code: str, count: int, *, came: bool) -> None:
        """Count them where it ended; `came` says that they were taken over in it."""
        if code in self.counts:
            self.counts[code]["end"] += count
            self.counts[code]["taken_over"] += count * came

    def gave(self, code: str, count: int) -> None:
        """Count those of them that were handed over."""
        if code in self.counts:
            self.counts[code]["handed_over"] += count

    def move(self, stood: str | None, change: Change, history: History, *, first: bool) -> None:
        """Count one move of the period; the `first` onto the ladder is new there."""
        if change.assumed:
            self._guessed(stood, change.target, history)
        else:
            self._leave(stood, change.target, history.count)
            self._enter(stood, change.target, history, first=first)

    def _guessed(self, stood: str | None, target: str, history: History) -> None:
        self.left_out += history.count
        if stood in self.counts:
            self.counts[stood]["assumed_out"] += history.count
        if target in self.counts:
            self.counts[target]["assumed_in"] += history.count
            self.people[target][history.person_id] = history.count

    def _leave(self, stood: str | None, target: str, count: int) -> None:
        if stood in self.counts:
            self.counts[stood][departure(self.pipeline, stood, target)] += count

    def _enter(self, stood: str | None, target: str, history: History, *, first: bool) -> None:
        if target not in self.counts:
            return
        kind = arrival(self.pipeline, stood, target, first=first)
        self.counts[target][kind] += history.count
        self.people[target][history.person_id] = history.count
        if stood and kind == "up":
            below, above = self.pipeline.rank(stood) or 0, self.pipeline.rank(target) or 0
            for jumped in self.pipeline.ladder[below : above - 1]:
                self.counts[jumped.code]["passed_over"] += history.count

    def result(self) -> Flow:
        """Return the counts so far."""
        stages = tuple(
            FlowStage(
                code=code,
                entered=sum(counts[kind] for kind in ARRIVALS),
                people=sum(self.people[code].values()) + self.still[code],
                **counts,
            )
            for code, counts in self.counts.items()
        )
        return Flow(self.begin, self.end, self.left_out, stages)


class _Follower:
    """Follows one journey from segment to segment."""

    def __init__(self, history: History, mark: Mark, tally: Callable[[str | None], _Tally]) -> None:
        self.history, self.mark, self.tally = history, mark, tally
        self.segment: str | None = None
        self.here: str | None = None

    def follow(self, pipeline: Pipeline, begin: int, end: int) -> None:
        """Count the journey in the segments it was in."""
        climbed = begun = False
        for stood, change in steps(self.history, pipeline, end):
            if change.at >= begin:
                if not begun:
                    self._begin(begin)
                    begun = True
                first = not climbed
                self._shift(self.mark(self.history, change.at, change))
                self.tally(self.segment).move(stood, change, self.history, first=first)
            self.here = change.target
            climbed = climbed or pipeline.by_code[change.target].rank is not None
        if not begun:
            self._begin(begin)
        if self.here is not None:
            self._shift(self.mark(self.history, end, None))
            self.tally(self.segment).stands(self.here, self.history.count)

    def _begin(self, begin: int) -> None:
        """Note where the journey stood when the period began, and in which segment."""
        if self.here is not None:
            self.segment = self.mark(self.history, begin, None)
            self.tally(self.segment).stood(self.here, self.history)

    def _shift(self, segment: str | None) -> None:
        """Go on in a segment, handing over the visit that is under way."""
        if segment != self.segment and self.here is not None:
            for name, word in ((self.segment, "handed_over"), (segment, "taken_over")):
                counts = self.tally(name).counts
                if self.here in counts:
                    counts[self.here][word] += self.history.count
        self.segment = segment
