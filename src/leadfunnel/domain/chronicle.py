"""The stage changes that one row of a file tells: dates of stages, and where it stands today.

* A row with a date of creation or dates of stages: the first stage at creation, then each dated
  stage in the order of the ladder, an exit last; a stage without a date was skipped. A day alone
  is the beginning of that business day, or the moment before it where that is later the same day.
* The status comes last. Where it is not the last dated stage, one more change leads to it, at the
  date given for it, else at the last one known, which is then only assumed.
* A row of nothing but a present stage enters there, above the first stage if it stands there;
  an exit is left to from the first stage.
"""

from __future__ import annotations

from collections.abc import Mapping

from leadfunnel.domain.pipeline import Pipeline, Stage
from leadfunnel.domain.record import dataclass, field
from leadfunnel.domain.sentence import Phrase
from leadfunnel.errors import N_


class BadHistory(ValueError):
    """A row contradicts itself; `field` names the cell at fault, `reason` says how."""

    def __init__(self, field: str, reason: Phrase) -> None:
        super().__init__(reason)
        self.field = field
        self.reason = reason


@dataclass(frozen=True)
class Span:
    """When something happened: within [begin, end), UTC seconds; one second for a known moment."""

    begin: int
    end: int


@dataclass(frozen=True)
class Told:
    """What a row says about its passage; `dated` holds stage codes, `now` is the last resort."""

    now: int
    created: Span | None = None
    dated: Mapping[str, Span] = field(default_factory=dict)
    status: Stage | None = None
    since: Span | None = None
    reason: str = ""


@dataclass(frozen=True)
class Step:
    """One change: to which stage, when (UTC seconds), whether the instant is a guess, and why.

    `dated` tells that the file gives a date for being in this very stage.
    """

    stage: str
    at: int
    assumed: bool = False
    reason: str | None = None
    dated: bool = False


def passage(pipeline: Pipeline, told: Told) -> tuple[Step, ...]:
    """Return the changes in order; BadHistory where the row contradicts itself."""
    steps = _dated(pipeline, told) if told.dated else []
    if not steps:
        return _present(pipeline, told)
    return tuple(_closed(pipeline, told, steps))


def _dated(pipeline: Pipeline, told: Told) -> list[Step]:
    begin = {pipeline.first.code: told.created} if told.created else {}
    spans = {**begin, **told.dated}
    order = (*pipeline.ladder, *pipeline.exits)
    steps: list[Step] = []
    for stage in order:
        span = spans.get(stage.code)
        if span is None:
            continue
        before = steps[-1] if steps else None
        if before and span.end <= before.at:
            reason = Phrase(N_("lies before the date of {stage}"), stage=before.stage)
            raise BadHistory(f"stage:{stage.code}", reason)
        if before and pipeline.rank(before.stage) is None:
            reason = Phrase(N_("is dated, but {stage} has a date, too"), stage=before.stage)
            raise BadHistory(f"stage:{stage.code}", reason)
        at = max(span.begin, before.at) if before else span.begin
        own = stage.code in told.dated
        steps.append(Step(stage.code, at, reason=_reason(stage, told), dated=own))
    if steps and pipeline.rank(steps[0].stage) is None:
        steps.insert(0, Step(pipeline.first.code, steps[0].at))
    return steps


def _closed(pipeline: Pipeline, told: Told, steps: list[Step]) -> list[Step]:
    status, last = told.status, steps[-1]
    if status is None or status.code == last.stage:
        return steps
    target = _lands(pipeline, status)
    rank, stood = status.rank, pipeline.rank(last.stage)
    if stood is None or (rank is not None and rank < stood):
        text = N_("is {stage}, but {other} has a date")
        raise BadHistory("stage", Phrase(text, stage=status.code, other=last.stage))
    if target.code == last.stage:
        return steps
    at, assumed = last.at, True
    if told.since and told.since.end > last.at:
        at, assumed = max(told.since.begin, last.at), False
    return [*steps, Step(target.code, at, assumed, _reason(status, told), not assumed)]


def _present(pipeline: Pipeline, told: Told) -> tuple[Step, ...]:
    status = told.status or pipeline.first
    dated = bool(told.status and told.since)
    known = told.since if dated else told.created
    begin = known.begin if known else told.now
    assumed = status != pipeline.first and not dated
    if status.rank is not None:
        return (Step(status.code, begin, assumed, dated=dated),)
    entered = Step(pipeline.first.code, min(begin, told.created.begin if told.created else begin))
    target = _lands(pipeline, status)
    if target == pipeline.first:
        return (entered,)
    return (entered, Step(target.code, begin, assumed, _reason(status, told), dated))


def _lands(pipeline: Pipeline, stage: Stage) -> Stage:
    """Return where a change to this stage leads: a pipeline may take the lost back."""
    if stage.kind == "lost" and pipeline.lost_returns_to:
        return pipeline.stage(pipeline.lost_returns_to)
    return stage


def _reason(stage: Stage, told: Told) -> str | None:
    return (told.reason or None) if stage.rank is None else None
