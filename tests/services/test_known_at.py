"""Reports as known at an instant are those that were printed then, whatever was done since."""

from __future__ import annotations

import os
import tempfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.conftest import ZONE, Clocked
from tests.random_shop import Shop

from leadfunnel.services.as_known import PRESENT, Then
from leadfunnel.services.attaining import Attaining
from leadfunnel.services.auditing import Auditing
from leadfunnel.services.book import Book
from leadfunnel.services.buyers import Buyers
from leadfunnel.services.buying import Buying, Terms
from leadfunnel.services.capture import Capture
from leadfunnel.services.channels import Channels
from leadfunnel.services.cost_report import BY, CostReports
from leadfunnel.services.costs import Costs
from leadfunnel.services.details import Details, Entering
from leadfunnel.services.growing import Asked as Growth
from leadfunnel.services.growing import Growing
from leadfunnel.services.pareto import Asked, Makers
from leadfunnel.services.referral_tree import Referrals
from leadfunnel.services.weekly import When

EXAMPLES = int(os.environ.get("LEADFUNNEL_EXAMPLES", "12"))
STEPS = 30
NOVEMBER = When(first="2026-11-01", last_day="2026-11-30")


def printed(book: Book, then: Then = PRESENT) -> dict[str, Any]:
    """Return every report, without the line that says as of when."""
    found: dict[str, Any] = {
        "channels": Channels(book).channels(When(), then),
        "channels of a month": Channels(book).channels(NOVEMBER, then),
        "rfm": Buyers(book).rfm(then),
        "referrals": Referrals(book).best(None, then),
        "referral trees": Referrals(book).all(None, then),
        "audit": Auditing(book).audit(None, None, then),
        "quota": Attaining(book).attainment(None, "2026-12", then),
    }
    for by in ("source", "owner", "tag:product", "level"):
        found[f"growth by {by}"] = Growing(book).growth(When(), Growth(by, then=then))
    for by in BY:
        found[f"costs by {by}"] = CostReports(book).report(by, None, None, None, then)
    for by in ("customer", "product", "owner"):
        found[f"pareto by {by}"] = Makers(book).pareto(When(), Asked(by, None, then))
    return {name: replace(report, seen=None) for name, report in found.items()}


def _typed(instant: int) -> str:
    return datetime.fromtimestamp(instant, ZoneInfo(ZONE)).strftime("%Y-%m-%d %H:%M")


@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
@given(seed=st.integers(0, 10**9))
def test_a_report_known_at_an_instant_is_the_one_printed_then(seed: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        shop = Shop(Path(folder) / "store.db", seed)
        then: dict[int, dict[str, Any]] = {}
        for step in range(STEPS):
            shop.step()
            if step % 4 == 3:
                then[shop.now] = printed(shop.book())
            shop.now += 60 * shop.dice.randrange(1, 3000)
        for instant, reports in then.items():
            again = printed(shop.book(), Then(known_at=_typed(instant)))
            for name, report in reports.items():
                assert again[name] == report, (name, _typed(instant))


@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
@given(seed=st.integers(0, 10**9))
def test_channels_and_costs_add_up_to_the_list_of_costs(seed: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        shop = Shop(Path(folder) / "store.db", seed)
        for _ in range(STEPS):
            shop.step()
            shop.now += 60 * shop.dice.randrange(1, 3000)
        book = shop.book()
        listed = {one.currency: one.amount for one in Costs(book).list(None, None).totals}
        report = Channels(book).channels(When())
        rows = [*report.items, *report.campaigns]
        assert report.totals == listed
        for currency, amount in listed.items():
            assert sum(row.cost.get(currency, 0) for row in rows) == amount
            for by in ("channel", "campaign", "category", "owner"):
                spent = CostReports(book).report(by, None, None, None).rows
                assert sum(row.amount for row in spent if row.currency == currency) == amount
        folded = Costs(book).list(None, None, limit=None).items
        assert sum(one.amount for one in folded) == sum(listed.values())


def test_as_of_leaves_out_what_came_later_and_counts_what_is_known_since(clocked: Clocked) -> None:
    shop = Shop(clocked.path, 1)
    shop.add()
    shop.now += 3 * 86_400
    Buying(shop.book()).buy(["#1", "面霜", "100"], Terms(at="2026-11-23"))
    Buying(shop.book()).buy(["#1", "洁面", "40"], Terms())
    shop.add()
    then, book = Then(as_of="2026-11-23"), shop.book()
    report = Makers(book).pareto(When(), Asked(then=then))
    assert [one.total for one in report.found] == [10_000]
    assert report.seen.known_at is None
    assert report.seen.recorded_since >= 1
    growth = Growing(book).growth(When(), Growth(then=then)).whole
    assert (growth.acquired, growth.counts["revenue"], growth.sums) == (1, 1, {"CNY": 10_000})
    before = Growing(book).growth(When(), Growth(then=Then(known_at="2026-11-23"))).whole
    assert (before.acquired, before.counts.get("revenue", 0)) == (1, 0)


@pytest.mark.parametrize("then", [Then(known_at="2026-11-25"), Then(as_of="2026-11-25")])
def test_a_report_of_the_past_changes_nothing(clocked: Clocked, then: Then) -> None:
    shop = Shop(clocked.path, 5)
    Capture(shop.book()).add("客", Details(), Entering())
    shop.people = 1
    for _ in range(12):
        shop.step()
        shop.now += 86_400
    before = clocked.path.read_bytes()
    printed(shop.book(), then)
    assert clocked.path.read_bytes() == before
