"""Those who came by import: a few are brought in each day, the others wait."""

from __future__ import annotations

import json

from leadfunnel.domain.pipeline import Stage
from leadfunnel.domain.remind_facts import Clock
from leadfunnel.services import suggesting
from leadfunnel.services.book import Page
from leadfunnel.services.results import COUNTED

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any

FEW = 2000
"""Up to so many who were typed or worked with are looked at one by one."""
SPARE = 2
"""So many times as many are looked at, for a rest or a mute may hold some of them back."""


class Intake:
    """Whom to bring in today of those a file brought and nobody acted on since.

    `left` is how many may still come in today, `ids` who of them may, the highest open stage and
    the latest first.
    """

    def __init__(self, page: Page, clock: Clock, shared: dict[str, Any]) -> None:
        self.page, self.clock, self.shared = page, clock, shared
        self.kinds = [kind for kind, there in self._there() if there]
        self.left = self._left() if self.kinds else 0
        self.ids = self._first(self.left * SPARE) if self.left else []

    def _there(self) -> tuple[tuple[str, bool], ...]:
        """Return of which kinds there are any: with touches that a file told of, and without."""
        bare = self.page.session.row("intake.any") is not None
        return (("told", bool(self.shared["histories"])), ("bare", bare))

    def few(self) -> str | None:
        """Return who is not waiting, where they are few beside those who wait; None for many."""
        if "bare" not in self.kinds:
            return None
        session = self.page.session
        session.ahead(("intake.typed", {"limit": FEW}), ("intake.touched", {"limit": FEW}))
        ids = session.values("intake.typed", limit=FEW)
        if len(ids) < FEW:
            ids += session.values("intake.touched", limit=FEW)
        return json.dumps(ids) if len(ids) < FEW else None

    def _left(self) -> int:
        most = self.page.settings.import_drip
        return max(0, most - int(self.page.session.value("intake.brought_in", **self._mine(most))))

    def _first(self, wanted: int) -> list[int]:
        found: list[int] = []
        stages = sorted(
            self.page.main.ladder, key=lambda one: (one.kind != "open", -(one.rank or 0))
        )
        asked = [
            (f"intake.{kind}", {**self.shared, **self._params(stage), "limit": wanted})
            for stage in stages
            for kind in self.kinds
        ]
        self.page.session.ahead(*asked)
        for name, params in asked:
            if len(found) < wanted:
                found += self.page.session.values(name, **params)
        return found[:wanted]

    def _params(self, stage: Stage) -> dict[str, Any]:
        """Return since before when each clock of a stage has run out."""
        clocks = {code: params for code, _, params in suggesting.of_stage(self.clock, stage)}
        before = {code: params.get("before", suggesting.NEVER) for code, params in clocks.items()}
        rule = self.clock.rules["not_bought_again"]
        return {
            "stage": stage.code,
            "silent_until": suggesting.silent_until(stage, self.clock.today),
            "never": before.get("never_contacted", suggesting.NEVER),
            "cold": before.get("going_cold", suggesting.NEVER),
            "stuck": before.get("stuck", suggesting.NEVER),
            "unbought": before.get("never_bought", suggesting.NEVER),
            "again": suggesting.bought_before(self.clock) if rule["on"] else "",
            "no_next": int("no_next_step" in clocks),
        }

    def waiting(self) -> int:
        """Return how many are not brought in yet, as far as is counted."""
        count = 0
        asked = [
            (f"intake.{kind}_count", {**self._mine(COUNTED), "stage": stage.code})
            for stage in self.page.main.ladder
            for kind in self.kinds
        ]
        self.page.session.ahead(*asked)
        for name, params in asked:
            if count < COUNTED:
                count += int(self.page.session.value(name, **params))
        return min(count, COUNTED)

    def _mine(self, limit: int) -> dict[str, Any]:
        return {**self.shared, "limit": limit}
