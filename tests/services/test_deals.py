"""Deals in a store: adding, moving, what they were worth, forecast and its replay."""

from __future__ import annotations

from datetime import date

import pytest
from tests.conftest import Clocked
from tests.dealing import add, at, move, total

from leadfunnel.services import ladder_refusals as refusals
from leadfunnel.services.amounts import UnreadableAmount
from leadfunnel.services.deal_moves import DealMoves
from leadfunnel.services.deal_terms import (
    BeforeDeal,
    DealTerms,
    NoHelper,
    NotADealPipeline,
    NothingToChange,
    Offer,
)
from leadfunnel.services.deals import BadDealNumber, Deals, NoDeal, Sought
from leadfunnel.services.forecasting import Forecasting, Sight
from leadfunnel.services.ladder import Move
from leadfunnel.services.log import Log


def test_several_open_deals_of_one_customer_move_on_their_own(firm: Clocked) -> None:
    first = add(firm, amount="100万", close="2026-12", stage="候选")
    second = add(firm, amount="8万", title="二期")
    move(firm, "promote", second)
    move(firm, "promote", second)
    items = Deals(firm.book()).list(Sought()).items
    assert [(one.deal.ref, one.deal.last.target) for one in items] == [
        (first, "LISTED"),
        (second, "SHORTLIST"),
    ]
    assert total(firm) == [("CNY", 2, 108_000_000, 29_000_000)]


def test_a_million_listed_weighs_250_000(firm: Clocked) -> None:
    ref = add(firm, amount="1,000,000", stage="LISTED", close="2026-12-31")
    card = Deals(firm.book()).show(ref)
    assert str(card.view.weighted) == "250000.00 CNY"


def test_its_own_probability_survives_moves_until_it_is_cleared(firm: Clocked) -> None:
    ref = add(firm, amount="1000", probability="三成")
    move(firm, "promote", ref, "走手续")
    assert total(firm) == [("CNY", 1, 100_000, 30_000)]
    DealTerms(firm.book()).edit(ref, Offer(probability=""))
    assert total(firm) == [("CNY", 1, 100_000, 75_000)]


def test_what_it_was_worth_stands_in_its_history_and_reprints_as_known(firm: Clocked) -> None:
    ref = add(firm, amount="100万", stage="LISTED", close="2026-12")
    firm.now = at("2026-09-01")
    DealTerms(firm.book()).edit(ref, Offer(amount="60万", owner="chen"))
    firm.now = at("2026-10-01")
    assert total(firm) == [("CNY", 1, 60_000_000, 15_000_000)]
    assert total(firm, as_of="2026-08-20") == [("CNY", 1, 100_000_000, 25_000_000)]
    assert total(firm, known_at="2026-08-20") == [("CNY", 1, 100_000_000, 25_000_000)]
    assert total(firm, owner="chen") == [("CNY", 1, 60_000_000, 15_000_000)]
    assert total(firm, owner="lin") == []
    assert [terms.amount for terms in Deals(firm.book()).show(ref).view.deal.terms] == [
        100_000_000,
        60_000_000,
    ]


def test_undo_takes_back_a_deal_with_everything_about_it(firm: Clocked) -> None:
    ref = add(firm, amount="1000", helpers=("小李",), note="在谈", stage="LISTED")
    Log(firm.book()).undo()
    with pytest.raises(NoDeal):
        Deals(firm.book()).show(ref)
    Log(firm.book()).redo()
    card = Deals(firm.book()).show(ref)
    assert (card.helpers, [text for _, text in card.notes]) == (("小李",), ["在谈"])


def test_won_and_lost_with_a_reason_and_back(firm: Clocked) -> None:
    ref = add(firm, amount="1000", stage="LISTED")
    DealMoves(firm.book()).move("drop", [ref], Move(reason="价格"), exit_kind="lost")
    deal = Deals(firm.book()).list(Sought(states=("lost",))).items[0].deal
    assert (deal.last.target, deal.last.reason) == ("LOST", "price")
    with pytest.raises(refusals.HasLeft) as refused:
        move(firm, "promote", ref)
    assert refused.value.values["who"] == f"--deal {ref}"
    move(firm, "reopen", ref)
    move(firm, "promote", ref, "WON", reason="交期短")
    deal = Deals(firm.book()).list(Sought(states=("won",))).items[0].deal
    assert (deal.last.target, deal.last.reason) == ("WON", "交期短")
    assert total(firm) == []


def test_winning_a_deal_records_one_purchase_and_undo_takes_both_back(firm: Clocked) -> None:
    ref = add(firm, amount="1000", product="咖啡机", stage="LISTED")
    move(firm, "promote", ref, "WON")
    assert Deals(firm.book()).show(ref).bought
    Log(firm.book()).undo()
    assert not Deals(firm.book()).show(ref).bought
    move(firm, "promote", ref, "WON")
    move(firm, "demote", ref, "LISTED")
    move(firm, "promote", ref, "WON")
    won = add(firm, amount="500", stage="WON")
    with firm.book().read() as page:
        rows = page.session.rows("deals.bought")
    assert sorted(f"d{row['journey_id']}" for row in rows) == sorted((ref, won))


def test_filters_of_the_list(firm: Clocked) -> None:
    late = add(firm, amount="1", close="2026-08-01", stage="LISTED")
    soon = add(firm, who="王姐", amount="1", close="本季度", owner="chen")
    book = firm.book()

    def refs(**sought: object) -> list[str]:
        items = Deals(book).list(Sought(**sought)).items  # type: ignore[arg-type]
        return [one.deal.ref for one in items]

    assert refs(states=("late",)) == [late]
    assert refs(owner="chen") == [soon]
    assert refs(close="2026-09") == [soon]
    assert refs(close="2026-09", states=("won", "lost")) == []
    assert Deals(book).list(Sought(limit=1)).more == 1


def test_what_is_refused(firm: Clocked) -> None:
    ref = add(firm, amount="1000")
    terms = DealTerms(firm.book())
    with pytest.raises(NothingToChange):
        terms.edit(ref, Offer())
    with pytest.raises(UnreadableAmount):
        terms.edit(ref, Offer(amount="很多"))
    with pytest.raises(NoHelper):
        terms.edit(ref, Offer(without=("谁",)))
    with pytest.raises(BeforeDeal):
        terms.edit(ref, Offer(amount="1", at="2026-07-01"))
    with pytest.raises(BadDealNumber):
        terms.edit("xx", Offer(amount="1"))
    with pytest.raises(NoDeal):
        terms.edit("d99", Offer(amount="1"))
    with pytest.raises(NotADealPipeline):
        terms.add("华新", Offer(), "lifecycle", None)
    with pytest.raises(refusals.NotAbove):
        move(firm, "promote", add(firm, stage="SHORTLIST"), "NEED")


def test_the_customers_own_stage_and_promises_are_untouched_by_a_lost_deal(firm: Clocked) -> None:
    from leadfunnel.services.looking import Looking

    before = Looking(firm.book()).show("华新").customer
    ref = add(firm, amount="1")
    DealMoves(firm.book()).move("drop", [ref], Move(), exit_kind="invalid")
    assert Looking(firm.book()).show("华新").customer == before


def test_the_backtest_splits_what_came_from_what_was_known(firm: Clocked) -> None:
    """X is what was known on 27 September to close in November; Y is what November brought."""
    known = add(firm, amount="100万", stage="LISTED", close="2026-11")
    slipped = add(firm, amount="40万", stage="SHORTLIST", close="2026-11")
    lost = add(firm, amount="20万", stage="DECIDED", close="2026-11")
    add(firm, amount="999万", stage="DECIDED", close="2026-12")
    firm.now = at("2026-11-10")
    later = add(firm, amount="30万", stage="SHORTLIST", close="2026-11")
    DealTerms(firm.book()).edit(known, Offer(amount="90万"))
    for ref in (known, later):
        move(firm, "promote", ref, "WON")
    DealMoves(firm.book()).move("drop", [lost], Move(), exit_kind="lost")
    firm.now = at("2026-11-22")
    report = Forecasting(firm.book()).backtest(Sight(), 8)
    (found,) = report.backtests
    assert (report.first, report.last) == (date(2026, 11, 1), date(2026, 11, 30))
    assert found.forecast == 25_000_000 + 20_000_000 + 15_000_000
    assert (found.foreseen, found.came_later, found.became) == (
        90_000_000, 30_000_000, 120_000_000,
    )  # fmt: skip
    assert found.fates == {"won": 1, "won_outside": 0, "lost": 1, "open": 1, "gone": 0}
    assert [f"d{number}" for number in found.later_deals] == [later]
    assert slipped


def test_the_backtest_knows_nothing_that_was_recorded_later(firm: Clocked) -> None:
    firm.now = at("2026-11-20")
    add(firm, amount="100万", stage="LISTED", close="2026-11", at="2026-08-10")
    report = Forecasting(firm.book()).backtest(Sight(), 8)
    assert (report.recorded, report.backtests) == (False, ())
