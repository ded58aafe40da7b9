"""Rates by start against cohorts counted one by one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from tests.domain.test_funnel_properties import stores

from leadfunnel.domain.calendar import Period
from leadfunnel.domain.climb import Climb, climb, median_days, shares
from leadfunnel.domain.funnel import cohort
from leadfunnel.domain.journey import Change, History, born_in
from leadfunnel.domain.pipeline import Pipeline
from leadfunnel.domain.pipeline_schema import shipped
from leadfunnel.domain.proportions import Share
from leadfunnel.domain.trend import Start, by_start, cohort_table, equal_age, steps_of, trend

DAY = 86_400
LIFECYCLE = next(pipeline for pipeline in shipped() if pipeline.name == "lifecycle")


def starts(*edges: int) -> tuple[Start, ...]:
    """Periods from edge to edge, in seconds; their days do not matter."""
    day = date(2026, 1, 1)
    return tuple(
        Start(Period(day + timedelta(n), day + timedelta(n), str(n)), begin, end)
        for n, (begin, end) in enumerate(pairwise(edges))
    )


def climbs_of(histories: Sequence[History], pipeline: Pipeline, until: int) -> list[Climb]:
    """Every climb that had begun."""
    found = (climb(history, pipeline, until) for history in histories)
    return [one for one in found if one is not None]


def journey(*moves: tuple[int, str]) -> History:
    """A journey of changes at (day, stage)."""
    changes = (Change(at * DAY, n, None, stage) for n, (at, stage) in enumerate(moves))
    return History(1, 1, tuple(changes))


@given(stores(), st.integers(0, 15), st.integers(0, 15))
def test_a_climb_counts_as_the_cohort_does(
    store: tuple[Pipeline, list[History]], until: int, then: int
) -> None:
    pipeline, histories = store
    then = min(then, until)
    figures = cohort(histories, pipeline, then)
    counted = shares(climbs_of(histories, pipeline, until), len(pipeline.ladder), then)
    assert counted == tuple(row.reached for row in figures.stages)


@given(stores(), st.integers(1, 14), st.floats(0, 5))
def test_every_point_is_a_cohort_at_the_age_of_its_line(
    store: tuple[Pipeline, list[History]], until: int, median: float
) -> None:
    pipeline, histories = store
    periods = starts(0, 3, 6, 9, 12)
    groups = by_start(climbs_of(histories, pipeline, until), periods)
    for rank, base in (*steps_of(pipeline), *steps_of(pipeline, pipeline.ladder[-1].code)):
        line = trend(groups, periods, until, pipeline, (rank, base), median / DAY)
        ages = {point.age_days for point in line.points if point.mature}
        assert ages <= {line.age_days}
        for start, point in zip(periods, line.points, strict=True):
            born = [one for one in histories if born_in(one, start.begin, start.end)]
            moment = start.begin + round(point.age_days * DAY)
            figures = cohort(born, pipeline, min(moment, until))
            reached = [row.reached for row in figures.stages]
            assert point.share == Share(reached[rank - 1], reached[base - 1])
            assert moment <= max(until, start.begin)
            if point.mature:
                assert until >= start.end
                assert until - start.begin >= median


@given(stores(), st.integers(1, 14), st.integers(2, 4))
def test_every_cell_is_a_cohort_so_many_periods_old(
    store: tuple[Pipeline, list[History]], until: int, rank: int
) -> None:
    pipeline, histories = store
    rank = min(rank, len(pipeline.ladder))
    periods = starts(0, 3, 6, 9, 12)
    ends = [list(range(one.end, until + 1, 3))[:4] for one in periods]
    groups = by_start(climbs_of(histories, pipeline, until), periods)
    table = cohort_table(groups, periods, ends, until, rank)
    for start, row in zip(periods, table, strict=True):
        born = [one for one in histories if born_in(one, start.begin, start.end)]
        assert row.came == cohort(born, pipeline, until).stages[0].reached
        for place, cell in enumerate(row.cells):
            moment = start.end + 3 * place
            assert (cell is None) == (moment > until)
            if cell is not None:
                figures = cohort(born, pipeline, moment).stages
                assert cell == Share(figures[rank - 1].reached, figures[0].reached)


def test_the_line_of_a_worked_example() -> None:
    # Four came in each of three weeks; 2, 3 and 1 got to C, each 8 days after they came.
    people = [
        journey((7 * week + 1, "B"), *([(7 * week + 9, "C")] if n < hits else []))
        for week, hits in enumerate((2, 3, 1))
        for n in range(4)
    ]
    weeks = starts(0, 7 * DAY, 14 * DAY, 21 * DAY)
    until = 24 * DAY
    climbs = climbs_of(people, LIFECYCLE, until)
    assert median_days(climbs, 2, 0) == 8
    assert median_days(climbs, 2, until) is None
    line = trend(by_start(climbs, weeks), weeks, until, LIFECYCLE, (2, 1), 8)
    # The third week is 10 days old, which is enough: all three are taken at 10 days.
    assert line.age_days == 10
    assert [(p.share.part, p.share.n, p.mature) for p in line.points] == [
        (2, 4, True), (3, 4, True), (1, 4, True),
    ]  # fmt: skip
    # A day and a half less, and it is younger than its end and the median allow.
    line = trend(by_start(climbs, weeks), weeks, 21 * DAY + DAY // 2, LIFECYCLE, (2, 1), 8)
    assert line.age_days == 14.5
    assert [(p.share.part, p.share.n, p.mature) for p in line.points] == [
        (2, 4, True), (3, 4, True), (0, 4, False),
    ]  # fmt: skip


def test_a_running_period_is_never_mature() -> None:
    assert equal_age(starts(0, 7 * DAY), 6 * DAY, 0.5) is None
    assert equal_age(starts(0, 7 * DAY), 7 * DAY, 0.5) == 7 * DAY
    # February has ended, but January would not have: both wait for the longest of them.
    months = starts(0, 31 * DAY, 59 * DAY)
    assert equal_age(months, 59 * DAY, 1.0) == 59 * DAY
    assert equal_age(months, 62 * DAY, 1.0) == 31 * DAY
    assert equal_age(months, 62 * DAY, None) is None


def test_guessed_dates_do_not_tell_how_long_it_takes() -> None:
    changes = (Change(0, 0, None, "B"), Change(5 * DAY, 1, "B", "C", assumed=True))
    guessed = History(1, 1, changes)
    later = History(2, 2, (*changes, Change(9 * DAY, 2, "C", "D")))
    climbs = climbs_of([guessed, later], LIFECYCLE, 20 * DAY)
    assert median_days(climbs, 2, 0) is None
    assert median_days(climbs, 3, 0) == 9
    assert median_days(climbs, 3, 9 * DAY) == 9
    assert median_days(climbs, 3, 9 * DAY + 1) is None


def test_the_way_to_a_stage_is_of_all_who_came_in() -> None:
    assert steps_of(LIFECYCLE)[:2] == [(2, 1), (3, 2)]
    assert steps_of(LIFECYCLE, "E") == [(4, 1)]
