"""Which rung or exit of a pipeline a text means."""

from __future__ import annotations

from leadfunnel.domain.pipeline import Pipeline, Stage
from leadfunnel.errors import N_
from leadfunnel.i18n import language, named
from leadfunnel.services.ladder_refusals import WhichExit, WrongStageKind


def rung(pipeline: Pipeline, text: str) -> Stage:
    """Return the rung a text means; WrongStageKind for an exit."""
    stage = pipeline.find(text, language())
    if stage.rank is None:
        raise WrongStageKind(
            stage=named(stage.names),
            found=N_("an exit"),
            needed=N_("a stage of the ladder"),
            stages=", ".join(step.code for step in pipeline.ladder),
        )
    return stage


def exit_of(pipeline: Pipeline, text: str | None, kind: str | None) -> Stage:
    """Return the exit a text means, or without one the only exit of a kind."""
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
