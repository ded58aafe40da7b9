"""The three views on random histories: the identities, and the figures computed a second time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby, zip_longest

from hypothesis import given
from hypothesis import strategies as st

from leadfunnel.domain.funnel import DAY, cohort, flow, identities, snapshot, times_in_stage
from leadfunnel.domain.journey import Change, History
from leadfunnel.domain.pipeline import Pipeline
from leadfunnel.domain.pipeline_schema import shipped

PIPELINES = [
    pipeline for pipeline in shipped() if pipeline.name in ("lifecycle", "four-stage", "industrial")
]

INSTANTS = st.integers(0, 12)


def moves_of(pipeline: Pipeline) -> st.SearchStrategy[list[tuple[int, str, bool]]]:
    """Changes with skips, returns, exits, re-entries, equal instants and assumed dates."""
    codes = st.sampled_from([stage.code for stage in pipeline.stages])
    change = st.tuples(INSTANTS, codes, st.booleans())
    return st.lists(change, max_size=9).map(lambda made: sorted(made, key=lambda move: move[0]))


def journey(number: int, person: int, moves: list[tuple[int, str, bool]]) -> History:
    """A journey from (at, target, assumed) in order."""
    changes = (
        Change(at, place, None, target, assumed)
        for place, (at, target, assumed) in enumerate(moves)
    )
    return History(number, person, tuple(changes))


@st.composite
def stores(draw: st.DrawFn) -> tuple[Pipeline, list[History]]:
    pipeline = draw(st.sampled_from(PIPELINES))
    made = draw(st.lists(st.tuples(moves_of(pipeline), st.integers(1, 3)), max_size=8))
    return pipeline, [journey(n, who, moves) for n, (moves, who) in enumerate(made)]


BOUNDS = st.lists(st.integers(-1, 14), min_size=3, max_size=3).map(sorted)


@given(stores(), BOUNDS)
def test_every_identity_holds(store: tuple[Pipeline, list[History]], bounds: list[int]) -> None:
    pipeline, histories = store
    begin, middle, end = bounds
    moved = flow(histories, pipeline, begin, end)
    assert (
        identities(cohort(histories, pipeline, end), moved, snapshot(histories, pipeline, end))
        == []
    )
    entered = sum(row.entered for row in moved.stages)
    assert entered == sum(row.new + row.reopened + row.advanced + row.back for row in moved.stages)
    first, second = flow(histories, pipeline, begin, middle), flow(histories, pipeline, middle, end)
    for whole, early, late in zip(moved.stages, first.stages, second.stages, strict=True):
        assert early.end == late.start
        assert (whole.start, whole.end) == (early.start, late.end)
        for key in ("entered", "new", "up", "down", "reopened", "advanced", "back", "lost",
                    "invalid", "passed_over", "assumed_in", "assumed_out"):  # fmt: skip
            assert getattr(whole, key) == getattr(early, key) + getattr(late, key), key
        assert max(early.people, late.people) <= whole.people
        assert whole.people <= whole.start + whole.entered + whole.assumed_in
    assert moved.left_out == first.left_out + second.left_out


@given(stores(), st.integers(-1, 14))
def test_a_cohort_never_widens_and_only_grows(
    store: tuple[Pipeline, list[History]], until: int
) -> None:
    pipeline, histories = store
    now, later = cohort(histories, pipeline, until), cohort(histories, pipeline, until + 1)
    reached = [row.reached for row in now.stages]
    assert reached == sorted(reached, reverse=True)
    assert all(a.reached <= b.reached for a, b in zip(now.stages, later.stages, strict=True))
    for row in now.stages:
        if row.rate is not None:
            assert row.rate_low is not None
            assert row.rate_high is not None
            assert 0 <= row.rate_low <= row.rate <= row.rate_high <= 1


# --- the same figures computed again, from intervals and straight from the definitions


@dataclass(frozen=True)
class Stay:
    """A run of changes to one stage or exit, with the moves on both sides."""

    stage: str
    came: Change
    went: Change | None
    before: tuple[str, ...]

    def present(self, at: int) -> bool:
        """Tell whether it had begun before an instant and not ended before it."""
        return self.came.at < at and not (self.went and self.went.at < at)


def stays_of(history: History) -> list[Stay]:
    """Every stay, on the ladder or off it; `before` names the stays that came earlier."""
    runs = [next(run) for _, run in groupby(history.changes, key=lambda change: change.target)]
    codes = tuple(run.target for run in runs)
    return [
        Stay(run.target, run, after, codes[:place])
        for place, (run, after) in enumerate(zip_longest(runs, runs[1:]))
    ]


def came_as(stay: Stay, ranks: dict[str, int]) -> str:
    if stay.came.assumed:
        return "assumed_in"
    if not ranks.keys() & set(stay.before):
        return "new"
    origin = ranks.get(stay.before[-1])
    return "reopened" if origin is None else "up" if origin < ranks[stay.stage] else "down"


def went_as(stay: Stay, went: Change, ranks: dict[str, int], exits: dict[str, str]) -> str:
    if went.assumed:
        return "assumed_out"
    if went.target in exits:
        return exits[went.target]
    return "advanced" if ranks[went.target] > ranks[stay.stage] else "back"


def brute_flow(
    histories: Iterable[History], pipeline: Pipeline, begin: int, end: int
) -> dict[str, Counter[str]]:
    """Count, per rung, the words under which each stay falls."""
    ranks = {stage.code: number for number, stage in enumerate(pipeline.ladder, start=1)}
    exits = {stage.code: stage.kind for stage in pipeline.exits}
    stays = [(h.person_id, stay) for h in histories for stay in stays_of(h) if stay.stage in ranks]
    table = {code: Counter[str]() for code in ranks}
    people = {(stay.stage, who) for who, stay in stays if stay.present(begin)}
    for who, stay in stays:
        row = table[stay.stage]
        row.update(word for word, at in (("start", begin), ("end", end)) if stay.present(at))
        if begin <= stay.came.at < end:
            people.add((stay.stage, who))
            arrival = came_as(stay, ranks)
            row.update([arrival] if arrival == "assumed_in" else [arrival, "entered"])
            jumped = range(ranks[stay.before[-1]] + 1, ranks[stay.stage]) if arrival == "up" else ()
            for rank in jumped:
                table[pipeline.ladder[rank - 1].code]["passed_over"] += 1
        if stay.went and begin <= stay.went.at < end:
            row[went_as(stay, stay.went, ranks, exits)] += 1
    for code, _ in people:
        table[code]["people"] += 1
    return table


@given(stores(), BOUNDS)
def test_flow_computed_again(store: tuple[Pipeline, list[History]], bounds: list[int]) -> None:
    pipeline, histories = store
    begin, _, end = bounds
    figures = flow(histories, pipeline, begin, end)
    found = {
        row.code: {key: count for key, count in vars(row).items() if key != "code" and count}
        for row in figures.stages
    }
    assert found == brute_flow(histories, pipeline, begin, end)
    moves = [stay.came for history in histories for stay in stays_of(history)]
    assert figures.left_out == sum(begin <= move.at < end and move.assumed for move in moves)


@given(stores(), st.integers(-1, 14))
def test_cohort_and_snapshot_computed_again(
    store: tuple[Pipeline, list[History]], until: int
) -> None:
    pipeline, histories = store
    ranks = {stage.code: number for number, stage in enumerate(pipeline.ladder, start=1)}
    exits = {stage.code: stage.kind for stage in pipeline.exits}
    seen = [[c.target for c in h.changes if c.at < until] for h in histories]
    paths = [path for path in seen if path]
    heights = [max(ranks.get(code, 0) for code in path) for path in paths]
    ends = [exits.get(path[-1], "active") for path in paths]
    expected = [
        (
            code,
            sum(height >= rank for height in heights),
            *(
                sum(h == rank and e == fate for h, e in zip(heights, ends, strict=True))
                for fate in ("active", "lost", "invalid")
            ),
        )
        for code, rank in ranks.items()
    ]
    figures = cohort(histories, pipeline, until)
    found = [(row.code, row.reached, row.active, row.lost, row.invalid) for row in figures.stages]
    assert found == expected
    assert (figures.population, figures.off_ladder) == (len(paths), heights.count(0))
    firsts = [next((ranks[code] for code in path if code in ranks), 0) for path in paths]
    assert figures.entered_above == sum(first > 1 for first in firsts)
    rows = snapshot(histories, pipeline, until).stages
    assert {row.code: row.count for row in rows} == {
        stage.code: [path[-1] for path in paths].count(stage.code) for stage in pipeline.stages
    }


@given(stores(), BOUNDS, st.integers(-1, 14))
def test_times_computed_again(
    store: tuple[Pipeline, list[History]], bounds: list[int], moment: int
) -> None:
    pipeline, histories = store
    begin, end, now = bounds[0], bounds[1], moment
    for row in times_in_stage(histories, pipeline, (begin, end), now):
        stays = [stay for h in histories for stay in stays_of(h) if stay.stage == row.code]
        dated = [stay for stay in stays if not stay.came.assumed]
        known = [stay.went for stay in dated if stay.went and stay.went.at < now]
        running = [now - stay.came.at for stay in dated if stay.present(now)]
        assert row.ended == sum(begin <= went.at < end and not went.assumed for went in known)
        assert row.running == len(running)
        for share, days in ((0.5, row.running_median_days), (0.9, row.running_p90_days)):
            assert (days is None) == (not running)
            at_most = sum(stay <= (days or 0) * DAY + 1e-6 for stay in running)
            assert at_most >= share * (len(running) - 1)
