"""Whom reminders may hold for, and at most which: bounded, so that it costs the same at every size.

Each range is read to a depth, in its own order. Of whoever was found, it is then asked in which
other ranges they stand, so that only those who may come first need be weighed.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta

from leadfunnel.domain.ranking import most
from leadfunnel.domain.remind_facts import Clock
from leadfunnel.domain.reminding import DRIPPED
from leadfunnel.services import suggesting
from leadfunnel.services.book import Page
from leadfunnel.services.intake import Intake
from leadfunnel.services.results import COUNTED

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any

    from leadfunnel.store.session import Asked, Row

    Rows = dict[int, Row]

CASE, STUCK, STEP, PUSH = "case_open", "stuck", "plan_step", "content_push"
INTAKE = "intake"
APART = frozenset((CASE, "birthday", STEP, PUSH, INTAKE))
"""Reasons that are shown or counted by themselves: all who were found for them are weighed."""
LATEST_STEP = 366


class Found:
    """Whom one range gave, as far as it was read."""

    def __init__(self, code: str, name: str, params: dict[str, Any]) -> None:
        self.code, self.name, self.params = code, name, params
        self.ids: tuple[int, ...] = ()
        self.complete = self.unordered = False

    @property
    def sure(self) -> bool:
        """Whether the reason holds for whoever stands in the range; of others it does for most."""
        return self.name.startswith("agenda.")

    def asked(self, shared: dict[str, Any], limit: int) -> Asked:
        """Return the query for the first of the range."""
        return self.name, {**shared, **self.params, "limit": limit}

    def asked_among(self, shared: dict[str, Any], ids: str) -> Asked:
        """Return the query for who of a few stands in the range."""
        return f"{self.name}_among", {**shared, **self.params, "ids": ids}

    def read(self, page: Page, shared: dict[str, Any], limit: int) -> None:
        """Read the first of the range."""
        name, params = self.asked(shared, limit)
        ids = page.session.values(name, **params)
        self.ids, self.complete = tuple(dict.fromkeys(ids)), len(ids) < limit

    def pick(self, page: Page, shared: dict[str, Any], ids: str) -> None:
        """Find who of a few stands in the range, all of them and in no order."""
        name, params = self.asked_among(shared, ids)
        self.ids = tuple(page.session.values(name, **params))
        self.complete = self.unordered = True

    @property
    def picks(self) -> bool:
        """Whether the range may be asked who of a few stands in it."""
        return self.sure or self.name == "reminders.not_again"

    def asked_others(self, shared: dict[str, Any], rows: Rows) -> Asked | None:
        """Return the query for who else of some customers stands in it, where that is asked."""
        if self.complete or not rows or self.name in _LIKELY:
            return None
        inside = set(self.ids)
        return self.asked_among(shared, json.dumps([one for one in rows if one not in inside]))

    def among(self, page: Page, asked: Asked | None, rows: Rows) -> Iterable[int]:
        """Return who of some customers stands in the range, or may do so."""
        if asked is not None:
            name, params = asked
            return (*self.ids, *page.session.values(name, **params))
        if self.complete or not rows:
            return self.ids
        return (*self.ids, *_LIKELY[self.name](page, self.params, rows))


def _born(_: Page, params: dict[str, Any], rows: Rows) -> Iterable[int]:
    keys = set(json.loads(params["words"]))
    return [number for number, row in rows.items() if row["birthday_key"] in keys]


def _stocked(page: Page, params: dict[str, Any], rows: Rows) -> Iterable[int]:
    bought = json.dumps([number for number, row in rows.items() if row["purchases"]])
    days = params["first"], params["last"]
    return [
        row["customer_id"]
        for row in page.session.rows("reminders.stocks", ids=bought)
        if days[0] <= row["runs_out_on"] <= days[1]
    ]


def _touched(_: Page, __: dict[str, Any], rows: Rows) -> Iterable[int]:
    return [number for number, row in rows.items() if row["last_touch_at"] is not None]


def _dealing(page: Page, _: dict[str, Any], rows: Rows) -> Iterable[int]:
    ids = json.dumps(list(rows))
    return [row["customer_id"] for row in page.session.rows("reminders.deals", ids=ids)]


def _running(page: Page, params: dict[str, Any], rows: Rows) -> Iterable[int]:
    return page.session.values("reminders.runners", ids=json.dumps(list(rows)), **params)


def _nobody(_: Page, __: dict[str, Any], ___: Rows) -> Iterable[int]:
    return ()


_LIKELY: dict[str, Callable[[Page, dict[str, Any], Rows], Iterable[int]]] = {
    "reminders.born": _born,
    "reminders.running_out": _stocked,
    "reminders.idle_deals": _dealing,
    "reminders.stuck_deals": _dealing,
    "reminders.complaining": _nobody,
    STEP: _running,
    PUSH: _touched,
}
"""Who may stand in a range of which there is no such question; one too many does no harm."""


def _of_range(one: Found, stages: Mapping[str, Rows], rows: Rows) -> Rows:
    """Return those who may stand in a range by its stage."""
    return stages.get(one.params["stage"], {}) if one.sure else rows


def latest_step(clock: Clock) -> str:
    """Return the first day whose plans may have a step that is still told."""
    return (clock.today - timedelta(days=LATEST_STEP)).isoformat()


class Candidates:
    """Whom a reminder may hold for; of each reason and stage only `deep` are to be weighed."""

    def __init__(self, page: Page, clock: Clock, owner: int | None, deep: int) -> None:
        self.page, self.clock, self.owner, self.deep = page, clock, owner, deep
        self.shared = suggesting.common(page, clock, owner)
        self.found: list[Found] = []
        self.intake = Intake(page, clock, self.shared)
        few = self.intake.few()
        ranges = [Found(*one) for one in suggesting.ranges(page, clock)]
        page.session.ahead(*(self._asked(one, few) for one in ranges))
        for one in ranges:
            self._read(one, few)
        self.found += self._brought_in()
        self.found += self._steps()
        self.found += self._sendable()
        self.ids = tuple(dict.fromkeys(n for one in self.found for n in self._first(one)))
        self.asked: Asked = ("reminders.facts", {"ids": json.dumps(self.ids)})
        page.session.ahead(self.asked)

    def _read(self, one: Found, few: str | None) -> None:
        """Read a range; complaints, and who stands too long, as far as is counted.

        Where nearly all came by import and wait, it is asked who of the `few` others stands in it.
        """
        if few is not None and one.picks:
            one.pick(self.page, self.shared, few)
            self.found.append(one)
            return
        one.read(self.page, self.shared, self._limit(one))
        self.found.append(one)

    def _asked(self, one: Found, few: str | None) -> Asked:
        if few is not None and one.picks:
            return one.asked_among(self.shared, few)
        return one.asked(self.shared, self._limit(one))

    def _limit(self, one: Found) -> int:
        together = self.page.session.together  # asked ahead, before the first ones are known
        more = together or len(self.standing(STUCK)) < COUNTED
        counts = one.code == CASE or (one.code == STUCK and more)
        return max(COUNTED, self.deep) if counts else self.deep

    def _first(self, one: Found) -> tuple[int, ...]:
        return one.ids if one.code == CASE or one.unordered else one.ids[: self.deep]

    def _brought_in(self) -> list[Found]:
        """Return who of those that came by import may be brought in today."""
        one = Found(INTAKE, INTAKE, {})
        one.ids, one.complete = tuple(self.intake.ids), True
        return [one] if one.ids else []

    def _steps(self) -> list[Found]:
        """Return for whom a step of a plan is due; nothing of plans is loaded where none runs."""
        clock, page = self.clock, self.page
        since = latest_step(clock)
        if not clock.on(STEP) or not page.session.row("reminders.any_run", since=since):
            return []
        from leadfunnel.services.plan_runs import due_steps

        late = timedelta(days=page.rules("plans")["late_days"])
        one = Found(STEP, STEP, {"since": (clock.today - late).isoformat()})
        due = due_steps(page, self.owner, clock.today, self.deep)
        one.ids = tuple(dict.fromkeys(step.customer_id for step in due))
        return [one]

    def _sendable(self) -> list[Found]:
        """Return for whom there is material; nothing of it is loaded where there is none."""
        if not self.clock.on(PUSH) or not self.page.session.row("reminders.any_material"):
            return []
        from leadfunnel.services.written import proposed

        one = Found(PUSH, PUSH, {})
        one.ids = tuple(dict.fromkeys(proposed(self.page, self.owner, self.deep)))
        return [one]

    def standing(self, code: str) -> set[int]:
        """Return who was found for a reason."""
        return {number for one in self.found if one.code == code for number in one.ids}

    @property
    def apart(self) -> set[int]:
        """Who is to be weighed whatever their rank."""
        return {n for one in self.found if one.code in APART for n in self._first(one)}

    @property
    def known(self) -> set[int]:
        """Everybody who was found."""
        return {number for one in self.found for number in one.ids}

    @property
    def sure(self) -> set[int]:
        """Everybody for whom a reminder holds for certain."""
        return {number for one in self.found if one.sure for number in one.ids}

    def count(self, enough: int) -> None:
        """Read on until `enough` are sure to be known, or as many of each range."""
        for one in self.found:
            if len(self.sure) >= enough:
                break
            if not one.complete and one.name not in (STEP, PUSH):
                one.read(self.page, self.shared, enough)

    def bounds(self) -> dict[int, int]:
        """Return the highest score that each of those to be weighed may have."""
        name, params = self.asked
        known = {row["id"]: row for row in self.page.session.rows(name, **params)}
        # Who waits to be brought in stands in no range of a clock, and may have all of these.
        codes = {number: set(DRIPPED if row["waiting"] else ()) for number, row in known.items()}
        ranges = self._ranges_of(known)
        levels, by_code = self._levels(known), self.page.main.by_code
        for one, rows, asked in ranges:
            for number in one.among(self.page, asked, rows):
                if number in codes:
                    codes[number].add(one.code)
        rules = self.page.rules("score")
        return {
            number: most(found, by_code.get(known[number]["stage"]), levels.get(number), rules)
            for number, found in codes.items()
        }

    def _ranges_of(self, known: Rows) -> list[tuple[Found, Rows, Asked | None]]:
        """Return every range that is a reason, who may stand in it, and how that is asked."""
        stages: dict[str, Rows] = defaultdict(dict)
        for number, row in known.items():
            stages[row["stage"]][number] = row
        reasons = [one for one in self.found if one.code != INTAKE]
        within = ((one, _of_range(one, stages, known)) for one in reasons)
        ranges = [(one, rows, one.asked_others(self.shared, rows)) for one, rows in within]
        self.page.session.ahead(*(asked for _, _, asked in ranges if asked))
        return ranges

    def _levels(self, rows: Rows) -> dict[int, str | None]:
        """Return the levels of those who may have bought; `may_have_bought` says who may."""
        opens = {stage.code for stage in self.page.main.ladder if stage.kind == "open"}
        bought = [
            number
            for number, row in rows.items()
            if row["purchases"] or (row["stage"] is not None and row["stage"] not in opens)
        ]
        if not bought:
            return {}
        from leadfunnel.store import standing

        return standing.levels(self.page.session, bought, self.page.yardstick)
