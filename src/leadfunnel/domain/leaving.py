"""Why people left the ladder in a period, and how they jumped over rungs of it.

Both count the moves that the flow counts: those of a span whose date is no guess. The
reasons of a rung add up to its lost and invalid, the jumps over a rung to its passed_over.
"""

from __future__ import annotations

from collections import Counter

from leadfunnel.domain.journey import steps
from leadfunnel.domain.record import dataclass

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from leadfunnel.domain.journey import Change, History
    from leadfunnel.domain.pipeline import Pipeline
    from leadfunnel.domain.segmented import Mark


@dataclass(frozen=True)
class Leaving:
    """How many left the rung `code` by an exit of a kind (lost or invalid) for one reason."""

    code: str
    kind: str
    reason: str | None
    count: int


@dataclass(frozen=True)
class Jump:
    """How many moved from the rung `origin` up to `target`, over at least one between."""

    origin: str
    target: str
    count: int


@dataclass(frozen=True)
class Span:
    """The instants [begin, end), and of which segment the moves in them are; None is of all."""

    begin: int
    end: int
    mark: Mark | None = None
    segment: str | None = None


def moved(history: History, pipeline: Pipeline, span: Span) -> Iterator[tuple[str, Change]]:
    """Yield the moves of a journey in a span with the stage it stood in before."""
    if not history.changes or history.changes[-1].at < span.begin:
        return
    for stood, change in steps(history, pipeline, span.end):
        if stood is None or change.at < span.begin or change.assumed:
            continue
        if span.mark is None or span.mark(history, change.at, change) == span.segment:
            yield stood, change


def leavings(histories: Iterable[History], pipeline: Pipeline, span: Span) -> tuple[Leaving, ...]:
    """Return why people left each rung in a span, the lowest rung and most frequent first."""
    found: Counter[tuple[str, str, str | None]] = Counter()
    for history in histories:
        for stood, change in moved(history, pipeline, span):
            if left(pipeline, stood, change):
                kind = pipeline.by_code[change.target].kind
                found[stood, kind, change.reason or None] += history.count
    ranked = sorted(
        found.items(),
        key=lambda one: (pipeline.rank(one[0][0]), one[0][1] != "lost", -one[1], one[0][2] or ""),
    )
    return tuple(Leaving(*key, count) for key, count in ranked)


def left(pipeline: Pipeline, stood: str, change: Change) -> bool:
    """Tell whether a move leads from the ladder to an exit."""
    known = pipeline.by_code
    return known[stood].rank is not None and known[change.target].rank is None


def jumps(histories: Iterable[History], pipeline: Pipeline, span: Span) -> tuple[Jump, ...]:
    """Return the moves up over a rung in a span, most frequent first."""
    found: Counter[tuple[str, str]] = Counter()
    for history in histories:
        for stood, change in moved(history, pipeline, span):
            if jumped(pipeline, stood, change.target):
                found[stood, change.target] += history.count
    ranked = sorted(found.items(), key=lambda one: (-one[1], *map(pipeline.rank, one[0])))
    return tuple(Jump(*key, count) for key, count in ranked)


def jumped(pipeline: Pipeline, stood: str, target: str) -> bool:
    """Tell whether a move from one rung to another leaves out a rung between them."""
    below, above = pipeline.by_code[stood].rank, pipeline.by_code[target].rank
    return bool(below and above and above > below + 1)
