"""Stores in which every list is full, for `full_morning` and for tests.

Customers stand on all stages, were spoken to, tried or never reached, promised something, bought
what lasts or not, and have birthdays. The seed gives the same store again.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from leadfunnel.services.book import Writing
from tests.benchmarks import crowd
from tests.benchmarks.crowd import ABOVE, DAY, NOW

TODAY = date(2026, 11, 22)
NEAR = 1000
"""So many customers may have a promise near: a seller keeps no more in any store."""
STAGES = {"B": 50, "C": 16, "D": 8, "E": 14, "F": 6, "L": 6}
WON = ("E", "F")
PRODUCTS = (("面霜", 60), ("洁面", 45), ("烟机", None))
Rows = list[tuple[str, dict[str, Any]]]


class FullMaker(crowd.Maker):
    """Makes customers for whom there are reasons of every kind."""

    tables = (
        *crowd.Maker.tables,
        *("journey", "stage_change", "follow_up", "purchase", "purchase_line"),
        *("service_case", "mute"),
    )

    def __init__(self, page: Writing, seed: int) -> None:
        super().__init__(page, seed)
        known = {row["name"]: row["id"] for row in page.session.rows("purchases.products")}
        self.products = [known.get(name) or self._product(name, days) for name, days in PRODUCTS]

    def _product(self, name: str, days: int | None) -> int:
        ledger = self.page.ledger
        return ledger.insert("product", None, name=name, name_key=name, lasts_days=days)

    def _customer(self, number: int) -> Rows:
        about = {"customer_id": number}
        found = super()._customer(number)
        person = found[0][1]
        roll = self.random
        if roll.random() < 0.3:
            person["birthday"] = f"--{roll.randint(1, 12):02}-{roll.randint(1, 28):02}"
        person["do_not_contact"] = int(roll.random() < 0.02)
        person["imported"] = int(roll.random() < 0.7)
        for name, row in (*self._passage(person), *self._wishes(number, person)):
            found.append((name, row if name == "purchase_line" else {**about, **row}))
        return found

    def _touch(self, created: int) -> dict[str, Any]:
        """A talk, or one of the tries that reached nobody."""
        touch = super()._touch(created)
        roll = self.random
        if roll.random() < 0.4:
            touch["at"] = touch["recorded_at"] = NOW - roll.randrange(1, 30) * DAY
        if roll.random() < 0.3:
            touch |= {"touch": "attempt", "outcome": "no_answer"}
        return touch

    def _passage(self, person: dict[str, Any]) -> Rows:
        roll = self.random
        stage = roll.choices(list(STAGES), list(STAGES.values()))[0]
        at = roll.randrange(person["created_at"], NOW)
        change = {"journey_id": ABOVE, "pipeline": "lifecycle", "to_stage": stage, "at": at}
        found: Rows = [
            ("journey", {"pipeline": "lifecycle"}),
            ("stage_change", {**change, "recorded_at": at, "user_id": self.page.me}),
        ]
        for _ in range(roll.choice((1, 1, 2, 5)) if stage in WON else roll.random() < 0.02):
            found += self._purchase()
        return found

    def _purchase(self) -> Rows:
        roll = self.random
        ago = roll.randrange(700)
        paid = roll.choice((20_000, 90_000, 400_000))
        bought = {
            "amount": paid,
            "currency": "CNY",
            "at": NOW - ago * DAY,
            "on_day": (TODAY - timedelta(days=ago)).isoformat(),
            "user_id": self.page.me,
            "recorded_at": NOW - ago * DAY,
        }
        line = {"purchase_id": ABOVE, "product_id": roll.choice(self.products)}
        return [("purchase", bought), ("purchase_line", {**line, "quantity": 1000, "amount": paid})]

    def _wishes(self, number: int, person: dict[str, Any]) -> Rows:
        """What is promised, complained of, and not to be reminded of."""
        roll, me = self.random, self.page.me
        found: Rows = []
        if roll.random() < 0.25:
            ahead = roll.randrange(-2, 40) if number <= NEAR else roll.randrange(40, 150)
            day = TODAY + timedelta(days=ahead)
            promise = {"due_on": day.isoformat(), "owner_id": me, "note": "回电"}
            found.append(("follow_up", {**promise, "recorded_at": person["created_at"]}))
        if roll.random() < 0.02:
            until = (TODAY + timedelta(days=20)).isoformat()
            reason = roll.choice(("never_contacted", "stuck", "going_cold", "birthday"))
            found.append(("mute", {"reason": reason, "until": until, "user_id": me}))
        return found


class Busy(FullMaker):
    """The same with promises of today and late, and complaints, which no list cuts."""

    def _wishes(self, number: int, person: dict[str, Any]) -> Rows:
        roll, me = self.random, self.page.me
        found = super()._wishes(number, person)
        if roll.random() < 0.03:
            case = {"complaint": "漏水", "opened_at": NOW - DAY, "user_id": me, "recorded_at": NOW}
            found.append(("service_case", case))
        if roll.random() < 0.05:
            day = TODAY - timedelta(days=roll.randrange(4))
            promise = {"due_on": day.isoformat(), "owner_id": me, "recorded_at": NOW - 9 * DAY}
            found.append(("follow_up", promise))
        return found


def make(path: Path, customers: int, seed: int = 1, maker: type[FullMaker] = FullMaker) -> None:
    """Write a new store with so many customers."""
    crowd.make(path, customers, seed, maker)
