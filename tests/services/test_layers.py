"""Layers and levels of a store, shown and filtered; the filter agrees with the rule."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest
from tests.conftest import NOW, Clocked

from leadfunnel.domain.condition import BadFilterValue
from leadfunnel.domain.layer import LAYERS
from leadfunnel.domain.level import LEVELS
from leadfunnel.services.book import Writing
from leadfunnel.services.capture import Capture
from leadfunnel.services.details import Details, Entering
from leadfunnel.services.ladder import Ladder, Move
from leadfunnel.services.log import Log
from leadfunnel.services.looking import Looking, Shape
from leadfunnel.store import definitions

TODAY = date(2026, 11, 22)
DAY = 86_400


def buy(
    page: Writing, who: int, days_ago: float, amount: int | None = 10_000, **more: object
) -> int:
    """One purchase so many days before now."""
    at = page.now - int(days_ago * DAY)
    return page.ledger.insert(
        "purchase",
        who,
        amount=amount,
        currency=more.pop("currency", "CNY"),
        at=at,
        on_day=page.calendar.day(at).isoformat(),
        user_id=page.me,
        recorded_at=page.now,
        **more,
    )


def people(clocked: Clocked, count: int) -> None:
    for number in range(count):
        Capture(clocked.book()).add(f"客{number} 1380013{number:04}", Details(), Entering())


def bought(clocked: Clocked, who: int, *days: float, **more: object) -> None:
    with clocked.book().record("buy") as page:
        for ago in days:
            buy(page, who, ago, **more)  # type: ignore[arg-type]


def standing(clocked: Clocked, who: int) -> tuple[str | None, str | None]:
    customer = Looking(clocked.book()).show(str(who)).customer
    return customer.layer, customer.level


def listed(clocked: Clocked, *words: str) -> list[int]:
    found = Looking(clocked.book()).list(words, Shape(limit=None)).customers
    return [customer.id for customer in found]


def test_a_customer_walks_through_the_layers(clocked: Clocked) -> None:
    people(clocked, 1)
    assert standing(clocked, 1) == ("potential", None)
    bought(clocked, 1, 0)
    assert standing(clocked, 1) == ("new", "basic")
    bought(clocked, 1, 0, amount=90_000)  # the same day and outlet: the same occasion
    assert standing(clocked, 1) == ("new", "silver")
    bought(clocked, 1, 5, 40, 70, 71, 72, 73, 74, 75, 76, amount=None)
    assert standing(clocked, 1) == ("loyal", "silver")
    clocked.now += 29 * DAY  # 29, 34 and 69 days ago: one in each window
    assert standing(clocked, 1) == ("loyal", "silver")
    clocked.now += 1 * DAY  # 30, 35 and 70 days ago: none in the last window
    assert standing(clocked, 1) == ("mature", "silver")
    clocked.now = NOW + 90 * DAY
    assert standing(clocked, 1) == ("dormant-temporary", "silver")
    clocked.now = NOW + 365 * DAY
    assert standing(clocked, 1) == ("dormant-permanent", "basic")


def test_what_was_given_back_is_no_occasion(clocked: Clocked) -> None:
    people(clocked, 1)
    Ladder(clocked.book()).promote(["1"], Move(to="E"))
    assert standing(clocked, 1) == ("new", "basic")  # a won stage stands for a purchase
    with clocked.book().record("buy") as page:
        first = buy(page, 1, 20, 60_000)
        buy(page, 1, 10, 60_000)
    assert standing(clocked, 1) == ("returning", "silver")
    with clocked.book().record("refund") as page:
        buy(page, 1, 0, -60_000, refunds=first)
    assert standing(clocked, 1) == ("new", "basic")
    Log(clocked.book()).undo()
    assert standing(clocked, 1) == ("returning", "silver")


def test_a_stage_won_without_a_purchase(clocked: Clocked) -> None:
    people(clocked, 2)
    Ladder(clocked.book()).promote(["1"], Move(to="E"))
    Ladder(clocked.book()).promote(["2"], Move(to="F"))
    assert standing(clocked, 1)[0] == "new"
    assert standing(clocked, 2)[0] == "returning"
    Ladder(clocked.book()).demote(["1"], Move(to="D"))
    assert standing(clocked, 1)[0] == "potential"
    Ladder(clocked.book()).drop(["2"], Move(reason="价格"), exit_kind="lost")
    assert standing(clocked, 2)[0] == "returning"  # lost, but has bought
    clocked.now += 90 * DAY
    assert standing(clocked, 2)[0] == "dormant-temporary"
    assert listed(clocked, "layer=沉睡") == [2]


def test_other_currencies_are_not_mixed_in(clocked: Clocked) -> None:
    people(clocked, 1)
    bought(clocked, 1, 1, amount=9_000_000, currency="USD")
    assert standing(clocked, 1) == ("new", "basic")


def test_confidence_is_lost_until_the_next_purchase(clocked: Clocked) -> None:
    people(clocked, 1)
    bought(clocked, 1, 30)
    clocked.now += 3600
    with clocked.book().record("dormant") as page:
        page.ledger.insert(
            "customer_mark", 1, mark="confidence_lost", at=page.now, recorded_at=page.now,
            user_id=page.me,
        )  # fmt: skip
    assert standing(clocked, 1)[0] == "dormant-permanent"
    bought(clocked, 1, 200)  # recorded late: not the next one
    assert standing(clocked, 1)[0] == "dormant-permanent"
    bought(clocked, 1, 0.3)  # today, by its day alone
    assert standing(clocked, 1)[0] == "returning" or standing(clocked, 1)[0] == "mature"
    Log(clocked.book()).undo()
    assert standing(clocked, 1)[0] == "dormant-permanent"


def test_rules_of_a_store_are_its_own(clocked: Clocked) -> None:
    people(clocked, 1)
    bought(clocked, 1, 100)
    with clocked.book().record("setup") as page:
        definitions.put(page.ledger, "rules", "layers", {"asleep_after_days": 0})
        definitions.put(page.ledger, "rules", "levels", {"thresholds": [50]})
    assert standing(clocked, 1) == ("new", "silver")
    assert listed(clocked, "level=gold") == []
    assert listed(clocked, "level>=银卡") == [1]
    with clocked.book().record("setup") as page:
        definitions.put(page.ledger, "rules", "levels", {"thresholds": []})
    assert standing(clocked, 1) == ("new", None)
    assert listed(clocked, "level>=basic") == []


def fill(clocked: Clocked, dice: Random, count: int) -> None:
    """Buyers at random, with refunds, marks, stages and referrers."""
    clocked.now = NOW - 600 * DAY
    people(clocked, count)
    clocked.now = NOW
    with clocked.book().record("buy") as page:
        for who in range(1, count + 1):
            for _ in range(dice.choice((0, 0, 1, 2, 12, 25))):
                ago = dice.choice((dice.randrange(95), dice.randrange(800), 90, 365, 89, 364))
                made = buy(page, who, ago, dice.choice((None, 5_000, 40_000, 700_000)))
                if dice.random() < 0.2:
                    page.ledger.insert(
                        "purchase", who, refunds=made, amount=-5_000, currency="CNY", at=page.now,
                        on_day=TODAY.isoformat(), user_id=page.me, recorded_at=page.now,
                    )  # fmt: skip
            if dice.random() < 0.2:
                ago = dice.randrange(200) * DAY
                page.ledger.insert(
                    "customer_mark", who, mark="confidence_lost", at=page.now - ago,
                    recorded_at=page.now, user_id=page.me,
                )  # fmt: skip
            if dice.random() < 0.3:
                page.ledger.update("customer", who, who, referrer_id=dice.randrange(1, count + 1))
    for who in range(1, count + 1):
        if dice.random() < 0.5:
            ago = f"{dice.randrange(1, 500)} days ago"
            Ladder(clocked.book()).promote([str(who)], Move(to=dice.choice("CDEF"), at=ago))
        if dice.random() < 0.2:
            Ladder(clocked.book()).drop([str(who)], Move(), exit_kind="lost")


@pytest.mark.parametrize("seed", range(4))
def test_the_filter_finds_exactly_those_shown(clocked: Clocked, seed: int) -> None:
    dice = Random(seed)  # noqa: S311 - not for secrets
    fill(clocked, dice, 40)
    if seed % 2:
        rules = {"loyal_from": 3, "loyal_windows": dice.randrange(3), "loyal_brought": 2}
        with clocked.book().record("setup") as page:
            definitions.put(page.ledger, "rules", "layers", rules)
    everybody = Looking(clocked.book()).list((), Shape(limit=None)).customers
    layers = {customer.id: customer.layer for customer in everybody}
    levels = {customer.id: customer.level for customer in everybody}
    assert len(set(layers.values())) >= 5
    for code in LAYERS:
        assert listed(clocked, f"layer={code}") == [who for who in layers if layers[who] == code]
    order = tuple(LEVELS)
    for at, code in enumerate(order):
        ranks = {who: order.index(level) for who, level in levels.items() if level}
        for op, holds in (
            ("=", lambda rank, at: rank == at), (">=", lambda rank, at: rank >= at),
            (">", lambda rank, at: rank > at), ("<", lambda rank, at: rank < at),
            ("<=", lambda rank, at: rank <= at),
        ):  # fmt: skip
            wanted = [who for who, rank in ranks.items() if holds(rank, at)]
            assert listed(clocked, f"level{op}{code}") == wanted


def test_what_is_derived_can_be_asked_for(clocked: Clocked) -> None:
    people(clocked, 3)
    bought(clocked, 1, 3, 100)
    bought(clocked, 2, 61)
    assert listed(clocked, "purchases>=2") == [1]
    assert listed(clocked, "购买次数=0") == [3]
    assert listed(clocked, "last_purchase>60d") == [2]
    assert listed(clocked, "last_purchase<60d") == [1]
    assert listed(clocked, "last_purchase>2026-11-01") == [1]
    assert listed(clocked, "层=老客 and level=普通") == [1]
    assert listed(clocked, "layer!=未成交") == [1, 2]
    found = Looking(clocked.book()).list((), Shape(sort="-purchases")).customers
    assert [customer.id for customer in found] == [1, 2, 3]


@pytest.mark.parametrize(
    "text", ["layer=vip", "layer>new", "layer~new", "level=vip", "level~gold", "purchases>=many",
             "purchases~1", "grade=E", "grade>A", "last_purchase=vip"],
)  # fmt: skip
def test_what_cannot_be_compared_is_said(clocked: Clocked, text: str) -> None:
    people(clocked, 1)
    with pytest.raises(BadFilterValue):
        listed(clocked, text)
