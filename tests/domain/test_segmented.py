"""Funnels by segment, opened and as paths, on random histories and against figures by hand."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from zlib import crc32

from hypothesis import given
from hypothesis import strategies as st
from tests.domain.test_funnel import DAY, LIFECYCLE, journey
from tests.domain.test_funnel_properties import BOUNDS, Pipeline, stays_of, stores

from leadfunnel.domain.behind import Figure, Ground, behind
from leadfunnel.domain.flow import COUNTS, flow, flows
from leadfunnel.domain.funnel import cohort, identities, snapshot
from leadfunnel.domain.journey import Change, History, born_in
from leadfunnel.domain.leaving import Span, jumps, leavings
from leadfunnel.domain.paths import manners, paths
from leadfunnel.domain.segmented import cohorts, snapshots

NAMES = ("lin", "mei", None)


def owner(history: History, at: int, change: Change | None) -> str | None:
    """An owner who may be another at every instant, and at every change of the same instant."""
    text = f"{history.journey_id}/{at // 3}/{change.sequence if change else ''}"
    return NAMES[crc32(text.encode()) % 3]


def source(history: History, _at: int, _change: Change | None) -> str | None:
    """A source, which is the same for ever."""
    return NAMES[history.journey_id % 3]


MARKS = st.sampled_from([owner, source])


@given(stores(), BOUNDS, MARKS)
def test_segments_add_up_in_every_view(store: tuple, bounds: list[int], mark) -> None:
    pipeline, histories = store
    begin, until, end = bounds
    born = [one for one in histories if born_in(one, begin, until)]
    parts, whole = cohorts(born, pipeline, end, mark), cohort(born, pipeline, end)
    moved, all_moved = (
        flows(histories, pipeline, (begin, until), mark),
        flow(histories, pipeline, begin, until),
    )
    stands, all_stand = (
        snapshots(histories, pipeline, end, mark),
        snapshot(histories, pipeline, end),
    )
    for name in {*parts, *moved}:
        assert identities(parts.get(name)) == []
        assert identities(flow=_no_steps(moved.get(name))) == []
    for place, row in enumerate(whole.stages):
        for key in ("reached", "active", "lost", "invalid"):
            assert sum(getattr(p.stages[place], key) for p in parts.values()) == getattr(row, key)
    for place, row in enumerate(all_moved.stages):
        for key in COUNTS:
            if key not in ("taken_over", "handed_over"):
                summed = sum(getattr(p.stages[place], key) for p in moved.values())
                assert summed == getattr(row, key), key
        taken = sum(p.stages[place].taken_over for p in moved.values())
        assert taken == sum(p.stages[place].handed_over for p in moved.values())
        assert (row.taken_over, row.handed_over) == (0, 0)
    for place, row in enumerate(all_stand.stages):
        assert sum(p.stages[place].count for p in stands.values()) == row.count


def _no_steps(figures):
    """A flow without the sums over stages, which hold for all segments together only."""
    if figures is None:
        return None
    rows = figures.stages
    up, down = sum(r.up for r in rows), sum(r.down for r in rows)
    advanced, back = sum(r.advanced for r in rows), sum(r.back for r in rows)
    assert (up, down) == (advanced, back)  # a move is of one segment, so these hold as well
    return figures


@given(stores(), BOUNDS)
def test_what_never_changes_is_never_handed_over(store: tuple, bounds: list[int]) -> None:
    pipeline, histories = store
    for part in flows(histories, pipeline, (bounds[0], bounds[2]), source).values():
        assert not any(row.taken_over or row.handed_over for row in part.stages)


@given(stores(), BOUNDS)
def test_one_periods_end_is_the_next_ones_start_for_every_segment(
    store: tuple, bounds: list[int]
) -> None:
    pipeline, histories = store
    begin, middle, end = bounds
    first = flows(histories, pipeline, (begin, middle), owner)
    second = flows(histories, pipeline, (middle, end), owner)
    stands = snapshots(histories, pipeline, middle, owner)
    for name in NAMES:
        for place, stage in enumerate(pipeline.ladder):
            ended = first[name].stages[place].end if name in first else 0
            started = second[name].stages[place].start if name in second else 0
            there = (
                next((row.count for row in stands[name].stages if row.code == stage.code), 0)
                if name in stands
                else 0
            )
            assert ended == started == there


def test_a_visit_given_to_somebody_else_is_handed_over() -> None:
    def holder(_history: History, at: int, _change: Change | None) -> str:
        return "lin" if at < 150 else "mei"

    found = flows([journey(1, (50, "B"), (170, "C"))], LIFECYCLE, (100, 200), holder)
    lin, mei = found["lin"].stages, found["mei"].stages
    assert (lin[0].start, lin[0].handed_over, lin[0].end) == (1, 1, 0)
    assert (mei[0].taken_over, mei[0].advanced, mei[1].up, mei[1].end) == (1, 1, 1, 1)
    assert sum(row.entered for row in lin) == 0


# --- the people behind figures


def figures_of(pipeline: Pipeline) -> list[Figure]:
    """Every figure of one stage, of all stages, and of every step."""
    words = {
        "cohort": ("reached", "active", "lost", "invalid"),
        "flow": (
            *("start", "entered", "new", "up", "down", "reopened", "advanced", "back", "lost"),
            *("invalid", "end", "passed-over", "assumed-in", "assumed-out"),
        ),
        "snapshot": ("stands", "too-long"),
    }
    found = [
        Figure(view, word, stage.code)
        for view, some in words.items()
        for word in some
        for stage in pipeline.ladder
    ]
    found += [Figure("snapshot", "stands", stage.code) for stage in pipeline.exits]
    found += [Figure("cohort", word) for word in ("came", "entered-above", "off-ladder")]
    codes = [stage.code for stage in pipeline.ladder]
    found += [
        Figure("cohort", "stuck", low, high)
        for place, low in enumerate(codes)
        for high in codes[place + 1 :]
    ]
    return found


def shown(figure: Figure, views: tuple) -> int:
    """The figure as its view shows it."""
    came, moved, stands = views
    if figure.view == "cohort":
        rows = {row.code: row for row in came.stages}
        whole = {
            "came": came.population,
            "entered-above": came.entered_above,
            "off-ladder": came.off_ladder,
        }
        if figure.word in whole:
            return whole[figure.word]
        if figure.word == "stuck":
            return rows[figure.stage].reached - rows[figure.to].reached
        return getattr(rows[figure.stage], figure.word)
    rows = {row.code: row for row in (moved if figure.view == "flow" else stands).stages}
    name = {"stands": "count", "too-long": "over_limit"}.get(figure.word, figure.word)
    return getattr(rows[figure.stage], name.replace("-", "_"))


@given(stores(), BOUNDS, st.sampled_from([None, owner, source]), st.data())
def test_who_is_opened_is_as_many_as_the_figure(
    store: tuple, bounds: list[int], mark, data: st.DataObject
) -> None:
    pipeline, histories = store
    begin, until, at = bounds
    born = [one for one in histories if born_in(one, begin, until)]
    name = data.draw(st.sampled_from(NAMES)) if mark else None
    ground = Ground(pipeline, (begin, until), until, at, mark, name)
    if mark is None:
        views = (
            cohort(born, pipeline, at),
            flow(histories, pipeline, begin, until),
            snapshot(histories, pipeline, at),
        )
    else:
        views = (
            cohorts(born, pipeline, at, mark).get(name) or cohort((), pipeline, at),
            flows(histories, pipeline, (begin, until), mark).get(name)
            or flow((), pipeline, begin, until),
            snapshots(histories, pipeline, at, mark).get(name) or snapshot((), pipeline, at),
        )
    for figure in figures_of(pipeline):
        found = behind(histories, figure, ground)
        assert sum(times for _, times in found) == shown(figure, views), figure
        assert len({one.journey_id for one, _ in found}) == len(found)


@given(stores(), st.integers(-1, 14))
def test_who_did_not_make_a_step_is_told_from_the_raw_moves(store: tuple, at: int) -> None:
    pipeline, histories = store
    ranks = {stage.code: rank for rank, stage in enumerate(pipeline.ladder, start=1)}
    low, high = pipeline.ladder[0].code, pipeline.ladder[1].code
    ground = Ground(pipeline, (-5, 20), 20, at)
    found = {
        one.journey_id for one, _ in behind(histories, Figure("cohort", "stuck", low, high), ground)
    }
    expected = {
        one.journey_id
        for one in histories
        if max((ranks.get(c.target, 0) for c in one.changes if c.at < at), default=0) == 1
    }
    assert found == expected


# --- why they left, how they jumped, and the ways they went


@given(stores(), BOUNDS)
def test_reasons_and_jumps_add_up_to_the_flow(store: tuple, bounds: list[int]) -> None:
    pipeline, histories = store
    begin, _, end = bounds
    told = [
        History(h.journey_id, h.person_id, tuple(
            Change(c.at, c.sequence, c.origin, c.target, c.assumed,
                   reason=("price", "", None)[(h.journey_id + c.sequence) % 3])
            for c in h.changes))
        for h in histories
    ]  # fmt: skip
    moved = flow(told, pipeline, begin, end)
    found = leavings(told, pipeline, Span(begin, end))
    assert "" not in {one.reason for one in found}
    for row in moved.stages:
        for kind in ("lost", "invalid"):
            parts = [one.count for one in found if (one.code, one.kind) == (row.code, kind)]
            assert sum(parts) == getattr(row, kind)
    over = Counter(
        between.code
        for jump in jumps(told, pipeline, Span(begin, end))
        for between in pipeline.ladder[pipeline.rank(jump.origin) : pipeline.rank(jump.target) - 1]
        for _ in range(jump.count)
    )
    assert {row.code: row.passed_over for row in moved.stages if row.passed_over} == dict(over)
    ground = Ground(pipeline, (begin, end), end, end)
    for one in found:
        figure = Figure("flow", one.kind, one.code, reason=one.reason or "")
        assert sum(times for _, times in behind(told, figure, ground)) == one.count
    for one in jumps(told, pipeline, Span(begin, end)):
        figure = Figure("flow", "moved", one.origin, one.target)
        assert sum(times for _, times in behind(told, figure, ground)) == one.count
    skipped = sum(times for _, times in behind(told, Figure("flow", "skipped"), ground))
    assert skipped == sum(one.count for one in jumps(told, pipeline, Span(begin, end)))


@given(stores(), st.integers(-1, 14))
def test_ways_hold_everybody_once(store: tuple, until: int) -> None:
    pipeline, histories = store
    found = paths(histories, pipeline, until)
    seen = [tuple(s.stage for s in stays_of(h) if s.came.at < until) for h in histories]
    expected = Counter(way for way in seen if way)
    assert {one.stages: one.count for one in found} == dict(expected)
    wins = {stage.code for stage in pipeline.ladder if stage.kind in ("won", "repeat")}
    for one in found:
        through = [way for way in expected.elements() if way[: len(one.stages)] == one.stages]
        assert (one.through.n, one.through.part) == (
            len(through), sum(bool(wins & set(way)) for way in through),
        )  # fmt: skip
        figure = Figure("cohort", "path", path=one.stages)
        ground = Ground(pipeline, (-5, 20), 20, until)
        assert len(behind(histories, figure, ground)) == one.count
    kinds = {row.kind: row.share.n for row in manners(histories, pipeline, until)}
    ranks = {stage.code: rank for rank, stage in enumerate(pipeline.ladder, start=1)}
    climbs = [[ranks[code] for code in way if code in ranks] for way in expected.elements()]
    back = sum(any(b < a for a, b in pairwise(way)) for way in climbs)
    skipped = sum(
        all(b >= a for a, b in pairwise(way)) and any(b > a + 1 for a, b in pairwise(way))
        for way in climbs
    )
    assert kinds == {"in order": len(climbs) - back - skipped, "skipped": skipped, "back": back}


def test_ways_of_a_few_by_hand() -> None:
    histories = [
        journey(1, (0, "B"), (2 * DAY, "E")),
        journey(2, (0, "B"), (4 * DAY, "E")),
        journey(3, (0, "B"), (1 * DAY, "C"), (3 * DAY, "D"), (5 * DAY, "E")),
        journey(4, (0, "B"), (1 * DAY, "C"), (2 * DAY, "B")),
        journey(5, (0, "B")),
    ]
    found = {one.stages: one for one in paths(histories, LIFECYCLE, 99 * DAY)}
    jump = found["B", "E"]
    assert (jump.count, jump.days, jump.through.part, jump.through.n) == (2, 3.0, 2, 2)
    assert (found["B",].through.part, found["B",].through.n, found["B",].count) == (3, 5, 1)
    rows = {row.kind: row for row in manners(histories, LIFECYCLE, 99 * DAY)}
    assert (rows["skipped"].share.n, rows["skipped"].days) == (2, 3.0)
    assert (rows["in order"].share.part, rows["in order"].share.n) == (1, 2)
    assert (rows["back"].share.n, rows["back"].days) == (1, None)
