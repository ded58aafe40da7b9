"""When a journey first got how far: what every rate by start and age is counted from.

Instants are UTC seconds and `until` is exclusive, as in `funnel`. A cohort at any age is the
climbs that began in its period, each as far as it had got by then; `funnel.cohort` counts the same.
"""

from __future__ import annotations

from leadfunnel.domain.journey import steps
from leadfunnel.domain.proportions import Share
from leadfunnel.domain.rate import quantile
from leadfunnel.domain.record import dataclass

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from leadfunnel.domain.journey import History
    from leadfunnel.domain.pipeline import Pipeline

DAY = 86_400


@dataclass(frozen=True, slots=True)
class Climb:
    """A journey from its first event on: `at` is when it first stood on rung 1, 2 ... or above.

    `assumed` tells for each of them whether its date, or that of the first event, is a guess.
    """

    born: int
    at: tuple[int, ...]
    assumed: tuple[bool, ...]

    def reached(self, until: int) -> int:
        """Return the highest rung stood on before `until`, 0 for none."""
        return sum(instant < until for instant in self.at)


def climb(history: History, pipeline: Pipeline, until: int) -> Climb | None:
    """Return the climb of a journey as it stood just before `until`; None before its first event.

    A skipped rung counts as reached.
    """
    at: list[int] = []
    assumed: list[bool] = []
    first = history.changes[0] if history.changes else None
    if first is None or first.at >= until:
        return None
    for _, change in steps(history, pipeline, until):
        gained = (pipeline.by_code[change.target].rank or 0) - len(at)
        at += [change.at] * gained
        assumed += [first.assumed or change.assumed] * gained
    return Climb(first.at, tuple(at), tuple(assumed))


def shares(climbs: Iterable[Climb], rungs: int, until: int) -> tuple[int, ...]:
    """Return how many had reached each rung, 1 to `rungs`, before `until`."""
    ended = [0] * (rungs + 1)
    for one in climbs:
        ended[min(rungs, one.reached(until))] += 1
    return tuple(sum(ended[rank:]) for rank in range(1, rungs + 1))


def share(reached: Sequence[int], rank: int, base: int) -> Share:
    """Return those who reached a rung of those who reached the one of `base`."""
    return Share(reached[rank - 1], reached[base - 1])


def median_days(climbs: Iterable[Climb], rank: int, since: int) -> float | None:
    """Return in how many days half of those who get to a rung do, from their first event on.

    Of those who first stood there from an instant on, None where nobody did; so who takes long
    counts like who is quick. Assumed dates are left out.
    """
    took = [
        one.at[rank - 1] - one.born
        for one in climbs
        if len(one.at) >= rank and one.at[rank - 1] >= since and not one.assumed[rank - 1]
    ]
    found = quantile(took, 0.5)
    return None if found is None else found / DAY


def is_mature(age: int, length: int, median: float | None) -> bool:
    """Tell whether a period is old enough for a rung: `age` and `length` in seconds.

    It has ended, and half of those who get there have had the days they take. Where nobody got
    there lately nothing is known, and it counts as young.
    """
    return median is not None and age >= max(length, median * DAY)
