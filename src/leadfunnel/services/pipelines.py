"""`pipeline list|show|load|goal`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from leadfunnel.domain.chance import BadChance, read_chance
from leadfunnel.domain.pipeline import Pipeline, Stage
from leadfunnel.domain.record import replace
from leadfunnel.domain.sentence import Sentence, said
from leadfunnel.errors import N_, BadFileError, RefusedError, UnreadableError
from leadfunnel.i18n import language
from leadfunnel.services.book import Book, Writing
from leadfunnel.services.results.changed import Changed
from leadfunnel.services.results.definitions import PipelineList, PipelineView
from leadfunnel.store import definitions


class UnreadablePipeline(BadFileError):
    """The file cannot be opened."""

    code = "unreadable_file"
    message = N_("The file {path} cannot be read: {detail}.")


class StageInUse(RefusedError):
    """A stage with history cannot vanish or change its place."""

    code = "stage_in_use"
    message = N_("The stage {stage} of {pipeline} has history: it cannot be removed or moved.")
    hint = N_("Keep the stage where it is, or load the pipeline under another name.")


class UnitInUse(RefusedError):
    """What travels on a pipeline with history cannot change."""

    code = "unit_in_use"
    message = N_("The pipeline {pipeline} has history as one of {unit}s: its unit cannot change.")
    hint = N_("Load the pipeline under another name.")


class NoStepBefore(UnreadableError):
    """A goal is the rate at which the rung below gets on, so the first rung and exits have none."""

    code = "no_step_before"
    message = N_("{stage} has no rung below it: a goal is of those who step up.")
    hint = N_("For example: leadfunnel pipeline goal {example} 40%")


class BadGoalRate(BadChance):
    """The text is no rate."""

    code = "bad_goal_rate"
    message = N_("{text} is no rate from 0 to 100 percent.")
    hint = N_("Write 30, 30% or 三成; '' takes the goal away.")


class Pipelines:
    """Pipelines as data."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def list(self) -> PipelineList:
        """Return every pipeline of the store."""
        with self.book.read() as page:
            found = tuple(definitions.pipelines(page.session).values())
            return PipelineList(found, page.settings.main_pipeline)

    def show(self, name: str | None) -> PipelineView:
        """Return one pipeline in full."""
        with self.book.read() as page:
            found = page.pipeline(name)
            return PipelineView(found, found.name == page.settings.main_pipeline)

    def load(self, paths: Sequence[str], *, dry_run: bool = False) -> Changed:
        """Read pipeline files into the store; all of them, or none when one is wrong."""
        from leadfunnel.domain.pipeline_schema import BadPipeline, read_pipeline

        read: list[Pipeline] = []
        problems: list[dict[str, object]] = []
        for path in paths:
            try:
                read.append(read_pipeline(_bytes(path), path))
            except BadPipeline as error:
                problems += error.problems
        if problems:
            raise BadPipeline(file=", ".join(paths), count=len(problems), problems=problems)
        if dry_run:
            text = N_("{name}: nothing wrong; not loaded.")
            return Changed(None, (), tuple(said(text, name=pipeline.name) for pipeline in read))
        with self.book.record(
            "pipeline load", ", ".join(pipeline.name for pipeline in read)
        ) as page:
            spoken = [_load(page, pipeline) for pipeline in read]
            return Changed(page.ledger.recorded, (), tuple(spoken))

    def goal(self, stage: str, rate: str, name: str | None = None) -> Changed:
        """Say which share of the rung below should get to a stage; an empty rate takes it away."""
        points = _rate(rate)
        with self.book.record("pipeline goal", f"{stage} {rate}") as page:
            pipeline = page.pipeline(name)
            found = pipeline.find(stage, language())
            if (found.rank or 1) == 1:
                raise NoStepBefore(
                    stage=found, example=pipeline.ladder[min(1, len(pipeline.ladder) - 1)].code
                )
            stages = tuple(
                replace(one, goal=points) if one == found else one for one in pipeline.stages
            )
            changed = definitions.put_pipeline(page.ledger, replace(pipeline, stages=stages))
            return Changed(page.ledger.recorded, (), (_goal_set(found, points, new=changed),))


def _rate(text: str) -> int | None:
    try:
        return read_chance(text)
    except BadChance:
        raise BadGoalRate(text=text[:40]) from None


def _goal_set(stage: Stage, points: int | None, *, new: bool) -> Sentence:
    rate = None if points is None else f"{points / 100:g} %"
    if not new:
        return said(N_("The goal of {stage} was that already."), stage=stage)
    if rate is None:
        return said(N_("No more goal for {stage}."), stage=stage)
    return said(N_("Goal: {rate} of those below get to {stage}."), rate=rate, stage=stage)


def _load(page: Writing, pipeline: Pipeline) -> Sentence:
    current = definitions.pipeline(page.session, pipeline.name)
    if current is not None:
        _check_history(page, current, pipeline)
    changed = definitions.put_pipeline(page.ledger, pipeline)
    text = N_("Loaded the pipeline {name}.") if changed else N_("{name} was loaded already.")
    return said(text, name=pipeline.name)


def _check_history(page: Writing, current: Pipeline, wanted: Pipeline) -> None:
    def used(code: str) -> bool:
        name = "journeys.used"
        return bool(page.session.value(name, pipeline=current.name, stage=code))

    history = [stage for stage in current.stages if used(stage.code)]
    if history and current.unit != wanted.unit:
        raise UnitInUse(pipeline=current.name, unit=current.unit)
    kept = [stage.code for stage in wanted.ladder]
    order = [stage.code for stage in history if stage.rank is not None]
    for stage in history:
        gone = stage.code not in wanted.by_code
        if gone or (wanted.stage(stage.code).rank is None) != (stage.rank is None):
            raise StageInUse(stage=stage.code, pipeline=current.name)
    if [code for code in kept if code in order] != order:
        raise StageInUse(stage=", ".join(order), pipeline=current.name)


def _bytes(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise UnreadablePipeline(path=path, detail=error.strerror or str(error)) from None
