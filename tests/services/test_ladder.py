"""Moving along a pipeline, with the refusals that keep histories true."""

from __future__ import annotations

from datetime import date

import pytest
from tests.conftest import Clocked

from leadfunnel.domain.pipeline import UnknownStage
from leadfunnel.services import ladder_refusals as verbs
from leadfunnel.services.book import UnknownPipeline
from leadfunnel.services.capture import Capture
from leadfunnel.services.details import Details, Entering
from leadfunnel.services.due import Due
from leadfunnel.services.ladder import Ladder, Move
from leadfunnel.services.looking import Looking, Shape
from leadfunnel.services.promises import FollowUps
from leadfunnel.services.weekly import Asked, OnePeriod, Weekly, When
from leadfunnel.services.who_refusals import NoCustomer


@pytest.fixture
def ladder(clocked: Clocked) -> Ladder:
    for text in ("王姐 13800138000", "张伟 13800138001"):
        Capture(clocked.book()).add(text, Details(), Entering())
    clocked.now += 86400
    return Ladder(clocked.book())


def stage(clocked: Clocked, who: str = "王姐") -> str | None:
    found = Looking(clocked.book()).show(who).customer.stage
    return found.code if found else None


def changes(clocked: Clocked, pipeline: str = "lifecycle") -> list[tuple[str | None, str]]:
    card = Looking(clocked.book()).show("王姐")
    view = next(view for view in card.journeys if view.pipeline.name == pipeline)
    return [(origin, target) for _, origin, target, *_ in view.changes]


def test_promote_climbs_one_stage_or_to_the_one_named(clocked: Clocked, ladder: Ladder) -> None:
    ladder.promote(["王姐"], Move())
    assert stage(clocked) == "C"
    ladder.promote(["王姐"], Move(to="成交"))
    assert stage(clocked) == "E"
    ladder.promote(["王姐"], Move(to="Bought again"))
    with pytest.raises(verbs.AtTheTop):
        ladder.promote(["王姐"], Move())


@pytest.mark.parametrize("word", ["D", "d", "高意向", "Negotiating"])
def test_the_last_word_may_be_the_stage(clocked: Clocked, ladder: Ladder, word: str) -> None:
    ladder.promote(["王姐", word], Move())
    assert (stage(clocked), stage(clocked, "张伟")) == ("D", "B")
    ladder.demote([".", "意向"], Move())
    assert stage(clocked) == "C"


def test_a_stage_that_is_somebodys_name_or_follows_several_is_none(
    clocked: Clocked, ladder: Ladder
) -> None:
    with pytest.raises(verbs.StageWithoutTo):
        ladder.promote(["王姐", "张伟", "D"], Move())
    with pytest.raises(verbs.StageWithoutTo):
        ladder.drop(["王姐", "流失"], Move())
    with pytest.raises(NoCustomer):
        ladder.promote(["赵倩", "D"], Move())
    Capture(clocked.book()).add("", Details(name="王姐 D"), Entering())
    with pytest.raises(verbs.StageWithoutTo):
        ladder.promote(["王姐", "D"], Move())
    Capture(clocked.book()).add("", Details(name="成交"), Entering())
    ladder.promote(["张伟", "成交"], Move())
    assert [stage(clocked, name) for name in ("王姐", "张伟", "成交")] == ["B", "C", "C"]


def test_each_wrong_move_says_what_to_type_instead(ladder: Ladder) -> None:
    ladder.promote(["王姐"], Move(to="D"))
    with pytest.raises(verbs.NotAbove):
        ladder.promote(["王姐"], Move(to="C"))
    with pytest.raises(verbs.NotBelow):
        ladder.demote(["王姐"], Move(to="E"))
    with pytest.raises(verbs.AlreadyThere):
        ladder.promote(["王姐"], Move(to="D"))
    with pytest.raises(verbs.WrongStageKind):
        ladder.promote(["王姐"], Move(to="L"))
    with pytest.raises(verbs.WrongStageKind):
        ladder.drop(["王姐"], Move(to="B"))
    with pytest.raises(verbs.WhichExit):
        ladder.drop(["王姐"], Move())
    with pytest.raises(verbs.NotLeft):
        ladder.reopen(["王姐"], Move())
    with pytest.raises(UnknownStage):
        ladder.promote(["王姐"], Move(to="nosuch"))
    with pytest.raises(UnknownPipeline):
        ladder.promote(["王姐"], Move(pipeline="nosuch"))
    with pytest.raises(verbs.NotAStagePipeline):
        ladder.promote(["王姐"], Move(pipeline="key-account"))
    with pytest.raises(verbs.AtTheBottom):
        ladder.demote(["张伟"], Move())


def test_drop_and_reopen_return_to_the_stage_left(clocked: Clocked, ladder: Ladder) -> None:
    ladder.promote(["王姐"], Move(to="D"))
    ladder.drop(["王姐"], Move(reason="price"), exit_kind="lost")
    assert stage(clocked) == "L"
    with pytest.raises(verbs.HasLeft):
        ladder.promote(["王姐"], Move())
    ladder.drop(["王姐"], Move(), exit_kind="invalid")
    ladder.reopen(["王姐"], Move())
    assert stage(clocked) == "D"


def test_drop_cancels_open_promises_and_says_so(clocked: Clocked, ladder: Ladder) -> None:
    FollowUps(clocked.book()).next("王姐", ["tomorrow", "call"])
    dropped = ladder.drop(["王姐"], Move(), exit_kind="lost")
    assert [sentence.text for sentence in dropped.said][1:] == ["Cancelled: {follow_up}."]
    assert Due(clocked.book()).due().items == ()


def test_leaving_another_pipeline_keeps_the_promises(clocked: Clocked, ladder: Ladder) -> None:
    FollowUps(clocked.book()).next("王姐", ["tomorrow"])
    ladder.drop(["王姐"], Move(pipeline="telesales"), exit_kind="lost")
    assert len(Due(clocked.book()).due().items) == 1


def test_dropping_somebody_not_in_a_pipeline_enters_the_first_stage_first(
    clocked: Clocked, ladder: Ladder
) -> None:
    ladder.drop(["王姐"], Move(pipeline="telesales"), exit_kind="lost")
    assert changes(clocked, "telesales") == [(None, "PROSPECT"), ("PROSPECT", "LOST")]


def test_promote_enters_another_pipeline_at_its_first_stage(
    clocked: Clocked, ladder: Ladder
) -> None:
    ladder.promote(["王姐"], Move(pipeline="telesales"))
    ladder.promote(["王姐"], Move(pipeline="telesales", to="QUOTE"))
    assert changes(clocked, "telesales") == [(None, "PROSPECT"), ("PROSPECT", "QUOTE")]
    assert stage(clocked) == "B"


def test_a_lost_one_of_industrial_goes_back_to_the_tank(clocked: Clocked, ladder: Ladder) -> None:
    ladder.promote(["王姐"], Move(pipeline="industrial", to="SORT"))
    ladder.drop(["王姐"], Move(pipeline="industrial"), exit_kind="lost")
    assert changes(clocked, "industrial")[-1] == ("SORT", "DEVELOP")


def test_one_bad_who_changes_nobody(clocked: Clocked, ladder: Ladder) -> None:
    with pytest.raises(NoCustomer):
        ladder.promote(["王姐", "nobody-here"], Move())
    assert stage(clocked) == "B"


def test_a_change_may_be_told_late_but_not_before_the_one_it_follows(
    clocked: Clocked, ladder: Ladder
) -> None:
    ladder.promote(["王姐"], Move(at="2026-11-22 18:00"))
    with pytest.raises(verbs.BeforeLastChange):
        ladder.promote(["王姐"], Move(at="2026-11-22 17:00"))
    with pytest.raises(verbs.BeforeLastChange):
        ladder.promote(["张伟"], Move(at="2026-11-21"))
    assert stage(clocked) == "C"


def test_adding_at_a_stage_or_an_exit(clocked: Clocked, ladder: Ladder) -> None:
    for text, where in (("甲 13800138010", "D"), ("乙 13800138011", "流失")):
        Capture(clocked.book()).add(text, Details(), Entering(stage=where))
    assert stage(clocked, "甲") == "D"
    assert stage(clocked, "乙") == "L"
    left = Looking(clocked.book()).list(["stage=L"], Shape()).customers
    assert [customer.name for customer in left] == ["乙"]


def test_last_is_the_span_before_the_one_named(clocked: Clocked, ladder: Ladder) -> None:
    when = When(first="2026-11-11", last_day="2026-11-20", previous=True)
    report = Weekly(clocked.book()).funnel(when, Asked())
    assert (report.first, report.last) == (date(2026, 11, 1), date(2026, 11, 10))
    with pytest.raises(OnePeriod):
        Weekly(clocked.book()).funnel(When(last_day="2026-11-20", previous=True), Asked())


def test_a_clock_set_back_keeps_the_order_and_stops_nobody(
    clocked: Clocked, ladder: Ladder
) -> None:
    ladder.promote(["王姐"], Move())
    clocked.now -= 7200
    Ladder(clocked.book()).promote(["王姐"], Move())
    assert changes(clocked) == [(None, "B"), ("B", "C"), ("C", "D")]
    assert stage(clocked) == "D"
