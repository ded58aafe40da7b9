"""Stores with three years of history: `python -m tests.benchmarks.history FILE --customers N`.

As `full`, and each customer has about ten touches, three changes of stage and two promises, one
of which is open for some. How much was said to whom is skewed: most have a handful of touches,
one in two thousand has thousands.
"""

from __future__ import annotations

from typing import Any

from tests.benchmarks import crowd, full
from tests.benchmarks.crowd import ABOVE, NOW
from tests.benchmarks.full import Rows

TOUCHES = ((0.60, 1, 5), (0.90, 6, 20), (0.9995, 21, 60), (1.0, 1000, 3000))
"""Up to which share of customers, how many touches at least and at most: ten on average."""
LADDER = ("B", "C", "D", "E", "F")


class HistoryMaker(full.FullMaker):
    """Makes customers who have been worked with for up to three years."""

    def _customer(self, number: int) -> Rows:
        found = super()._customer(number)
        created = found[0][1]["created_at"]
        about = {"customer_id": number}
        found += [("interaction", {**about, **self._touch(created)}) for _ in range(self._more())]
        found += [("follow_up", {**about, **self._kept(created)}) for _ in range(2)]
        return found

    def _more(self) -> int:
        roll = self.random.random()
        low, high = next((low, high) for share, low, high in TOUCHES if roll <= share)
        return self.random.randint(low, high)

    def _kept(self, created: int) -> dict[str, Any]:
        """A promise that was kept, on some day since the customer is known."""
        at = self.random.randrange(created, NOW)
        day = full.TODAY.fromtimestamp(at).isoformat()
        ended = {"status": "done", "closed_at": at, "due_on": day, "note": "回电"}
        return {**ended, "owner_id": self.page.me, "recorded_at": created}

    def _passage(self, person: dict[str, Any]) -> Rows:
        """The way up to the stage where the customer stands, a change for each step."""
        found = super()._passage(person)
        entry = found[1][1]
        stage, at, created = entry["to_stage"], entry["at"], person["created_at"]
        path = LADDER[: LADDER.index(stage) + 1] if stage in LADDER else ("B", "C", stage)
        times = sorted(self.random.randrange(created, at + 1) for _ in path)
        changes: Rows = []
        for place, (code, when) in enumerate(zip(path, times, strict=True)):
            before = {"previous_id": ABOVE, "from_stage": path[place - 1]} if place else {}
            change = {**entry, **before, "to_stage": code, "at": when, "recorded_at": when}
            changes.append(("stage_change", change))
        return [found[0], *changes, *found[2:]]


def main() -> None:
    """Make the store named on the command line."""
    crowd.main(HistoryMaker)


if __name__ == "__main__":
    main()
