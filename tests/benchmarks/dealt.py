"""Stores with deals to forecast: `python -m tests.benchmarks.dealt FILE --customers N`.

One customer in three has a deal on its way through the key account pipeline, two in five of them
still open, with terms that changed once for half of them.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.benchmarks import crowd
from tests.benchmarks.crowd import ABOVE, DAY, NOW
from tests.benchmarks.full import TODAY, Rows

PIPELINE = "key-account"
LADDER = ("NEED", "LISTED", "SHORTLIST", "DECIDED")
ENDS = {"WON": 30, "LOST": 25, "INVALID": 5, None: 40}
"""How deals end, in hundredths; None for those still open."""


class DealMaker(crowd.Maker):
    """Makes customers some of whom have a deal."""

    tables = (*crowd.Maker.tables, "journey", "stage_change", "deal_terms")

    def _customer(self, number: int) -> Rows:
        found = super()._customer(number)
        if number % 3:
            return found
        about = {"customer_id": number, "pipeline": PIPELINE, "unit": "deal", "title": "烟机"}
        created = found[0][1]["created_at"]
        return [*found, ("journey", about), *self._moves(created), *self._terms(created)]

    def _moves(self, created: int) -> Rows:
        roll, me = self.random, self.page.me
        end = roll.choices(list(ENDS), list(ENDS.values()))[0]
        path = LADDER[: roll.randint(1, len(LADDER))] + ((end,) if end else ())
        times = sorted(roll.randrange(created, NOW) for _ in path)
        changes: Rows = []
        for place, (code, at) in enumerate(zip(path, times, strict=True)):
            before = {"previous_id": ABOVE, "from_stage": path[place - 1]} if place else {}
            change = {"journey_id": ABOVE, "pipeline": PIPELINE, "to_stage": code, "at": at}
            whose = {"recorded_at": at, "user_id": me, "owner_id": me}
            changes.append(("stage_change", {**change, **whose, **before}))
        return changes

    def _terms(self, created: int) -> Rows:
        """What it is worth: one in ten without an amount, one in five with odds of its own."""
        roll = self.random
        found: Rows = []
        for at in (created, NOW - DAY)[: roll.randint(1, 2)]:
            closes = TODAY + timedelta(days=roll.randrange(-60, 300))
            said: dict[str, Any] = {"at": at, "recorded_at": at, "owner_id": self.page.me}
            if roll.random() < 0.9:
                said |= {"amount": roll.randrange(100_000, 90_000_000), "currency": "CNY"}
            if roll.random() < 0.2:
                said["probability"] = roll.randrange(500, 9_500, 500)
            if roll.random() < 0.9:
                said["closes_on"] = closes.isoformat()
            found.append(("deal_terms", {"journey_id": ABOVE, **said}))
        return found


def main() -> None:
    """Make the store named on the command line."""
    crowd.main(DealMaker)


if __name__ == "__main__":
    main()
