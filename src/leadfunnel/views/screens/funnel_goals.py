"""The goal rates of a pipeline beside what those who came in made of them."""

from __future__ import annotations

from leadfunnel.domain.figures import Cohort, CohortStage
from leadfunnel.domain.pipeline import Pipeline, Stage
from leadfunnel.i18n import _
from leadfunnel.views.layout import WORDS, Block, Cell, Column, Span, Table
from leadfunnel.views.names import NOTHING, stage_word
from leadfunnel.views.screens.funnel_tables import percent

POINTS = 10_000


def goals(pipeline: Pipeline, figures: Cohort) -> list[Block]:
    """Return each step with a goal: the rate, of how many, and how many are short of it."""
    rows = tuple(
        _row(stage, below, row)
        for stage, below, row in zip(
            pipeline.ladder[1:], figures.stages, figures.stages[1:], strict=False
        )
        if stage.goal is not None
    )
    if not rows:
        return []
    columns = (
        Column(_("Goal of the step"), wrap=WORDS),
        Column(_("Goal"), align="right"),
        Column(_("Rate"), align="right"),
        Column(_("of"), align="right"),
        Column(_("Short"), align="right"),
        Column(wrap=WORDS),
    )
    return [Table(columns, rows)]


def _row(stage: Stage, below: CohortStage, row: CohortStage) -> tuple[Cell, ...]:
    goal = stage.goal or 0
    short = short_of(goal, row.reached, below.reached)
    return (
        stage_word(stage),
        percent(goal / POINTS),
        percent(row.rate) or NOTHING,
        f"{below.reached:,}",
        f"{short:,}" if short else NOTHING,
        _finding(row, goal, short),
    )


def short_of(goal: int, reached: int, base: int) -> int:
    """Return how many more of `base` would have had to get there for a goal in basis points."""
    return max(0, -(-goal * base // POINTS) - reached)


def _finding(row: CohortStage, goal: int, short: int) -> Cell:
    """Say whether the goal was reached; one inside the 95 % range of the rate may yet be met."""
    if row.rate is None or row.rate_high is None:
        return Span(_("too few to tell"), "dim")
    if not short:
        return Span(_("reached"), "good")
    if row.rate_high * POINTS >= goal:
        return Span(_("within chance"), "dim")
    return Span(_("below the goal"), "bad")
