"""A forecast asks for deals as they stand; read whole, they tell the same."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from tests.benchmarks import crowd
from tests.benchmarks.dealt import PIPELINE, DealMaker
from tests.conftest import Clocked

from leadfunnel.domain import forecast as weighing
from leadfunnel.domain.course import courses, moves_of
from leadfunnel.domain.deal import Deal
from leadfunnel.domain.forecast import Frame
from leadfunnel.domain.own_rates import own_rates
from leadfunnel.services.forecasting import Forecasting, Sight, win_rate
from leadfunnel.store import deals as stored

MOMENTS = (None, "2026-11-21", "2026-06-30", "2025-03-01", "2024-06-02")


@pytest.fixture(scope="module")
def clocked(tmp_path_factory: pytest.TempPathFactory) -> Clocked:
    """A store of deals in which something of every kind was taken back or has no owner."""
    path: Path = tmp_path_factory.mktemp("forecast") / "deals.db"
    crowd.make(path, 600, 3, DealMaker)
    with sqlite3.connect(path) as connection:
        for sql in (
            "UPDATE stage_change SET void_op = 1 WHERE id % 7 = 0 AND previous_id IS NOT NULL",
            "UPDATE deal_terms SET void_op = 1 WHERE id % 5 = 0",
            "UPDATE deal_terms SET owner_id = NULL WHERE id % 6 = 1",
            "UPDATE stage_change SET assumed = 1 WHERE id % 11 = 0",
            "UPDATE customer SET deleted_at = 1, present = 0 WHERE id % 13 = 0",
        ):
            connection.execute(sql)
    found = Clocked(path)
    found.now = crowd.NOW
    return found


@pytest.mark.parametrize("as_of", MOMENTS)
@pytest.mark.parametrize("owner", [None, "lin"])
def test_deals_as_they_stand_are_forecast_like_whole_ones(
    clocked: Clocked, as_of: str | None, owner: str | None
) -> None:
    report = Forecasting(clocked.book()).forecast(Sight(as_of=as_of, owner=owner))
    with clocked.book().read() as page:
        pipeline = page.pipeline(PIPELINE)
        whole = stored.load(page.session, [PIPELINE], report.as_of + 1)
        today = page.calendar.day(report.as_of)
    mine = [deal for deal in whole if owner is None or deal.owner[1] == owner]
    rates = own_rates(courses(moves_of(mine), pipeline), pipeline)
    told = [one for one in report.rates if one.pipeline.name == PIPELINE]
    assert [one.stages for one in told] == [rates.stages]
    assert sorted(told[0].cycles) == sorted(rates.cycles)
    frame = Frame({PIPELINE: pipeline}, report.as_of, today)
    frame.rates = {(PIPELINE, stage.code): stage for stage in rates.stages}
    found = weighing.forecast(mine, frame)
    assert list(map(_plain, report.forecast.rows)) == list(map(_plain, found.rows))
    assert found.rows
    reasons = [(deal.id, reason) for deal, reason in found.not_counted]
    assert [(deal.id, reason) for deal, reason in report.forecast.not_counted] == reasons
    of_owner = {user and user.name: rate for user, rate in report.owners}
    for name in {deal.owner[1] for deal in mine}:
        theirs = [deal for deal in mine if deal.owner[1] == name]
        assert of_owner[name] == win_rate(theirs, {PIPELINE: pipeline})


def _plain(row: weighing.Row) -> tuple[object, ...]:
    deal = row.deal
    figures = (row.amount, row.weighted, row.by_rate, row.month, row.own, row.asleep)
    return (deal.id, deal.customer_id, deal.title, _stood(deal), row.stage.code, *figures)


def _stood(deal: Deal) -> tuple[object, ...]:
    return deal.owner, deal.last.at, deal.last.target, deal.last.reason, deal.worth.money


def test_a_deal_by_hand_counts_for_the_owner_of_its_last_terms() -> None:
    """Three moves of two deals: one won after a day, one with a guessed date."""
    from tests.domain.test_deal import LADDER

    day = 86_400
    moves = [
        (1, "NEED", 0, 0, 8), (1, "WON", day, 0, 8),
        (2, "NEED", 0, 1, 8), (2, "WON", 9 * day, 0, 9),
    ]  # fmt: skip
    found = courses(moves, LADDER, {1: 7})
    assert [(one.owner, one.stages, one.count, one.cycles) for one in found] == [
        (7, ("NEED", "WON"), 1, (day,)),
        (9, ("NEED", "WON"), 1, ()),
    ]
