"""What was done: by person and day against a count by hand, effort, dependence, the outlook."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from tests.conftest import NOW, ZONE, Clocked
from tests.stores import fill

from leadfunnel.services.activity import Activity
from leadfunnel.services.as_known import Then
from leadfunnel.services.bin import Bin
from leadfunnel.services.buying import Buying, Terms
from leadfunnel.services.capture import Capture
from leadfunnel.services.details import Details, Entering
from leadfunnel.services.ladder import Ladder, Move
from leadfunnel.services.owners import UnknownOwner
from leadfunnel.services.promises import FollowUps
from leadfunnel.services.refunds import Refunds
from leadfunnel.services.results.activity import METRICS, ActivityReport
from leadfunnel.services.target_setting import TargetSetting, Wanted
from leadfunnel.services.touches import Told, Touches
from leadfunnel.services.weekly import When

DAY = 86_400
ALL = When(first="2026-10-01", last_day="2026-11-22")


def activity(clocked: Clocked, when: When = When(), owner: str | None = None) -> ActivityReport:  # noqa: B008
    return Activity(clocked.book()).activity(when, owner)


def add(clocked: Clocked, name: str, **more: str) -> None:
    Capture(clocked.book()).add("", Details(name=name), Entering(**more))


def log(clocked: Clocked, who: str, kind: str = "call", **told: str) -> None:
    Touches(clocked.book()).log(who, kind, "", Told(**told))  # type: ignore[arg-type]


def test_a_week_of_two_people_by_hand(clocked: Clocked) -> None:
    clocked.now = NOW - 2 * DAY  # Friday
    add(clocked, "王姐")
    log(clocked, "王姐", outcome="connected")
    log(clocked, "王姐", outcome="no_answer")
    log(clocked, "王姐", "visit")
    clocked.now, clocked.user = NOW - DAY, "mei"
    add(clocked, "张伟")
    log(clocked, "张伟", "push")
    log(clocked, "张伟", "wechat")
    Buying(clocked.book()).buy(["张伟", "面霜", "560"], Terms())
    found = activity(clocked)
    counts = {one.name: one.total.counts for one in found.people}
    assert counts == {
        "lin": {"new": 1, "calls": 2, "connected": 1, "visits": 1},
        "mei": {"new": 1, "messages": 1, "pushes": 1, "won": 1},
    }  # fmt: skip
    assert [one["calls"] for one in found.by_day] == [0, 0, 0, 0, 2, 0]
    assert found.total.net == {"CNY": 56_000}
    only = activity(clocked, owner="mei")
    assert [one.name for one in only.people] == ["mei"]
    assert only.total == found.people[1].total
    assert only.owner == "mei"


def test_days_that_are_still_ahead_are_left_out(clocked: Clocked) -> None:
    add(clocked, "王姐")
    clocked.now = NOW - 3 * DAY  # Thursday
    assert [str(day) for day in activity(clocked).days][-1] == "2026-11-19"
    ahead = activity(clocked, When(first="2026-12-01", last_day="2026-12-31"))
    assert (ahead.days, ahead.people, ahead.total.counts) == ((), (), {})


def test_nobody_of_that_name_works_here(clocked: Clocked) -> None:
    add(clocked, "王姐")
    with pytest.raises(UnknownOwner):
        activity(clocked, owner="nobody")


def test_promises_are_kept_on_time_late_or_not_at_all(clocked: Clocked) -> None:
    clocked.now = NOW - 6 * DAY  # Monday
    for name in ("王姐", "张伟", "李四", "赵五"):
        add(clocked, name, when="2026-11-18")
    clocked.now = NOW - 4 * DAY  # Wednesday, in time
    FollowUps(clocked.book()).done("王姐")
    clocked.now = NOW - 3 * DAY
    FollowUps(clocked.book()).done("张伟")
    FollowUps(clocked.book()).cancel("赵五")
    clocked.now = NOW
    kept = activity(clocked).total.kept
    assert (kept.on_time, kept.late, kept.missed, kept.count) == (1, 1, 1, 3)
    wednesday = activity(clocked).by_day[2].kept
    assert wednesday == kept


def test_effort_and_sales_are_of_the_stage_people_stood_at_then(clocked: Clocked) -> None:
    clocked.now = NOW - 6 * DAY
    add(clocked, "王姐")
    log(clocked, "王姐", grade="B")
    clocked.now += DAY
    log(clocked, "王姐")
    Ladder(clocked.book()).promote(["王姐"], Move(to="D"))
    clocked.now += DAY
    log(clocked, "王姐", "wechat")
    Ladder(clocked.book()).promote(["王姐"], Move(to="E"))
    Buying(clocked.book()).buy(["王姐", "面霜", "560"], Terms())
    add(clocked, "张伟")
    Ladder(clocked.book()).promote(["张伟"], Move(to="C"))
    clocked.now += DAY
    Ladder(clocked.book()).promote(["张伟"], Move(to="E"))  # nothing recorded as bought
    clocked.now = NOW
    found = activity(clocked).effort
    assert found.touches == {"B": 2, "D": 1}
    assert found.grades == {None: 1, "B": 2}
    assert found.purchases == {"D": 1, "C": 1}


def test_revenue_depends_on_whoever_sold_most(clocked: Clocked) -> None:
    for user, who, amount in (("lin", "王姐", "620"), ("mei", "张伟", "380")):
        clocked.user = user
        add(clocked, who)
        Buying(clocked.book()).buy([who, "面霜", amount], Terms())
    leader = activity(clocked).leaders[0]
    assert (leader.name, leader.part, leader.whole, leader.sellers) == ("lin", 62_000, 100_000, 2)
    Buying(clocked.book()).buy(["张伟", "洁面", "800"], Terms())
    Refunds(clocked.book()).refund("b3", [], reason="过敏")
    assert activity(clocked).leaders[0].share == 0.62


def test_of_few_newcomers_nothing_is_foretold(clocked: Clocked) -> None:
    add(clocked, "王姐")
    found = activity(clocked).outlook
    assert (found.too_few, found.people, found.steps, found.needed) == (True, 0, (), None)


def test_the_rates_of_eight_weeks_say_how_many_the_goal_takes(clocked: Clocked) -> None:
    for number in range(40):
        clocked.now = NOW - DAY * (8 + number)
        add(clocked, f"客户{number:02}")
        if number % 4 == 0:
            Ladder(clocked.book()).promote([f"客户{number:02}"], Move(to="E"))
    clocked.now = NOW
    add(clocked, "王姐")
    found = activity(clocked).outlook
    assert (str(found.first), str(found.last)) == ("2026-09-21", "2026-11-15")
    won = next(step for step in found.steps if step.stage.code == "E")
    assert (won.rate.successes, won.rate.n, found.people) == (10, 40, 40)
    assert (found.newcomers, found.goal, found.goal_set) == (1, 5, False)
    assert found.needed
    assert found.needed.likely == 20
    assert found.still_open == 30
    TargetSetting(clocked.book()).set(Wanted("won", "2", per="week"))
    found = activity(clocked, owner="lin").outlook
    assert (found.goal, found.goal_set) == (2, True)
    assert found.needed
    assert found.needed.likely == 8


def test_it_is_printed_again_as_it_was_known(clocked: Clocked) -> None:
    fill(clocked, 3, 80)
    told = "2026-11-22 10:00"
    printed = activity(clocked, ALL)
    clocked.now = NOW + DAY
    log(clocked, "#1", at="2026-11-20 09:00", outcome="connected")
    Bin(clocked.book()).delete(["#1"])
    assert activity(clocked, ALL).total != printed.total
    again = Activity(clocked.book()).activity(ALL, None, Then(known_at=told))
    assert (again.total, again.people, again.effort) == (
        printed.total,
        printed.people,
        printed.effort,
    )
    assert again.outlook == printed.outlook
    late = Activity(clocked.book()).activity(ALL, None, Then(as_of=told))
    assert late.total["calls"] == activity(clocked, ALL).total["calls"]


@pytest.mark.parametrize("seed", range(6))
def test_any_store_is_counted_like_by_hand(clocked: Clocked, seed: int) -> None:
    fill(clocked, seed, 150)
    found = activity(clocked, ALL)
    told = {
        (person.name, day, metric): count
        for person in found.people
        for day, work in zip(found.days, person.days, strict=True)
        for metric, count in work.counts.items()
        if count
    }
    assert told == _by_hand(clocked)
    for metric in METRICS:
        assert sum(one[metric] for one in found.by_day) == found.total[metric]
        assert sum(one.total[metric] for one in found.people) == found.total[metric]
    assert sum(found.effort.touches.values()) == _touches(clocked)
    assert found.effort.touches == _stood(clocked)
    assert _net(clocked) == {code: sum_ for code, sum_ in found.total.net.items() if sum_}


KINDS = {
    "call": "calls", "wechat": "messages", "line": "messages", "whatsapp": "messages",
    "sms": "messages", "email": "messages", "invite": "invites", "push": "pushes",
    "greeting": "greetings",
}  # fmt: skip


def _rows(clocked: Clocked, sql: str) -> list[sqlite3.Row]:
    connection = sqlite3.connect(clocked.path)
    connection.row_factory = sqlite3.Row
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


def _day(instant: int) -> date:
    return datetime.fromtimestamp(instant, ZoneInfo(ZONE)).date()


def _within(day: date) -> bool:
    return date(2026, 10, 1) <= day <= date(2026, 11, 22)


def _by_hand(clocked: Clocked) -> dict[tuple[str, date, str], int]:
    names = {row["id"]: row["name"] for row in _rows(clocked, "SELECT id, name FROM users")}
    found: Counter[tuple[str, date, str]] = Counter()
    for row in _rows(clocked, "SELECT * FROM interaction WHERE void_op IS NULL"):
        who, day = names[row["user_id"]], _day(row["at"])
        if row["kind"] in KINDS:
            found[who, day, KINDS[row["kind"]]] += 1
        if row["kind"] == "call" and row["touch"] == "contact":
            found[who, day, "connected"] += 1
    for row in _rows(clocked, "SELECT * FROM customer WHERE present = 1 AND imported = 0"):
        found[names.get(row["owner_id"]), _day(row["created_at"]), "new"] += 1
    won = _rows(
        clocked,
        "SELECT DISTINCT j.customer_id, s.at, s.id, s.owner_id FROM stage_change s "
        "JOIN journey j ON j.id = s.journey_id JOIN customer c ON c.id = j.customer_id "
        "WHERE s.void_op IS NULL AND c.present = 1 AND s.to_stage IN ('E', 'F', 'WON') "
        "ORDER BY s.pipeline, s.at, s.id",
    )
    seen = set()
    for row in won:
        if (row["customer_id"], _day(row["at"])) not in seen:
            seen.add((row["customer_id"], _day(row["at"])))
            found[names.get(row["owner_id"]), _day(row["at"]), "won"] += 1
    return {key: count for key, count in found.items() if _within(key[1]) and count}


def _touches(clocked: Clocked) -> int:
    rows = _rows(clocked, "SELECT at FROM interaction WHERE void_op IS NULL AND touch NOTNULL")
    return sum(_within(_day(row["at"])) and row["at"] <= clocked.now for row in rows)


def _stood(clocked: Clocked) -> Counter[str | None]:
    changes = defaultdict(list)
    for row in _rows(
        clocked,
        "SELECT j.customer_id, s.at, s.to_stage FROM stage_change s "
        "JOIN journey j ON j.id = s.journey_id WHERE s.void_op IS NULL AND j.void_op IS NULL "
        "AND j.pipeline = 'lifecycle' ORDER BY s.at, s.id",
    ):
        changes[row["customer_id"]].append((row["at"], row["to_stage"]))
    found: Counter[str | None] = Counter()
    for row in _rows(clocked, "SELECT * FROM interaction WHERE void_op IS NULL AND touch NOTNULL"):
        moves = changes[row["customer_id"]]
        before = [stage for at, stage in moves if at < row["at"]] or [s for _, s in moves[:1]]
        if _within(_day(row["at"])):
            found[before[-1] if before else None] += 1
    return found


def _net(clocked: Clocked) -> dict[str, int]:
    found: Counter[str] = Counter()
    for row in _rows(clocked, "SELECT * FROM purchase WHERE void_op IS NULL AND amount NOTNULL"):
        if _within(date.fromisoformat(row["on_day"])):
            found[row["currency"]] += row["amount"]
    return {code: amount for code, amount in found.items() if amount}


def test_whom_a_file_brought_is_told_apart_from_the_new(clocked: Clocked) -> None:
    add(clocked, "王姐")
    with clocked.book().record("import") as page:
        for born in (NOW, NOW - 60 * DAY):
            number = page.ledger.insert("customer", name="客", created_at=born, imported=1)
            journey = page.ledger.insert("journey", number, pipeline="lifecycle")
            page.ledger.insert(
                "stage_change",
                number,
                journey_id=journey,
                pipeline="lifecycle",
                to_stage="B",
                at=born,
                recorded_at=NOW,
                user_id=page.me,
            )
    found = activity(clocked)
    assert (found.total.counts, found.imported) == ({"new": 1}, 1)
