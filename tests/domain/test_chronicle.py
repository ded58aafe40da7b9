"""What a row tells of its passage through a pipeline."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadfunnel.domain.chronicle import BadHistory, Span, Step, Told, passage
from leadfunnel.domain.pipeline import Pipeline, Stage

DAY = 86_400


def _stage(code: str, kind: str, rank: int | None = None) -> Stage:
    return Stage(code, {"en": code.title()}, kind, rank)


STAGES = (
    _stage("LEAD", "open", 1),
    _stage("TALK", "open", 2),
    _stage("OFFER", "open", 3),
    _stage("WON", "won", 4),
    _stage("LOST", "lost"),
    _stage("JUNK", "invalid"),
)
LINE = Pipeline("line", {"en": "Line"}, "customer", STAGES)
TANK = Pipeline("tank", {"en": "Tank"}, "customer", STAGES, lost_returns_to="TALK")


def day(number: int) -> Span:
    return Span(number * DAY, (number + 1) * DAY)


def told(**given: object) -> Told:
    return Told(now=100 * DAY, **given)  # type: ignore[arg-type]


def test_dates_alone() -> None:
    found = passage(LINE, told(created=day(1), dated={"OFFER": day(5), "TALK": day(3)}))
    assert found == (
        Step("LEAD", DAY),
        Step("TALK", 3 * DAY, dated=True),
        Step("OFFER", 5 * DAY, dated=True),
    )


def test_a_stage_without_a_date_was_skipped() -> None:
    found = passage(LINE, told(created=day(1), dated={"OFFER": day(5)}))
    assert [step.stage for step in found] == ["LEAD", "OFFER"]


def test_a_status_without_a_date_is_assumed_at_the_last_one_known() -> None:
    found = passage(
        LINE, told(created=day(1), dated={"TALK": day(3)}, status=STAGES[4], reason="too dear")
    )
    assert found[-1] == Step("LOST", 3 * DAY, assumed=True, reason="too dear")
    assert [step.reason for step in found[:-1]] == [None, None]


def test_a_status_with_a_date_is_not_assumed() -> None:
    found = passage(
        LINE, told(created=day(1), dated={"TALK": day(3)}, status=STAGES[3], since=day(9))
    )
    assert found[-1] == Step("WON", 9 * DAY, dated=True)


def test_lost_before_any_other_stage() -> None:
    found = passage(LINE, told(created=day(1), status=STAGES[4]))
    assert found == (Step("LEAD", DAY), Step("LOST", DAY, assumed=True))


def test_a_present_stage_alone_enters_there() -> None:
    assert passage(LINE, told(status=STAGES[2], since=day(7))) == (
        Step("OFFER", 7 * DAY, dated=True),
    )
    assert passage(LINE, told(status=STAGES[2], created=day(7))) == (
        Step("OFFER", 7 * DAY, assumed=True),
    )
    assert passage(LINE, told(status=STAGES[2])) == (Step("OFFER", 100 * DAY, assumed=True),)
    assert passage(LINE, told(status=STAGES[4], since=day(7), created=day(2))) == (
        Step("LEAD", 2 * DAY),
        Step("LOST", 7 * DAY, dated=True),
    )


def test_an_exit_is_left_to_from_the_first_stage() -> None:
    found = passage(LINE, told(dated={"LOST": day(5)}))
    assert found == (Step("LEAD", 5 * DAY), Step("LOST", 5 * DAY, dated=True))


def test_nothing_told_enters_the_first_stage_now() -> None:
    assert passage(LINE, told()) == (Step("LEAD", 100 * DAY),)
    assert passage(LINE, told(created=day(4))) == (Step("LEAD", 4 * DAY),)


def test_a_day_alone_is_not_before_a_moment_of_that_day() -> None:
    noon = Span(3 * DAY + 43_200, 3 * DAY + 43_201)
    found = passage(LINE, told(created=noon, dated={"TALK": day(3)}))
    assert [step.at for step in found] == [noon.begin, noon.begin]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"created": day(5), "dated": {"TALK": day(3)}}, "stage:TALK"),
        ({"dated": {"TALK": day(5), "OFFER": day(3)}}, "stage:OFFER"),
        ({"dated": {"TALK": day(5), "LOST": day(3)}}, "stage:LOST"),
        ({"dated": {"LOST": day(5), "JUNK": day(6)}}, "stage:JUNK"),
        ({"created": day(1), "dated": {"OFFER": day(3)}, "status": STAGES[1]}, "stage"),
        ({"dated": {"TALK": day(3), "LOST": day(4)}, "status": STAGES[2]}, "stage"),
    ],
)
def test_a_row_that_contradicts_itself(given: dict[str, object], field: str) -> None:
    with pytest.raises(BadHistory) as caught:
        passage(LINE, told(**given))
    assert caught.value.field == field


def test_a_pipeline_that_takes_the_lost_back() -> None:
    found = passage(TANK, told(created=day(1), dated={"OFFER": day(3)}, status=STAGES[4]))
    assert found[-1] == Step("TALK", 3 * DAY, assumed=True, reason=None)
    assert passage(TANK, told(created=day(1), dated={"TALK": day(3)}, status=STAGES[4]))[-1] == (
        Step("TALK", 3 * DAY, dated=True)
    )


@given(
    st.none() | st.integers(0, 9).map(day),
    st.dictionaries(st.sampled_from([stage.code for stage in STAGES]), st.integers(0, 9).map(day)),
    st.none() | st.sampled_from(STAGES),
    st.none() | st.integers(0, 9).map(day),
)
def test_a_passage_moves_forward_in_time_and_never_to_where_it_stands(
    created: Span | None, dated: dict[str, Span], status: Stage | None, since: Span | None
) -> None:
    try:
        found = passage(LINE, told(created=created, dated=dated, status=status, since=since))
    except BadHistory:
        return
    assert found
    assert all(one.at <= two.at and one.stage != two.stage for one, two in pairwise(found))
    assert set(dated) <= {step.stage for step in found}
    assert status is None or found[-1].stage == status.code
    assert LINE.rank(found[0].stage) is not None
