"""The funnel of deals tells what stands in each stage in money, as the deals were then."""

from __future__ import annotations

from collections import Counter

import pytest
from tests.conftest import Clocked
from tests.dealing import add, at, move, total

from leadfunnel.domain.figures import Snapshot, Total
from leadfunnel.services.deal_terms import DealTerms, Offer
from leadfunnel.services.log import Log
from leadfunnel.services.results.weekly import FunnelReport
from leadfunnel.services.weekly import Asked, Weekly, When

DEALS = "key-account"


def report(store: Clocked, **asked: object) -> FunnelReport:
    return Weekly(store.book()).funnel(When(), Asked(DEALS, **asked))  # type: ignore[arg-type]


def sums(figures: Snapshot | None) -> dict[str, tuple[Total, ...]]:
    assert figures is not None
    return {row.code: row.totals for row in figures.stages if row.totals}


def test_each_stage_has_its_sums_by_currency(firm: Clocked) -> None:
    add(firm, amount="100万", stage="LISTED")
    add(firm, amount="8万", probability="三成", stage="LISTED")
    add(firm, amount="USD 2000", stage="SHORTLIST")
    add(firm, amount="5万")  # at the first stage, which has no probability
    add(firm, stage="LISTED")  # without an amount
    assert sums(report(firm).snapshot) == {
        "NEED": (Total("CNY", 5_000_000, 0),),
        "LISTED": (Total("CNY", 108_000_000, 25_000_000 + 2_400_000),),
        "SHORTLIST": (Total("USD", 200_000, 100_000),),
    }


def test_what_is_won_or_lost_has_an_amount_and_no_weight(firm: Clocked) -> None:
    won, lost = add(firm, amount="3万", stage="LISTED"), add(firm, amount="1万", probability="90")
    move(firm, "promote", won, "WON")
    move(firm, "drop", lost, "LOST")
    found = sums(report(firm).snapshot)
    assert found == {"WON": (Total("CNY", 3_000_000, 0),), "LOST": (Total("CNY", 1_000_000, 0),)}


def test_amounts_are_those_of_the_instant(firm: Clocked) -> None:
    ref = add(firm, amount="100万", stage="LISTED")
    firm.now = at("2026-09-01")
    DealTerms(firm.book()).edit(ref, Offer(amount="60万"))
    assert sums(report(firm).snapshot)["LISTED"] == (Total("CNY", 60_000_000, 15_000_000),)
    for asked in ({"as_of": "2026-08-31"}, {"known_at": "2026-08-31"}):
        before = sums(report(firm, **asked).snapshot)
        assert before["LISTED"] == (Total("CNY", 100_000_000, 25_000_000),)
    Log(firm.book()).undo()
    assert sums(report(firm).snapshot)["LISTED"] == (Total("CNY", 100_000_000, 25_000_000),)


@pytest.mark.parametrize("by", ["owner", "source"])
def test_segments_add_up_to_the_whole_and_to_the_forecast(firm: Clocked, by: str) -> None:
    for place, owner in enumerate(("lin", "chen", "lin", None), start=1):
        add(firm, amount=f"{place}万", stage="LISTED", **({"owner": owner} if owner else {}))
    found = report(firm, by=by)
    assert found.parts is not None
    parts: Counter[str] = Counter()
    for part in found.parts.parts:
        parts.update({code: rows[0].weighted for code, rows in sums(part.snapshot).items()})
    assert dict(parts) == {code: rows[0].weighted for code, rows in sums(found.snapshot).items()}
    assert total(firm) == [("CNY", 4, 10_000_000, parts["LISTED"])]
    alone = report(firm, by=by, only="-" if by == "source" else "chen")
    assert sums(alone.snapshot)["LISTED"][0].amount in (2_000_000, 10_000_000)


def test_customers_have_no_amounts(firm: Clocked) -> None:
    add(firm, amount="100万", stage="LISTED")
    found = Weekly(firm.book()).funnel(When(), Asked())
    assert sums(found.snapshot) == {}
