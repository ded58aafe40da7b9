"""Trends, cohort tables and leaks of a store, against figures counted anew from its rows."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import date, timedelta
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from random import Random

import pytest
from tests.cohorts import CLIMB, DAY, Comer, at, climber, fill
from tests.conftest import NOW, Clocked

from leadfunnel.domain.leak import FEW, WORSE
from leadfunnel.domain.proportions import Share
from leadfunnel.services.bin import Bin
from leadfunnel.services.funnels.leaks import Leaks, MarkAhead
from leadfunnel.services.funnels.marks import BadFunnelGrouping
from leadfunnel.services.funnels.starts import NoWayThere
from leadfunnel.services.funnels.trending import Trends, Way, WeeksOrMonths
from leadfunnel.services.ladder import Ladder, Move
from leadfunnel.services.merging import Merging
from leadfunnel.services.results.leak import opening
from leadfunnel.services.review_marks import ReviewMarks
from leadfunnel.services.settings import SettingsService
from leadfunnel.services.weekly import Asked, Weekly, When

RANKS = {"B": 1, "C": 2, "D": 3, "E": 4, "F": 5}
Journeys = list[list[tuple[int, str]]]


def people(seed: int, count: int) -> list[Comer]:
    """Customers of the last 120 days, those of 小李 lately bad at the second step."""
    dice = Random(seed)  # noqa: S311 - not for secrets
    made = []
    for _ in range(count):
        born = NOW - dice.randrange(120 * DAY)
        owner = dice.choice(("小李", "小美", "阿强"))
        bad = owner == "小李" and born > NOW - 56 * DAY
        one = climber(dice, born, (0.7, 0.15 if bad else 0.7, 0.4))
        moves = [move for move in one.moves if move[0] <= NOW]
        if dice.random() < 0.1:
            moves.append((moves[-1][0] + dice.randrange(1, DAY), dice.choice("BCLA")))
        moves = [move for move in moves if move[0] <= NOW]
        made.append(replace(one, moves=moves, owner=owner, source=dice.choice(("抖音", None))))
    return sorted(made, key=lambda comer: comer.moves[0][0])


@pytest.fixture
def crowd(clocked: Clocked) -> Clocked:
    fill(clocked, people(3, 500))
    return clocked


def journeys(path: Path, known: int | None = None) -> Journeys:
    """Every present customer's changes in order, read by themselves."""
    sql = """
        SELECT s.journey_id, s.at, s.to_stage FROM stage_change s
        JOIN journey j ON j.id = s.journey_id JOIN customer c ON c.id = j.customer_id
        WHERE s.void_op IS NULL AND s.pipeline = 'lifecycle'
        AND c.deleted_at IS NULL AND c.merged_into IS NULL
        AND (:known IS NULL OR s.recorded_at < :known)
        ORDER BY s.journey_id, s.at, s.id
    """
    with sqlite3.connect(path) as connection:
        rows = connection.execute(sql, {"known": known}).fetchall()
    return [[row[1:] for row in group] for _, group in groupby(rows, key=itemgetter(0))]


def reached(found: Journeys, begin: int, end: int, until: int) -> list[int]:
    """How many of those who came in [begin, end) had stood on each rung or above before until."""
    best = [
        max((RANKS.get(stage, 0) for moment, stage in moves if moment < until), default=0)
        for moves in found
        if begin <= moves[0][0] < end and moves[0][0] < until
    ]
    return [sum(rank >= rung for rank in best) for rung in range(1, 6)]


def start_of(day: date) -> int:
    return at(day.isoformat())


@pytest.mark.parametrize("kind", ["week", "month"])
def test_every_point_is_counted_anew(crowd: Clocked, kind: str) -> None:
    found = journeys(crowd.path)
    report = Trends(crowd.book()).trend(When(kind), Asked())
    assert [line.code for line in report.lines] == ["C", "D", "E", "F", "E"]
    assert report.lines[-1].base == "B"
    seen = 0
    for line in report.lines:
        rank, base = RANKS[line.code], RANKS[line.base]
        for point in line.points:
            begin = start_of(point.period.first)
            end = start_of(point.period.last + timedelta(1))
            until = begin + round(point.age_days * DAY)
            assert until <= NOW + 1
            counts = reached(found, begin, end, until)
            assert point.share == Share(counts[rank - 1], counts[base - 1])
            if point.mature:
                assert point.age_days == line.age_days
                assert line.median_days is not None
                assert point.age_days >= line.median_days
                assert end <= NOW + 1
            seen += point.share.n
    assert seen > 500


def test_every_cell_is_counted_anew(crowd: Clocked) -> None:
    found = journeys(crowd.path)
    table = Trends(crowd.book()).cohort_table(When(), Asked())
    assert table.stage.code == "E"
    cells = 0
    for row in table.rows:
        first = row.period.first
        for weeks, cell in enumerate(row.cells, start=1):
            moment = start_of(first + timedelta(7 * weeks))
            assert (cell is None) == (moment > NOW + 1)
            if cell is not None:
                counts = reached(found, start_of(first), start_of(first + timedelta(7)), moment)
                assert cell == Share(counts[3], counts[0])
                cells += 1
    assert cells > 60
    assert table.rows[-1].cells == (None,) * 12


def test_leaks_are_counted_anew(crowd: Clocked) -> None:
    found = journeys(crowd.path)
    report = Leaks(crowd.book()).leak(When(), Asked())
    assert (report.first, report.last) == (date(2026, 10, 26), date(2026, 11, 22))
    age = NOW + 1 - start_of(report.first)
    here = reached(found, start_of(report.first), NOW + 1, NOW + 1)
    there = [0] * 5
    for place in range(1, 4):
        first = report.first - timedelta(28 * place)
        counts = reached(found, start_of(first), start_of(first) + 28 * DAY, start_of(first) + age)
        there = [one + other for one, other in zip(there, counts, strict=True)]
    steps = [one.tried for one in report.judged if one.tried.by is None]
    assert [(one.here, one.there) for one in steps] == [
        (Share(here[k], here[k - 1]), Share(there[k], there[k - 1])) for k in range(1, 5)
    ]


def test_a_planted_leak_is_named_with_what_to_strengthen(clocked: Clocked) -> None:
    fill(clocked, people(5, 1500))
    report = Leaks(clocked.book()).leak(When("month", previous=True), Asked())
    leak = report.worst
    assert leak is not None
    assert (leak.tried.base, leak.tried.code) == ("C", "D")
    assert {one.tried.group for one in report.judged if one.verdict == WORSE and one.tried.by} == {
        "小李"
    }
    assert report.strengthen is not None
    assert report.strengthen.stage.code == "C"
    assert report.strengthen.from_playbook
    assert report.strengthen.texts["zh-CN"]
    words = opening(report).split()
    assert words[-2:] == ["--open", "C-D"]
    span = When(first=words[2], last_day=words[4])
    stuck = Weekly(clocked.book()).open(span, Asked(everyone=True), "C-D")
    assert stuck.opened is not None
    assert stuck.opened.count == leak.tried.here.n - leak.tried.here.part


def test_the_worked_example_has_no_leak(clocked: Clocked) -> None:
    """100 came in, 80 moved on, then 40, 20, 10 and 5: nothing may be said of five."""
    codes = ("PROSPECT", "CONTACT", "NEED", "VALUE", "NEGOTIATE", "DEAL")
    with clocked.book().read() as page:
        ladder = [stage.code for stage in page.pipeline("telesales").ladder]
    made = []
    for month, times in (("2026-10-01", 1), ("2026-09-01", 1), ("2026-08-01", 2)):
        born = at(month)
        for place in range(100 * times):
            rank = sum(place < limit * times for limit in (100, 80, 40, 20, 10, 5))
            made.append(Comer([(born + n, ladder[n]) for n in range(rank)]))
    fill(clocked, made, "telesales")
    report = Leaks(clocked.book()).leak(When("month", previous=True), Asked("telesales"))
    assert len(codes) == len(ladder)
    assert [one.tried.here.part for one in report.judged if one.tried.by is None] == [
        80, 40, 20, 10, 5,
    ]  # fmt: skip
    assert report.worst is None
    assert [one.verdict for one in report.judged][3:5] == [FEW, FEW]


def test_three_of_five_is_never_a_verdict(clocked: Clocked) -> None:
    born = at("2026-11-02")
    made = [Comer([(born, "B"), (born + 1, "C")]) for _ in range(3)]
    made += [Comer([(born, "B")]) for _ in range(2)]
    fill(clocked, made)
    report = Leaks(clocked.book()).leak(When(), Asked())
    assert {one.verdict for one in report.judged} == {FEW}
    assert report.worst is None


def test_around_a_mark_both_sides_are_as_old(crowd: Clocked) -> None:
    ReviewMarks(crowd.book()).add(["换了开场白"], "2026-10-12")
    found = journeys(crowd.path)
    report = Leaks(crowd.book()).around("开场", Asked())
    day = start_of(date(2026, 10, 12))
    age = NOW + 1 - day
    after = reached(found, day, day + 28 * DAY, NOW + 1)
    before = reached(found, day - 28 * DAY, day, day - 28 * DAY + age)
    expected = [
        (Share(after[k], after[k - 1]), Share(before[k], before[k - 1])) for k in range(1, 5)
    ]
    expected.append((Share(after[3], after[0]), Share(before[3], before[0])))
    assert [(one.tried.here, one.tried.there) for one in report.judged] == expected
    assert report.age_days == age / DAY


def test_a_mark_ahead_has_nothing_after_it(crowd: Clocked) -> None:
    ReviewMarks(crowd.book()).add(["now"], "2026-11-02")
    with pytest.raises(MarkAhead):
        Leaks(crowd.book()).around("now", Asked(as_of="2026-11-01"))


def test_an_old_review_prints_the_same_again(crowd: Clocked) -> None:
    asked = Asked(known_at="2026-11-20 12:00")
    trends, leaks = Trends(crowd.book()), Leaks(crowd.book())
    ReviewMarks(crowd.book()).add(["new price"], "2026-11-02")

    def told() -> list[object]:
        return [trends.trend(When(), asked), trends.cohort_table(When(), asked),
                leaks.leak(When(), asked).judged]  # fmt: skip

    # All was recorded in one operation, now: by then nothing was known.
    early = trends.trend(When(), asked)
    assert all(point.share.n == 0 for line in early.lines for point in line.points)
    assert early.marks == ()
    crowd.now = NOW + 5 * DAY
    trends, leaks = Trends(crowd.book()), Leaks(crowd.book())
    asked = Asked(known_at="2026-11-22 10:00")
    before = told()
    Bin(crowd.book()).delete(["#1", "#400"])
    Merging(crowd.book()).merge(("#410", "#420"), keep="A", take=["name=A", "owner=A", "stage=A"])
    Ladder(crowd.book()).promote(["#450"], Move(at="2026-11-21 20:00", to="E"))
    assert told() == before
    now = trends.trend(When(), Asked()).lines
    assert now != before[0].lines  # type: ignore[attr-defined]


def test_as_of_ends_the_lines_there(crowd: Clocked) -> None:
    report = Trends(crowd.book()).trend(When(), Asked(as_of="2026-10-25"))
    assert report.last == date(2026, 10, 25)
    found = journeys(crowd.path)
    point = report.lines[0].points[-1]
    counts = reached(found, at("2026-10-19"), at("2026-10-26"), at("2026-10-26"))
    assert point.share == Share(counts[1], counts[0])


def test_which_rate_is_drawn(crowd: Clocked) -> None:
    trends = Trends(crowd.book())
    (one,) = trends.trend(When(), Asked(), Way("D")).lines
    assert (one.base, one.code) == ("C", "D")
    (one,) = trends.trend(When(), Asked(), Way("D", overall=True)).lines
    assert (one.base, one.code) == ("B", "D")
    (one,) = trends.trend(When(), Asked(), Way(overall=True)).lines
    assert (one.base, one.code) == ("B", "E")
    for stage in ("B", "L"):
        with pytest.raises(NoWayThere):
            trends.trend(When(), Asked(), Way(stage))
    with pytest.raises(WeeksOrMonths):
        trends.cohort_table(When("day"), Asked())
    with pytest.raises(BadFunnelGrouping):
        Leaks(crowd.book()).leak(When(), Asked(), ("nonsense",))


@pytest.mark.parametrize(
    ("first", "last", "kind"),
    [
        ("2026-11-01", "2026-11-20", "day"),
        ("2026-08-01", "2026-11-20", "week"),
        ("2020-01-01", "2030-01-01", "week"),
        (None, "2026-11-20", "week"),
    ],
)
def test_a_span_is_drawn_in_parts(crowd: Clocked, first: str | None, last: str, kind: str) -> None:
    report = Trends(crowd.book()).trend(When(first=first, last_day=last), Asked())
    assert report.kind == kind
    points = report.lines[0].points
    assert len(points) <= 31
    assert sum(point.share.n for point in points) <= 500


def test_a_store_without_anybody_has_a_trend(clocked: Clocked) -> None:
    report = Trends(clocked.book()).trend(When(), Asked())
    assert all(point.share.n == 0 for line in report.lines for point in line.points)
    assert Leaks(clocked.book()).leak(When(), Asked()).worst is None
    early = When(first="1970-01-02", last_day="1970-03-01")
    assert Trends(clocked.book()).trend(early, Asked()).lines
    assert Leaks(clocked.book()).leak(early, Asked()).worst is None


def test_the_rules_are_the_stores(crowd: Clocked, tmp_path: Path) -> None:
    from leadfunnel.config import Config

    settings = SettingsService(crowd.book(), Config(), tmp_path / "config.toml")
    settings.set("leak.least", "500")
    settings.set("leak.by", "owner")
    report = Leaks(crowd.book()).leak(When(), Asked())
    assert report.least == 500
    assert report.by == ("owner",)
    assert {one.verdict for one in report.judged} == {FEW}
    assert CLIMB[0] == "B"
