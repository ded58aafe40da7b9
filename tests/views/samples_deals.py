"""Deals, forecasts, quotas, costs, accounts and the honesty check, as the views are tested on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.views import results as r

from leadfunnel.domain.account import Member
from leadfunnel.domain.audit import Finding
from leadfunnel.domain.backtest import Backtest
from leadfunnel.domain.costing import Cost, Spent
from leadfunnel.domain.course import courses, moves_of
from leadfunnel.domain.customer import Customer, User
from leadfunnel.domain.deal import Deal, Shift, Terms
from leadfunnel.domain.forecast import Frame, Sum, forecast
from leadfunnel.domain.money import Money
from leadfunnel.domain.own_rates import StageRate, own_rates
from leadfunnel.domain.pipeline import Pipeline
from leadfunnel.domain.quota import Attainment, Basis, BasisRow
from leadfunnel.domain.sentence import Instant, said

DAY = 86_400
RATE = StageRate("", 12, 3, 4, 1, 4)


def _deal(number: int, path: str, now: int, **terms: object) -> Deal:
    stages = path.split()
    shifts = tuple(
        Shift(now - (100 - place) * DAY, now, number * 10 + place, code, "lin", "价格合适")
        for place, code in enumerate(stages)
    )
    worth = Terms(shifts[0].at, now, owner_id=1, owner="lin", by="lin", **terms)  # type: ignore[arg-type]
    first = replace(worth, amount=None, currency=None)
    return Deal(number, 7, "key-account", "deal", "二期生产线", False, shifts, (first, worth))


def results(customer: Customer, pipeline: Pipeline, now: int) -> dict[str, object]:
    """Return every result about deals under one name."""
    today = date(2026, 11, 22)
    deals = (
        _deal(12, "NEED LISTED", now, amount=100_000_000, currency="CNY", closes_on="2026-12-31"),
        _deal(13, "NEED SHORTLIST", now, amount=33_333_333, currency="CNY", probability=3333,
              closes_on="2026-10-01"),
        _deal(14, "NEED LISTED", now, amount=500_000, currency="USD"),
        _deal(15, "NEED", now),
        _deal(16, "NEED WON", now, amount=8_000_000, currency="CNY"),
    )  # fmt: skip
    views = {
        one.id: r.DealView(one, pipeline, customer, Money(25_000_000, "CNY"), 52, asleep=True)
        for one in deals
    }
    own = own_rates(courses(moves_of(deals), pipeline), pipeline)
    rates = {(pipeline.name, stage.code): stage for stage in own.stages}
    weighed = forecast(deals, Frame({pipeline.name: pipeline}, now, today, rates=rates))
    months = r.ForecastReport(
        weighed,
        views,
        (own,),
        ((User(1, "lin"), RATE), (None, RATE)),
        None,
        None,
        "month",
        now,
        now,
    )
    bases = (
        Basis(3, "lin", False, today, date(2026, 1, 1), date(2026, 12, 31),
              (BasisRow(12, 100_000_000, "CNY", 2500, 25_000_000, "2026-12-31"),)),
        Basis(4, "region:浦东", True, today, date(2026, 1, 1), date(2026, 12, 31), ()),
    )  # fmt: skip
    reached = Attainment("lin", False, "CNY", date(2026, 11, 1), date(2026, 11, 30), 50_000_000,
                         25_000_000, today, 12_345_678, 40_000_000, RATE)  # fmt: skip
    tested = Backtest("CNY", 3, 160_000_000, 60_000_000, 90_000_000, 30_000_000, (12,), (16,),
                      {"won": 1, "won_outside": 0, "lost": 1, "open": 1, "gone": 0})  # fmt: skip
    cost = Cost(5, 80_000, "CNY", "2026-11-22", "招待", "两桌", "lin", customer.id, 12, None, None)
    spread = replace(cost, last_on="2026-11-30")
    spent = Spent("抖音", "CNY", 3, 550_000, 2, 1, 200_000)
    paid = Spent("双十一", "CNY", 3, 550_000, 40, 9, 880_000, 16)
    total = (Spent(None, "CNY", 3, 550_000),)
    member = Member(1, customer, "decides", "against")
    evidence = said("won on {won}", won=Instant(now))
    finding = Finding("never_open", deals[4], ("lin",), evidence, "leadfunnel deal show d16")
    shown = (Sum("CNY", 2, 133_333_333, 36_110_000, None),)
    dates = (date(2026, 11, 1), date(2026, 11, 30))
    helped = (("小李",), ((now, "见了总经理"),), (Money(80_000, "CNY"),))
    unwon = replace(reached, goal=None, rate=replace(RATE, won=0))
    lost = replace(spent, key="SHORTLIST", won=None, revenue=None)
    return {
        "deals": r.DealList(tuple(views.values()), 3, shown),
        "no deals": r.DealList((), 0, ()),
        "deal": r.DealCard(views[13], *helped, bought=True),
        "forecast": months,
        "forecast by owner": replace(months, by="owner", first=dates[0], last=dates[1]),
        "backtest": r.BacktestReport(*dates, 8, now - 56 * DAY, (tested,), views, recorded=True),
        "no backtest": r.BacktestReport(*dates, 8, now - 56 * DAY, (), {}, recorded=False),
        "basis": r.BasisReport(9, bases, (weighed, weighed), views),
        "quotas": r.QuotaReport((reached, unwon), r.Seen(now)),
        "no quotas": r.QuotaReport((), r.Seen(now)),
        "costs": r.CostList((cost, spread), {customer.id: customer}, total, 2),
        "cost report": r.CostReport("channel", (spent,), total, pipeline, None, None, r.Seen(now)),
        "campaign costs": r.CostReport(
            "campaign", (paid,), total, pipeline, None, None, r.Seen(now, now, asked=True)
        ),
        "lost costs": r.CostReport("stage", (lost,), total, pipeline, None, None, r.Seen(now)),
        "people": r.MemberList(customer, (member, replace(member, role="", stance=""))),
        "audit": r.AuditReport((finding,), views, (customer,), 4, 10, 200, 2, r.Seen(now)),
        "honest": r.AuditReport((), {}, (), 0, 0, 0, 0, r.Seen(now, now, asked=True)),
    }  # fmt: skip
