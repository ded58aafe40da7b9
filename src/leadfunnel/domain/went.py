"""Journeys that went the very same way, counted together, and the stays they ended.

Most figures of a period depend on the order of stages alone, and on which moves lie before, in and
after the period. So of very many journeys a few hundred ways are left to count.
"""

from __future__ import annotations

from itertools import groupby

from leadfunnel.domain.journey import Change, History
from leadfunnel.domain.record import dataclass

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    Told = tuple[int, str, int, int, str | None]
    """A change of a journey: journey, stage, instant, whether that is a guess, and the reason."""
    Step = tuple[str, int, str | None, int]


@dataclass(frozen=True)
class Went:
    """The ways, and the seconds of the stays in each stage that ended in the period.

    Each way is a history with the `count` of journeys that went it; its instants say no more than
    whether a change lies before, in or after the period.
    """

    ways: tuple[History, ...]
    ended: Mapping[str, Sequence[int]]


def went(rows: Iterable[Told], begin: int, end: int) -> Went:
    """Return how journeys went by [begin, end); their changes come in order of journey and time.

    A stay that began or ended on an assumed date is left out of those that ended.
    """
    counts: dict[tuple[Step, ...], int] = {}
    ended: dict[str, list[int]] = {}
    for _, changes in groupby(rows, key=_journey):
        way: list[Step] = []
        stood, since, guessed = None, 0, 0
        for _, stage, at, assumed, reason in changes:
            place = (at >= begin) + (at >= end)
            way.append((stage, assumed, reason, place))
            if stage == stood:
                continue
            if stood is not None and place == 1 and not (guessed or assumed):
                ended.setdefault(stood, []).append(at - since)
            stood, since, guessed = stage, at, assumed
        key = tuple(way)
        counts[key] = counts.get(key, 0) + 1
    instants = begin - 1, begin, end
    return Went(
        tuple(
            History(-number, -number, _changes(way, instants), count)
            for number, (way, count) in enumerate(counts.items(), start=1)
        ),
        ended,
    )


def _journey(row: Told) -> int:
    return row[0]


def _changes(way: Sequence[Step], instants: Sequence[int]) -> tuple[Change, ...]:
    return tuple(
        Change(instants[place], sequence, None, stage, bool(assumed), None, reason)
        for sequence, (stage, assumed, reason, place) in enumerate(way)
    )
