"""A week's review: every figure is that of `funnel`, `due`, `list` and the history itself."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.conftest import NOW, Clocked
from tests.stores import fill

from leadfunnel.services.activity import Activity
from leadfunnel.services.as_known import Then
from leadfunnel.services.buying import Buying, Terms
from leadfunnel.services.capture import Capture
from leadfunnel.services.details import Details, Entering
from leadfunnel.services.due import Due
from leadfunnel.services.ladder import Ladder, Move
from leadfunnel.services.looking import Looking, Shape
from leadfunnel.services.owners import UnknownOwner
from leadfunnel.services.promises import FollowUps
from leadfunnel.services.results.week import WeekReport
from leadfunnel.services.target_setting import TargetSetting, Wanted
from leadfunnel.services.touches import Told, Touches
from leadfunnel.services.week import Asked, Week
from leadfunnel.services.weekly import Asked as Asking
from leadfunnel.services.weekly import Weekly, When

DAY = 86_400
WEEK = When("week")
LAST = When("week", previous=True)
OPEN = ("B", "C", "D")


def week(clocked: Clocked, when: When = WEEK, **asked: str) -> WeekReport:
    return Week(clocked.book()).week(when, Asked(**asked))


def filled(clocked: Clocked, seed: int) -> None:
    fill(clocked, seed, 160)
    clocked.now = NOW + 3 * DAY  # Wednesday


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("when", [WEEK, LAST, When("week", "2026-11-02")])
def test_the_funnel_is_that_of_the_funnel_command(clocked: Clocked, seed: int, when: When) -> None:
    filled(clocked, seed)
    found = week(clocked, when)
    weekly = Weekly(clocked.book())
    report = weekly.funnel(when, Asking(compare="previous"))
    assert report.cohort
    assert report.flow
    assert report.compared
    assert replace(found.total.cohort, until=None) == replace(report.cohort, until=None)
    assert found.before.cohort.stages == report.compared.earlier.cohort.stages
    assert found.steps == report.compared.steps
    for mine, whole in zip(found.flow.stages, report.flow.stages, strict=True):
        moved = ("entered", "new", "up", "down", "reopened", "advanced", "back", "lost", "invalid")
        assert [getattr(mine, n) for n in moved] == [getattr(whole, n) for n in moved]
        assert found.standing.get(whole.code, 0) == whole.end
    assert (found.jumps, found.leavings) == (report.jumps, report.leavings)


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("when", [WEEK, LAST])
def test_an_owner_s_week_is_their_part_of_it(clocked: Clocked, seed: int, when: When) -> None:
    filled(clocked, seed)
    weekly = Weekly(clocked.book())
    for name in ("lin", "mei", "小李"):
        found = week(clocked, when, owner=name)
        report = weekly.funnel(when, Asking(by="owner", only=name))
        assert found.who == name
        assert report.cohort
        assert report.flow
        assert found.total.cohort.stages == report.cohort.stages
        for mine, whole in zip(found.flow.stages, report.flow.stages, strict=True):
            assert (mine.entered, mine.advanced, mine.lost) == (
                whole.entered,
                whole.advanced,
                whole.lost,
            )


@pytest.mark.parametrize("seed", range(2))
def test_groups_add_up_to_the_whole(clocked: Clocked, seed: int) -> None:
    filled(clocked, seed)
    for by in ("owner", "source", "layer", "tag:region"):
        found = week(clocked, by=by)
        for place, whole in enumerate(found.total.cohort.stages):
            parts = [row.cohort.stages[place].reached for row in found.rows]
            assert sum(parts) == whole.reached
        if by == "owner":
            works = [row.work for row in found.rows if row.work]
            assert found.total.work
            assert sum(work["calls"] for work in works) == found.total.work["calls"]
        else:
            assert {row.work for row in found.rows} <= {None}


@pytest.mark.parametrize("seed", range(2))
def test_who_waits_is_who_is_listed(clocked: Clocked, seed: int) -> None:
    filled(clocked, seed)
    clocked.now = NOW + 45 * DAY
    waiting = week(clocked).waiting
    lost = Weekly(clocked.book()).open(WEEK, Asking(everyone=True), "lost-track").customers
    assert sum(waiting.lost_track.values()) == len(lost) > 0
    owners = Counter(one.owner.name if one.owner else None for one in lost)
    assert waiting.lost_track == dict(owners)
    shape = Shape(limit=None)
    idle = [
        one
        for stage in ("C", "D")
        for one in Looking(clocked.book()).list((f"stage={stage}", "no_next"), shape).customers
    ]
    assert waiting.without_next == dict(
        Counter(one.owner.name if one.owner else None for one in idle)
    )


def test_the_load_of_the_next_week_is_what_is_promised(clocked: Clocked) -> None:
    filled(clocked, 2)
    clocked.now = NOW + 33 * DAY
    ahead = week(clocked).ahead
    due = Due(clocked.book()).due().items
    days = Counter(
        one.follow_up.due.day for one in due if ahead.first <= one.follow_up.due.day <= ahead.last
    )
    assert (ahead.first, ahead.last) == (date(2026, 12, 28), date(2027, 1, 3))
    assert ahead.promises == dict(days)
    assert sum(days.values()) > 0


def test_what_was_done_is_what_activity_tells(clocked: Clocked) -> None:
    filled(clocked, 1)
    found, told = week(clocked, LAST), Activity(clocked.book()).activity(LAST)
    assert found.total.work == told.total
    assert (found.effort, found.leaders, found.outlook) == (
        told.effort,
        told.leaders,
        told.outlook,
    )


def test_both_weeks_are_counted_at_the_same_age(clocked: Clocked) -> None:
    clocked.now = NOW - 11 * DAY  # Wednesday of the week before
    for name in ("a", "b"):
        Capture(clocked.book()).add("", Details(name=name), Entering())
    clocked.now += DAY
    Ladder(clocked.book()).promote(["a"], Move())
    clocked.now = NOW - 5 * DAY + 3600  # Tuesday
    assert week(clocked).before.cohort.stages[0].reached == 0
    clocked.now = NOW - 4 * DAY + 3600  # Wednesday, after ten
    found = week(clocked)
    assert [row.reached for row in found.before.cohort.stages][:2] == [2, 0]
    assert found.age == 2 * DAY + 11 * 3600 + 1
    clocked.now += DAY
    assert [row.reached for row in week(clocked).before.cohort.stages][:2] == [2, 1]
    Touches(clocked.book()).log("a", "call", "", Told())
    assert week(clocked).before.work
    assert week(clocked).before.work["new"] == 2  # type: ignore[index]


def test_who_won_came_in_this_week_or_before(clocked: Clocked) -> None:
    clocked.now = NOW - 8 * DAY
    Capture(clocked.book()).add("", Details(name="old"), Entering())
    clocked.now = NOW - 2 * DAY
    Capture(clocked.book()).add("", Details(name="fresh"), Entering())
    for name in ("old", "fresh"):
        Buying(clocked.book()).buy([name, "面霜", "560"], Terms())
    found = week(clocked)
    assert (found.won_new, found.won_old, found.buyers) == (1, 1, 2)
    assert [(one.origin, one.target, one.count) for one in found.jumps] == [("B", "E", 2)]


def test_the_targets_say_how_many_new_ones_a_day_takes(clocked: Clocked) -> None:
    Capture(clocked.book()).add("", Details(name="a"), Entering())
    TargetSetting(clocked.book()).set(Wanted("new", "500", per="month"))
    assert week(clocked).ahead.new_a_day == 56  # 499 in 9 days


def test_an_old_review_prints_again_as_it_was_known(clocked: Clocked) -> None:
    fill(clocked, 5, 120)
    clocked.now = NOW
    printed = week(clocked)
    clocked.now = NOW + 2 * DAY
    Capture(clocked.book()).add("", Details(name="late"), Entering())
    Touches(clocked.book()).log("late", "call", "", Told(at="2026-11-20 09:00"))
    again = Week(clocked.book()).week(
        When("week", "2026-11-20"), Asked(), Then(known_at="2026-11-22 10:00")
    )
    assert again.known_at == NOW
    assert replace(again, known_at=None) == replace(printed, total=again.total)
    assert again.total == printed.total


def test_as_of_an_instant_is_what_was_said_then(clocked: Clocked) -> None:
    """Nothing is recorded late here, so --as-of is what the week said at that very moment."""
    people = ("a", "b", "c", "d")
    clocked.now = NOW - 40 * DAY
    for name in people:
        Capture(clocked.book()).add("", Details(name=name), Entering())
    clocked.now = NOW - 3 * DAY
    Ladder(clocked.book()).promote(["a"], Move())
    FollowUps(clocked.book()).next("b", ["2026-11-25"])
    printed = week(clocked)
    told = "2026-11-19 10:00"
    clocked.now = NOW
    Capture(clocked.book()).add("", Details(name="late"), Entering(when="2026-11-26"))
    FollowUps(clocked.book()).done("b")
    Ladder(clocked.book()).promote(["c"], Move(to="D"))
    again = Week(clocked.book()).week(WEEK, Asked(), Then(as_of=told))
    assert again.total == printed.total
    assert (again.standing, again.waiting, again.ahead) == (
        printed.standing,
        printed.waiting,
        printed.ahead,
    )


def test_moves_of_the_week_that_were_recorded_days_late_are_told(clocked: Clocked) -> None:
    Capture(clocked.book()).add("", Details(name="王姐"), Entering())
    clocked.user = "mei"
    Capture(clocked.book()).add("", Details(name="张伟"), Entering())
    clocked.now = NOW + 6 * DAY  # Saturday of the week that began on the 23rd
    Ladder(clocked.book()).promote(["张伟"], Move(at="2026-11-23 10:00"))
    Ladder(clocked.book()).promote(["王姐"], Move(at="2026-11-26 10:00"))
    waiting = week(clocked).waiting
    assert (waiting.late, waiting.late_days) == ({"mei": 1}, 3)
    assert week(clocked, LAST).waiting.late == {}


def test_an_empty_store_has_a_week_too(clocked: Clocked) -> None:
    found = week(clocked)
    assert (found.total.cohort.population, found.standing, found.rows) == (0, {}, ())
    with pytest.raises(UnknownOwner):
        week(clocked, owner="nobody")


def test_the_working_days_of_a_week_are_those_of_the_almanac(clocked: Clocked) -> None:
    found = week(clocked, When("week", "2026-09-21"))
    assert found.workdays == tuple(date(2026, 9, 21) + timedelta(days=n) for n in range(4))
