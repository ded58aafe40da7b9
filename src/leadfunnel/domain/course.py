"""Deals that stood on the same stages in the same order, counted together.

How often one wins depends on the order of stages alone, so of very many deals a few hundred
courses are left to count.
"""

from __future__ import annotations

from itertools import groupby

from leadfunnel.domain.journey import UnknownStageInHistory
from leadfunnel.domain.record import dataclass

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from leadfunnel.domain.deal import Deal
    from leadfunnel.domain.pipeline import Pipeline

    Move = tuple[int, str, int, int, int | None]
    """A move of a deal: journey, stage, instant, whether that is a guess, and whose it was."""


@dataclass(frozen=True)
class Course:
    """So many deals of one owner that stood on these stages, in this order.

    `cycles` are the seconds from the first event to winning, of those that stand as won and whose
    dates are known.
    """

    owner: int | None
    stages: tuple[str, ...]
    count: int
    cycles: tuple[int, ...] = ()

    def fate(self, pipeline: Pipeline) -> str:
        """Return what became of them: won, lost, invalid or open."""
        return pipeline.by_code[self.stages[-1]].fate

    def reach(self, pipeline: Pipeline) -> int:
        """Return the highest rank they stood on, 0 for none; skipped stages count."""
        return max(pipeline.by_code[stage].rank or 0 for stage in self.stages)


def courses(
    moves: Iterable[Move], pipeline: Pipeline, owners: Mapping[int, int | None] | None = None
) -> list[Course]:
    """Return the courses of deals, whose moves come in order of journey and time.

    `owners` say whose a deal is where its last move does not. UnknownStageInHistory for a stage
    that the pipeline does not have.
    """
    counts: dict[tuple[int | None, tuple[str, ...]], int] = {}
    cycles: dict[tuple[int | None, tuple[str, ...]], list[int]] = {}
    won: dict[tuple[str, ...], int | None] = {}
    owners = owners or {}
    for number, group in groupby(moves, key=_journey):
        changes = list(group)
        stages = tuple([change[1] for change in changes])
        if stages not in won:
            won[stages] = _won(number, stages, pipeline)
        key = (owners[number] if number in owners else changes[-1][4], stages)
        counts[key] = counts.get(key, 0) + 1
        place = won[stages]
        if place is not None and not (changes[0][3] or changes[place][3]):
            cycles.setdefault(key, []).append(changes[place][2] - changes[0][2])
    return [Course(*key, count, tuple(cycles.get(key, ()))) for key, count in counts.items()]


def moves_of(deals: Iterable[Deal]) -> Iterator[Move]:
    """Yield the moves of deals that were read as a whole, each with the owner of the deal."""
    for deal in deals:
        owner = deal.owner[0]
        for shift in deal.shifts:
            yield deal.id, shift.target, shift.at, shift.assumed, owner


def _journey(move: Move) -> int:
    return move[0]


def _won(number: int, stages: tuple[str, ...], pipeline: Pipeline) -> int | None:
    """Return the place at which those were won that stand as won, None for all others."""
    for stage in stages:
        if stage not in pipeline.by_code:
            raise UnknownStageInHistory(journey=number, stage=stage, pipeline=pipeline.name)
    kinds = [pipeline.by_code[stage].kind for stage in stages]
    return kinds.index("won") if kinds[-1] in ("won", "repeat") and "won" in kinds else None
