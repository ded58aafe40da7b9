"""How often one wins: the seller's own rates, from what became of deals."""

from __future__ import annotations

from fractions import Fraction

from leadfunnel.domain.deal import DAY
from leadfunnel.domain.rate import quantile, ratio, wilson
from leadfunnel.domain.record import dataclass

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from collections.abc import Iterable

    from leadfunnel.domain.course import Course
    from leadfunnel.domain.pipeline import Pipeline


@dataclass(frozen=True)
class StageRate:
    """What became of those who reached a rung, however far they got."""

    code: str
    reached: int
    won: int
    lost: int
    invalid: int
    open: int

    @property
    def decided(self) -> int:
        """How many are won, lost or were no fit."""
        return self.won + self.lost + self.invalid

    @property
    def rate(self) -> float | None:
        """The win rate of closed: won / decided, None where nothing is decided."""
        return ratio(self.won, self.decided)

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % Wilson interval of the rate."""
        return wilson(self.won, self.decided)

    @property
    def of_all(self) -> float | None:
        """The win rate of all: won / reached, the open ones with the rest."""
        return ratio(self.won, self.reached)


@dataclass(frozen=True)
class OwnRates:
    """The rates per rung of one pipeline, and the days from the first event to winning."""

    pipeline: Pipeline
    stages: tuple[StageRate, ...]
    cycles: tuple[int, ...] = ()

    @property
    def whole(self) -> StageRate:
        """The rates of all that ever stood on the ladder."""
        return self.stages[0]

    @property
    def cycle_mean_days(self) -> str | None:
        """The mean length of a sale in days to two digits, None where none has known dates."""
        if not self.cycles:
            return None
        hundredths = round(Fraction(sum(self.cycles) * 100, DAY * len(self.cycles)))
        return f"{hundredths // 100}.{hundredths % 100:02}"

    @property
    def cycle_median_days(self) -> float | None:
        """The median length of a sale in days."""
        days = quantile([float(seconds) for seconds in self.cycles], 0.5)
        return None if days is None else round(days / DAY, 2)


def own_rates(courses: Iterable[Course], pipeline: Pipeline) -> OwnRates:
    """Return, per rung, won / decided of those who reached it (domain.md, 5)."""
    counts = [dict.fromkeys(("won", "lost", "invalid", "open"), 0) for _ in pipeline.ladder]
    cycles: list[int] = []
    for course in courses:
        fate = course.fate(pipeline)
        for rung in range(course.reach(pipeline)):
            counts[rung][fate] += course.count
        cycles += course.cycles
    stages = tuple(
        StageRate(stage.code, sum(found.values()), **found)
        for stage, found in zip(pipeline.ladder, counts, strict=True)
    )
    return OwnRates(pipeline, stages, tuple(cycles))
