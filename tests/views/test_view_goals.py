"""Goal rates under the funnel: how many are short, and when a goal was missed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.views import samples

from leadfunnel.domain.figures import Cohort, CohortStage
from leadfunnel.domain.pipeline_schema import shipped
from leadfunnel.domain.rate import wilson
from leadfunnel.views.plain import rendered
from leadfunnel.views.screens.funnel_goals import goals, short_of

LIFECYCLE = next(pipeline for pipeline in shipped() if pipeline.name == "lifecycle")


def cohort(*reached: int) -> Cohort:
    rows = []
    for place, (code, here) in enumerate(zip("BCDEF", reached, strict=True)):
        base = reached[place - 1] if place else 0
        low, high = (wilson(here, base) if base else None) or (None, None)
        rate = here / base if base else None
        rows.append(CohortStage(code, here, rate, low, high, None, 0, 0, 0))
    return Cohort(None, reached[0], 0, 0, tuple(rows))


def shown(figures: Cohort, **of: int) -> list[list[str]]:
    stages = tuple(replace(stage, goal=of.get(stage.code)) for stage in LIFECYCLE.stages)
    blocks = goals(replace(LIFECYCLE, stages=stages), figures)
    lines = list(rendered(blocks, samples.setting(None).sheet))
    return [line.split("  ") for line in lines[1:]]


@pytest.mark.parametrize(
    ("goal", "reached", "base", "short"),
    [(6000, 60, 100, 0), (6000, 59, 100, 1), (3333, 1, 3, 0), (3334, 1, 3, 1), (5000, 0, 0, 0)],
)
def test_how_many_are_short(goal: int, reached: int, base: int, short: int) -> None:
    assert short_of(goal, reached, base) == short


def test_a_goal_is_missed_only_outside_the_range_of_the_rate() -> None:
    figures = cohort(100, 40, 20, 12, 0)
    # 40 of 100 lie in 30.9 to 49.8 percent, 20 of 40 in 35.2 to 64.8
    rows = shown(figures, C=5000, D=6000, E=6000, F=9000)
    assert [row[-1].strip() for row in rows] == [
        "below the goal", "within chance", "reached", "below the goal",
    ]  # fmt: skip
    assert [cell for cell in rows[0] if cell.strip()] == [
        "Interested", "50 %", "40 %", "100", " 10", "below the goal",
    ]  # fmt: skip


def test_without_goals_nothing_is_said() -> None:
    assert shown(cohort(100, 40, 20, 12, 0)) == []


def test_a_step_of_nobody_is_too_few() -> None:
    rows = shown(cohort(10, 0, 0, 0, 0), D=5000)
    assert rows[0][-1].strip() == "too few to tell"
