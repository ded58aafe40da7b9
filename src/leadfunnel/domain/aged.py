"""Cohorts at equal age: how far those of an earlier period had got after as many days.

The age of a cohort is the time since its period began, in seconds (domain.md, 4). A comparison
of a young cohort with one that had longer to get on would find it worse whatever happened.
"""

from __future__ import annotations

from leadfunnel.domain.funnel import cohort
from leadfunnel.domain.journey import born_in
from leadfunnel.domain.proportions import Share, difference
from leadfunnel.domain.record import dataclass, replace

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from collections.abc import Iterable

    from leadfunnel.domain.figures import Cohort
    from leadfunnel.domain.journey import History
    from leadfunnel.domain.pipeline import Pipeline

Bounds = tuple[int, int]


def cohort_at_age(
    histories: Iterable[History], pipeline: Pipeline, bounds: Bounds, age: int
) -> Cohort:
    """Return how far those who came in [begin, end) had got when the period was `age` seconds old.

    Who came in later than that is not in it.
    """
    begin, end = bounds
    born = (history for history in histories if born_in(history, begin, end))
    return cohort(born, pipeline, begin + age)


def age_of(bounds: Bounds, until: int) -> int:
    """Return the age at `until` of what came in [begin, end), in seconds, 0 before it began."""
    return max(0, until - bounds[0])


@dataclass(frozen=True)
class Difference:
    """One step of two cohorts at equal age: who got to `code`, of those on the rung below.

    `judged` tells whether both had as many people before the step as a judgement needs;
    `whole` that the step is the whole way from the first rung.
    """

    code: str
    now: Share
    then: Share
    judged: bool
    whole: bool = False

    @property
    def difference(self) -> float | None:
        """The rate now less the rate then, in fractions of one; None where either has none."""
        now, then = self.now.rate, self.then.rate
        return None if now is None or then is None else now - then

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % interval of the difference, None where there is none."""
        return difference(self.now, self.then) if self.now.n and self.then.n else None


def differences(
    now: Cohort, then: Cohort, pipeline: Pipeline, least: int
) -> tuple[Difference, ...]:
    """Return every step of one cohort beside that of another, and the whole way to winning.

    A step is judged only where at least `least` people stood before it both times.
    """
    steps = [(rank, rank - 1) for rank in range(1, len(pipeline.ladder))]
    won = pipeline.first_of("won")
    found = [_step(now, then, step, least) for step in steps]
    if won and won.rank and won.rank > 2:
        found.append(replace(_step(now, then, (won.rank - 1, 0), least), whole=True))
    return tuple(found)


def _step(now: Cohort, then: Cohort, step: tuple[int, int], least: int) -> Difference:
    to, base = step
    shares = [Share(one.stages[to].reached, one.stages[base].reached) for one in (now, then)]
    judged = min(share.n for share in shares) >= least
    return Difference(now.stages[to].code, shares[0], shares[1], judged)
