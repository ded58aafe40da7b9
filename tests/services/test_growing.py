"""Growth and channels over random stores, against figures counted by hand from the tables."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.conftest import ZONE, Clocked
from tests.random_shop import Shop

from leadfunnel.services.capture import Capture
from leadfunnel.services.channels import Channels
from leadfunnel.services.details import Details, Entering
from leadfunnel.services.growing import Asked, BadCohort, BadGrowthGrouping, Growing
from leadfunnel.services.ladder import Ladder, Move
from leadfunnel.services.members import Members
from leadfunnel.services.touches import Told, Touches
from leadfunnel.services.weekly import When

EXAMPLES = int(os.environ.get("LEADFUNNEL_EXAMPLES", "15"))
DAY = 86_400


@dataclass
class Person:
    """One customer as the tables have them."""

    source: str | None
    born: date
    junk: bool
    days: list[date] = field(default_factory=list)
    bought: bool = False
    sums: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    brought: set[int] = field(default_factory=set)

    @property
    def steps(self) -> dict[str, bool]:
        weeks = {day.isocalendar()[:2] for day in self.days}
        late = any((day - self.born).days >= 30 for day in self.days)
        return {
            "acquired": True,
            "active": bool(self.days),
            "retained": len(weeks) > 1 or late,
            "revenue": self.bought,
            "referral": bool(self.brought),
            "junk": self.junk,
        }


def _day(instant: int) -> date:
    return datetime.fromtimestamp(instant, ZoneInfo(ZONE)).date()


def _counted(path: Path) -> dict[int, Person]:
    """Count everything anew from the rows that stand."""
    database = sqlite3.connect(path)
    people = {
        number: Person(source, _day(created), stage == "A")
        for number, source, created, stage in database.execute(
            "SELECT id, source, created_at, stage FROM customer "
            "WHERE void_op IS NULL AND deleted_at IS NULL AND merged_into IS NULL"
        )
    }
    for number, instant in database.execute(
        "SELECT customer_id, at FROM interaction WHERE touch = 'contact' AND void_op IS NULL"
    ):
        if number in people:
            people[number].days.append(_day(instant))
    back = dict(
        database.execute(
            "SELECT refunds, sum(amount) FROM purchase "
            "WHERE refunds IS NOT NULL AND void_op IS NULL GROUP BY refunds"
        )
    )
    for row, number, refunds, amount, currency in database.execute(
        "SELECT id, customer_id, refunds, amount, currency FROM purchase WHERE void_op IS NULL"
    ):
        if number in people:
            people[number].sums[currency] += amount
            if refunds is None and amount + back.get(row, 0) > 0:
                people[number].bought = True
    for number, stage in database.execute(
        "SELECT customer_id, to_stage FROM stage_change "
        "JOIN journey ON journey.id = journey_id AND journey.pipeline = 'lifecycle' "
        "WHERE stage_change.void_op IS NULL AND journey.void_op IS NULL"
    ):
        if number in people and stage in ("E", "F"):
            people[number].bought = True
    for number, referrer in database.execute("SELECT id, referrer_id FROM customer"):
        if number in people and referrer in people:
            people[referrer].brought.add(number)
    return people


@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
@given(seed=st.integers(0, 10**9))
def test_growth_is_what_the_tables_say(seed: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        shop = Shop(Path(folder) / "store.db", seed)
        for _ in range(40):
            shop.step()
            shop.now += 60 * shop.dice.randrange(1, 4000)
        people = _counted(shop.path)
        growing = Growing(shop.book())
        report = growing.growth(When(), everything=True)
        for group in (None, *(one.group for one in report.groups)):
            found = report.whole if group is None else next(
                one for one in report.groups if one.group == group
            )  # fmt: skip
            mine = [one for one in people.values() if group in (None, one.source)]
            for step in ("acquired", "active", "retained", "revenue", "referral", "junk"):
                assert found.counts.get(step, 0) == sum(one.steps[step] for one in mine), step
                text = step if group is None else f"{step}:{group}"
                listed = growing.people(text, When(), limit=None).customers
                assert len(listed) == found.counts.get(step, 0)
            assert found.brought == sum(len(one.brought) for one in mine)
            for currency in ("CNY", "USD"):
                assert found.sums.get(currency, 0) == sum(one.sums[currency] for one in mine)
        _check_cohorts(people, growing, shop.now)
        _check_channels(people, shop)


def _check_cohorts(people: dict[int, Person], growing: Growing, now: int) -> None:
    report = growing.growth(When(), Asked(per="week"), everything=True)
    assert sum(row.size for row in report.cohorts) == len(people)
    monday = _day(now) - timedelta(days=_day(now).weekday())
    for row in report.cohorts:
        mine = [one for one in people.values() if 0 <= (one.born - row.first).days < 7]
        assert row.size == len(mine)
        assert len(row.active) == (monday - row.first).days // 7 + 1
        for step, count in enumerate(row.active):
            begin = row.first + timedelta(days=7 * step)
            week = {begin + timedelta(days=day) for day in range(7)}
            assert count == sum(bool(week & set(one.days)) for one in mine)


def _check_channels(people: dict[int, Person], shop: Clocked) -> None:
    for channel in Channels(shop.book()).channels(When()).items:
        mine = [one for one in people.values() if one.source == channel.source]
        assert (channel.leads, channel.won) == (len(mine), sum(one.bought for one in mine))
        for currency in ("CNY", "USD"):
            revenue = sum(one.sums[currency] for one in mine)
            assert channel.revenue.get(currency, 0) == revenue


def test_a_firm_is_spoken_with_through_its_people(clocked: Clocked) -> None:
    Capture(clocked.book()).add("华新电子 13800138000", Details(source="展会"), Entering())
    Members(clocked.book()).add("华新", "李总", "决策人", "支持", "13900139000")
    Touches(clocked.book()).log("李总", "call", "谈了", Told(outcome="connected"))
    (group,) = Growing(clocked.book()).growth(When()).groups
    assert (group.group, group.acquired, group.counts["active"]) == ("展会", 1, 1)


def test_groups_by_owner_and_tag_and_period(clocked: Clocked) -> None:
    for name, owner, region in (
        ("甲", "lin", "浦东"),
        ("乙", "chen", "浦东"),
        ("丙", "chen", "徐汇"),
    ):
        told = Details(name=name, owner=owner, tags=[f"region:{region}"])
        Capture(clocked.book()).add("", told, Entering())
        clocked.now += DAY
    Ladder(clocked.book()).drop(["丙"], Move(), exit_kind="invalid")
    growing = Growing(clocked.book())
    by_owner = growing.growth(When(), Asked("负责人")).groups
    assert [(one.group, one.acquired, one.counts.get("junk", 0)) for one in by_owner] == [
        ("chen", 2, 1),
        ("lin", 1, 0),
    ]
    by_region = growing.growth(When(), Asked("tag:地区")).groups
    assert [(one.group, one.acquired) for one in by_region] == [("浦东", 2), ("徐汇", 1)]
    first = growing.growth(When(first="2026-11-22", last_day="2026-11-22"))
    assert (first.whole.acquired, first.unit) == (1, "week")
    listed = growing.people("无效:徐汇", When(), Asked("tag:region")).customers
    assert [one.label for one in listed] == ["丙"]


@pytest.mark.parametrize(("by", "per", "error"), [
    ("product", None, BadGrowthGrouping), ("week", None, BadGrowthGrouping),
    ("source", "year", BadCohort),
])  # fmt: skip
def test_what_growth_is_not_grouped_by(
    clocked: Clocked, by: str, per: str | None, error: type[Exception]
) -> None:
    with pytest.raises(error):
        Growing(clocked.book()).growth(When(), Asked(by, per))
