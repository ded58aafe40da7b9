"""The real paths people took through a pipeline, in or out of the order of its ladder."""

from __future__ import annotations

from collections import Counter, defaultdict

from leadfunnel.domain.journey import steps
from leadfunnel.domain.proportions import Share
from leadfunnel.domain.rate import quantile
from leadfunnel.domain.record import dataclass

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from leadfunnel.domain.journey import History
    from leadfunnel.domain.pipeline import Pipeline

DAY = 86_400
LONGEST = 12
"""Of a longer path only so many stages are told apart, and it goes on without a name."""
KINDS = ("in order", "skipped", "back")


@dataclass(frozen=True)
class Path:
    """One path: the stages in order, and who went it.

    `count` people are at its end now; `through` has those who went so far or further on the same
    way, and the part of them that won. `days` is the median from the first event to its end.
    """

    stages: tuple[str, ...]
    longer: bool
    count: int
    through: Share
    days: float | None


@dataclass(frozen=True)
class Manner:
    """Everybody who went in one manner: in order, with a rung skipped, or back at some time.

    `days` is the median from the first event to winning, of those who won.
    """

    kind: str
    share: Share
    days: float | None


@dataclass(frozen=True)
class Walk:
    """What one journey did before `until`."""

    stages: tuple[str, ...]
    longer: bool
    seconds: int | None
    won: bool
    seconds_to_win: int | None


def walk(history: History, pipeline: Pipeline, until: int) -> Walk | None:
    """Return the path of a journey, None before its first event; guessed dates give no length."""
    moves = [change for _, change in steps(history, pipeline, until)]
    if not moves:
        return None
    wins = (one for one in moves if pipeline.by_code[one.target].kind in ("won", "repeat"))
    first, last, win = moves[0], moves[-1], next(wins, None)
    return Walk(
        stages=tuple(change.target for change in moves[:LONGEST]),
        longer=len(moves) > LONGEST,
        seconds=None if first.assumed or last.assumed else last.at - first.at,
        won=win is not None,
        seconds_to_win=None if win is None or first.assumed or win.assumed else win.at - first.at,
    )


def paths(histories: Iterable[History], pipeline: Pipeline, until: int) -> tuple[Path, ...]:
    """Return every path that somebody is at the end of, the most frequent first."""
    count: Counter[tuple[tuple[str, ...], bool]] = Counter()
    through: Counter[tuple[str, ...]] = Counter()
    won: Counter[tuple[str, ...]] = Counter()
    took: dict[tuple[tuple[str, ...], bool], list[int]] = defaultdict(list)
    for one in _walks(histories, pipeline, until):
        key = one.stages, one.longer
        count[key] += 1
        for part in _beginnings(one):
            through[part] += 1
            won[part] += one.won
        if one.seconds is not None:
            took[key].append(one.seconds)
    ranked = sorted(count, key=lambda key: (-count[key], _ranks(pipeline, key[0]), key[1]))
    return tuple(
        Path(*key, count[key], Share(won[key[0]], through[key[0]]), _days(took[key]))
        for key in ranked
    )


def manners(histories: Iterable[History], pipeline: Pipeline, until: int) -> tuple[Manner, ...]:
    """Return how those fared who kept the order of the ladder, skipped a rung, or went back."""
    groups: dict[str, list[Walk]] = {kind: [] for kind in KINDS}
    for one in _walks(histories, pipeline, until):
        groups[manner(one.stages, pipeline)].append(one)
    return tuple(
        Manner(
            kind,
            Share(sum(one.won for one in found), len(found)),
            _days([one.seconds_to_win for one in found if one.seconds_to_win is not None]),
        )
        for kind, found in groups.items()
    )


def manner(stages: tuple[str, ...], pipeline: Pipeline) -> str:
    """Return how a path goes: back if it ever goes down, else skipped if it leaves out a rung.

    An exit is no step down; who comes back from one goes on from the rung stood on before it.
    """
    kind, highest = "in order", 0
    for code in stages:
        rank = pipeline.by_code[code].rank
        if rank is None:
            continue
        if rank < highest:
            return "back"
        if highest and rank > highest + 1:
            kind = "skipped"
        highest = rank
    return kind


def _walks(histories: Iterable[History], pipeline: Pipeline, until: int) -> Iterator[Walk]:
    for history in histories:
        found = walk(history, pipeline, until)
        if found is not None:
            yield found


def _beginnings(one: Walk) -> Iterator[tuple[str, ...]]:
    for length in range(1, len(one.stages) + 1):
        yield one.stages[:length]


def _ranks(pipeline: Pipeline, stages: tuple[str, ...]) -> tuple[int, ...]:
    places = {stage.code: place for place, stage in enumerate(pipeline.stages)}
    return tuple(places[code] for code in stages)


def _days(seconds: list[int]) -> float | None:
    found = quantile(seconds, 0.5)
    return None if found is None else found / DAY
