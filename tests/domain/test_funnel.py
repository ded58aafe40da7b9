"""The three views against figures made by hand."""

from __future__ import annotations

from dataclasses import astuple, replace

import pytest

from leadfunnel.domain.funnel import (
    DAY,
    Total,
    cohort,
    flow,
    identities,
    snapshot,
    times_in_stage,
)
from leadfunnel.domain.journey import Change, History, UnknownStageInHistory
from leadfunnel.domain.pipeline_schema import shipped

PIPELINES = {pipeline.name: pipeline for pipeline in shipped()}
LIFECYCLE, TELESALES = PIPELINES["lifecycle"], PIPELINES["telesales"]

Move = tuple[int, str] | tuple[int, str, bool]


def journey(number: int, *moves: Move, person: int | None = None) -> History:
    """A journey from (at, target) or (at, target, assumed) in order."""
    changes = (Change(move[0], place, None, *move[1:]) for place, move in enumerate(moves))
    return History(number, number if person is None else person, tuple(changes))


# --- the worked example


def worked_example() -> list[History]:
    """100 leads of which 80, 40, 20, 10 and 5 got to each further stage."""
    codes = [stage.code for stage in TELESALES.ladder]
    stopped = [20, 40, 20, 10, 5, 5]
    paths = [codes[: rank + 1] for rank, count in enumerate(stopped) for _ in range(count)]
    return [journey(number, *enumerate(path)) for number, path in enumerate(paths)]


def test_the_worked_example_to_the_digit() -> None:
    figures = cohort(worked_example(), TELESALES, 100)
    assert [row.reached for row in figures.stages] == [100, 80, 40, 20, 10, 5]
    assert [row.rate for row in figures.stages] == [None, 0.8, 0.5, 0.5, 0.5, 0.5]
    assert [row.overall for row in figures.stages] == [1.0, 0.8, 0.4, 0.2, 0.1, 0.05]
    assert [row.active for row in figures.stages] == [20, 40, 20, 10, 5, 5]
    contact, won = figures.stages[1], figures.stages[-1]
    assert (contact.rate_low, contact.rate_high) == pytest.approx((0.711170, 0.866633), abs=1e-6)
    assert (won.rate_low, won.rate_high) == pytest.approx((0.236593, 0.763407), abs=1e-6)
    assert (figures.stages[0].rate_low, figures.stages[0].rate_high) == (None, None)
    assert (figures.population, figures.entered_above, figures.off_ladder) == (100, 0, 0)
    assert identities(figures) == []


def test_the_worked_example_flows_through() -> None:
    figures = flow(worked_example(), TELESALES, 0, 100)
    assert [row.entered for row in figures.stages] == [100, 80, 40, 20, 10, 5]
    assert [row.advanced for row in figures.stages] == [80, 40, 20, 10, 5, 0]
    assert [row.end for row in figures.stages] == [20, 40, 20, 10, 5, 5]


# --- a small week, counted by hand

WEEK = [
    journey(1, (50, "B"), (120, "D"), (150, "E")),  # skips C
    journey(2, (110, "B"), (130, "C"), (160, "B")),  # goes back
    journey(3, (60, "B"), (70, "C"), (90, "L"), (140, "C")),  # reopened
    journey(4, (170, "B"), (170, "L")),  # dropped before ever being on the ladder
    journey(5, (10, "B"), (200, "A")),  # leaves on the first second of the next week
    journey(6, (180, "D"), person=2),  # seen first above the first rung
]


def test_flow_of_a_small_week() -> None:
    figures = flow(WEEK, LIFECYCLE, 100, 200)
    keys = "start entered new up down reopened advanced back lost invalid end passed_over people"
    rows = {row.code: tuple(getattr(row, key) for key in keys.split()) for row in figures.stages}
    assert rows == {
        "B": (2, 3, 2, 0, 1, 0, 2, 0, 1, 0, 2, 0, 4),
        "C": (0, 2, 0, 1, 0, 1, 0, 1, 0, 0, 1, 1, 2),
        "D": (0, 2, 1, 1, 0, 0, 1, 0, 0, 0, 1, 0, 2),
        "E": (0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 1),
        "F": (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
    }
    assert (figures.begin, figures.end, figures.left_out) == (100, 200, 0)
    assert identities(flow=figures, snapshot=snapshot(WEEK, LIFECYCLE, 200)) == []


def test_cohort_of_a_small_week() -> None:
    figures = cohort(WEEK, LIFECYCLE, 300)
    rows = {
        row.code: (row.reached, row.rate, row.overall, row.active, row.lost, row.invalid)
        for row in figures.stages
    }
    assert rows == {
        "B": (6, None, 1.0, 0, 1, 1),
        "C": (4, 4 / 6, 4 / 6, 2, 0, 0),
        "D": (2, 0.5, 2 / 6, 1, 0, 0),
        "E": (1, 0.5, 1 / 6, 1, 0, 0),
        "F": (0, 0.0, 0.0, 0, 0, 0),
    }
    assert (figures.population, figures.entered_above, figures.off_ladder) == (6, 1, 0)


def test_snapshot_of_a_small_week() -> None:
    figures = snapshot(WEEK, LIFECYCLE, 200)
    assert {row.code: row.count for row in figures.stages} == {
        "B": 2, "C": 1, "D": 1, "E": 1, "F": 0, "A": 0, "L": 1,
    }  # fmt: skip


def test_a_jump_passes_over_every_stage_between() -> None:
    figures = flow([journey(1, (1, "B"), (2, "F"), (3, "B"))], LIFECYCLE, 0, 9)
    assert [row.passed_over for row in figures.stages] == [0, 1, 1, 1, 0]


def test_reopening_higher_or_entering_high_passes_over_nothing() -> None:
    moves = [journey(1, (1, "B"), (2, "L"), (3, "E")), journey(2, (1, "D"))]
    assert [row.passed_over for row in flow(moves, LIFECYCLE, 0, 9).stages] == [0, 0, 0, 0, 0]


def test_people_are_counted_once_for_several_visits() -> None:
    deals = [journey(n, (1, "B"), (2, "C"), (3, "B"), person=7) for n in range(3)]
    first = flow(deals, LIFECYCLE, 0, 9).stages[0]
    assert (first.entered, first.people) == (6, 1)


# --- cohorts at the edges


def test_cohort_of_nobody() -> None:
    figures = cohort([], LIFECYCLE, 10)
    assert figures.population == 0
    assert all(astuple(row)[1:] == (0, None, None, None, None, 0, 0, 0) for row in figures.stages)
    assert identities(figures) == []


def test_cohort_counts_those_never_on_the_ladder_apart() -> None:
    figures = cohort([journey(1, (1, "L")), journey(2, (1, "A"), (2, "D"))], LIFECYCLE)
    assert (figures.population, figures.off_ladder, figures.entered_above) == (2, 1, 1)
    assert [row.reached for row in figures.stages] == [1, 1, 1, 0, 0]
    assert [row.overall for row in figures.stages] == [1.0, 1.0, 1.0, 0.0, 0.0]


def test_cohort_leaves_out_what_has_not_happened_yet() -> None:
    figures = cohort([journey(1, (5, "B"), (9, "C")), journey(2, (9, "B"))], LIFECYCLE, 9)
    assert figures.population == 1
    assert [row.reached for row in figures.stages] == [1, 0, 0, 0, 0]


def test_active_is_told_by_reach_wherever_one_now_stands() -> None:
    rows = cohort([journey(1, (1, "B"), (2, "E"), (3, "C"))], LIFECYCLE).stages
    assert [row.active for row in rows] == [0, 0, 0, 1, 0]


# --- assumed dates


def test_assumed_dates_count_in_cohort_and_snapshot_but_not_as_movement() -> None:
    moves = [journey(1, (10, "B", True), (20, "C", True), (30, "D"), (40, "L", True))]
    assert [row.reached for row in cohort(moves, LIFECYCLE).stages] == [1, 1, 1, 0, 0]
    assert [row.count for row in snapshot(moves, LIFECYCLE, 41).stages] == [0] * 6 + [1]
    figures = flow(moves, LIFECYCLE, 0, 50)
    assert figures.left_out == 3
    counted = [
        (row.entered, row.assumed_in, row.advanced, row.lost, row.assumed_out, row.end, row.people)
        for row in figures.stages
    ]
    assert counted == [
        (0, 1, 0, 0, 1, 0, 1),
        (0, 1, 1, 0, 0, 0, 1),
        (1, 0, 0, 0, 1, 0, 1),
        (0, 0, 0, 0, 0, 0, 0),
        (0, 0, 0, 0, 0, 0, 0),
    ]


def test_assumed_dates_count_in_start_and_end() -> None:
    moves = [journey(1, (10, "B", True))]
    first = flow(moves, LIFECYCLE, 20, 30).stages[0]
    assert (first.start, first.entered, first.assumed_in, first.end, first.people) == (
        1,
        0,
        0,
        1,
        1,
    )


# --- money, days and limits


def test_snapshot_adds_money_per_currency() -> None:
    deals = [journey(n, (0, "C")) for n in range(1, 5)]
    money = {1: ("TWD", 100, 25), 2: ("CNY", 333, None), 3: ("CNY", 1_000, 500), 9: ("USD", 1, 1)}
    rows = {row.code: row for row in snapshot(deals, LIFECYCLE, 1, money).stages}
    assert rows["C"].totals == (Total("CNY", 1_333, 500), Total("TWD", 100, 25))
    assert rows["B"].totals == ()
    assert snapshot(deals, LIFECYCLE, 1).stages[1].totals == ()


def test_snapshot_days_and_limits() -> None:
    now = 100 * DAY
    stays = [10, 21, 22, 61]  # days in C, whose limit is 21
    moves = [journey(n, (now - days * DAY, "C")) for n, days in enumerate(stays)]
    row = snapshot([*moves, journey(9, (0, "E"))], LIFECYCLE, now).stages
    assert (row[1].count, row[1].median_days, row[1].over_limit) == (4, 21.5, 2)
    assert (row[3].count, row[3].median_days, row[3].over_limit) == (1, 100.0, 0)
    assert (row[0].count, row[0].median_days, row[0].over_limit) == (0, None, 0)


def test_times_in_stage() -> None:
    moves = [
        journey(1, (0, "B"), (2 * DAY, "C")),
        journey(2, (0, "B"), (4 * DAY, "L")),
        journey(3, (0, "B"), (5 * DAY, "C", True)),  # nobody knows when it ended
        journey(4, (0, "B"), (10 * DAY, "C")),  # ended after the period
        journey(5, (1 * DAY, "B", True)),  # nobody knows since when
        journey(6, (9 * DAY, "B")),
    ]
    rows = times_in_stage(moves, LIFECYCLE, (0, 8 * DAY), 12 * DAY)
    assert astuple(rows[0]) == ("B", 2, 3.0, pytest.approx(3.8), 1, 3.0, 3.0)
    assert astuple(rows[1]) == ("C", 0, None, None, 2, 6.0, pytest.approx(9.2))
    assert [row.code for row in rows] == list("BCDEF")


def test_times_in_stage_know_nothing_after_now() -> None:
    rows = times_in_stage([journey(1, (0, "B"), (4 * DAY, "C"))], LIFECYCLE, (0, 9 * DAY), 3 * DAY)
    assert (rows[0].ended, rows[0].running, rows[0].running_median_days) == (0, 1, 3.0)
    assert rows[1].running == 0


def test_a_stage_the_pipeline_has_lost_stops_every_view() -> None:
    moves = [journey(1, (1, "GONE"))]
    with pytest.raises(UnknownStageInHistory):
        cohort(moves, LIFECYCLE)
    with pytest.raises(UnknownStageInHistory):
        flow(moves, LIFECYCLE, 0, 9)
    with pytest.raises(UnknownStageInHistory):
        snapshot(moves, LIFECYCLE, 9)


# --- the identities see what is wrong


@pytest.mark.parametrize(
    ("field", "broken"),
    [
        ("start", ["flow:C"]),
        ("invalid", ["flow:C"]),
        ("assumed_in", ["flow:C"]),
        ("entered", ["flow:C"]),
        ("up", ["flow:C", "flow:advanced"]),
        ("back", ["flow:C", "flow:back"]),
        ("end", ["flow:C", "snapshot:C"]),
    ],
)
def test_identities_name_what_does_not_add_up(field: str, broken: list[str]) -> None:
    figures, at_end = flow(WEEK, LIFECYCLE, 100, 200), snapshot(WEEK, LIFECYCLE, 200)
    rows = list(figures.stages)
    rows[1] = replace(rows[1], **{field: getattr(rows[1], field) + 1})
    assert identities(flow=replace(figures, stages=tuple(rows)), snapshot=at_end) == broken


def test_identities_of_a_cohort_that_does_not_add_up() -> None:
    figures = cohort(WEEK, LIFECYCLE, 300)
    rows = list(figures.stages)
    rows[2] = replace(rows[2], reached=3)
    assert identities(replace(figures, stages=tuple(rows))) == ["cohort:C", "cohort:D"]
    assert identities(replace(figures, population=7)) == ["cohort:population"]
