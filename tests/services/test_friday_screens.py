"""The figures of the Friday screens that sellers drew: one seller's week, and a team's."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cohorts import Comer, at, fill
from tests.conftest import Clocked

from leadfunnel.config import load
from leadfunnel.domain.leaving import Jump
from leadfunnel.domain.proportions import Share, two_proportions
from leadfunnel.domain.rate import wilson
from leadfunnel.services.results.week import WeekReport
from leadfunnel.services.settings import SettingsService
from leadfunnel.services.week import Asked, Week
from leadfunnel.services.weekly import When


def gone(born: str, *moves: str, owner: str | None = None) -> Comer:
    """Somebody who came to the first stage on a day at ten, then `day time STAGE` ..."""
    found = [(at(f"2026-{born} 10:00"), moves[0])]
    for move in moves[1:]:
        day, stage = move.split()
        found.append((at(f"2026-{day} 11:00"), stage))
    return Comer(found, owner=owner)


THIS_WEEK = (
    gone("09-21", "B", "09-22 E", "09-24 F"),  # over two stages, and bought again
    gone("09-21", "B", "09-22 C", "09-24 E"),  # over one
    gone("09-21", "B", "09-22 C", "09-23 D"),
    gone("09-22", "B", "09-23 C", "09-24 D"),
    gone("09-22", "B", "09-23 C"),
    gone("09-23", "B"),
    gone("09-23", "B", "09-24 A"),  # no fit
)
LAST_WEEK = (
    gone("09-14", "B", "09-15 C", "09-16 D", "09-17 E"),
    gone("09-14", "B", "09-15 C", "09-16 D", "09-24 E"),
    gone("09-14", "B", "09-15 C", "09-16 D", "09-18 L"),
    gone("09-15", "B", "09-16 C", "09-24 L"),
    gone("09-15", "B", "09-16 C", "09-18 L"),
    gone("09-15", "B", "09-16 C", "09-18 L"),
    gone("09-16", "B", "09-22 C", "09-23 D"),
    gone("09-16", "B", "09-22 C", "09-23 B"),
    gone("09-17", "B"),
)


@pytest.fixture
def alone(clocked: Clocked) -> WeekReport:
    """The week of one seller, on Friday evening."""
    clocked.now = at("2026-09-25 18:00")
    fill(clocked, (*LAST_WEEK, *THIS_WEEK))
    return Week(clocked.book()).week(When("week"), Asked())


def test_the_week_of_one_seller_beside_the_last_at_equal_age(alone: WeekReport) -> None:
    assert alone.label == "2026-W39"
    assert [row.reached for row in alone.total.cohort.stages] == [7, 5, 4, 2, 1]
    assert [row.reached for row in alone.before.cohort.stages] == [9, 6, 3, 1, 0]
    steps = [row for row in alone.steps if not row.whole]
    told = [(f"{row.now.rate:.0%}", f"{row.then.rate:.0%}") for row in steps]
    assert told == [("71%", "67%"), ("80%", "50%"), ("50%", "33%"), ("50%", "0%")]
    points = [round((row.difference or 0) * 100) for row in steps]
    assert points[:3] == [5, 30, 17]  # 71.4 less 66.7; of the rounded rates it would be 4
    assert not any(row.judged for row in steps)  # too few to tell
    low, high = wilson(2, 7) or (0, 0)
    assert (f"{low:.0%}", f"{high:.0%}") == ("8%", "64%")


def test_what_came_and_went_and_who_left_out_a_stage(alone: WeekReport) -> None:
    rows = {row.code: row for row in alone.flow.stages}
    seen = [
        (row.entered, row.advanced, row.back, row.lost, row.invalid, row.end)
        for row in (rows["C"], rows["D"])
    ]
    assert seen == [(6, 4, 1, 1, 0, 1), (3, 1, 0, 0, 0, 3)]
    assert set(alone.jumps) == {Jump("B", "E", 1), Jump("C", "E", 1)}
    assert rows["B"].invalid == 1


LADDER = ("PROSPECT", "CONTACT", "NEED", "PROPOSAL", "QUOTE", "WON")


def climbers(owner: str, monday: int, *heights: int) -> list[Comer]:
    """People of one week of September who each got up to a rung, a stage a day."""
    return [
        gone(
            f"09-{monday:02}",
            "PROSPECT",
            *(f"09-{monday + day:02} {LADDER[day]}" for day in range(1, height)),
            owner=owner,
        )
        for height in heights
    ]


TEAM = (
    gone("09-14", *LADDER[:1], "09-15 CONTACT", "09-16 NEED", "09-17 PROPOSAL", "09-18 WON",
         owner="阿强"),
    *climbers("阿强", 14, 4, 3, 2, 2),
    *climbers("小美", 14, 4, 3, 2, 1, 1),
    *climbers("阿强", 7, 5, 3, 3, 2, 2, 1),
    *climbers("小美", 7, 4, 3, 2, 2, 1, 1),
    gone("08-10", *LADDER[:1], "08-12 QUOTE", "09-17 WON", owner="小美"),
)  # fmt: skip


def test_a_team_side_by_side(clocked: Clocked, tmp_path: Path) -> None:
    clocked.now = at("2026-09-20 18:00")
    fill(clocked, TEAM, pipeline="telesales")
    path = tmp_path / "config.toml"
    SettingsService(clocked.book(), load(path), path).set("main_pipeline", "telesales")
    found = Week(clocked.book()).week(When("week"), Asked(by="负责人"))
    reached = {row.name: [one.reached for one in row.cohort.stages] for row in found.rows}
    assert reached == {"阿强": [5, 5, 3, 2, 1, 1], "小美": [5, 3, 2, 1, 0, 0]}
    assert [one.reached for one in found.total.cohort.stages] == [10, 8, 5, 3, 1, 1]
    assert [one.reached for one in found.before.cohort.stages] == [12, 9, 5, 2, 1, 0]
    rates = [f"{row.now.rate:.0%}" for row in found.steps if not row.whole]
    assert rates == ["80%", "62%", "60%", "33%", "100%"]  # 62.5, rounded to even
    assert (found.won_new, found.won_old) == (1, 1)
    assert found.jumps == (Jump("PROPOSAL", "WON", 1),)
    assert found.leak is not None
    assert found.leak.worst is None  # ten are too few to tell


def test_the_judgements_of_the_team_s_screen() -> None:
    """38 of 93 lie between 31 and 51 %, the goal of 50 % among them; 14/45 and 24/48: p = 0.06."""
    low, high = wilson(38, 93) or (0, 0)
    assert (f"{38 / 93:.0%}", f"{low:.0%}", f"{high:.0%}") == ("41%", "31%", "51%")
    assert low < 0.5 < high
    test = two_proportions(Share(14, 45), Share(24, 48))
    assert round(test.p, 2) == 0.06
