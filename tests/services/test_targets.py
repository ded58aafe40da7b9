"""Targets over a real store: what counts for whom, replaced and ended ones, rules as settings."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.conftest import NOW, Clocked
from tests.dump import dump

from leadfunnel.config import UnknownSetting, load
from leadfunnel.domain.pipeline import UnknownStage
from leadfunnel.domain.rule_value import BadRule
from leadfunnel.services.amounts import UnreadableAmount
from leadfunnel.services.capture import Capture
from leadfunnel.services.details import Details, Entering
from leadfunnel.services.ladder import Ladder, Move
from leadfunnel.services.log import Log
from leadfunnel.services.promises import FollowUps
from leadfunnel.services.results.targets import Progress, Standing
from leadfunnel.services.settings import SettingsService
from leadfunnel.services.target_setting import BadGoal, NoTarget, TargetSetting, Wanted
from leadfunnel.services.targets import targets
from leadfunnel.services.touches import Told, Touches
from leadfunnel.store import definitions, people
from leadfunnel.store import targets as stored

DAY = 86_400
TODAY = date(2026, 11, 22)  # a Sunday


def put(clocked: Clocked, metric: str, goal: str, **more: str) -> None:
    TargetSetting(clocked.book()).set(Wanted(metric, goal, **more))


def standing(clocked: Clocked, user: str | None = None) -> Standing:
    return TargetSetting(clocked.book(user)).list().standings[0]


def progress(clocked: Clocked, metric: str, per: str = "day", user: str | None = None) -> Progress:
    found = standing(clocked, user).progress
    return next(one for one in found if (one.metric, one.per) == (metric, per))


def add(clocked: Clocked, name: str, user: str | None = None) -> None:
    Capture(clocked.book(user)).add(name, Details(), Entering())


def log(clocked: Clocked, who: str, kind: str, outcome: str | None = None) -> None:
    Touches(clocked.book()).log(who, kind, "", Told(outcome=outcome))


def rules(clocked: Clocked, tmp_path: Path) -> SettingsService:
    path = tmp_path / "config.toml"
    return SettingsService(clocked.book(), load(path), path)


def test_each_metric_counts_its_own(clocked: Clocked) -> None:
    for metric in ("new", "calls", "connected", "wechat", "messages", "invites", "joined"):
        put(clocked, metric, "9")
    for metric in ("visits", "meetings", "pushes", "won", "stage:意向"):
        put(clocked, metric, "9")
    add(clocked, "王姐")
    add(clocked, "张伟", user="mei")  # hers
    log(clocked, "王姐", "call", "connected")
    log(clocked, "王姐", "call", "no_answer")
    log(clocked, "王姐", "wechat")
    log(clocked, "王姐", "sms", "sent")
    log(clocked, "王姐", "invite", "joined")
    log(clocked, "王姐", "invite")
    log(clocked, "王姐", "visit")
    log(clocked, "王姐", "push")
    Ladder(clocked.book()).promote(["王姐"], Move())
    Ladder(clocked.book()).promote(["王姐"], Move(to="E"))
    done = {one.metric: one.done for one in standing(clocked).progress}
    assert done == {
        "new": 1, "calls": 2, "connected": 1, "visits": 1, "meetings": 0, "wechat": 1,
        "messages": 2, "invites": 2, "joined": 1, "pushes": 1, "won": 1, "stage:lifecycle/C": 1,
    }  # fmt: skip
    hers = {one.metric: one.done for one in standing(clocked, "mei").progress if one.done}
    assert hers == {"new": 1}


def test_a_month_has_its_pace_and_a_day_none(clocked: Clocked) -> None:
    put(clocked, "new", "20")
    put(clocked, "new", "500", per="month")
    add(clocked, "王姐")
    daily, monthly = progress(clocked, "new"), progress(clocked, "new", "month")
    assert (daily.done, daily.goal, daily.days_left, daily.needed) == (1, 20, None, None)
    assert (monthly.days_left, monthly.needed) == (9, 56)  # 499 in 22 to 30 November


def test_days_off_count_as_the_rules_say(clocked: Clocked, tmp_path: Path) -> None:
    rules(clocked, tmp_path).set("work.days", "workdays")
    put(clocked, "new", "60", per="month")
    put(clocked, "calls", "80", per="workday")
    assert [one.metric for one in standing(clocked).progress] == ["new"]  # today is a Sunday
    found = progress(clocked, "new", "month")
    assert (found.days_left, found.needed) == (6, 10)  # 23 to 27 and 30 November
    clocked.now = NOW + DAY
    assert progress(clocked, "calls", "workday").goal == 80
    assert standing(clocked).yesterday.day == date(2026, 11, 20)  # the Friday


def test_a_new_goal_replaces_the_old_from_its_day_on(clocked: Clocked) -> None:
    put(clocked, "new", "20")
    clocked.now = NOW + 2 * DAY
    put(clocked, "new", "30")
    with clocked.book().read() as page:
        kept = stored.targets(page.session)
    assert [(one.goal, str(one.from_on), str(one.until_on)) for one in kept] == [
        (20, "2026-11-22", "2026-11-23"), (30, "2026-11-24", "None"),
    ]  # fmt: skip
    before = dump(clocked.path)
    put(clocked, "new", "30")  # the same again says nothing new
    assert dump(clocked.path) == before
    Log(clocked.book()).undo()
    assert progress(clocked, "new").goal == 20


def test_a_person_may_have_a_goal_and_a_ramp_of_their_own(clocked: Clocked) -> None:
    put(clocked, "calls", "50", per="week")
    put(clocked, "calls", "50", per="week", owner="小美", ramp="60%,80%,100%")
    assert progress(clocked, "calls", "week").goal == 50
    found = TargetSetting(clocked.book()).list("小美").standings[0]
    assert [one.goal for one in found.progress] == [30]
    clocked.now = NOW + DAY  # the next week
    found = TargetSetting(clocked.book()).list("小美").standings[0]
    assert [one.goal for one in found.progress] == [40]
    assert len(TargetSetting(clocked.book()).list("all").standings) == 2


def test_booked_visits_are_exchanged_on_the_day_of_booking(
    clocked: Clocked, tmp_path: Path
) -> None:
    rules(clocked, tmp_path).set("targets.exchange", "5")
    rules(clocked, tmp_path).set("targets.without_visit", "5")
    put(clocked, "invites", "30")
    add(clocked, "王姐")
    add(clocked, "张伟")
    assert progress(clocked, "invites").goal == 35
    FollowUps(clocked.book()).next("王姐", ["明天下午3点"], "visit")
    FollowUps(clocked.book()).next("张伟", ["后天"], "visit")
    found = progress(clocked, "invites")
    assert (found.goal, found.exchange and found.exchange.booked) == (20, 2)
    FollowUps(clocked.book()).cancel("张伟")
    assert progress(clocked, "invites").goal == 25
    clocked.now = NOW + DAY  # booked the day before: nothing is exchanged any more
    assert progress(clocked, "invites").goal == 35
    before = standing(clocked).yesterday.outcomes[0]
    assert (before.metric, before.goal) == ("invites", 25)


def test_the_week_says_what_was_missed(clocked: Clocked) -> None:
    clocked.now = NOW - 6 * DAY  # the Monday
    put(clocked, "new", "2")
    add(clocked, "a")
    add(clocked, "b")
    clocked.now = NOW - 5 * DAY
    add(clocked, "c")
    clocked.now = NOW - 4 * DAY  # Wednesday: Monday 2 of 2, Tuesday 1 of 2
    found = standing(clocked).week[0]
    assert (found.done, found.goal, found.days, found.missed) == (3, 4, 2, 1)


def test_a_target_ends_and_comes_back_by_undo(clocked: Clocked) -> None:
    put(clocked, "new", "20")
    put(clocked, "new", "500", per="month")
    before = dump(clocked.path)
    TargetSetting(clocked.book()).remove("new", "month")
    assert [one.per for one in standing(clocked).progress] == ["day"]
    Log(clocked.book()).undo()
    assert [one.per for one in standing(clocked).progress] == ["day", "month"]
    assert dump(clocked.path) == before
    with pytest.raises(NoTarget):
        TargetSetting(clocked.book()).remove("calls")


@pytest.mark.parametrize(
    ("metric", "goal", "error"),
    [
        ("new", "0", BadGoal), ("new", "-3", BadGoal), ("new", "1.5", BadGoal),
        ("new", "many", BadGoal), ("new", "9" * 40, BadGoal), ("sales", "x", UnreadableAmount),
        ("stage:nosuch", "3", UnknownStage),
    ],
)  # fmt: skip
def test_bad_targets_change_nothing(
    clocked: Clocked, metric: str, goal: str, error: type[Exception]
) -> None:
    add(clocked, "王姐")
    before = dump(clocked.path)
    with pytest.raises(error):
        put(clocked, metric, goal)
    assert dump(clocked.path) == before


def test_rules_are_settings_that_keep_only_what_differs(clocked: Clocked, tmp_path: Path) -> None:
    config = rules(clocked, tmp_path)
    config.set("reminders.stuck", "off")
    config.set("reminders.stuck.repeat_days", "9")
    config.set("levels.thresholds", "100，200")
    config.set("work.quiet", "22-8, 12:30-14")
    with clocked.book().read() as page:
        assert definitions.all_own_rules(page.session) == {
            "levels": {"thresholds": [100, 200]},
            "reminders": {"stuck": {"on": False, "repeat_days": 9}},
            "work": {"quiet": ["22:00-08:00", "12:30-14:00"]},
        }
        assert page.rules("reminders")["stuck"] == {
            "on": False, "workdays": False, "repeat_days": 9,
        }  # fmt: skip
    config.set("reminders.stuck.repeat_days", "7")  # as shipped: nothing is kept of it
    config.unset("levels")
    config.unset("reminders.stuck.on")
    with clocked.book().read() as page:
        assert list(definitions.all_own_rules(page.session)) == ["work"]
    Log(clocked.book()).undo()
    with clocked.book().read() as page:
        assert page.rules("reminders")["stuck"]["on"] is False


@pytest.mark.parametrize(
    ("key", "value", "error"),
    [
        ("reminders.stuck", "7", UnknownSetting), ("reminders.nosuch.on", "off", UnknownSetting),
        ("reminders", "off", UnknownSetting), ("caps.pushes", "-1", BadRule),
        ("caps.pushes", "many", BadRule), ("caps.pushes", "1.5", BadRule),
        ("caps.pushes", "99999999", BadRule), ("reminders.stuck.on", "maybe", BadRule),
        ("levels.thresholds", "5,3", BadRule), ("levels.thresholds", "5,5", BadRule),
        ("levels.days", "0", BadRule), ("care.anchor", "payment", BadRule),
        ("work.quiet", "25-8", BadRule), ("work.quiet", "8-8", BadRule),
        ("reminders.not_bought_again.cycles", "1.5x", BadRule),
        ("reminders.birthday.days", "1, two", BadRule), ("reminders.birthday.level", "", BadRule),
    ],
)  # fmt: skip
def test_bad_rules_change_nothing(
    clocked: Clocked, tmp_path: Path, key: str, value: str, error: type[Exception]
) -> None:
    add(clocked, "王姐")
    before = dump(clocked.path)
    with pytest.raises(error):
        rules(clocked, tmp_path).set(key, value)
    assert dump(clocked.path) == before


def test_a_switch_and_a_list_are_read_in_either_language(clocked: Clocked, tmp_path: Path) -> None:
    config = rules(clocked, tmp_path)
    config.set("reminders.birthday", "关")
    config.set("reminders.holiday.festivals", "中秋、国庆")
    config.set("levels.thresholds", "无")
    with clocked.book().read() as page:
        assert page.rules("reminders")["birthday"]["on"] is False
        assert page.rules("reminders")["holiday"]["festivals"] == ["中秋", "国庆"]
        assert page.rules("levels")["thresholds"] == []
    assert {key: value for key, value, _ in config.get("levels").settings} == {
        "levels.days": 365, "levels.thresholds": [],
    }  # fmt: skip


def test_yesterday_tells_how_its_promises_were_kept(clocked: Clocked) -> None:
    put(clocked, "new", "9")
    add(clocked, "王姐")
    for note in ("one", "two", "three"):
        FollowUps(clocked.book()).next("王姐", ["today", note])
    for ref in ("f1", "f2"):
        FollowUps(clocked.book()).done(ref)
    FollowUps(clocked.book("mei")).next("王姐", ["today", "hers"])
    clocked.now += DAY
    told = standing(clocked).yesterday
    assert (told.day, told.kept, told.promised) == (TODAY, 2, 3)
    FollowUps(clocked.book()).done("f3")  # late
    assert standing(clocked).yesterday == told


def test_a_rep_of_the_team_who_did_nothing_yet_has_the_target_too(clocked: Clocked) -> None:
    put(clocked, "calls", "50")
    add(clocked, "王姐")
    with clocked.book().record("import") as page:
        for name, role in (("mei", "rep"), ("boss", "manager")):
            user = people.user_id(page.session, name)
            member = {"user_id": user, "role": role, "from_at": NOW - DAY}
            page.ledger.insert("team_member", **member)
    with clocked.book().read() as page:
        found = targets(page, None, TODAY).progress
    assert [one.goal for one in found if one.metric == "calls"] == [100]
