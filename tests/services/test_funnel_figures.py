"""Segments, comparisons and opened figures of real stores, against the raw rows of the file."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from dataclasses import replace

import pytest
from tests.conftest import NOW, Clocked
from tests.dealing import add
from tests.stores import fill

from leadfunnel.services.assigning import Assigning
from leadfunnel.services.bin import Bin
from leadfunnel.services.buying import Buying, Terms
from leadfunnel.services.capture import Capture
from leadfunnel.services.details import Details, Entering
from leadfunnel.services.funnels.comparing import BadComparison, NothingBefore
from leadfunnel.services.funnels.figure_words import NoStepThere, OtherView, UnknownFigure
from leadfunnel.services.funnels.marks import BadFunnelGrouping
from leadfunnel.services.funnels.side_by_side import OnlyOfWhat, UnknownPart
from leadfunnel.services.ladder import Ladder, Move
from leadfunnel.services.looking import Looking, Shape
from leadfunnel.services.merging import Merging
from leadfunnel.services.promises import FollowUps
from leadfunnel.services.results.funnels import Part
from leadfunnel.services.touches import Told, Touches
from leadfunnel.services.weekly import Asked, Weekly, When
from leadfunnel.services.whom import Whom

DAY = 86_400
RANKS = {code: rank for rank, code in enumerate("BCDEF", start=1)}
MONTH = When(first="2026-01-01", last_day="2026-12-31")


def rows_of(path: object) -> list[sqlite3.Row]:
    """Every live change of the main pipeline of customers who are there, as it stands stored."""
    connection = sqlite3.connect(str(path))
    connection.row_factory = sqlite3.Row
    return connection.execute(
        "SELECT s.journey_id, s.to_stage, s.at, s.owner_id, s.reason, j.customer_id, c.source "
        "FROM stage_change s JOIN journey j ON j.id = s.journey_id "
        "JOIN customer c ON c.id = j.customer_id WHERE s.void_op IS NULL AND j.void_op IS NULL "
        "AND c.deleted_at IS NULL AND c.merged_into IS NULL AND c.void_op IS NULL "
        "AND s.pipeline = 'lifecycle' ORDER BY s.journey_id, s.at, s.id"
    ).fetchall()


def walked(path: object, until: int) -> dict[int, list[sqlite3.Row]]:
    """The changes of each journey before an instant."""
    found: dict[int, list[sqlite3.Row]] = {}
    for row in rows_of(path):
        if row["at"] < until:
            found.setdefault(row["journey_id"], []).append(row)
    return found


def counts(part: Part) -> tuple[int, ...]:
    return tuple(row.reached for row in part.cohort.stages)


def parts_by(store: Clocked, by: str) -> dict[str | None, Part]:
    """The segments of a year, whose sum is checked."""
    found = Weekly(store.book()).funnel(MONTH, Asked(by=by, everyone=True)).parts
    assert found is not None
    assert tuple(map(sum, zip(*map(counts, found.parts), strict=True))) == counts(found.total)
    return {part.name: part for part in found.parts}


@pytest.mark.parametrize("seed", range(3))
def test_figures_of_a_random_store_by_its_raw_rows(clocked: Clocked, seed: int) -> None:
    fill(clocked, seed, 100)
    journeys = walked(clocked.path, clocked.now + 1)
    heights = {
        number: max((RANKS.get(row["to_stage"], 0) for row in rows), default=0)
        for number, rows in journeys.items()
    }
    sources = parts_by(clocked, "source")
    for source in {rows[0]["source"] for rows in journeys.values()}:
        mine = [heights[n] for n, rows in journeys.items() if rows[0]["source"] == source]
        reached = tuple(sum(height >= rank for height in mine) for rank in range(1, 6))
        assert counts(sources[source]) == reached
    connection = sqlite3.connect(clocked.path)
    names = dict(connection.execute("SELECT id, name FROM users").fetchall())
    owners = {name: one.cohort.population for name, one in parts_by(clocked, "owner").items()}
    first = Counter(names.get(rows[0]["owner_id"]) for rows in journeys.values())
    assert {name: number for name, number in owners.items() if number} == dict(first)
    for by in ("tag:region", "customer", "layer", "outlet", "department", "campaign"):
        whole = sum(part.cohort.population for part in parts_by(clocked, by).values())
        assert whole == len(journeys)
    every_step_opens(clocked, journeys)


def every_step_opens(clocked: Clocked, journeys: dict[int, list[sqlite3.Row]]) -> None:
    """The people behind each figure are those of the raw rows, and as many as the figure."""
    weekly = Weekly(clocked.book())
    everyone = Asked(everyone=True)
    report = weekly.funnel(MONTH, everyone)
    assert report.cohort is not None
    assert report.snapshot is not None
    for code, rank in RANKS.items():
        there = {
            rows[-1]["customer_id"] for rows in journeys.values() if rows[-1]["to_stage"] == code
        }
        found = weekly.open(MONTH, everyone, code)
        assert {one.id for one in found.customers} == there
        for other, above in RANKS.items():
            if above > rank:
                stuck = {
                    rows[0]["customer_id"]
                    for rows in journeys.values()
                    if rank <= max(RANKS.get(row["to_stage"], 0) for row in rows) < above
                }
                found = weekly.open(MONTH, everyone, f"{code}-{other}")
                assert {one.id for one in found.customers} == stuck
                shown = report.cohort.stages
                assert found.opened is not None
                assert found.opened.count == shown[rank - 1].reached - shown[above - 1].reached
    lost = weekly.open(MONTH, everyone, "lost:")
    assert report.flow is not None
    assert lost.opened is not None
    assert lost.opened.count == sum(row.lost for row in report.flow.stages)
    assert sum(one.count for one in report.leavings if one.kind == "lost") == lost.opened.count


# --- a small team, counted by hand


@pytest.fixture
def team(clocked: Clocked) -> Clocked:
    """Two reps over two weeks; today is Sunday 2026-11-22."""
    people = (
        ("甲一", "mei", "抖音", 12), ("甲二", "mei", "抖音", 11), ("甲三", "mei", "朋友", 10),
        ("乙一", "qiang", "抖音", 5), ("乙二", "qiang", "朋友", 4), ("乙三", "mei", "朋友", 3),
    )  # fmt: skip
    for place, (name, owner, source, days) in enumerate(people):
        clocked.now = NOW - days * DAY
        details = Details(name=name, owner=owner, source=source, phones=(f"1380000000{place}",))
        Capture(clocked.book()).add("", details, Entering())
    clocked.now = NOW - 9 * DAY
    move(clocked, "甲一", "C")
    clocked.now = NOW - 2 * DAY
    move(clocked, "甲二", "E")
    move(clocked, "乙一", "C")
    Ladder(clocked.book()).drop(["乙二"], Move(reason="没预算"), exit_kind="lost")
    Assigning(clocked.book()).assign(["甲一"], "qiang")
    clocked.now = NOW
    return clocked


def move(store: Clocked, who: str, to: str) -> None:
    Ladder(store.book()).promote([who], Move(to))


WEEK, ALL = When(), Asked()


def names_of(store: Clocked, figure: str, asked: Asked = ALL, when: When = WEEK) -> list[str]:
    found = Weekly(store.book()).open(when, asked, figure)
    return sorted(one.name for one in found.customers)


def test_reps_side_by_side(team: Clocked) -> None:
    parts = Weekly(team.book()).funnel(When(), Asked(by="负责人")).parts
    assert parts is not None
    assert [(part.name, *counts(part)) for part in parts.parts] == [
        ("qiang", 2, 1, 0, 0, 0), ("mei", 1, 0, 0, 0, 0),
    ]  # fmt: skip
    flows = {part.name: part.flow.stages for part in parts.parts}
    mei, qiang = flows["mei"], flows["qiang"]
    assert (mei[1].start, mei[1].handed_over, mei[1].end) == (1, 1, 0)
    assert (qiang[1].start, qiang[1].taken_over, qiang[1].up, qiang[1].end) == (0, 1, 1, 2)
    stands = {part.name: [row.count for row in part.snapshot.stages] for part in parts.parts}
    assert stands == {"mei": [2, 0, 0, 1, 0, 0, 0], "qiang": [0, 2, 0, 0, 0, 0, 1]}
    assert parts.earlier is not None
    assert [row.reached for row in parts.earlier.cohort.stages] == [3, 1, 0, 0, 0]


def test_as_known_before_he_was_given_away(team: Clocked) -> None:
    asked = Asked(by="owner", known_at="2026-11-19 10:00", view="snapshot")
    parts = Weekly(team.book()).funnel(When(), asked).parts
    assert parts is not None
    assert {part.name: sum(row.count for row in part.snapshot.stages) for part in parts.parts} == {
        "mei": 4, "qiang": 2,
    }  # fmt: skip


def test_beside_the_week_before_at_equal_age(team: Clocked) -> None:
    found = Weekly(team.book()).funnel(When(), Asked(compare="previous")).compared
    assert found is not None
    assert found.earlier.label == "2026-W46"
    assert found.earlier.age == 6 * DAY + 10 * 3600 + 1
    assert [row.reached for row in found.now.stages] == [3, 1, 0, 0, 0]
    assert [row.reached for row in found.earlier.cohort.stages] == [3, 1, 0, 0, 0]
    assert [row.difference for row in found.steps][:2] == [0.0, 0.0]
    assert not any(row.judged for row in found.steps)
    older = Weekly(team.book()).funnel(When(previous=True), Asked(compare="previous")).compared
    assert older is not None
    assert [row.reached for row in older.now.stages] == [3, 2, 1, 1, 0]  # as old as it is now


def test_the_same_week_of_last_year(team: Clocked) -> None:
    found = Weekly(team.book()).funnel(When(), Asked(compare="去年")).compared
    assert found is not None
    assert (found.earlier.label, found.earlier.first.isoformat()) == ("2025-W47", "2025-11-17")
    year = Weekly(team.book()).funnel(When("year"), Asked(compare="last-year")).compared
    assert year is not None
    assert year.earlier.label == "2025"


def test_one_rep_alone(team: Clocked) -> None:
    report = Weekly(team.book()).funnel(When(), Asked(by="owner", only="QIANG", view=None))
    assert report.cohort is not None
    assert report.flow is not None
    assert report.snapshot is not None
    assert [row.reached for row in report.cohort.stages] == [2, 1, 0, 0, 0]
    assert [row.lost for row in report.flow.stages] == [1, 0, 0, 0, 0]
    assert [one.reason for one in report.leavings] == ["no_budget"]
    assert [row.count for row in report.snapshot.stages] == [0, 2, 0, 0, 0, 0, 1]
    rest = Weekly(team.book()).funnel(When(), Asked(by="outlet", only="-"))
    assert rest.cohort is not None
    assert rest.cohort.population == 3


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        ("B", ["甲三", "乙三"]),
        ("潜在", ["甲三", "乙三"]),
        ("B-C", ["乙三", "乙二"]),
        ("潜在－意向", ["乙三", "乙二"]),
        ("潜在到意向", ["乙三", "乙二"]),
        ("lost:B", ["乙二"]),
        ("流失：潜在", ["乙二"]),
        ("lost:B=没预算", ["乙二"]),
        ("lost=没预算", ["乙二"]),
        ("lost:B=竞品", []),
        ("invalid:B", []),
        ("跳", ["甲二"]),
        ("B>E", ["甲二"]),
        ("path:B>C", ["乙一"]),
        ("passed-over:C", ["甲二"]),
        ("taken-over:C", []),
        ("new", ["乙一", "乙三", "乙二"]),
        ("advanced:潜在", ["乙一", "甲二"]),
        ("came", ["乙一", "乙三", "乙二"]),
        ("L", ["乙二"]),
        ("流失", ["乙二"]),
        ("too-long", []),
        ("跟丢", []),
    ],
)  # fmt: skip
def test_figures_open_in_both_languages(team: Clocked, figure: str, expected: list[str]) -> None:
    assert names_of(team, figure) == sorted(expected)


def test_a_figure_of_one_segment_opens(team: Clocked) -> None:
    mine = Asked(by="owner", only="qiang")
    assert names_of(team, "taken-over:C", mine) == ["甲一"]
    assert names_of(team, "C", mine) == ["乙一", "甲一"]
    assert names_of(team, "B-C", mine) == ["乙二"]
    assert names_of(team, "skipped", mine) == []


def test_a_word_of_two_views_means_the_one_that_is_asked_for(team: Clocked) -> None:
    late = When(previous=True)
    assert names_of(team, "lost:B", when=late) == []
    assert names_of(team, "lost:B", Asked(view="cohort")) == ["乙二"]
    assert names_of(team, "B", Asked(view="cohort")) == ["乙一", "乙三", "乙二"]
    assert names_of(team, "C", Asked(view="flow")) == ["乙一"]


def test_lost_track_of_are_open_and_without_contact(team: Clocked) -> None:
    team.now = NOW + 27 * DAY
    assert names_of(team, "lost-track") == sorted(["甲一", "甲三", "乙一"])
    team.now += 1
    assert names_of(team, "lost-track") == sorted(["甲一", "甲三", "乙一", "乙三"])
    Touches(team.book()).log("乙一", "call", "想要报价", Told(outcome="connected"))
    Touches(team.book()).log("乙三", "call", "", Told(outcome="no_answer"))
    assert names_of(team, "lost-track") == sorted(["甲一", "甲三", "乙三"])


def test_a_segment_of_the_filter_is_the_same_as_lost_track(team: Clocked) -> None:
    team.now = NOW + 27 * DAY
    silent = "(last_contact>30d or (never_contacted and created>30d))"
    words = [f"{silent} and (stage=B or stage=C or stage=D)"]
    listed = Looking(team.book()).list(words, Shape(limit=None))
    assert sorted(one.name for one in listed.customers) == names_of(team, "lost-track")


def test_returning_had_bought_before_they_came_in(team: Clocked) -> None:
    Buying(team.book()).buy(["甲三", "面霜", "¥100"], Terms())
    parts = Weekly(team.book()).funnel(When(previous=True), Asked(by="新老客")).parts
    assert parts is not None
    came = {part.name: part.cohort.population for part in parts.parts}
    assert came == {"new": 3}
    Buying(team.book()).buy(["甲三", "面霜", "¥80"], Terms(at="2026-11-11"))
    parts = Weekly(team.book()).funnel(When(previous=True), Asked(by="新老客")).parts
    assert parts is not None
    assert {part.name: part.cohort.population for part in parts.parts} == {"new": 2, "returning": 1}


def test_who_is_in_the_bin_or_merged_is_in_no_figure_and_said(team: Clocked) -> None:
    Bin(team.book()).delete(["乙三"])
    Merging(team.book()).merge(("甲一", "甲三"), keep="A")
    report = Weekly(team.book()).funnel(When(), Asked(explain=True))
    assert report.cohort is not None
    assert report.cohort.population == 2
    told = {sentence.text: sentence.values for sentence in report.explained}
    assert told["Left out: {count} journeys of customers in the bin."] == {"count": "1"}
    assert names_of(team, "came") == ["乙一", "乙二"]


@pytest.mark.parametrize("by", ["颜色", "ownr", ""])
def test_what_no_funnel_is_told_apart_by_is_refused(team: Clocked, by: str) -> None:
    with pytest.raises(BadFunnelGrouping):
        Weekly(team.book()).funnel(When(), Asked(by=by))


def test_what_cannot_be_opened_is_refused(team: Clocked) -> None:
    weekly = Weekly(team.book())
    for figure in ("", "Q", "B-", "lst:B", "path:", "path:B>Q", "stands=没预算"):
        with pytest.raises(UnknownFigure):
            weekly.open(When(), Asked(), figure)
    with pytest.raises(NoStepThere):
        weekly.open(When(), Asked(), "C-B")
    with pytest.raises(OtherView):
        weekly.open(When(), Asked(view="cohort"), "skipped")
    with pytest.raises(OnlyOfWhat):
        weekly.open(When(), Asked(only="mei"), "B")
    with pytest.raises(UnknownPart):
        weekly.open(When(), Asked(by="owner", only="nobody"), "B")
    with pytest.raises(BadComparison):
        weekly.funnel(When(), Asked(compare="tomorrow"))
    with pytest.raises(NothingBefore):
        weekly.funnel(When(last_day="2026-01-01"), Asked(compare="previous"))


def test_the_same_follow_up_for_everybody_listed(team: Clocked) -> None:
    found = Weekly(team.book()).open(When(), Asked(), "B-C")
    lines = "\n".join(str(one.id) for one in found.customers)
    changed = FollowUps(team.book()).next(Whom(lines=lines), ["2026-12-01", "再问一次"])
    assert len(changed.customers) == 2
    assert {one.next_follow_up.day.isoformat() for one in changed.customers} == {"2026-12-01"}
    document = json.dumps({"items": [{"id": one.id} for one in found.customers], "more": 0})
    shape = replace(Shape(), sort="-name")
    assert len(Looking(team.book()).these(document, shape).customers) == 2


# --- deals, departments and campaigns


def test_deals_belong_to_their_own_owners(firm: Clocked) -> None:
    add(firm, owner="mei", amount="100")
    add(firm, who="王姐", owner="qiang", amount="100")
    add(firm, who="王姐", owner="qiang", amount="100")
    asked = Asked(pipeline="key-account", by="owner")
    parts = Weekly(firm.book()).funnel(When(), asked).parts
    assert parts is not None
    assert {part.name: part.cohort.population for part in parts.parts} == {"mei": 1, "qiang": 2}
    mine = replace(asked, only="qiang", everyone=True)
    found = Weekly(firm.book()).open(When(), mine, "came")
    assert found.opened is not None
    assert (found.opened.count, found.opened.people) == (2, 1)
    assert [one.name for one in found.customers] == ["王姐"]


def test_departments_and_campaigns_are_told_apart(team: Clocked) -> None:
    connection = sqlite3.connect(team.path)
    user = dict(connection.execute("SELECT name, id FROM users").fetchall())
    written = (
        "department(id, name, name_key, op_id) VALUES (1, '电销', '电销', 1)",
        "team_member(user_id, role, department_id, from_at, op_id) "
        f"VALUES ({user['qiang']}, 'rep', 1, 0, 1)",
        "campaign(id, name, name_key, from_on, to_on, goal, policy, recorded_at, op_id) "
        "VALUES (1, '双十一', '双十一', '2026-11-11', '2026-11-12', '', '{}', 0, 1)",
        "invitation(campaign_id, customer_id, recorded_at, op_id) VALUES (1, 4, 0, 1)",
    )
    for row in written:
        connection.execute(f"INSERT INTO {row}")
    connection.commit()
    connection.close()
    for by, expected in (("部门", {"电销": 2, None: 1}), ("活动", {"双十一": 1, None: 2})):
        parts = Weekly(team.book()).funnel(When(), Asked(by=by)).parts
        assert parts is not None
        assert {part.name: part.cohort.population for part in parts.parts} == expected
