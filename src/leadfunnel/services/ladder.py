"""Moving customers along a pipeline: promote, demote, drop, reopen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from leadfunnel.domain.pipeline import Pipeline, Stage
from leadfunnel.domain.sentence import Sentence, said
from leadfunnel.errors import N_, RefusedError, UnreadableError
from leadfunnel.i18n import language, named
from leadfunnel.services import promises, who
from leadfunnel.services.book import Book, Writing
from leadfunnel.services.results.changed import Changed
from leadfunnel.store.session import Row


class AtTheTop(RefusedError):
    """There is no stage above the last one."""

    code = "at_the_top"
    message = N_("{name} (#{id}) is at the last stage already: {stage}.")


class AtTheBottom(RefusedError):
    """There is no stage below the first one."""

    code = "at_the_bottom"
    message = N_("{name} (#{id}) is at the first stage already: {stage}.")
    hint = N_("To take somebody off the ladder: leadfunnel drop {id} --lost or --invalid")


class NotAbove(RefusedError):
    """Promoting goes up."""

    code = "not_above"
    message = N_("{name} (#{id}) stands at {stage}; {target} is not above it.")
    hint = N_("To move down: leadfunnel demote {id} --to {code}")


class NotBelow(RefusedError):
    """Demoting goes down."""

    code = "not_below"
    message = N_("{name} (#{id}) stands at {stage}; {target} is not below it.")
    hint = N_("To move up: leadfunnel promote {id} --to {code}")


class HasLeft(RefusedError):
    """Somebody off the ladder must be reopened first."""

    code = "has_left"
    message = N_("{name} (#{id}) has left the ladder: {stage}.")
    hint = N_("Take them up again first: leadfunnel reopen {id}")


class NotLeft(RefusedError):
    """Only somebody off the ladder can be reopened."""

    code = "not_left"
    message = N_("{name} (#{id}) has not left the ladder: nothing to reopen.")


class NotOnLadder(RefusedError):
    """The customer is not in this pipeline."""

    code = "not_on_ladder"
    message = N_("{name} (#{id}) is not in the pipeline {pipeline}.")
    hint = N_("Enter them with: leadfunnel promote {id} --pipeline {pipeline}")


class AlreadyThere(RefusedError):
    """A change to the same stage is refused."""

    code = "already_there"
    message = N_("{name} (#{id}) is at {stage} already.")


class WrongStageKind(UnreadableError):
    """A ladder stage where an exit was needed, or the other way round."""

    code = "wrong_stage_kind"
    message = N_("The stage {stage} is {found}; this command needs {needed}: one of {stages}.")


class WhichExit(UnreadableError):
    """Dropping needs to know by which exit."""

    code = "which_exit"
    message = N_("Say by which exit: --lost, --invalid, or --to with a stage: one of {stages}.")


class BeforeLastChange(RefusedError):
    """A change cannot be dated before the one it follows."""

    code = "before_last_change"
    message = N_("{name} (#{id}) came to {stage} after that moment.")
    hint = N_("Give a later --at, or leave it out.")


class NotAStagePipeline(RefusedError):
    """Deals and invitations do not move by customer."""

    code = "not_a_customer_pipeline"
    message = N_("In the pipeline {pipeline} not customers move but each {unit}.")


@dataclass(frozen=True)
class Standing:
    """Where a customer stands in one pipeline, with the change that brought them there."""

    journey_id: int
    last: Row
    stage: Stage


@dataclass(frozen=True)
class Move:
    """How a move is told: target as typed, when it happened (as typed), why, which pipeline."""

    to: str | None = None
    at: str | None = None
    reason: str | None = None
    pipeline: str | None = None


@dataclass(frozen=True)
class Moved:
    """One step up, down, out or back in."""

    origin: Stage | None
    target: Stage
    said: tuple[Sentence, ...] = ()


Step = Callable[[Writing, int, Pipeline, Move, int], Moved]


class Ladder:
    """`promote`, `demote`, `drop`, `reopen`."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def promote(self, texts: Sequence[str], move: Move) -> Changed:
        """Move customers up: to the next stage or to the one named."""
        return self._each("promote", texts, move, _promote)

    def demote(self, texts: Sequence[str], move: Move) -> Changed:
        """Move customers down: to the stage below or to the one named."""
        return self._each("demote", texts, move, _demote)

    def drop(self, texts: Sequence[str], move: Move, *, exit_kind: str | None = None) -> Changed:
        """Take customers off the ladder by an exit."""

        def step(page: Writing, number: int, pipeline: Pipeline, move: Move, at: int) -> Moved:
            return _drop(page, number, pipeline, _exit(pipeline, move.to, exit_kind), move, at)

        return self._each("drop", texts, move, step)

    def reopen(self, texts: Sequence[str], move: Move) -> Changed:
        """Bring customers back to the stage they left from."""
        return self._each("reopen", texts, move, _reopen)

    def _each(self, command: str, texts: Sequence[str], move: Move, step: Step) -> Changed:
        with self.book.record(command, move.to or "") as page:
            pipeline = page.pipeline(move.pipeline)
            if pipeline.unit != "customer":
                raise NotAStagePipeline(pipeline=pipeline.name, unit=pipeline.unit)
            ids = who.each(page, texts)
            at = page.now if move.at is None else promises.read_past(page, move.at)
            moved = [step(page, number, pipeline, move, at) for number in ids]
            page.settle()
            customers = page.customers(ids)
            spoken: list[Sentence] = []
            for customer, change in zip(customers, moved, strict=True):
                text = N_("{customer}: {origin} → {target}.")
                spoken.append(
                    said(text, customer=customer, origin=change.origin, target=change.target)
                )
                spoken += change.said
            return Changed(page.ledger.recorded, customers, tuple(spoken))


def standing(page: Writing, number: int, pipeline: Pipeline) -> Standing | None:
    """Return where a customer stands in a pipeline, None when they are not in it."""
    row = page.session.row("journeys.one", customer_id=number, pipeline=pipeline.name)
    last = row and page.session.row("journeys.last_change", journey_id=row["id"])
    if row is None or last is None:
        return None
    return Standing(row["id"], last, pipeline.stage(last["to_stage"]))


def enter(
    page: Writing, number: int, pipeline: Pipeline, text: str | None, at: int | None = None
) -> Standing:
    """Start a customer's journey at the first stage, or at the one named; exits come after it."""
    stage = pipeline.first if text is None else pipeline.find(text, language())
    journey_id = page.ledger.insert("journey", number, pipeline=pipeline.name, unit=pipeline.unit)
    at = page.now if at is None else at
    first = stage if stage.rank is not None else pipeline.first
    change = _change(page, number, pipeline, _Step(journey_id, None, first, at))
    if stage.rank is None:
        previous = Standing(journey_id, change, first)
        change = _change(page, number, pipeline, _Step(journey_id, previous, stage, at))
    return Standing(journey_id, change, stage)


def move_to(page: Writing, number: int, pipeline: Pipeline, text: str) -> Moved:
    """Move a customer to a stage wherever they stand: up, down, out, or back in."""
    target = pipeline.find(text, language())
    move = Move(to=text)
    if target.rank is None:
        return _drop(page, number, pipeline, target, move, page.now)
    origin = standing(page, number, pipeline)
    if origin is None:
        return _promote(page, number, pipeline, move, page.now)
    return _move(page, number, pipeline, origin, target, move, page.now)


@dataclass(frozen=True)
class _Step:
    """One stage change about to be written; `at` is UTC seconds."""

    journey_id: int
    origin: Standing | None
    target: Stage
    at: int
    reason: str | None = None


def _change(page: Writing, number: int, pipeline: Pipeline, step: _Step) -> Row:
    origin = step.origin
    owner = page.session.row("facts.get_customer", row_id=number)
    change_id = page.ledger.insert(
        "stage_change",
        number,
        journey_id=step.journey_id,
        previous_id=origin.last["id"] if origin else None,
        pipeline=pipeline.name,
        from_stage=origin.stage.code if origin else None,
        to_stage=step.target.code,
        at=step.at,
        recorded_at=page.now,
        user_id=page.me,
        owner_id=owner["owner_id"] if owner else None,
        reason=step.reason,
    )
    row = page.session.row("facts.get_stage_change", row_id=change_id)
    assert row is not None  # noqa: S101 - just inserted
    return row


def _move(
    page: Writing,
    number: int,
    pipeline: Pipeline,
    origin: Standing,
    target: Stage,
    move: Move,
    at: int,
) -> Moved:
    if target.code == origin.stage.code:
        raise _refusal(AlreadyThere, page, number, origin)
    if at < origin.last["at"]:
        raise _refusal(BeforeLastChange, page, number, origin)
    step = _Step(origin.journey_id, origin, target, at, move.reason)
    _change(page, number, pipeline, step)
    return Moved(origin.stage, target)


def _promote(page: Writing, number: int, pipeline: Pipeline, move: Move, at: int) -> Moved:
    origin = standing(page, number, pipeline)
    if origin is None:
        target = _rung(pipeline, move.to) if move.to else pipeline.first
        entered = enter(page, number, pipeline, None, at)
        if target == pipeline.first:
            return Moved(None, target)
        return _move(page, number, pipeline, entered, target, move, at)
    if origin.stage.rank is None:
        raise _refusal(HasLeft, page, number, origin)
    if move.to is None:
        above = pipeline.next_after(origin.stage.code)
        if above is None:
            raise _refusal(AtTheTop, page, number, origin)
        return _move(page, number, pipeline, origin, above, move, at)
    target = _rung(pipeline, move.to)
    if target.code != origin.stage.code and (target.rank or 0) < origin.stage.rank:
        raise _refusal(NotAbove, page, number, origin, target)
    return _move(page, number, pipeline, origin, target, move, at)


def _demote(page: Writing, number: int, pipeline: Pipeline, move: Move, at: int) -> Moved:
    origin = _must_stand(page, number, pipeline)
    if origin.stage.rank is None:
        raise _refusal(HasLeft, page, number, origin)
    if move.to is None and origin.stage.rank == 1:
        raise _refusal(AtTheBottom, page, number, origin)
    target = _rung(pipeline, move.to) if move.to else pipeline.ladder[origin.stage.rank - 2]
    if (target.rank or 0) > origin.stage.rank:
        raise _refusal(NotBelow, page, number, origin, target)
    return _move(page, number, pipeline, origin, target, move, at)


def _drop(
    page: Writing, number: int, pipeline: Pipeline, target: Stage, move: Move, at: int
) -> Moved:
    origin = standing(page, number, pipeline) or enter(page, number, pipeline, None, at)
    if target.kind == "lost" and pipeline.lost_returns_to:
        target = pipeline.stage(pipeline.lost_returns_to)
    moved = _move(page, number, pipeline, origin, target, move, at)
    cancelled = promises.cancel_all(page, number) if target.rank is None else ()
    return Moved(moved.origin, moved.target, cancelled)


def _reopen(page: Writing, number: int, pipeline: Pipeline, move: Move, at: int) -> Moved:
    origin = _must_stand(page, number, pipeline)
    if origin.stage.rank is not None:
        raise _refusal(NotLeft, page, number, origin)
    target = _rung(pipeline, move.to) if move.to else _left_from(page, pipeline, origin)
    return _move(page, number, pipeline, origin, target, move, at)


def _left_from(page: Writing, pipeline: Pipeline, origin: Standing) -> Stage:
    row: Row | None = origin.last
    while row is not None and row["from_stage"] is not None:
        stage = pipeline.stage(row["from_stage"])
        if stage.rank is not None:
            return stage
        row = page.session.row("facts.get_stage_change", row_id=row["previous_id"])
    return pipeline.first


def _must_stand(page: Writing, number: int, pipeline: Pipeline) -> Standing:
    origin = standing(page, number, pipeline)
    if origin is None:
        name = page.customer(number).label
        raise NotOnLadder(name=name, id=number, pipeline=pipeline.name)
    return origin


def _rung(pipeline: Pipeline, text: str) -> Stage:
    stage = pipeline.find(text, language())
    if stage.rank is None:
        raise WrongStageKind(
            stage=named(stage.names),
            found=N_("an exit"),
            needed=N_("a stage of the ladder"),
            stages=", ".join(rung.code for rung in pipeline.ladder),
        )
    return stage


def _exit(pipeline: Pipeline, text: str | None, kind: str | None) -> Stage:
    codes = ", ".join(f"{stage.code} {named(stage.names)}" for stage in pipeline.exits)
    if text is None:
        found = pipeline.exits_of(kind) if kind else ()
        if len(found) != 1:
            raise WhichExit(stages=codes)
        return found[0]
    stage = pipeline.find(text, language())
    if stage.rank is not None:
        raise WrongStageKind(
            stage=named(stage.names),
            found=N_("a stage of the ladder"),
            needed=N_("an exit"),
            stages=codes,
        )
    return stage


def _refusal(
    error: type[RefusedError],
    page: Writing,
    number: int,
    origin: Standing,
    target: Stage | None = None,
) -> RefusedError:
    """Return an error that names the customer, where they stand, and where they were to go."""
    return error(
        name=page.customer(number).label,
        id=number,
        stage=named(origin.stage.names),
        target=named(target.names) if target else None,
        code=target.code if target else None,
    )
