"""What the reminders of customers go by, read for a few of them at once."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, time, timedelta

from leadfunnel.domain.customer import Customer
from leadfunnel.domain.pipeline import Stage
from leadfunnel.domain.remind_facts import (
    Birthday,
    Clock,
    Facts,
    Held,
    OpenDeal,
    Step,
    Stock,
)
from leadfunnel.services.book import Page
from leadfunnel.services.forbidding import forbidden
from leadfunnel.services.rests import resting

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.store.session import Row


CHANNELS = ("push", "greeting")
OF_ANY = (
    *("reminders.facts", "service.open_among", "reminders.deals", "reminders.run_among"),
    "contacts.consents_among",
)
OF_SOME = ("reminders.tries", "reminders.stocks")
"""What a file is asked only of those who have any; a server is asked of all, with the rest."""
NEAR = 1
"""A birthday further ahead is told to prepare something, not to write."""


def clock_of(page: Page) -> Clock:
    """Return the present of a store with its rules."""
    rules = page.rules("reminders")
    noon = time.fromisoformat(page.rules("attempts")["noon"])
    if rules["going_cold"]["workdays"] or rules["stuck"]["workdays"]:
        return Clock(page.now, page.calendar, rules, noon, page.almanac.workdays.works)
    return Clock(page.now, page.calendar, rules, noon)


def facts_of(page: Page, customers: Sequence[Customer], clock: Clock) -> dict[int, Facts]:
    """Return what is known of customers, by their ids."""
    if not customers:
        return {}
    numbers = [customer.id for customer in customers]
    ask_ahead(page, numbers, clock)
    ids = json.dumps(numbers)
    rows = {row["id"]: row for row in page.session.rows("reminders.facts", ids=ids)}
    known = _Known(page, clock, customers, rows)
    return {customer.id: known.of(customer) for customer in customers}


def ask_ahead(page: Page, numbers: Sequence[int], clock: Clock) -> None:
    """Say what `facts_of` asks of any customers."""
    ids = {"ids": json.dumps(list(numbers))}
    page.session.ahead(
        ("wishes.mutes_among", {**ids, "today": clock.today.isoformat()}),
        *((name, ids) for name in (*OF_ANY, *OF_SOME)),
    )


class _Known:
    """The rows about some customers; what none of them has is not looked for."""

    def __init__(
        self, page: Page, clock: Clock, customers: Sequence[Customer], rows: Mapping[int, Row]
    ) -> None:
        self.page, self.clock, self.rows = page, clock, rows
        ids = [customer.id for customer in customers]
        self.muted = resting(page, ids, clock.today)
        tried = [number for number in ids if rows[number]["attempted_at"] is not None]
        together = page.session.together
        self.tries = self._groups("reminders.tries", ids if together else tried)
        self.complaints = self._groups("service.open_among", ids)
        self.deals = self._groups("reminders.deals", ids)
        bought = [customer.id for customer in customers if customer.purchases]
        self.steps, self.ahead = plan_steps(page, ids)
        self.stocks = self._groups("reminders.stocks", ids if together else bought)
        self.cycles = self._cycles(bought)
        touched = [number for number in ids if rows[number]["last_touch_at"] is not None]
        self.materials = materials(page, touched)
        self.birthdays = birthdays(page, clock) if any(map(_born, rows.values())) else {}

        self.held = self._caps(customers)
        self.forbidden = forbidden(page, ids)

    def _caps(self, customers: Sequence[Customer]) -> dict[str, dict[int, Held]]:
        """Return whom the contact cap holds back from a push, and from a greeting.

        It is asked only for those whom a rule would have written to.
        """
        asked = {
            kind: [one for one in customers if self._writes(one.id, kind)] for kind in CHANNELS
        }
        if not any(asked.values()):
            return {kind: {} for kind in CHANNELS}
        from leadfunnel.services.written import capped

        return {kind: capped(self.page, people, kind) for kind, people in asked.items()}

    def _writes(self, number: int, kind: str) -> bool:
        channels = {step.channel for step in self.steps.get(number, ())}
        if kind == "push":
            return number in self.materials or kind in channels
        birthday = self.birthdays.get(self.rows[number]["birthday_key"])
        return kind in channels or (birthday is not None and birthday.ahead <= NEAR)

    def of(self, customer: Customer) -> Facts:
        """Return what is known of one of them."""
        row, number = self.rows[customer.id], customer.id
        complaints = ((case["opened_at"], case["complaint"]) for case in self.complaints[number])
        return Facts(
            customer=customer,
            imported=bool(row["imported"]),
            waiting=bool(row["waiting"]) and not self.deals[number],
            last_touch=row["last_touch_at"],
            tries=tuple(found["at"] for found in self.tries[number]),
            unanswered=row["unanswered"],
            complaints=tuple(complaints),
            open_deals=tuple(map(_deal, self.deals[number])),
            steps=tuple(self.steps.get(number, ())),
            step_ahead=number in self.ahead,
            stocks=tuple(map(_stock, self.stocks[number])),
            cycle=self.cycles.get(number),
            birthday=self.birthdays.get(row["birthday_key"]),
            material=self.materials.get(number),
            pushes_capped=self.held["push"].get(number),
            greetings_capped=self.held["greeting"].get(number),
            forbidden=self.forbidden.get(number, frozenset()),
            muted=self.muted.get(number, {}),
        )

    def _groups(self, name: str, ids: Collection[int]) -> dict[int, list[Row]]:
        found: dict[int, list[Row]] = defaultdict(list)
        if ids:
            for row in self.page.session.rows(name, ids=json.dumps(list(ids))):
                found[row["customer_id"]].append(row)
        return found

    def _cycles(self, ids: Collection[int]) -> dict[int, int]:
        times = self.clock.rules["not_bought_again"]["cycles"]
        if not times or not ids:
            return {}
        rows = self.page.session.rows("reminders.cycles", ids=json.dumps(list(ids)))
        return {row["id"]: cycle(row["lasts"], times) for row in rows if row["lasts"]}


def materials(page: Page, ids: Sequence[int]) -> dict[int, str]:
    """Return what each of those in touch might be sent and was not yet."""
    if not page.session.row("reminders.any_material"):
        return {}
    from leadfunnel.services.written import suggested

    return suggested(page, ids)


def plan_steps(page: Page, ids: Sequence[int]) -> tuple[dict[int, list[Step]], set[int]]:
    """Return the due steps of plans by customer, and who has one today or ahead.

    Nothing of plans is loaded where none of these customers has a run.
    """
    if not page.session.row("reminders.run_among", ids=json.dumps(list(ids))):
        return {}, set()
    from leadfunnel.services import plan_runs
    from leadfunnel.store import plans

    rows = page.session.rows("reminders.runs", ids=json.dumps(list(ids)))
    found: dict[int, list[Step]] = defaultdict(list)
    for view in plan_runs.views(page, [plans.run(row) for row in rows]):
        due = view.due
        if due is not None and due.state in ("due", "held"):
            texts, held = due.step.words(view.satisfaction), due.state == "held"
            step = Step(view.run.plan.name, due.on, due.step.channel, texts, held)
            found[view.run.customer_id].append(step)
    return found, plan_runs.ahead(page, ids)


def cycle(lasts_days: int, times: float) -> int:
    """Return after how many whole days a product that lasts so long is expected again."""
    return -int(-lasts_days * times // 1)


def _born(row: Row) -> bool:
    return row["birthday_key"] is not None


def _deal(row: Row) -> OpenDeal:
    closes = row["closes_on"]
    names, limit = json.loads(row["names"]), row["limit_days"]
    stage = Stage(row["stage"], names, "open", limit_days=limit)
    day = date.fromisoformat(closes) if closes else None
    return OpenDeal(row["title"] or "", stage, row["since"], day)


def _stock(row: Row) -> Stock:
    return Stock(row["name"], date.fromisoformat(row["runs_out_on"]), row["lasts_days"] or 0)


def birthdays(page: Page, clock: Clock) -> dict[str, Birthday]:
    """Return the birthdays that may be told today, by the keys of those who keep them.

    The lunar calendar is asked only where somebody keeps a lunar birthday.
    """
    rule = clock.rules["birthday"]
    if not rule["on"]:
        return {}
    keys = _lunar_keys if page.session.row("reminders.lunar_born") else _solar_keys
    found: dict[str, Birthday] = {}
    for ahead in sorted({*rule["days"], *rule["level_days"]}):
        day = clock.today + timedelta(days=ahead)
        for key in keys(page, day):
            found.setdefault(key, Birthday(ahead, day))
    return found


def _solar_keys(_: Page, day: date) -> list[str]:
    last = day.month == 2 and (day + timedelta(days=1)).month == 3 and day.day == 28
    return [f"{day:%m-%d}", *(["02-29"] if last else [])]


def _lunar_keys(page: Page, day: date) -> list[str]:
    from leadfunnel.domain.birthday import keys_of

    return list(keys_of(day, page.almanac.moon))
