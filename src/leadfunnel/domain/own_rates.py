"""How often one wins: the seller's own rates, from what became of deals."""

from __future__ import annotations

from fractions import Fraction

from leadfunnel.domain.deal import DAY
from leadfunnel.domain.journey import reach, standing
from leadfunnel.domain.rate import quantile, ratio, wilson
from leadfunnel.domain.record import dataclass

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from collections.abc import Iterable

    from leadfunnel.domain.journey import History
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


def own_rates(histories: Iterable[History], pipeline: Pipeline) -> OwnRates:
    """Return, per rung, won / decided of those who reached it (domain.md, 5)."""
    counts = [dict.fromkeys(("won", "lost", "invalid", "open"), 0) for _ in pipeline.ladder]
    cycles: list[int] = []
    for history in histories:
        now = standing(history, pipeline)
        if now is None:
            continue
        kind = pipeline.by_code[now[0]].kind
        fate = "won" if kind == "repeat" else kind
        for rung in range(reach(history, pipeline)):
            counts[rung][fate] += 1
        if fate == "won" and (cycle := _cycle(history, pipeline)) is not None:
            cycles.append(cycle)
    stages = tuple(
        StageRate(stage.code, sum(found.values()), **found)
        for stage, found in zip(pipeline.ladder, counts, strict=True)
    )
    return OwnRates(pipeline, stages, tuple(cycles))


def _cycle(history: History, pipeline: Pipeline) -> int | None:
    """Return the seconds from the first event to winning, None where a date is assumed."""
    first = history.changes[0]
    wins = (one for one in history.changes if pipeline.by_code[one.target].kind == "won")
    won = next(wins, None)
    if won is None or won.assumed or first.assumed:
        return None
    return won.at - first.at
