"""Moving customers along a pipeline: promote, demote, drop, reopen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from leadfunnel.domain.pipeline import Pipeline, Stage
from leadfunnel.domain.record import dataclass, replace
from leadfunnel.domain.sentence import Sentence, said
from leadfunnel.errors import N_
from leadfunnel.i18n import language
from leadfunnel.services import ahead, log_echo, promises, whom
from leadfunnel.services.book import Book, Writing
from leadfunnel.services.ladder_refusals import (
    AlreadyThere,
    AtTheBottom,
    AtTheTop,
    BeforeLastChange,
    HasLeft,
    NotAbove,
    NotBelow,
    NotLeft,
    NotOnLadder,
    refusal,
)
from leadfunnel.services.ladder_words import is_stage, of_customers, refuse_stage
from leadfunnel.services.passage import (
    StageStep,
    Standing,
    change_stage,
    enter,
    standing,
    standing_of,
)
from leadfunnel.services.results.changed import Changed
from leadfunnel.services.rungs import exit_of, rung
from leadfunnel.services.whom import Deed, Named, Whom
from leadfunnel.store.session import Row


@dataclass(frozen=True)
class Move:
    """How a move is told: target, when it happened (both as typed), why, which pipeline or deal."""

    to: str | None = None
    at: str | None = None
    reason: str | None = None
    pipeline: str | None = None
    deal: int | None = None


@dataclass(frozen=True)
class Moved:
    """One step up, down, out or back in."""

    origin: Stage | None
    target: Stage
    said: tuple[Sentence, ...] = ()
    asides: tuple[Sentence, ...] = ()


Step = Callable[[Writing, int, Pipeline, Move, int], Moved]


def step_of(command: str, exit_kind: str | None = None) -> Step:
    """Return what a command does to one customer or deal."""
    if command != "drop":
        return {"promote": _promote, "demote": _demote, "reopen": _reopen}[command]

    def drop(page: Writing, number: int, pipeline: Pipeline, move: Move, at: int) -> Moved:
        return _drop(page, number, pipeline, exit_of(pipeline, move.to, exit_kind), move, at)

    return drop


class Ladder:
    """`promote`, `demote`, `drop`, `reopen`."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def promote(self, named: Named, move: Move) -> Changed:
        """Move customers up: to the next stage or to the one named."""
        return self._each("promote", named, move)

    def demote(self, named: Named, move: Move) -> Changed:
        """Move customers down: to the stage below or to the one named."""
        return self._each("demote", named, move)

    def drop(self, named: Named, move: Move, *, exit_kind: str | None = None) -> Changed:
        """Take customers off the ladder by an exit."""
        return self._each("drop", named, move, exit_kind)

    def reopen(self, named: Named, move: Move) -> Changed:
        """Bring customers back to the stage they left from."""
        return self._each("reopen", named, move)

    def _each(
        self, command: str, named: Named, move: Move, exit_kind: str | None = None
    ) -> Changed:
        """Move everyone; of those picked by a filter or a list, whoever is there already stays."""
        chosen, step = whom.meant(named), step_of(command, exit_kind)
        if command != "drop":
            chosen, move = self._read(chosen, move)
        question = N_("Drop {count} customers: {customers} ...?")
        moving = N_("Move {count} customers: {customers} ...?")
        deed = Deed(
            command,
            move.to or "",
            question if command == "drop" else moving,
            destructive=command == "drop",
            first=lambda page: refuse_stage(
                page, of_customers(page, move.pipeline), command, chosen
            ),
        )

        def act(page: Writing, ids: list[int]) -> Changed:
            pipeline = page.pipeline(move.pipeline)
            at = page.now if move.at is None else promises.read_past(page, move.at)
            there = (AlreadyThere,) if chosen.picked else ()
            moved = whom.each(ids, lambda number: step(page, number, pipeline, move, at), there)
            return _told(page, ids, moved)

        return whom.change(self.book, chosen, deed, act)

    def _read(self, chosen: Whom, move: Move) -> tuple[Whom, Move]:
        """Return whom and where to, the last word being the stage in `promote . 高意向`."""
        *others, last = chosen.texts or ("",)
        if not others or move.to is not None or not last:
            return chosen, move
        with self.book.read() as page:
            if not is_stage(page, of_customers(page, move.pipeline), others, last):
                return chosen, move
        return replace(chosen, texts=tuple(others)), replace(move, to=last)


def _told(page: Writing, ids: Sequence[int], moved: Mapping[int, Moved]) -> Changed:
    if len(ids) == 1:
        ahead.about(page, ids[0])
    page.settle()
    customers = page.customers(ids)
    went, stayed = N_("{customer}: {origin} → {target}."), N_("{customer} is there already.")
    spoken: list[Sequence[Sentence]] = []
    for customer in customers:
        change = moved.get(customer.id)
        if change is None:
            spoken.append((said(stayed, customer=customer),))
            continue
        first = said(went, customer=customer, origin=change.origin, target=change.target)
        missing = log_echo.say_missing(page, customer.id) if len(ids) == 1 else ()
        spoken.append((first, *change.said, *page.heard(customer.id), *missing))
    return Changed(page.ledger.recorded, customers, (*whom.told(spoken), *aside(moved.values())))


def aside(moved: Iterable[Moved]) -> Sequence[Sentence]:
    """Return what there is to say once, however many moved for the same reason."""
    every = [sentence for change in moved for sentence in change.asides]
    return [sentence for at, sentence in enumerate(every) if sentence not in every[:at]]


def moved_to(page: Writing, number: int, text: str, at: int) -> tuple[Sentence, ...]:
    """Move a customer to a stage of the main pipeline and return what there is to say of it."""
    moved = move_to(page, number, page.main, text, at)
    sentence = N_("Stage: {origin} → {target}.")
    return (said(sentence, origin=moved.origin, target=moved.target), *moved.said)


def move_to(page: Writing, number: int, pipeline: Pipeline, text: str, at: int) -> Moved:
    """Move a customer to a stage wherever they stand: up, down, out, or back in."""
    target = pipeline.find(text, language())
    move = Move(to=text)
    if target.rank is None:
        return _drop(page, number, pipeline, target, move, at)
    origin = standing(page, number, pipeline)
    if origin is None:
        return _promote(page, number, pipeline, move, at)
    return _move(page, number, pipeline, origin, _step(origin, target, move, at))


def _step(origin: Standing, target: Stage, move: Move, at: int) -> StageStep:
    """Return the change to write; one without a moment of its own is never before the last."""
    moment = max(at, origin.last["at"]) if move.at is None else at
    return StageStep(origin.journey_id, origin, target, moment, move.reason)


def _move(
    page: Writing, number: int, pipeline: Pipeline, origin: Standing, step: StageStep
) -> Moved:
    if step.target.code == origin.stage.code:
        raise refusal(AlreadyThere, page, number, origin)
    if step.at < origin.last["at"]:
        raise refusal(BeforeLastChange, page, number, origin)
    change_stage(page, number, pipeline, step)
    return Moved(origin.stage, step.target, _bought(page, origin, step))


def _bought(page: Writing, origin: Standing, step: StageStep) -> tuple[Sentence, ...]:
    """Record the purchase of a deal that is won."""
    if origin.unit != "deal" or step.target.kind != "won":
        return ()
    from leadfunnel.services import purchase_deals

    return purchase_deals.won(page, origin.journey_id, step.at)


def _promote(page: Writing, number: int, pipeline: Pipeline, move: Move, at: int) -> Moved:
    origin = _stands(page, number, pipeline, move)
    if origin is None:
        target = rung(pipeline, move.to) if move.to else pipeline.first
        entered = enter(page, number, pipeline, None, at)
        if target == pipeline.first:
            return Moved(None, target)
        return _move(page, number, pipeline, entered, _step(entered, target, move, at))
    if origin.stage.rank is None:
        raise refusal(HasLeft, page, number, origin)
    if move.to is None:
        above = pipeline.next_after(origin.stage.code)
        if above is None:
            raise refusal(AtTheTop, page, number, origin)
        return _move(page, number, pipeline, origin, _step(origin, above, move, at))
    target = rung(pipeline, move.to)
    if target.code != origin.stage.code and (target.rank or 0) < origin.stage.rank:
        raise refusal(NotAbove, page, number, origin, target)
    return _move(page, number, pipeline, origin, _step(origin, target, move, at))


def _demote(page: Writing, number: int, pipeline: Pipeline, move: Move, at: int) -> Moved:
    origin = _must_stand(page, number, pipeline, move)
    if origin.stage.rank is None:
        raise refusal(HasLeft, page, number, origin)
    if move.to is None and origin.stage.rank == 1:
        raise refusal(AtTheBottom, page, number, origin)
    target = rung(pipeline, move.to) if move.to else pipeline.ladder[origin.stage.rank - 2]
    if (target.rank or 0) > origin.stage.rank:
        raise refusal(NotBelow, page, number, origin, target)
    return _move(page, number, pipeline, origin, _step(origin, target, move, at))


def _drop(
    page: Writing, number: int, pipeline: Pipeline, target: Stage, move: Move, at: int
) -> Moved:
    origin = _stands(page, number, pipeline, move) or enter(page, number, pipeline, None, at)
    from leadfunnel.services import reasons

    move = replace(move, reason=reasons.coded(page, target.kind, move.reason) or None)
    asides = reasons.unlisted(page, target.kind, move.reason)
    if target.kind == "lost" and pipeline.lost_returns_to:
        target = pipeline.stage(pipeline.lost_returns_to)
    moved = _move(page, number, pipeline, origin, _step(origin, target, move, at))
    gone = target.rank is None and pipeline.name == page.main.name and move.deal is None
    cancelled = promises.cancel_all(page, number) if gone else ()
    return replace(moved, said=cancelled, asides=asides)


def _reopen(page: Writing, number: int, pipeline: Pipeline, move: Move, at: int) -> Moved:
    origin = _must_stand(page, number, pipeline, move)
    if origin.stage.rank is not None:
        raise refusal(NotLeft, page, number, origin)
    target = rung(pipeline, move.to) if move.to else _left_from(page, pipeline, origin)
    return _move(page, number, pipeline, origin, _step(origin, target, move, at))


def welcomed(page: Writing, number: int) -> tuple[Sentence, ...]:
    """Reopen a lost customer who came back by themselves; say where to bring back another."""
    origin = standing(page, number, page.main)
    if origin is None or origin.stage.rank is not None:
        return ()
    if origin.stage.kind != "lost":
        text = N_("Still off the ladder: {stage}. Bring them back with: leadfunnel reopen {id}")
        return (said(text, stage=origin.stage, id=number),)
    moved = _reopen(page, number, page.main, Move(), page.now)
    return (said(N_("Stage: {origin} → {target}."), origin=moved.origin, target=moved.target),)


def _left_from(page: Writing, pipeline: Pipeline, origin: Standing) -> Stage:
    row: Row | None = origin.last
    while row is not None and row["from_stage"] is not None:
        stage = pipeline.stage(row["from_stage"])
        if stage.rank is not None:
            return stage
        row = page.session.row("facts.get_stage_change", row_id=row["previous_id"])
    return pipeline.first


def _stands(page: Writing, number: int, pipeline: Pipeline, move: Move) -> Standing | None:
    if move.deal is None:
        return standing(page, number, pipeline)
    return standing_of(page, move.deal, pipeline)


def _must_stand(page: Writing, number: int, pipeline: Pipeline, move: Move) -> Standing:
    origin = _stands(page, number, pipeline, move)
    if origin is None:
        name = page.customer(number).label
        raise NotOnLadder(name=name, id=number, pipeline=pipeline.name)
    return origin
