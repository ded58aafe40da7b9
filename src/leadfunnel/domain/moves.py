"""The changes of one journey that a file lists, joined to those that are known.

They only continue or fill: a change after the last one known, a date for a last change that was
only assumed, a history before an entry that nobody dated. What contradicts is refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from leadfunnel.domain.pipeline import Pipeline
from leadfunnel.domain.sentence import Phrase
from leadfunnel.errors import N_


@dataclass(frozen=True, slots=True)
class Move:
    """One row: to which stage, from which if told, within [begin, end) UTC seconds."""

    line: int
    begin: int
    end: int
    to: str
    origin: str | None = None
    author: str = ""
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """A change of the store; `undated` is one nobody told a time for: that of its recording."""

    id: int
    stage: str
    at: int
    assumed: bool = False
    undated: bool = False


@dataclass(frozen=True, slots=True)
class Added:
    """A change to write; `move` is the row that tells it."""

    stage: str
    at: int
    move: Move
    assumed: bool = False


@dataclass
class Joined:
    """What rows bring: changes to void, changes to add after the rest, rows known, rows refused."""

    voided: list[int] = field(default_factory=list)
    added: list[Added] = field(default_factory=list)
    same: int = 0
    refused: list[tuple[Move, Phrase]] = field(default_factory=list)


def joined(pipeline: Pipeline, known: Sequence[Known], moves: Sequence[Move]) -> Joined:
    """Return what the rows of one journey add to the changes known of it, in order."""
    found = Joined()
    ordered = sorted(moves, key=lambda move: (move.begin, move.line))
    standing = list(known)
    if _replaceable(pipeline, standing, ordered):
        found.voided.append(standing.pop().id)
    for move in ordered:
        target = _lands(pipeline, move.to)
        if any(one.stage == target and move.begin <= one.at < move.end for one in known):
            found.same += 1
        else:
            _take(pipeline, found, standing, move, target)
    return found


def _replaceable(pipeline: Pipeline, known: Sequence[Known], moves: Sequence[Move]) -> bool:
    """Tell whether all that is known is an undated entry, and the rows go back further."""
    if len(known) != 1 or not moves:
        return False
    entry = known[0]
    return entry.undated and entry.stage == pipeline.first.code and moves[0].end <= entry.at


def _take(
    pipeline: Pipeline, found: Joined, standing: list[Known], move: Move, target: str
) -> None:
    last = standing[-1] if standing else None
    if last and last.assumed and last.stage == target and _fits(standing[:-1], move):
        standing.pop()
        found.voided.append(last.id)
        last = standing[-1] if standing else None
    elif last and (reason := _against(move, last, target)):
        found.refused.append((move, reason))
        return
    if last is None:
        _enter(pipeline, found, standing, move, target)
        last = standing[-1] if standing else None
    _add(found, standing, Added(target, max(move.begin, last.at if last else move.begin), move))


def _fits(before: Sequence[Known], move: Move) -> bool:
    return not before or move.end > before[-1].at


def _against(move: Move, last: Known, target: str) -> Phrase | None:
    if move.end <= last.at:
        return Phrase(N_("lies before the last change known, the one to {stage}"), stage=last.stage)
    if target == last.stage:
        return Phrase(N_("goes to {stage}, where the customer already is"), stage=target)
    if move.origin and move.origin != last.stage:
        text = N_("comes from {origin}, but the change before leads to {stage}")
        return Phrase(text, origin=move.origin, stage=last.stage)
    return None


def _enter(
    pipeline: Pipeline, found: Joined, standing: list[Known], move: Move, target: str
) -> None:
    """Enter the ladder where the row comes from, or at its foot before leaving it."""
    origin = move.origin if move.origin and pipeline.rank(move.origin) else None
    if origin is None and pipeline.rank(target) is None:
        origin = pipeline.first.code
    if origin and origin != target:
        _add(found, standing, Added(origin, move.begin, move, assumed=move.origin is not None))


def _add(found: Joined, standing: list[Known], change: Added) -> None:
    found.added.append(change)
    standing.append(Known(0, change.stage, change.at))


def _lands(pipeline: Pipeline, code: str) -> str:
    """Return where a change to a stage leads: a pipeline may take the lost back."""
    lost = pipeline.stage(code).kind == "lost"
    return pipeline.lost_returns_to if lost and pipeline.lost_returns_to else code
