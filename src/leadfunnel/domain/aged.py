"""Cohorts at equal age: how far those of an earlier period had got after as many days.

The age of a cohort is the time since its period began, in seconds (domain.md, 4). A comparison
of a young cohort with one that had longer to get on would find it worse whatever happened.
"""

from __future__ import annotations

from dataclasses import dataclass

from leadfunnel.domain.funnel import cohort
from leadfunnel.domain.journey import born_in
from leadfunnel.domain.rate import ratio, wilson

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from collections.abc import Iterable

    from leadfunnel.domain.figures import Cohort
    from leadfunnel.domain.journey import History
    from leadfunnel.domain.pipeline import Pipeline

DAY = 86_400
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


def is_mature(age: int, median_days: float | None) -> bool:
    """Tell whether a cohort is as old as the median days its step takes, in days.

    Where nobody ever made the step nothing is known, and it counts as young.
    """
    return median_days is not None and age >= median_days * DAY


@dataclass(frozen=True)
class Difference:
    """One step now and before: `part` of `base` people made it each time.

    The difference is in fractions of one, with the 95 % interval of Newcombe's hybrid score.
    `judged` tells whether both bases are as large as a judgement needs.
    """

    code: str
    now: tuple[int, int]
    then: tuple[int, int]
    judged: bool

    @property
    def rates(self) -> tuple[float | None, float | None]:
        """The rate now and the rate then, None where nobody stood before the step."""
        return ratio(*self.now), ratio(*self.then)

    @property
    def difference(self) -> float | None:
        """The rate now less the rate then."""
        now, then = self.rates
        return None if now is None or then is None else now - then

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % interval of the difference, None where there is none.

        Method 10 of R. G. Newcombe, "Interval estimation for the difference between independent
        proportions", Statistics in Medicine 17 (1998), 873-890: with the Wilson bounds (l, u) of
        both rates p1 and p2, p1 - p2 - sqrt((p1 - l1)^2 + (u2 - p2)^2) and
        p1 - p2 + sqrt((u1 - p1)^2 + (p2 - l2)^2).
        """
        (now, then), one, two = self.rates, wilson(*self.now), wilson(*self.then)
        if now is None or then is None or one is None or two is None:
            return None
        below = ((now - one[0]) ** 2 + (two[1] - then) ** 2) ** 0.5
        above = ((one[1] - now) ** 2 + (then - two[0]) ** 2) ** 0.5
        return max(-1.0, now - then - below), min(1.0, now - then + above)


def differences(now: Cohort, then: Cohort, least: int) -> tuple[Difference, ...]:
    """Return every step of one cohort beside that of another, lowest rung first.

    A step is judged only where at least `least` people stood before it both times.
    """
    found = []
    for place, (row, other) in enumerate(zip(now.stages, then.stages, strict=True)):
        if place == 0:
            continue
        bases = now.stages[place - 1].reached, then.stages[place - 1].reached
        found.append(
            Difference(
                row.code,
                (row.reached, bases[0]),
                (other.reached, bases[1]),
                judged=min(bases) >= least,
            )
        )
    return tuple(found)
