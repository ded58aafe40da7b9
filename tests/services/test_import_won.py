"""Deals of a file without a customer, and won ones: each records its purchase once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.conftest import Clocked
from tests.importing import Desk, refused, texts

from leadfunnel.services.importing import BadRows
from leadfunnel.services.log import Log
from leadfunnel.services.sales import Sales
from leadfunnel.services.weekly import When
from leadfunnel.store import purchases as stored

DEALS = (
    "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value\n"
    "O1,Moses Frase,GTX Plus,Cancity,Won,2026-01-20,2026-03-01,$1054\n"
    "O2,Darcel,GTX Pro,Isdom,Lost,2026-01-25,2026-03-11,0\n"
    "O3,Darcel,MG,,DECIDED,2026-02-01,,\n"
    "O4,Moses Frase,MG,,LISTED,2026-02-02,,\n"
    "O5,Darcel,GTX Plus,Cancity,Won,2026-02-02,2026-03-05,$500\n"
)
ORDERS = "order,company,date,product,amount\nA1,Cancity,2026-03-02,GTX Plus,$1054\n"


@pytest.fixture
def desk(clocked: Clocked, tmp_path: Path) -> Desk:
    return Desk(clocked, tmp_path)


@pytest.fixture
def book(desk: Desk) -> Desk:
    desk.run(DEALS, kind="deals")
    return desk


def bought(desk: Desk, who: str) -> list[tuple[str, str, str | None, int | None]]:
    with desk.clocked.book().read() as page:
        number = next(one.id for one in desk.all() if who in (one.company, one.name))
        return [
            (str(one.amount), one.day.isoformat(), one.order, one.journey_id)
            for one in stored.of_customer(page.session, number)
        ]


def test_a_public_history_of_deals_survives_whole(desk: Desk) -> None:
    found = desk.run(DEALS, kind="deals")
    assert (found.added, found.refused) == (5, 0)
    assert {one.name or one.company for one in desk.all()} == {"Cancity", "Isdom", "O3", "O4"}
    told = [one.text for one in found.said]
    assert any(text.startswith("Deals without a customer: {count}") for text in told)
    assert [str(tag) for one in desk.all() for tag in one.tags if one.name == "O3"] == [
        "no-account"
    ]


def test_won_deals_record_their_purchase_on_the_day_of_closing(book: Desk) -> None:
    [second, first] = bought(book, "Cancity")
    assert first[:2] == ("1054.00 USD", "2026-03-01")
    assert second[:2] == ("500.00 USD", "2026-03-05")
    assert first[3] != second[3]
    assert bought(book, "Isdom") == []
    sums = Sales(book.clocked.book()).sales(When(first="2026-03-01", last_day="2026-03-31")).sums
    assert [(one.currency, one.revenue, one.spread.count) for one in sums] == [("USD", 155_400, 2)]
    assert [one.stage.code for one in book.all() if one.company == "Cancity" and one.stage] == ["F"]


def test_sent_again_nothing_is_bought_twice(book: Desk) -> None:
    before = book.dump()
    found = book.run(DEALS, kind="deals")
    assert (found.added, found.updated, found.unchanged) == (0, 0, 5)
    assert book.dump() == before


def test_the_import_is_undone_as_one(desk: Desk) -> None:
    desk.run("name,phone\nX,13800138000\n")
    before = desk.dump()
    desk.run(DEALS, kind="deals")
    after = desk.dump()
    Log(desk.clocked.book()).undo()
    assert desk.dump() == before
    Log(desk.clocked.book()).redo()
    assert desk.dump() == after


def test_an_order_of_a_won_deal_is_the_same_sale(book: Desk) -> None:
    found = book.run(ORDERS, kind="purchases")
    assert (found.added, found.updated) == (0, 1)
    assert [one[2] for one in bought(book, "Cancity")] == [None, "A1"]
    again = book.run(ORDERS, kind="purchases")
    assert (again.added, again.updated, again.unchanged) == (0, 0, 1)
    other = book.run(ORDERS.replace("A1", "A2"), kind="purchases")
    assert other.added == 1


def test_an_order_that_names_its_deal_must_agree_with_it(book: Desk) -> None:
    head = "order,deal_id,company,date,product,amount\n"
    row = "A1,O1,Cancity,2026-06-02,GTX Plus,"
    assert re.search(
        r"1,?054", texts(refused(book, BadRows, head + row + "$9\n", kind="purchases"))[0]
    )
    assert book.run(head + row + "$1054\n", kind="purchases").updated == 1
    assert [one[2] for one in bought(book, "Cancity")] == [None, "A1"]


def test_an_order_that_names_an_open_deal_wins_it(book: Desk) -> None:
    head = "order,deal_id,name,date,product,amount\n"
    assert book.run(head + "A3,O3,O3,2026-06-02,MG,$90\n", kind="purchases").added == 1
    assert bought(book, "O3")[0][:3] == ("90.00 USD", "2026-06-02", "A3")
    with book.clocked.book().read() as page:
        [row] = page.session.rows("transfer.deals", values='["deal::O3"]')
        last = page.session.rows("transfer.history", journey_id=row["id"])[-1]
    assert last["to_stage"] == "WON"


def test_a_deal_of_an_order_that_is_known_is_linked(desk: Desk) -> None:
    desk.run(ORDERS, kind="purchases")
    desk.run(DEALS, kind="deals")
    found = bought(desk, "Cancity")
    assert [one[:3] for one in found] == [
        ("500.00 USD", "2026-03-05", None),
        ("1054.00 USD", "2026-03-02", "A1"),
    ]
    assert all(one[3] for one in found)


def test_a_win_without_a_day_records_nothing_and_says_so(desk: Desk) -> None:
    found = desk.run("deal_id,account,amount,stage\nD1,Acme,500,WON\n", kind="deals")
    assert bought(desk, "Acme") == []
    assert any(one.text.startswith("Won deals without a day of closing") for one in found.said)


def test_a_win_that_came_as_a_change_of_stage_is_bought_too(desk: Desk) -> None:
    desk.run("deal_id,account,amount,created\nD1,Acme,500,2026-01-05\n", kind="deals")
    desk.run("deal_id,date,to\nD1,2026-02-03,WON\n", kind="stage-changes", pipeline="key-account")
    assert [one[:2] for one in bought(desk, "Acme")] == [("500.00 CNY", "2026-02-03")]


def test_an_amount_told_later_reaches_the_purchase(desk: Desk) -> None:
    text = "deal_id,account,amount,stage,close_date\nD1,Acme,{},WON,2026-02-03\n"
    desk.run(text.format(""), kind="deals")
    assert [one[:2] for one in bought(desk, "Acme")] == [("None", "2026-02-03")]
    desk.run(text.format("500"), kind="deals")
    assert [one[:2] for one in bought(desk, "Acme")] == [("500.00 CNY", "2026-02-03")]


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Close", "closed_at"),
        ("Close Date", "closed_at"),
        ("Close_Value", "amount"),
        ("成交日期", "closed_at"),
        ("预计成交", "expected_close"),
        ("Engage Date", "created_at"),
        ("Sales Agent", "owner"),
        ("Account", "company"),
    ],
)
def test_headers_of_deals_are_known(header: str, field: str) -> None:
    from leadfunnel.domain.event_headers import vocabulary

    assert vocabulary("deals").recognised(header, False, None) == field


def test_a_deal_of_nothing_is_refused(desk: Desk) -> None:
    error = refused(desk, BadRows, "deal_id,title,account,amount\n,,,500\n", kind="deals")
    assert "which customer or deal" in texts(error)[0]


def test_agents_without_deals_are_reported_with_nothing(desk: Desk) -> None:
    from leadfunnel.services.forecasting import Forecasting, Sight
    from leadfunnel.services.sales import Asked

    users = "agent_id,name,regional_office\nG1,Anna,West\nG2,Moses Frase,East\nG3,Anna,East\n"
    assert desk.run(users, kind="users").added == 3
    desk.run(DEALS, kind="deals")
    book = desk.clocked.book()
    march = When(first="2026-03-01", last_day="2026-03-31")
    sold = {one.group: one.revenue for one in Sales(book).sales(march, Asked(by=("owner",))).rows}
    annas = {name: revenue for (name,), revenue in sold.items() if name and name.startswith("Anna")}
    assert sorted(annas.values()) == [0, 0]
    assert (sold["Moses Frase",], sold["Darcel",]) == (105_400, 50_000)
    owners = Forecasting(book).forecast(Sight(by="owner")).owners
    reached = {user.name: rate.reached for user, rate in owners if user}
    assert reached == {"Moses Frase": 2, "Darcel": 3, **dict.fromkeys(annas, 0)}
    mine = Forecasting(book).forecast(Sight(by="owner", owner="Darcel")).owners
    assert [user.name for user, _ in mine if user] == ["Darcel"]


def test_win_rates_of_closed_and_of_all_are_both_told(book: Desk) -> None:
    from leadfunnel.services.forecasting import Forecasting, Sight

    [rates] = Forecasting(book.clocked.book()).forecast(Sight()).rates
    first = rates.stages[0]
    assert (first.reached, first.won, first.lost, first.open) == (5, 2, 1, 2)
    assert (round(first.rate or 0, 4), round(first.of_all or 0, 4)) == (0.6667, 0.4)
