"""`activity`: what was done in a period by whom and when, and what it may lead to."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import timedelta

from leadfunnel.domain.calendar import Period
from leadfunnel.domain.record import dataclass
from leadfunnel.services import as_known
from leadfunnel.services.as_known import PRESENT, Then
from leadfunnel.services.book import Book, Page
from leadfunnel.services.due import owner_id
from leadfunnel.services.measures import LOGGED
from leadfunnel.services.outlook import outlook
from leadfunnel.services.promise_record import PromiseRecord, promise_records
from leadfunnel.services.results.activity import (
    METRICS,
    ActivityReport,
    Effort,
    Leader,
    PersonWork,
    Work,
)
from leadfunnel.services.targets import targets
from leadfunnel.services.weekly import When, period_of
from leadfunnel.store import activity as stored
from leadfunnel.store import definitions
from leadfunnel.store.activity import Days
from leadfunnel.store.sales import sellers
from leadfunnel.store.targets import Logged

COUNTED = {
    **{metric: which for metric, which in LOGGED.items() if metric in METRICS},
    "greetings": Logged(("greeting",)),
}
NOTHING = Work({}, PromiseRecord(), {}, {})
Key = tuple[int, int | None]
"""A day by its place among the days, and who."""


class Activity:
    """`activity`."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def activity(
        self, when: When, owner: str | None = None, then: Then = PRESENT
    ) -> ActivityReport:
        """Return what was done in a period; of one person only where they are named."""
        with as_known.opened(self.book, then) as view:
            page, seen = view.page, view.seen
            period, who = period_of(view.present, when), owner_id(page, owner)
            done = worked(page, period, who)
            today = page.calendar.day(page.now)
            return ActivityReport(
                first=period.first,
                last=period.last,
                label=period.label,
                as_of=seen.as_of,
                known_at=seen.known_at,
                recorded_since=seen.recorded_since,
                owner=sellers(page.session)[who][0] if who is not None else None,
                days=done.days.days,
                people=done.people,
                total=done.total,
                by_day=done.by_day,
                effort=effort(page, done.days, who),
                leaders=leaders(done.people),
                outlook=outlook(page, period, who, targets(page, who, today).progress),
                imported=stored.imported(page.session, done.days, who, page.main),
            )


@dataclass(frozen=True)
class Worked:
    """What was done on some days: by each person, on each day, and in all."""

    days: Days
    people: tuple[PersonWork, ...]
    by_day: tuple[Work, ...]
    total: Work


def days_of(page: Page, period: Period) -> Days:
    """Return the days of a period that have begun."""
    today = page.calendar.day(page.now)
    count = (min(period.last, today) - period.first).days + 1
    days = tuple(period.first + timedelta(days=n) for n in range(max(0, count)))
    return Days(days, page.calendar, page.now + 1)


def worked(page: Page, period: Period, who: int | None = None) -> Worked:
    """Return what was done in a period by everybody, or by one person."""
    days = days_of(page, period)
    cells = _Cells(page, days)
    found = {key: work for key, work in cells.works().items() if who is None or key[1] == who}
    names = {number: name for number, (name, _) in sellers(page.session).items()}
    ids = sorted({person for _, person in found}, key=lambda one: (one is None, one or 0))
    places = range(len(days.days))
    people = tuple(
        _person(one, names.get(one or 0), [found.get((place, one), NOTHING) for place in places])
        for one in ids
    )
    by_day = tuple(
        added_up([work for (at, _), work in found.items() if at == place]) for place in places
    )
    return Worked(days, people, by_day, added_up(list(found.values())))


def _person(number: int | None, name: str | None, days: list[Work]) -> PersonWork:
    return PersonWork(number, name, added_up(days), tuple(days))


def added_up(works: list[Work]) -> Work:
    """Return the sum of what was done."""
    parts: tuple[Counter[str], Counter[str], Counter[str]] = (Counter(), Counter(), Counter())
    for work in works:
        for total, more in zip(parts, (work.counts, work.bought, work.returned), strict=True):
            for name, count in more.items():  # not update(): it is slower, and drops no zeros
                total[name] += count
    kept = sum((work.kept for work in works), PromiseRecord())
    return Work(dict(parts[0]), kept, dict(parts[1]), dict(parts[2]))


class _Cells:
    """What each person did on each day, gathered from what is stored."""

    def __init__(self, page: Page, days: Days) -> None:
        self.page, self.days = page, days
        self.counts: dict[Key, Counter[str]] = defaultdict(Counter)
        self.money: dict[Key, tuple[dict[str, int], dict[str, int]]] = {}
        self.kept: dict[Key, PromiseRecord] = {}

    def works(self) -> dict[Key, Work]:
        """Return what was done, by day and person."""
        if not self.days.days:
            return {}
        self._logged()
        self._came()
        self._sold()
        self._promised()
        keys = {*self.counts, *self.money, *self.kept}
        return {
            key: Work(
                dict(self.counts.get(key, {})),
                self.kept.get(key, PromiseRecord()),
                *self.money.get(key, ({}, {})),
            )
            for key in keys
        }

    def _logged(self) -> None:
        for row in stored.logged(self.page.session, self.days):
            for metric, which in COUNTED.items():
                if _counts(which, row["kind"], row["touch"], row["outcome"]):
                    self.counts[row["place"], row["user_id"]][metric] += row["count"]

    def _came(self) -> None:
        session = self.page.session
        for row in stored.added(session, self.days):
            self.counts[row["place"], row["user_id"]]["new"] += row["count"]
        seen: set[tuple[int, int]] = set()
        pipelines = list(definitions.pipelines(session).values())
        for row in stored.won(session, self.days, pipelines):
            place = (self.page.calendar.day(row["at"]) - self.days.days[0]).days
            if (place, row["customer_id"]) not in seen:
                seen.add((place, row["customer_id"]))
                self.counts[place, row["owner_id"]]["won"] += 1

    def _sold(self) -> None:
        for row in stored.sold(self.page.session, self.days):
            bought, returned = self.money.setdefault((row["place"], row["user_id"]), ({}, {}))
            bought[row["currency"]] = row["bought"]
            returned[row["currency"]] = row["returned"]

    def _promised(self) -> None:
        first, last = self.days.days[0], self.days.days[-1]
        for (day, person), record in promise_records(self.page, None, first, last).items():
            self.kept[(day - first).days, person] = record


def _counts(which: Logged, kind: str, touch: str | None, outcome: str | None) -> bool:
    return kind in which.kinds and which.touch in (None, touch) and which.outcome in (None, outcome)


def effort(page: Page, days: Days, who: int | None = None) -> Effort:
    """Return where touches went, and where purchases came from, by stage; touches by grade too."""
    touches: Counter[str | None] = Counter()
    grades: Counter[str | None] = Counter()
    for row in stored.touched(page.session, days, who, page.main):
        touches[row["stage"]] += row["count"]
        grades[row["grade"]] += row["count"]
    bought = Counter(stored.bought_from(page.session, days, who, page.main).values())
    return Effort(page.main, touches, bought, grades)


def leaders(people: tuple[PersonWork, ...]) -> tuple[Leader, ...]:
    """Return who sold most in each currency, where several sold anything at all."""
    sums: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for person in people:
        for currency, amount in person.total.net.items():
            if amount > 0:
                sums[currency].append((amount, person.name or ""))
    return tuple(
        _leader(currency, found) for currency, found in sorted(sums.items()) if len(found) > 1
    )


def _leader(currency: str, found: list[tuple[int, str]]) -> Leader:
    part, name = max(found, key=lambda one: one[0])
    return Leader(currency, name, part, sum(amount for amount, _ in found), len(found))
