"""Importing histories: dates of stages become changes, and later files continue them."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.conftest import Clocked
from tests.dump import check
from tests.importing import Desk, day, refused, texts

from leadfunnel.services.book import UnknownPipeline
from leadfunnel.services.capture import Capture
from leadfunnel.services.details import Details, Entering
from leadfunnel.services.importing import BadRows
from leadfunnel.services.ladder_refusals import NotAStagePipeline
from leadfunnel.services.log import Log
from leadfunnel.services.weekly import Asked, Weekly, When


@pytest.fixture
def desk(clocked: Clocked, tmp_path: Path) -> Desk:
    folder = tmp_path / "files"
    folder.mkdir()
    return Desk(clocked, folder)


def _history(desk: Desk, who: str) -> list[tuple[int, str | None, str, str | None, bool]]:
    [journey] = desk.show(who).journeys
    return [
        (at, origin, target, reason, assumed)
        for at, origin, target, _, reason, assumed in journey.changes
    ]


MAPS = ("C on=stage:C", "D on=stage:D", "Status=stage")


def test_dates_of_stages_become_changes(desk: Desk) -> None:
    found = desk.run(
        "name,Created,C on,D on,Status,Lost reason\n"
        "A,2026-01-05,2026-02-01,2026-03-01,D,\n"
        "B,2026-01-05,,2026-03-01,流失,too dear\n"
        "C,2026-01-05,,,lost,\n",
        *MAPS,
    )
    assert found.added == 3
    first, second, third = (day(text) for text in ("2026-01-05", "2026-02-01", "2026-03-01"))
    assert _history(desk, "A") == [
        (first, None, "B", None, False),
        (second, "B", "C", None, False),
        (third, "C", "D", None, False),
    ]
    assert _history(desk, "B") == [
        (first, None, "B", None, False),
        (third, "B", "D", None, False),
        (third, "D", "L", "too dear", True),
    ]
    assert _history(desk, "C") == [(first, None, "B", None, False), (first, "B", "L", None, True)]
    flow = (
        Weekly(desk.clocked.book())
        .funnel(When(first="2026-01-01", last_day="2026-06-30"), Asked())
        .flow
    )
    assert flow is not None
    assert flow.left_out == 2


def test_a_present_stage_alone_is_entered_above(desk: Desk) -> None:
    desk.run("name,阶段,创建时间\nA,高意向,2026-01-05\nB,潜在,2026-01-05\n")
    cohort = Weekly(desk.clocked.book()).funnel(When(first="2026-01-01"), Asked()).cohort
    assert cohort is not None
    assert (cohort.population, cohort.entered_above) == (2, 1)


def test_rows_that_contradict_themselves_are_refused(desk: Desk) -> None:
    error = refused(
        desk,
        BadRows,
        "name,Created,C on,D on,Status\n"
        "A,2026-03-05,2026-02-01,,\n"
        "B,2026-01-05,2026-02-01,2026-03-01,C\n"
        "C,2027-01-05,,,\n"
        "D,2026-02-30,,,\n"
        "E,,,,nonsense\n",
        *MAPS,
    )
    assert texts(error) == [
        'line 2: C on "2026-02-01" lies before the date of B',
        'line 3: Status "C" is C, but D has a date',
        'line 4: Created "2027-01-05" lies in the future',
        'line 5: Created "2026-02-30" is no date',
        'line 6: Status "nonsense" is no stage of lifecycle: one of B, C, D, E, F, A, L',
    ]
    assert error.values["count"] == 5


def test_a_bare_letter_is_no_stage_unasked(desk: Desk) -> None:
    text = "name,阶段\n王,A\n"
    assert "may be a grade" in texts(refused(desk, BadRows, text))[0]
    assert desk.run(text, "阶段=stage").added == 1
    assert desk.all()[0].stage.code == "A"  # type: ignore[union-attr]


def test_words_for_stages_can_be_declared(desk: Desk) -> None:
    mapping = desk.toml('[columns]\nStatus = "stage"\n[values.stage]\n"Hot!" = "D"\n')
    desk.run("name,Status\n王,hot!\n", mapping)
    assert desk.all()[0].stage.code == "D"  # type: ignore[union-attr]


def test_later_dates_continue_the_history_of_known_customers(desk: Desk) -> None:
    ids = "id=external_id"
    desk.run(
        "id,Created,C on,D on,Status\n7,2026-01-05,2026-02-01,,\n8,2026-01-05,,,L\n", *MAPS, ids
    )
    found = desk.run(
        "id,Created,C on,D on,Status\n7,2026-01-05,2026-02-01,2026-03-01,L\n8,2026-01-05,,,B\n",
        *MAPS,
        ids,
    )
    assert (found.updated, found.unchanged) == (1, 1)
    assert [row[1:3] for row in _history(desk, "#1")] == [
        (None, "B"),
        ("B", "C"),
        ("C", "D"),
        ("D", "L"),
    ]
    assert desk.again(*MAPS, ids).operation is None


def test_another_stage_without_a_later_date_is_told_and_left(desk: Desk) -> None:
    desk.run("name,phone,阶段\n王,13800138000,意向\n")
    found = desk.run("name,phone,阶段\n王,13800138000,高意向\n")
    assert (found.operation, found.unchanged) == (None, 1)
    assert "keep their stage" in found.said[-1].text
    assert desk.all()[0].stage.code == "C"  # type: ignore[union-attr]


def test_an_assumed_date_is_replaced_by_the_real_one(desk: Desk) -> None:
    desk.run("id,Created,C on,Status\n7,2026-01-05,2026-02-01,成交\n", "id=external_id", *MAPS[::2])
    assert _history(desk, "#1")[-1][2:] == ("E", None, True)
    found = desk.run("id,sold\n7,2026-04-01\n", "id=external_id", "sold=stage:E", name="b.csv")
    assert found.updated == 1
    assert _history(desk, "#1")[-1] == (day("2026-04-01"), "C", "E", None, False)
    assert desk.again("id=external_id", "sold=stage:E", name="b.csv").operation is None
    Log(desk.clocked.book()).undo()
    assert _history(desk, "#1")[-1][2:] == ("E", None, True)
    check(desk.clocked.path)


def test_another_pipeline_is_entered_and_known_customers_too(desk: Desk) -> None:
    Capture(desk.clocked.book()).add("王 13800138000", Details(), Entering())
    text = "name,phone,Stage\n王,13800138000,Quote\n李,13900139000,Quote\n"
    desk.run(text, pipeline="telesales")
    assert [view.pipeline.name for view in desk.show("王").journeys] == ["lifecycle", "telesales"]
    assert [view.stage for view in desk.show("李").journeys] == ["QUOTE"]
    with pytest.raises(UnknownPipeline):
        desk.again(pipeline="nosuch")
    with pytest.raises(NotAStagePipeline):
        desk.again(pipeline="key-account")


def test_who_has_left_gets_no_follow_up(desk: Desk) -> None:
    desk.run("name,阶段,下次跟进时间\n王,流失,2026-12-01\n")
    card = desk.show("王")
    assert card.follow_ups == ()
    assert card.timeline[0].text == "下次跟进时间: 2026-12-01"


def test_the_history_of_a_customer_names_the_import_that_continued_it(desk: Desk) -> None:
    head, maps = "Lead,name,Created,C on\n", (*MAPS[:1], "Lead=external_id")
    desk.run(head + "L1,A,2026-01-05,\n", *maps, system="crm")
    desk.run(head + "L1,A,2026-01-05,2026-02-01\n", *maps, name="b.csv", system="crm")
    entries = Log(desk.clocked.book()).history("A").entries
    assert [entry.command for entry in entries] == ["import", "import"]
    assert [entry.customers for entry in entries] == [((1, "A"),), ((1, "A"),)]
