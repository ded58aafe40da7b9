"""The changes of one journey that a file lists, joined to those that are known.

They only continue or fill: a change after the last one known, a date for a last change that was
only assumed and a history before it, a history before an entry that nobody dated. What contradicts
is refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from leadfunnel.domain.pipeline import Pipeline
from leadfunnel.domain.record import dataclass, field, replace
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
    """A change of the store; `undated` is one nobody told a time for: that of its recording.

    `present` is one that a file tells together with the rows: it comes after all of them.
    """

    id: int
    stage: str
    at: int
    assumed: bool = False
    undated: bool = False
    present: bool = False
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Added:
    """A change to write; `move` is the row that tells it."""

    stage: str
    at: int
    move: Move
    assumed: bool = False


@dataclass
class Joined:
    """What rows bring: changes to void, changes to add after the rest, rows known, rows refused.

    `pushed` tells that the last change, whose date is assumed, now comes after the rows.
    """

    voided: list[int] = field(default_factory=list)
    added: list[Added] = field(default_factory=list)
    same: int = 0
    refused: list[tuple[Move, Phrase]] = field(default_factory=list)
    pushed: bool = False


def joined(pipeline: Pipeline, known: Sequence[Known], moves: Sequence[Move]) -> Joined:
    """Return what the rows of one journey add to the changes known of it, in order."""
    ordered = sorted(moves, key=lambda move: (move.begin, move.line))
    new = [move for move in ordered if not _is_known(pipeline, known, move)]
    found = Joined(same=len(ordered) - len(new))
    led, later = _parted(pipeline, known, new)
    standing = _lead_up(pipeline, found, known, led) if led else list(known)
    _take_all(pipeline, found, standing, later)
    return found


def _is_known(pipeline: Pipeline, known: Sequence[Known], move: Move) -> bool:
    """Tell whether a change is known already, and not by a guess that the row would confirm."""
    sure = known[:-1] if known and known[-1].assumed else known
    target = _lands(pipeline, move.to)
    return any(one.stage == target and move.begin <= one.at < move.end for one in sure)


def _parted(
    pipeline: Pipeline, known: Sequence[Known], moves: Sequence[Move]
) -> tuple[Sequence[Move], Sequence[Move]]:
    """Return the rows that lead up to a last change of assumed date, and those that follow it."""
    if not known or not known[-1].assumed:
        return (), moves
    last = known[-1]
    if last.present:
        return moves, ()
    reached = (at for at, move in enumerate(moves, 1) if _lands(pipeline, move.to) == last.stage)
    earlier = sum(1 for _ in takewhile(lambda move: move.end <= last.at, moves))
    end = next(reached, earlier)
    if any(move.origin == last.stage for move in moves[:end]):
        end = 0
    return moves[:end], moves[end:]


def _lead_up(
    pipeline: Pipeline, found: Joined, known: Sequence[Known], moves: Sequence[Move]
) -> list[Known]:
    """Put rows before a last change of assumed date, which gives way; return what is then known."""
    *standing, last = known
    before = Joined()
    _take_all(pipeline, before, standing, moves)
    if not before.added:
        found.refused += before.refused
        return list(known)
    told = before.added[-1]
    if told.stage != last.stage and _is_past(pipeline, told.stage, last.stage):
        text = N_("leads to {stage}, but {present} is where the customer is known to stand")
        found.refused.append((told.move, Phrase(text, stage=told.stage, present=last.stage)))
        kept = [move for move in moves if move is not told.move]
        return _lead_up(pipeline, found, known, kept)
    if told.stage != last.stage:
        move = replace(told.move, to=last.stage, author="", reason=last.reason)
        change = Added(last.stage, max(told.at, last.at), move, assumed=True)
        _add(before, standing, change)
        found.pushed = True
    found.voided += [last.id, *before.voided]
    found.added += before.added
    found.refused += before.refused
    return standing


def _is_past(pipeline: Pipeline, stage: str, present: str) -> bool:
    """Tell whether a dated stage is beyond the one said to be the present, as in one row."""
    reached, rank = pipeline.rank(stage), pipeline.rank(present)
    return reached is None or (rank is not None and rank < reached)


def _take_all(
    pipeline: Pipeline, found: Joined, standing: list[Known], moves: Sequence[Move]
) -> None:
    if _replaceable(pipeline, standing, moves):
        found.voided.append(standing.pop().id)
    for move in moves:
        _take(pipeline, found, standing, move, _lands(pipeline, move.to))


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
    if last and (reason := _against(move, last, target)):
        found.refused.append((move, reason))
        return
    if last is None:
        _enter(pipeline, found, standing, move, target)
        last = standing[-1] if standing else None
    _add(found, standing, Added(target, max(move.begin, last.at if last else move.begin), move))


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
