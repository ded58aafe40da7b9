"""Past changes of stage are corrected; reports as known before keep their figures."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import Clocked
from tests.dump import check, dump

from leadfunnel.domain.funnel import cohort, flow, identities, snapshot
from leadfunnel.errors import LeadfunnelError, RefusedError
from leadfunnel.services.book import Page
from leadfunnel.services.capture import Capture
from leadfunnel.services.details import Details, Entering
from leadfunnel.services.ladder import Ladder, Move
from leadfunnel.services.ladder_refusals import NotAStagePipeline, NotOnLadder
from leadfunnel.services.log import Log
from leadfunnel.services.looking import Looking
from leadfunnel.services.promises import FollowUps
from leadfunnel.services.stage_fix import (
    Asked,
    NoChange,
    RemoveOrCorrect,
    SeveralChanges,
    StageFix,
)
from leadfunnel.services.weekly import Asked as Report
from leadfunnel.services.weekly import Weekly, When
from leadfunnel.store import journeys

DAY = 86400


@pytest.fixture
def shop(clocked: Clocked) -> Clocked:
    """王姐 came to B on Sunday, to C on Tuesday and to D on Thursday, at ten."""
    Capture(clocked.book()).add("王姐 13800138000", Details(), Entering())
    for _ in range(2):
        clocked.now += 2 * DAY
        Ladder(clocked.book()).promote(["1"], Move())
    clocked.now += DAY
    return clocked


def fix(shop: Clocked, **asked: object) -> None:
    StageFix(shop.book()).fix("1", Asked(**asked))  # type: ignore[arg-type]


def told(shop: Clocked) -> list[tuple[str | None, str, str]]:
    """Return (from, to, day and hour) of every change."""
    calendar = shop.book().settings.calendar
    return [
        (change.origin, change.target, f"{calendar.local(change.at):%d %H}")
        for change in StageFix(shop.book()).show("1").changes
    ]


def test_the_date_of_a_change_is_corrected(shop: Clocked) -> None:
    assert told(shop) == [(None, "B", "22 10"), ("B", "C", "24 10"), ("C", "D", "26 10")]
    fix(shop, change="2", at="2026-11-23 15:00")
    fix(shop, change="高意向", at="2026-11-25")
    assert told(shop) == [(None, "B", "22 10"), ("B", "C", "23 15"), ("C", "D", "25 23")]
    fix(shop, at="2026-11-26 09:00", reason="打错了")
    assert StageFix(shop.book()).show("1").changes[2].reason == "打错了"


def test_a_day_alone_is_any_moment_of_it(shop: Clocked) -> None:
    fix(shop, change="B", at="2026-11-24")
    assert told(shop)[0] == (None, "B", "24 10")
    fix(shop, change="D", at="2026-11-24")
    assert [stage for _, stage, _ in told(shop)] == ["B", "C", "D"]


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"change": "2", "at": "2026-11-21"}, "before_the_previous"),
        ({"change": "2", "at": "2026-11-27 09:00"}, "after_the_next"),
        ({"change": "2", "to": "B"}, "leads_nowhere"),
        ({"change": "2", "to": "D"}, "leads_nowhere"),
        ({"change": "1", "to": "L"}, "begins_outside"),
        ({"change": "4", "rm": True}, "no_change"),
        ({"change": "0", "at": "yesterday"}, "no_change"),
        ({"change": "E", "at": "yesterday"}, "no_change"),
        ({"at": "tomorrow"}, "future_when"),
        ({"to": "nosuch"}, "unknown_stage"),
    ],
)
def test_what_cannot_be_is_refused(shop: Clocked, asked: dict[str, object], code: str) -> None:
    before = dump(shop.path)
    removed = bool(asked.pop("rm", False))
    with pytest.raises(LeadfunnelError) as caught:
        fix(shop, **asked, remove=removed)
    assert caught.value.code == code
    assert dump(shop.path) == before


def test_a_change_is_taken_out_and_the_next_follows_the_one_before(shop: Clocked) -> None:
    before = dump(shop.path)
    fix(shop, change="2", remove=True)
    assert told(shop) == [(None, "B", "22 10"), ("B", "D", "26 10")]
    fix(shop, change="1", remove=True)
    assert told(shop) == [(None, "D", "26 10")]
    with pytest.raises(RefusedError) as caught:
        fix(shop, remove=True)
    assert caught.value.code == "only_change"
    Log(shop.book()).undo(last=2)
    assert dump(shop.path) == before


def test_between_two_changes_to_one_stage_none_is_taken_out(shop: Clocked) -> None:
    Ladder(shop.book()).demote(["1"], Move())
    with pytest.raises(RefusedError) as caught:
        fix(shop, change="3", remove=True)
    assert caught.value.values["second"] == 4
    with pytest.raises(SeveralChanges) as several:
        fix(shop, change="C", remove=True)
    assert [candidate["change"] for candidate in several.value.candidates] == [2, 4]
    fix(shop, change="4", remove=True)
    fix(shop, change="3", remove=True)
    assert [stage for _, stage, _ in told(shop)] == ["B", "C"]


def test_where_a_customer_stands_follows_and_who_left_is_promised_nothing(shop: Clocked) -> None:
    FollowUps(shop.book()).next("1", ["tomorrow"])
    fix(shop, to="L", reason="买了别家")
    found = Looking(shop.book()).show("1")
    assert found.customer.stage is not None
    assert found.customer.stage.code == "L"
    assert found.customer.next_follow_up is None
    Ladder(shop.book()).reopen(["1"], Move())
    assert [stage for _, stage, _ in told(shop)] == ["B", "C", "L", "C"]


def test_only_customers_in_a_pipeline_have_changes(shop: Clocked) -> None:
    with pytest.raises(NotOnLadder):
        StageFix(shop.book()).show("1", "telesales")
    with pytest.raises(NotAStagePipeline):
        StageFix(shop.book()).show("1", "key-account")
    with pytest.raises(RemoveOrCorrect):
        fix(shop, remove=True, at="yesterday")
    with pytest.raises(NoChange):
        fix(shop, change="7", at="yesterday")


def reached(shop: Clocked, **report: str) -> list[int]:
    when = When(first="2026-11-22", last_day="2026-11-22")
    found = Weekly(shop.book()).funnel(when, Report(None, **report, view="cohort"))
    assert found.cohort is not None
    return [row.reached for row in found.cohort.stages]


def test_as_known_before_the_figures_stay_and_as_known_now_they_are_right(shop: Clocked) -> None:
    seen = "2026-11-27 10:00"
    known = {"as_of": "2026-11-27", "known_at": seen}
    assert reached(shop, **known) == [1, 1, 1, 0, 0]
    shop.now += DAY
    fix(shop, change="3", remove=True)
    assert reached(shop, **known) == [1, 1, 1, 0, 0]
    assert reached(shop, as_of="2026-11-27") == [1, 1, 0, 0, 0]
    Log(shop.book()).undo()
    assert reached(shop, as_of="2026-11-27") == [1, 1, 1, 0, 0]


MOVES = st.lists(st.sampled_from(["promote", "demote", "drop", "reopen"]), min_size=1, max_size=6)
FIXES = st.lists(
    st.tuples(
        st.integers(1, 5),
        st.sampled_from(["rm", "B", "C", "D", "E", "L", "A", "day", "day"]),
        st.integers(1, 20),
    ),
    max_size=5,
)


def _histories(page: Page) -> list[journeys.History]:
    return list(journeys.histories(page.session, page.main.name, page.now + DAY))


@given(moves=MOVES, fixes=FIXES)
def test_the_funnel_adds_up_after_any_corrections(
    tmp_path_factory: pytest.TempPathFactory, moves: list[str], fixes: list[tuple[int, str, int]]
) -> None:
    clocked = Clocked(tmp_path_factory.mktemp("fix") / "store.db")
    Capture(clocked.book()).add("王姐 13800138000", Details(), Entering())
    for name in moves:
        clocked.now += DAY
        ladder = Ladder(clocked.book())
        given_ = {"exit_kind": "lost"} if name == "drop" else {}
        try:
            getattr(ladder, name)(["1"], Move(), **given_)
        except RefusedError:
            continue
    start = dump(clocked.path)
    done = 0
    for number, what, day in fixes:
        asked = Asked(
            change=str(number),
            remove=what == "rm",
            at=date(2026, 11, 15 + day % 14).isoformat() if what == "day" else None,
            to=what if len(what) == 1 else None,
        )
        try:
            done += StageFix(clocked.book()).fix("1", asked).operation is not None
        except LeadfunnelError:
            continue
    with clocked.book().read() as page:
        (history,) = _histories(page)
        moments = [change.at for change in history.changes]
        stages = [change.target for change in history.changes]
        assert moments == sorted(moments)
        assert all(one != other for one, other in pairwise(stages))
        origins = [change.origin for change in history.changes]
        assert origins == [None, *stages[:-1]]
        assert page.main.stage(stages[0]).rank is not None
        row = page.session.row("customers.by_ids", ids="[1]")
        assert row is not None
        assert (row["stage"], row["stage_since"]) == (stages[-1], moments[-1])
        for until in (*moments, page.now):
            first = min(moments) - DAY
            moved = flow([history], page.main, first, until)
            came = cohort([history], page.main, until)
            assert identities(came, moved, snapshot([history], page.main, until)) == []
    check(clocked.path)
    if done:
        Log(clocked.book()).undo(last=done)
    assert dump(clocked.path) == start
