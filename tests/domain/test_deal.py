"""Weighing deals: exact to the minor unit, halves to even, sums by owner equal the total."""

from __future__ import annotations

import ast
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadfunnel.domain.calendar import day_period
from leadfunnel.domain.chance import BadChance, read_chance
from leadfunnel.domain.course import courses, moves_of
from leadfunnel.domain.deal import Deal, Shift, Terms, weighted
from leadfunnel.domain.forecast import Frame, forecast, grouped, sums
from leadfunnel.domain.own_rates import own_rates
from leadfunnel.domain.period_text import BadPeriod, read_period
from leadfunnel.domain.pipeline import Pipeline, Stage
from leadfunnel.domain.quantity import share
from leadfunnel.domain.rate import wilson

SRC = Path(__file__).parents[2] / "src" / "leadfunnel"
MONEY = (
    "domain/deal.py", "domain/forecast.py", "domain/backtest.py", "domain/money.py",
    "domain/amount.py", "domain/quota.py", "domain/costing.py", "services/deals.py",
    "services/deal_terms.py", "services/forecasting.py", "services/quotas.py",
    "services/attaining.py",
    "services/costs.py", "services/cost_report.py", "services/results/deals.py",
    "views/money.py",
)  # fmt: skip
DAY = 86_400


def _stage(code: str, kind: str, rank: int | None, chance: int | None = None) -> Stage:
    return Stage(code, {"en": code}, kind, rank, chance, 30)


LADDER = Pipeline(
    "keys",
    {"en": "Keys"},
    "deal",
    (
        _stage("NEED", "open", 1),
        _stage("LISTED", "open", 2, 2500),
        _stage("SHORT", "open", 3, 5000),
        _stage("WON", "won", 4),
        _stage("LOST", "lost", None),
        _stage("INVALID", "invalid", None),
    ),
)


def _deal(number: int, path: str, terms: Terms | None = None) -> Deal:
    shifts = tuple(
        Shift(place * DAY, place * DAY, number * 100 + place, code)
        for place, code in enumerate(path.split())
    )
    return Deal(number, 1, "keys", "deal", None, False, shifts, (terms,) if terms else ())


def _frame(**more: object) -> Frame:
    return Frame({"keys": LADDER}, 5 * DAY, date(2026, 11, 22), **more)  # type: ignore[arg-type]


def test_a_million_at_a_quarter_is_250_000() -> None:
    assert weighted(100_000_000, 2500) == 25_000_000


@pytest.mark.parametrize(
    ("amount", "points", "expected"),
    [
        (33_333_333, 2500, 8_333_333),  # 333,333.33 x 25 % = 83,333.3325
        (2, 2500, 0),  # 0.5 goes to the even 0
        (6, 2500, 2),  # 1.5 goes to the even 2
        (10, 2500, 2),  # 2.5 goes to the even 2
        (1, 10_000, 1),
        (0, 5000, 0),
        (10**15, 1, 10**11),
    ],
)
def test_halves_go_to_the_even_minor_unit(amount: int, points: int, expected: int) -> None:
    assert weighted(amount, points) == expected


@given(st.integers(0, 10**15), st.integers(0, 10_000))
def test_a_weighted_amount_is_the_decimal_one_and_never_above(amount: int, points: int) -> None:
    exact = (Decimal(amount) * points / 10_000).quantize(Decimal(1), ROUND_HALF_EVEN)
    assert weighted(amount, points) == int(exact)
    assert 0 <= weighted(amount, points) <= amount


@given(st.integers(0, 10**9), st.integers(0, 500), st.integers(1, 500))
def test_a_share_is_the_nearest_whole_number(amount: int, part: int, whole: int) -> None:
    assert abs(share(amount, part, whole) * whole - amount * part) * 2 <= whole


TERMS = st.builds(
    Terms,
    at=st.just(0),
    recorded_at=st.just(0),
    amount=st.none() | st.integers(0, 10**12),
    currency=st.sampled_from(["CNY", "USD", "JPY"]),
    probability=st.none() | st.integers(0, 10_000),
    closes_on=st.none() | st.dates(date(2026, 1, 1), date(2027, 12, 31)).map(date.isoformat),
    owner_id=st.none() | st.integers(1, 4),
)
PATHS = st.sampled_from(
    ["NEED", "LISTED", "NEED LISTED SHORT", "NEED WON", "NEED LOST", "NEED INVALID", "SHORT NEED"]
)


@given(st.lists(st.tuples(PATHS, TERMS), max_size=25))
def test_every_open_deal_is_counted_or_named_and_sums_by_owner_are_the_total(
    told: list[tuple[str, Terms]],
) -> None:
    deals = [_deal(number, path, terms) for number, (path, terms) in enumerate(told, start=1)]
    frame = _frame(rates={("keys", s.code): s for s in _rates(deals)})
    found = forecast(deals, frame)
    open_deals = [deal for deal in deals if deal.is_open(LADDER)]
    assert len(found.rows) + len(found.not_counted) == len(open_deals)
    total = {one.currency: one for one in sums(found.rows)}
    for key in (lambda row: row.deal.owner[0], lambda row: row.month):
        parts = [one for group in grouped(found.rows, key) for one in sums(group)]
        for currency, whole in total.items():
            mine = [one for one in parts if one.currency == currency]
            assert sum(one.weighted for one in mine) == whole.weighted
            assert sum(one.amount for one in mine) == whole.amount
            assert sum(one.by_rate or 0 for one in mine) == (whole.by_rate or 0)
    for row in found.rows:
        assert 0 <= row.weighted <= row.amount
        assert row.by_rate is None or 0 <= row.by_rate <= row.amount


def _rates(deals: list[Deal]) -> list:  # type: ignore[type-arg]
    return list(own_rates(courses(moves_of(deals), LADDER), LADDER).stages)


def test_what_is_not_counted_is_named_with_the_reason() -> None:
    deals = [
        _deal(1, "NEED", Terms(0, 0, 100, "CNY")),
        _deal(2, "LISTED", Terms(0, 0)),
        _deal(3, "LISTED", Terms(0, 0, 100, "CNY", closes_on="2026-12-01")),
        _deal(4, "NEED", Terms(0, 0, 100, "CNY", 0)),
    ]
    found = forecast(deals, _frame())
    reasons = [(deal.id, reason) for deal, reason in found.not_counted]
    assert reasons == [(1, "no_probability"), (2, "no_amount")]
    assert [(row.deal.id, row.weighted, row.month) for row in found.rows] == [
        (3, 25, "2026-12"),
        (4, 0, "undated"),
    ]
    bounded = forecast(deals, _frame(first=date(2026, 12, 1), last=date(2026, 12, 31)))
    assert [reason for _, reason in bounded.not_counted] == [
        "no_probability", "no_amount", "no_close_date",
    ]  # fmt: skip


def test_a_customer_on_a_ladder_is_no_deal_unless_it_has_terms() -> None:
    customer = replace(_deal(1, "LISTED"), unit="customer")
    assert forecast([customer], _frame()).not_counted == ()
    worth = replace(customer, terms=(Terms(0, 0, 100, "CNY"),))
    assert [row.weighted for row in forecast([worth], _frame()).rows] == [25]


def test_own_rates_by_hand() -> None:
    paths = ["NEED LISTED WON", "NEED LISTED SHORT LOST", "NEED LOST", "LISTED", "NEED INVALID"]
    deals = [_deal(number, path) for number, path in enumerate(paths)]
    found = own_rates(courses(moves_of(deals), LADDER), LADDER)
    need, listed, short, won = found.stages
    assert (need.reached, need.won, need.lost, need.invalid, need.open) == (5, 1, 2, 1, 1)
    assert (listed.reached, listed.won, listed.lost, listed.open) == (3, 1, 1, 1)
    assert (short.reached, short.won, short.lost) == (2, 1, 1)
    assert (won.reached, won.decided) == (1, 1)
    assert (need.rate, need.of_all) == (0.25, 0.2)
    assert (listed.rate, listed.interval) == (0.5, wilson(1, 2))
    assert (found.cycle_mean_days, found.cycle_median_days) == ("2.00", 2.0)


@pytest.mark.parametrize(
    ("text", "points"),
    [("30", 3000), ("30%", 3000), ("6.25％", 625), ("三成", 3000), ("七成半", 7500), ("", None),
     ("0", 0), ("100", 10_000), ("5成", 5000)],
)  # fmt: skip
def test_chances_as_they_are_said(text: str, points: int | None) -> None:
    assert read_chance(text) == points


@pytest.mark.parametrize("text", ["101", "-1", "abc", "12.345", "十成半", "1e2"])
def test_what_is_no_chance(text: str) -> None:
    with pytest.raises(BadChance):
        read_chance(text)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026", "2026-01-01", "2026-12-31"),
        ("2026-02", "2026-02-01", "2026-02-28"),
        ("2026年2月", "2026-02-01", "2026-02-28"),
        ("12月", "2026-12-01", "2026-12-31"),
        ("2027-Q1", "2027-01-01", "2027-03-31"),
        ("q4", "2026-10-01", "2026-12-31"),
        ("一季度", "2026-01-01", "2026-03-31"),
        ("本月", "2026-11-01", "2026-11-30"),
        ("下个月", "2026-12-01", "2026-12-31"),
        ("last quarter", "2026-07-01", "2026-09-30"),
        ("明年", "2027-01-01", "2027-12-31"),
        ("本周", "2026-11-16", "2026-11-22"),
        ("2026-11-22", "2026-11-22", "2026-11-22"),
        ("2026-01-01..2026-03-31", "2026-01-01", "2026-03-31"),
    ],
)
def test_periods_as_they_are_said(text: str, first: str, last: str) -> None:
    found = read_period(text, date(2026, 11, 22))
    assert (found.first.isoformat(), found.last.isoformat()) == (first, last)


@pytest.mark.parametrize("text", ["", "2026-13", "soon", "Q5", "天", "2026-02-30", "0000"])
def test_what_is_no_period(text: str) -> None:
    with pytest.raises(BadPeriod):
        read_period(text, date(2026, 11, 22))


@pytest.mark.parametrize("name", [name for name in MONEY if (SRC / name).exists()])
def test_no_float_comes_near_money(name: str) -> None:
    for node in ast.walk(ast.parse((SRC / name).read_text(encoding="utf-8"))):
        assert not isinstance(node, ast.Div), f"{name} divides"
        assert not (isinstance(node, ast.Constant) and isinstance(node.value, float)), name
        called = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id
        assert called != "float", f"{name} makes a float"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("12月底", date(2026, 12, 31)),
        ("十二月末", date(2026, 12, 31)),
        ("月底", date(2026, 11, 30)),
        ("明年3月底", date(2027, 3, 31)),
        ("end of december", date(2026, 12, 31)),
        ("12月5号", date(2026, 12, 5)),
    ],
)
def test_a_day_as_promises_say_it_is_a_period_of_one_day(text: str, day: date) -> None:
    assert read_period(text, date(2026, 11, 22)) == day_period(day)
